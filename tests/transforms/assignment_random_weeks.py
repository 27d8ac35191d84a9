"""Weeks to assign, drawn from a seed: each rule of the contract has a part in about half of them.

Nothing here comes from the code under test.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from loket.columns import CONSULTANT, DATES, FIELD, PLACEABLE, SERVICE, TIMES
from loket.vocabulary import FIELD_OTHER, Group, Service
from tests.transforms.assignment_weeks import (
    MONDAY,
    Booking,
    Row,
    WeekFrames,
    a_booking,
    a_client,
    a_quota,
    a_slot,
    a_week,
    booking_of,
    caps,
    counted_in,
    fits,
)

FIELDS = ("Ekspor", "Kemitraan", "NIB/OSS")
MOST_CLIENTS = 60

_STARTS = {
    Service.COOPERATIVE: (time(9), time(9, 30), time(10), time(10, 30), time(11), time(11, 30)),
    Service.SME: (time(13), time(13, 30), time(14), time(14, 30), time(15), time(15, 30)),
}


class Rule(StrEnum):
    """What may have a part in a week, or not."""

    FIELDS = "fields"
    DATES = "chosen dates"
    TIMES = "wished times"
    NOT_PLACEABLE = "clients not placeable"
    SERVICES = "several services"
    TWO_SERVICES = "consultants in two services"
    ROOMS = "rooms"
    DAILY_MAXIMA = "daily maxima"
    INVITED_QUOTA = "quota of the invited"
    PUBLIC_QUOTA = "quota of the public"
    RELEASED = "quotas released"
    PLACED = "placed before"
    FIXED = "fixed"
    LOST = "placed and lost"
    ODD = "placed oddly"
    OVER = "caps breached before"


_NEEDS = {
    Rule.TWO_SERVICES: Rule.SERVICES,
    Rule.FIXED: Rule.PLACED,
    Rule.LOST: Rule.PLACED,
    Rule.ODD: Rule.PLACED,
    Rule.OVER: Rule.PLACED,
}
_LIKELIHOOD = {Rule.SERVICES: 0.7, Rule.PLACED: 0.7}


def random_week(seed: int, fewest: int = 5, most: int = MOST_CLIENTS) -> WeekFrames:
    """Draw a week of so many clients."""
    draw = random.Random(seed)
    rules = random_rules(draw)
    number = draw.randint(fewest, most)
    days = [MONDAY + timedelta(days=n) for n in sorted(draw.sample(range(5), draw.randint(1, 5)))]
    services = sorted(Service) if Rule.SERVICES in rules else [draw.choice(sorted(Service))]
    most_starts = 3 if number <= 100 else 6
    starts = {
        service: sorted(draw.sample(_STARTS[service], draw.randint(1, most_starts)))
        for service in services
    }
    slots = list(_slots(draw, rules, number, days, starts))
    clients = list(_clients(draw, rules, number, days, starts))
    quotas = list(_quotas(draw, rules, number, days, services))
    limits = caps(a_week(clients, slots, quotas, released=Rule.RELEASED in rules))
    placed = _bookings(draw, rules, clients, slots, limits) if Rule.PLACED in rules else []
    return a_week(clients, slots, quotas, placed, released=Rule.RELEASED in rules)


def random_rules(draw: random.Random) -> frozenset[Rule]:
    """Draw each rule; one that another one needs is off without it."""
    drawn = {rule for rule in Rule if draw.random() < _LIKELIHOOD.get(rule, 0.5)}
    return frozenset(rule for rule in drawn if _NEEDS.get(rule, rule) in drawn)


def rules_in(week: WeekFrames) -> frozenset[Rule]:
    """Tell which rules have a part in a week, by its frames."""
    clients, slots, placed = week.clients, week.slots, week.placed
    offered = {booking_of(slot) for slot in slots.to_dict("records")}
    by_code = {client["code"]: client for client in clients.to_dict("records")}
    bookings = [(by_code[row["code"]], booking_of(row)) for row in placed.to_dict("records")]
    there = {
        Rule.FIELDS: (clients[FIELD] != FIELD_OTHER).any(),
        Rule.DATES: clients[DATES].nunique() > 1,
        Rule.TIMES: clients[TIMES].map(len).any(),
        Rule.NOT_PLACEABLE: not clients[PLACEABLE].all(),
        Rule.SERVICES: clients[SERVICE].nunique() > 1,
        Rule.TWO_SERVICES: slots.groupby(CONSULTANT)[SERVICE].nunique().max() > 1,
        Rule.ROOMS: slots["rooms"].notna().any(),
        Rule.DAILY_MAXIMA: slots["daily_maximum"].notna().any(),
        Rule.INVITED_QUOTA: week.quotas["invited_quota"].notna().any(),
        Rule.PUBLIC_QUOTA: week.quotas["public_quota"].notna().any(),
        Rule.RELEASED: week.released and not week.quotas.empty,
        Rule.PLACED: not placed.empty,
        Rule.FIXED: placed["fixed"].any(),
        Rule.LOST: any(booking not in offered for _, booking in bookings),
        Rule.ODD: placed.duplicated(["consultant", "date", "start"]).any()
        or any(booking[1] not in client[DATES] for client, booking in bookings),
    }
    counts = Counter(name for client, booking in bookings for name in counted_in(client, booking))
    there[Rule.OVER] = any(counts[name] > limit for name, limit in caps(week).items())
    return frozenset(rule for rule, has_part in there.items() if has_part)


def _slots(
    draw: random.Random,
    rules: Collection[Rule],
    clients: int,
    days: Sequence[date],
    starts: Mapping[Service, Sequence[time]],
) -> Iterable[Row]:
    most = max(8, clients // 5)
    rooms = {
        (service, day, at): draw.choice([0, *range(1, most // 2 + 1), None, None, None])
        for service in starts
        for day in days
        for at in starts[service]
    }
    for number in range(draw.randint(1, most)):
        both = Rule.TWO_SERVICES in rules and draw.random() < 0.5
        services = draw.sample(sorted(starts), 2 if both else 1)
        fields = draw.sample(FIELDS, draw.randint(1, 3))
        main = draw.randint(1, len(fields))
        for day in days:
            if draw.random() < 0.3:
                continue
            maximum = draw.choice([0, 1, 1, 2, 3, None, None, None, None])
            for service in services:
                for start in starts[service]:
                    yield a_slot(
                        f"Konsultan {number:02d}",
                        date=day,
                        start=start,
                        service=str(service),
                        main_fields=frozenset(fields[:main]),
                        other_fields=frozenset(fields[main:]),
                        daily_maximum=maximum if Rule.DAILY_MAXIMA in rules else None,
                        rooms=rooms[service, day, start] if Rule.ROOMS in rules else None,
                    )


def _clients(
    draw: random.Random,
    rules: Collection[Rule],
    number: int,
    days: Sequence[date],
    starts: Mapping[Service, Sequence[time]],
) -> Iterable[Row]:
    for rank in draw.sample(range(1, number + 1), number):
        service = draw.choice(sorted(starts))
        chosen = draw.sample(days, draw.randint(1, min(3, len(days))))
        wished = draw.sample(starts[service], draw.randint(0, min(3, len(starts[service]))))
        yield a_client(
            rank,
            service=str(service),
            field=draw.choice([*FIELDS, FIELD_OTHER]) if Rule.FIELDS in rules else FIELD_OTHER,
            dates=tuple(sorted(chosen if Rule.DATES in rules else days)),
            times=tuple(sorted(wished)) if Rule.TIMES in rules else (),
            group=str(draw.choice([Group.INVITED, Group.PUBLIC, Group.PUBLIC])),
            placeable=Rule.NOT_PLACEABLE not in rules or draw.random() < 0.9,
        )


def _quotas(
    draw: random.Random,
    rules: Collection[Rule],
    clients: int,
    days: Sequence[date],
    services: Sequence[Service],
) -> Iterable[Row]:
    """Draw quotas for most dates; each of the two cells may be blank."""
    most = max(4, clients // 10)
    for day in days:
        for service in services:
            invited, public = (
                draw.randint(0, most) if rule in rules and draw.random() < 0.8 else None
                for rule in (Rule.INVITED_QUOTA, Rule.PUBLIC_QUOTA)
            )
            if invited is not None or public is not None:
                yield a_quota(invited, public, date=day, service=str(service))


def _bookings(
    draw: random.Random,
    rules: Collection[Rule],
    clients: Sequence[Row],
    slots: Sequence[Row],
    limits: Mapping[tuple[Any, ...], int],
) -> list[Row]:
    """Place some where they fit, and a few with nobody there, elsewhere, or on each other."""
    placed: list[Row] = []
    taken: set[Booking] = set()
    counts: Counter[tuple[Any, ...]] = Counter()
    for client in clients:
        if draw.random() < 0.6:
            continue
        odd = Rule.ODD in rules and draw.random() < 0.15
        over = Rule.OVER in rules and draw.random() < 0.2
        choice = [
            booking_of(slot)
            for slot in slots
            if odd or (booking_of(slot) not in taken and fits(client, slot))
        ]
        choice = [
            booking
            for booking in choice
            if over
            or all(counts[name] < limits.get(name, 1000) for name in counted_in(client, booking))
        ]
        if Rule.LOST in rules and draw.random() < 0.15:
            choice = [(draw.choice(["Gita", "Hadi"]), draw.choice(client["dates"]), time(13))]
        if choice:
            booking = draw.choice(choice)
            taken.add(booking)
            counts.update(counted_in(client, booking))
            fixed = Rule.FIXED in rules and draw.random() < 0.3
            consultant, day, start = booking
            placed.append(a_booking(client["rank"], consultant, date=day, start=start, fixed=fixed))
    return placed
