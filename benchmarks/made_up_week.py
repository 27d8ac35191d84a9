"""Weeks to assign, made up from a seed: as many clients as slots, as the clinic would have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, TypeAlias

import pandas as pd

from loket import columns as c
from loket.vocabulary import FIELD_OTHER, Group, Service
from loket.week import Week
from pipeline.questionnaires.questionnaires import DEFAULT_FIELDS
from transforms.calendar.service_hours import ServiceHours
from transforms.registration.session_times import session_starts

DAYS = Week(2026, 48).days[:5]
_STARTS = {
    service: session_starts(hours.start, hours.end)
    for service, hours in ServiceHours().usual.items()
}
_SHARES = {Service.COOPERATIVE: 0.4, Service.SME: 0.6}

Row: TypeAlias = dict[Hashable, Any]
Arc: TypeAlias = tuple[Row, Row]
"""A client with a slot that fits."""


@dataclass(frozen=True)
class MadeUpWeek:
    """The frames that ``transforms.assignment.assign`` takes."""

    clients: pd.DataFrame
    slots: pd.DataFrame
    quotas: pd.DataFrame
    placed: pd.DataFrame


def made_up_week(number: int) -> MadeUpWeek:
    """Give a week with so many clients and at least as many slots, before anybody is placed.

    A consultant comes on two to four days, for three main fields and three others in turn, at most
    five sessions a day. Rooms are a little scarcer than consultants, and each date and service has
    a quota with a reserve for the invited, who are one in six. A client gives one to three dates,
    the second day being in demand, and up to two wished times.
    """
    random = Random(number)
    slots = pd.DataFrame([slot for s in Service for slot in _slots(random, s, number * _SHARES[s])])
    clients = pd.DataFrame([_client(random, rank) for rank in range(1, number + 1)])
    return MadeUpWeek(
        clients=clients.astype({c.RANK: "Int64"}),
        slots=slots.astype({c.DAILY_MAXIMUM: "Int64", c.ROOMS: "Int64"}),
        quotas=pd.DataFrame(_quotas(slots)).astype(
            {c.INVITED_QUOTA: "Int64", c.PUBLIC_QUOTA: "Int64"}
        ),
        placed=pd.DataFrame(columns=[c.CODE, c.CONSULTANT, c.DATE, c.START, c.FIXED]).astype(
            {c.CODE: "str", c.FIXED: "bool"}
        ),
    )


def arcs_of(week: MadeUpWeek) -> list[Arc]:
    """Give every client with every slot that fits."""
    slots: list[Row] = week.slots.to_dict("records")
    clients: list[Row] = week.clients.to_dict("records")
    return [(client, slot) for client in clients for slot in slots if fits(client, slot)]


def fits(client: Row, slot: Row) -> bool:
    """Tell whether service, date and field of a slot fit a client."""
    offered = slot[c.MAIN_FIELDS] | slot[c.OTHER_FIELDS] | {FIELD_OTHER}
    return (
        client[c.SERVICE] == slot[c.SERVICE]
        and slot[c.DATE] in client[c.DATES]
        and client[c.FIELD] in offered
    )


def _slots(random: Random, service: Service, wanted: float) -> Iterator[dict[str, Any]]:
    """Give consultants' sessions until there are enough of them."""
    fields = DEFAULT_FIELDS[service]
    per_day = len(_STARTS[service])
    rooms = max(1, round(wanted / len(DAYS) / per_day))
    made = consultant = 0
    while made < wanted:
        known = [fields[(6 * consultant + n) % len(fields)] for n in range(6)]
        consultant += 1
        for day in sorted(random.sample(DAYS, random.randint(2, 4))):
            for start in _STARTS[service]:
                made += 1
                yield {
                    c.CONSULTANT: f"{service} {consultant:02d}",
                    c.DATE: day,
                    c.START: start,
                    c.SERVICE: str(service),
                    c.MAIN_FIELDS: frozenset(known[:3]),
                    c.OTHER_FIELDS: frozenset(known[3:]),
                    c.DAILY_MAXIMUM: 5,
                    c.ROOMS: rooms,
                }


def _client(random: Random, rank: int) -> dict[str, Any]:
    service = Service.SME if random.random() < _SHARES[Service.SME] else Service.COOPERATIVE
    return {
        c.CODE: f"CC-{rank:08d}",
        c.RANK: rank,
        c.SERVICE: str(service),
        c.FIELD: random.choice(DEFAULT_FIELDS[service]),
        c.DATES: _dates(random),
        c.TIMES: tuple(sorted(random.sample(_STARTS[service], random.choice((0, 0, 1, 2))))),
        c.GROUP: str(Group.INVITED if random.random() < 1 / 6 else Group.PUBLIC),
        c.PLACEABLE: True,
    }


def _dates(random: Random) -> tuple[date, ...]:
    if random.random() < 0.25:
        return (DAYS[1],)
    return tuple(sorted(random.sample(DAYS, random.choice((1, 2, 2, 3)))))


def _quotas(slots: pd.DataFrame) -> list[dict[str, Any]]:
    """Reserve a fifth of each date's and service's slots for the invited."""
    return [
        {
            c.DATE: day,
            c.SERVICE: service,
            c.INVITED_QUOTA: count // 5,
            c.PUBLIC_QUOTA: count - count // 5,
        }
        for (day, service), count in Counter(
            zip(slots[c.DATE], slots[c.SERVICE], strict=True)
        ).items()
    ]
