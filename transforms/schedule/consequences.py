"""What another plan of the same week would mean for its clients."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

from loket.columns import CODE, CONSULTANT, DATE, KIND, REASON, START, STATUS
from transforms.schedule.statuses import HOLDING

_SLOT = [DATE, START, CONSULTANT]
_STANDING = [STATUS, *_SLOT, REASON]
BEFORE, AFTER = "_before", "_after"


class Consequence(StrEnum):
    """What becomes of a client, the gravest first."""

    LOSES = "loses"
    MOVES = "moves"
    GETS = "gets"
    WAITS = "waits"


def consequences(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Give one row per client for whom two plans differ, by kind and code.

    before, after: CODE, STATUS, DATE, START, CONSULTANT, REASON (a text, or NA); a client may be in
    one of them only. CODE; KIND: loses the place, moves to another, gets one, or has none as before
    for another reason; then the columns of both plans, with the suffixes BEFORE and AFTER.
    """
    both = before[[CODE, *_STANDING]].merge(
        after[[CODE, *_STANDING]],
        on=CODE,
        how="outer",
        suffixes=(BEFORE, AFTER),
        validate="1:1",
    )
    had, has = both[STATUS + BEFORE].isin(HOLDING), both[STATUS + AFTER].isin(HOLDING)
    kinds = pd.Series(None, index=both.index, dtype="str")
    kinds = kinds.mask(~had & ~has & _differ(both, [STATUS, REASON]), Consequence.WAITS)
    kinds = kinds.mask(~had & has, Consequence.GETS)
    kinds = kinds.mask(had & has & _differ(both, _SLOT), Consequence.MOVES)
    kinds = kinds.mask(had & ~has, Consequence.LOSES)
    gravity = kinds.map({str(kind): number for number, kind in enumerate(Consequence)})
    found = both.assign(**{KIND: kinds, "gravity": gravity}).dropna(subset=[KIND])
    return found.sort_values(["gravity", CODE], ignore_index=True).drop(columns="gravity")


def _differ(both: pd.DataFrame, columns: list[str]) -> pd.Series[bool]:
    """Tell which rows differ in one of the columns; two blanks are the same."""
    found = pd.Series(data=False, index=both.index)
    for column in columns:
        left, right = both[column + BEFORE].astype(object), both[column + AFTER].astype(object)
        blank = left.isna() & right.isna()
        found |= ~(blank | (left.where(~blank, 0) == right.where(~blank, 0)))
    return found
