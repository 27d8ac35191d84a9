"""What became of the decisions of earlier evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from loket.columns import DECISION, DONE, DUE, OWNER, PERIOD, PROGRAM, STATUS
from transforms.evaluation.minutes import HELD

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from loket.vocabulary import Program

DONE_NOW = "Selesai"
LATE = "Lewat tenggat"
DUE_NOW = "Jatuh tempo"
GOING_ON = "Berjalan"
INCOMPLETE = "Lengkapi {}"

FOLLOW_UP_COLUMNS = (PERIOD, DECISION, OWNER, DUE, STATUS)


def follow_up(
    minutes: pd.DataFrame, program: Program, *, before: date, last: date, on: date
) -> pd.DataFrame:
    """Give the decisions that an evaluation held ``on`` a day has to ask after, earliest due first.

    minutes: see ``minutes``; before: the first day of what is evaluated, whose own decisions are
    still to be taken; last: the first day of the evaluation before it, of which also what is done
    is told, so that it is told once. One row per decision: PERIOD, DECISION, OWNER, DUE, STATUS
    (Indonesian). Who decided without naming an owner or a day wrote a remark, which nobody can be
    asked after; of one with just one of the two the other is asked for.
    """
    ours = minutes[(minutes[PROGRAM] == program) & minutes[DECISION].notna()]
    named = ours[ours[OWNER].notna() | ours[DUE].notna()]
    told = named[(named[HELD] < before) & (~named[DONE] | (named[HELD] >= last))]
    states = [_state(row, on) for row in told.to_dict("records")]
    rows = told.assign(**{STATUS: pd.Series(states, index=told.index, dtype="str")})
    ordered = rows.sort_values([DUE, HELD], kind="stable", na_position="last")
    return ordered[list(FOLLOW_UP_COLUMNS)].reset_index(drop=True)


def _state(row: Mapping[Hashable, Any], on: date) -> str:
    if row[DONE]:
        return DONE_NOW
    if pd.isna(row[DUE]):
        return INCOMPLETE.format("Tenggat")
    if row[DUE] < on:
        return LATE
    if pd.isna(row[OWNER]):
        return INCOMPLETE.format("Penanggung Jawab")
    return DUE_NOW if row[DUE] == on else GOING_ON
