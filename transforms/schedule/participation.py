"""Which week each registration takes part in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from loket.columns import CODE, CREATED, CURRENT, DATES, FROZEN_AT, LATE, PHASE, WEEK
from loket.vocabulary import Phase
from loket.week import Week


def participation(
    registrations: pd.DataFrame,
    weeks: pd.DataFrame,
    booked: pd.DataFrame,
    after_freeze: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Give the weeks that each registration visits, one row per registration and week.

    A registration belongs to the earliest week not yet frozen at its arrival that holds one of
    its dates. Not served at that week's freeze, it visits the next such week as well. One that
    arrives after the freeze of all its weeks is late: it waits in the earliest of them until that
    is over, then in the next, and staff may place it there.

    registrations: CODE, CREATED, DATES. weeks: WEEK (label), FROZEN_AT (instant), PHASE; one row
    for each week that holds a date; a week in which nobody can be served is CLOSED. booked: CODE,
    WEEK of those who have a place there, or gave one up. after_freeze: CODE, WEEK of those known to
    have come after a week's freeze, though FROZEN_AT, which moves with Hari Libur, says otherwise.

    Columns: CODE, WEEK, CURRENT (the last week visited, one a registration), LATE. Without dates
    there is no row. Source: the contract's section 5, "Who takes part in a week".
    """
    facts = dict(zip(weeks[WEEK], zip(weeks[FROZEN_AT], weeks[PHASE], strict=True), strict=True))
    held = _pairs(booked)
    missed = set() if after_freeze is None else _pairs(after_freeze)
    arrivals = zip(*(registrations[name] for name in (CODE, CREATED, DATES)), strict=True)
    rows = [
        row
        for code, created, dates in arrivals
        for row in _visits(
            [
                _Chance(
                    code,
                    week,
                    phase,
                    holds=(code, week) in held,
                    in_time=created < frozen_at and (code, week) not in missed,
                )
                for week in sorted({str(Week.of(day)) for day in dates} & facts.keys())
                for frozen_at, phase in (facts[week],)
            ]
        )
    ]
    rows.sort()
    codes, labels, current, late = zip(*rows, strict=True) if rows else ((), (), (), ())
    return pd.DataFrame(
        {
            CODE: pd.Series(codes, dtype="str"),
            WEEK: pd.Series(labels, dtype="str"),
            CURRENT: pd.Series(current, dtype=bool),
            LATE: pd.Series(late, dtype=bool),
        }
    )


class _Chance(NamedTuple):
    """A week that holds a date of a registration, and what that has to do with it."""

    code: str
    week: str
    phase: int
    holds: bool
    in_time: bool


def _pairs(rows: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(rows[CODE], rows[WEEK], strict=True))


def _visits(weeks: Sequence[_Chance]) -> list[tuple[str, str, bool, bool]]:
    """Give the rows of one registration, whose weeks come in order: up to the one that serves."""
    at_arrival = [week for week in weeks if week.in_time or week.holds]
    late = not at_arrival
    last_phase = Phase.CLOSED if late else Phase.FROZEN
    visited: list[_Chance] = []
    for week in at_arrival or weeks:
        visited.append(week)
        if week.holds or week.phase < last_phase:
            break
    return [(week.code, week.week, week is visited[-1], late) for week in visited]
