"""Why each client who is left out of a week waits, and what would help.

The first reason that holds is given. Facts: late; no consultant for the field this week; none on
the chosen dates. Then the rule that, waived for this client alone with everyone else's service
kept, would serve them: room, daily maximum, reserve for the invited, own quota, a staff's pin.
Then several of these only together. Otherwise every slot that fits is held by somebody.

Source: the contract's section 5, "Reasons".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pandas as pd

from loket.columns import (
    CODE,
    EVIDENCE,
    FIXED,
    KIND,
    LATE,
    PLACEABLE,
    REASON,
    REMEDY,
)
from transforms.assignment.as_assigned import as_assigned
from transforms.assignment.lexicographic_program import Budget
from transforms.assignment.waiting_advice import Vacancies, room_on
from transforms.assignment.waiting_explanation import Explanation, Kind, explain, fact, held
from transforms.assignment.waiting_waivers import Waivers
from transforms.assignment.week import AssignmentWeek, Client, assignment_week

TIME_LIMIT = 60.0
"""Seconds of solving after which the clients that remain are told that nothing is proven yet."""

_AT_ONCE = 40


def reasons(
    clients: pd.DataFrame,
    slots: pd.DataFrame,
    automatic: pd.DataFrame,
    quotas: pd.DataFrame,
    bookings: pd.DataFrame,
    *,
    released: bool,
    fixed: Collection[str],
    pinned: Collection[str],
    today: date,
    time_limit_s: float = TIME_LIMIT,
) -> pd.DataFrame:
    """Give one row per client without a booking, by rank.

    CODE; REASON, one short sentence in Indonesian; KIND (``waiting_explanation.Kind``);
    EVIDENCE, what it rests on (dates, codes), NA for a fact; REMEDY, what would help, or NA.

    clients: as for ``assign``, with LATE (registered when all their weeks were frozen). slots:
    every slot of the week; automatic: those that may be filled without staff. bookings: the
    assignment. fixed: the codes of bookings that may not move; pinned: those of them that could
    but for a staff's pin. today: tells which dates are ahead. A client of the same service, field,
    dates and group gets the same answer.
    """
    placed = as_assigned(bookings, automatic, set(fixed).difference(pinned))
    movable = set(placed.loc[~placed[FIXED], CODE]).intersection(pinned)
    week = assignment_week(clients, automatic, quotas, placed, released=released)
    whole = assignment_week(clients, slots, quotas, placed, released=released)
    came_late = set(clients.loc[clients[LATE].astype(bool), CODE])
    late = came_late | set(clients.loc[~clients[PLACEABLE].astype(bool), CODE])
    found = {}
    for number, client in enumerate(week.clients):
        if client.booking is None:
            ahead = any(day >= today for day in client.dates)
            found[number] = fact(
                client,
                week.slots,
                whole.slots,
                late=client.code in late,
                registered_late=ahead and client.code in came_late,
            )
    asked = [number for number, known in found.items() if known is None]
    pins = [number for number, client in enumerate(week.clients) if client.code in movable]
    answers = _by_waiving(week, asked, pins, Budget(time_limit_s))
    return _frame(week, {number: known or answers[number] for number, known in found.items()})


def _by_waiving(
    week: AssignmentWeek, asked: Sequence[int], pins: Sequence[int], budget: Budget
) -> dict[int, Explanation]:
    """Ask for one client of each kind; who holds the slots is counted for each by rank."""
    alike: dict[object, list[int]] = {}
    for number in asked:
        alike.setdefault(week.clients[number].kind, []).append(number)
    first = [numbers[0] for numbers in alike.values()]
    answers: dict[int, Explanation] = {}
    for start in range(0, len(first), _AT_ONCE):
        some = first[start : start + _AT_ONCE]
        waivers = Waivers(week, some, pins, budget)
        answers |= {number: explain(week, waivers, number) for number in some}
    return {
        number: held(week, number) if answers[numbers[0]].kind is Kind.HELD else answers[numbers[0]]
        for numbers in alike.values()
        for number in numbers
    }


def _frame(week: AssignmentWeek, found: Mapping[int, Explanation]) -> pd.DataFrame:
    vacancies = Vacancies(week)
    rows = [
        (
            week.clients[number].code,
            answer.sentence,
            answer.kind.value,
            answer.evidence,
            _remedy(vacancies, week.clients[number]),
        )
        for number, answer in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=[CODE, REASON, KIND, EVIDENCE, REMEDY], dtype="str")


def _remedy(vacancies: Vacancies, client: Client) -> str | None:
    day = vacancies.nearest_date(client)
    return room_on(day) if day else None
