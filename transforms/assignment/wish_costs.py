"""What it would have cost to meet a wish that the assignment has not met.

The week is solved again with the client held to the slots that meet the wish, all others free as
they were. The two assignments are compared level by level: the first level that gets worse is why
the wish was not met.

Source: the contract's section 5, "Objective".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from loket.columns import (
    CODE,
    CONSULTANT,
    DATE,
    EVIDENCE,
    KIND,
    LEVEL,
    LOSS,
    MEASURE,
    REASON,
    START,
    WISH,
)
from loket.vocabulary import FIELD_OTHER
from transforms.assignment.lexicographic_program import Budget
from transforms.assignment.week import AssignmentWeek, Booking, Client, assignment_week
from transforms.assignment.wish_answers import FIXED, Answer, Wish, compared, held, no_slot
from transforms.assignment.wish_solving import Sessions, solved_with

TIME_LIMIT = 60.0
"""Seconds of solving after which the wishes that remain are told not to be settled."""


def wish_costs(
    clients: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    placed: pd.DataFrame,
    bookings: pd.DataFrame,
    *,
    released: bool,
    codes: Collection[str],
    wishes: Collection[Wish] = (Wish.START, Wish.MAIN_FIELD),
    time_limit_s: float = TIME_LIMIT,
) -> pd.DataFrame:
    """Give one row per client of ``codes`` who has a booking and per wish that it does not meet.

    clients, slots, quotas, placed: as for ``assign``; bookings: what it made of them.

    CODE; WISH; KIND (``wish_answers.Obstacle``); LEVEL, MEASURE and LOSS (how much worse, in the
    measure's unit; at level 2 the clients who would lose their place), NA unless a level gets
    worse; REASON, one sentence in Indonesian; EVIDENCE, the codes of those who would pay or are in
    the way, or NA; CONSULTANT, DATE, START where the client would then be, blank unless it was
    tried. By rank, wishes in their order. The field "Lainnya" wishes for no consultant.
    """
    week = assignment_week(clients, slots, quotas, placed, released=released)
    numbers = {client.code: number for number, client in enumerate(week.clients)}
    columns = bookings[CODE], bookings[CONSULTANT], bookings[DATE], bookings[START]
    sessions = {
        numbers[code]: Booking(str(who), day, start)
        for code, who, day, start in zip(*columns, strict=True)
    }
    budget = Budget(time_limit_s)
    asked = sorted(numbers[code] for code in codes if numbers.get(code) in sessions)
    rows = [
        _row(week.clients[number], wish, _answer(week, sessions, number, wish, budget))
        for number in asked
        for wish in wishes
        if _is_unmet(week, sessions, number, wish)
    ]
    return _frame(rows)


def _is_unmet(week: AssignmentWeek, sessions: Sessions, number: int, wish: Wish) -> bool:
    client, session = week.clients[number], sessions[number]
    match wish:
        case Wish.START:
            return bool(client.times) and session.start not in client.times
        case Wish.MAIN_FIELD:
            is_main = week.is_main(session, client.service, client.field)
            return client.field != FIELD_OTHER and not is_main
        case Wish.PLACE:
            return client.booking not in {None, session}


def _answer(
    week: AssignmentWeek, sessions: Sessions, number: int, wish: Wish, budget: Budget
) -> Answer:
    client = week.clients[number]
    if client.fixed or not client.placeable:
        return FIXED
    meeting = _meeting(week, client, wish)
    if not meeting:
        return no_slot(client, wish)
    holders = {c.booking: c.code for c in week.clients if c.fixed and c.booking in meeting}
    if holders.keys() >= meeting:
        return held([holders[booking] for booking in sorted(meeting)])
    return compared(week, sessions, solved_with(week, sessions, number, meeting, budget), number)


def _meeting(week: AssignmentWeek, client: Client, wish: Wish) -> set[Booking]:
    """Give the slots that meet the wish, taken or not."""
    fitting = {slot.booking for slot in week.slots if slot.fits(client)}
    match wish:
        case Wish.START:
            return {booking for booking in fitting if booking.start in client.times}
        case Wish.MAIN_FIELD:
            return {b for b in fitting if week.is_main(b, client.service, client.field)}
        case Wish.PLACE:
            return {slot.booking for slot in week.slots if slot.booking == client.booking}


def _row(client: Client, wish: Wish, answer: Answer) -> tuple[object, ...]:
    measure = answer.measure
    return (
        client.code,
        wish.value,
        answer.obstacle.value,
        measure.level if measure else None,
        measure.name.lower() if measure else None,
        answer.loss,
        answer.sentence,
        ", ".join(answer.codes) or None,
        *(answer.booking or (None, None, None)),
    )


def _frame(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    texts = dict.fromkeys([CODE, WISH, KIND, MEASURE, REASON, EVIDENCE, CONSULTANT], "str")
    columns = [CODE, WISH, KIND, LEVEL, MEASURE, LOSS, REASON, EVIDENCE, CONSULTANT, DATE, START]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.astype({**texts, LEVEL: "Int64", LOSS: "Int64"})
