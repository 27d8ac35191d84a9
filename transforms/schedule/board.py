"""A week's schedule as a board: days and times down, consultants across."""

from __future__ import annotations

import pandas as pd

from loket.columns import BUSINESS, CODE, CONSULTANT, DATE, NAME, SERVICE, START, STATUS
from transforms.reading.rows_among import rows_among
from transforms.schedule.statuses import HOLDING

TEXT = "text"

_CELL = [DATE, START, CONSULTANT]
_COLUMNS = [*_CELL, SERVICE, STATUS, TEXT]


def board(schedule: pd.DataFrame, slots: pd.DataFrame) -> pd.DataFrame:
    """Give the board's cells, one row per consultant, date and start that is offered or booked.

    schedule: the week's schedule; slots: CONSULTANT, DATE, START, SERVICE of the week.
    Columns: DATE, START, CONSULTANT, SERVICE, STATUS, TEXT (code, client and business on lines of
    their own; missing: the slot is free). Where two hold one slot, both stand there, and SERVICE
    and STATUS are the first one's. Ordered by time, service and consultant.
    """
    booked = _booked(schedule)
    offered = slots[[*_CELL, SERVICE]].drop_duplicates(_CELL).astype(object)
    free = offered[~rows_among(offered, booked, _CELL)]
    cells = pd.concat([booked, free.reindex(columns=_COLUMNS)], ignore_index=True)
    texts = dict.fromkeys([CONSULTANT, SERVICE, STATUS, TEXT], "str")
    return cells.sort_values([DATE, START, SERVICE, CONSULTANT], ignore_index=True).astype(texts)


def _booked(schedule: pd.DataFrame) -> pd.DataFrame:
    """Give the cells that somebody holds, one row each."""
    held = schedule[schedule[STATUS].isin(HOLDING)].dropna(subset=_CELL).sort_values(CODE)
    if held.empty:
        return pd.DataFrame(columns=_COLUMNS, dtype=object)
    lines = zip(held[CODE], held[NAME], held[BUSINESS], strict=True)
    texts = ["\n".join(line for line in parts if not _is_blank(line)) for parts in lines]
    cells = held.assign(**{TEXT: pd.Series(texts, index=held.index, dtype=object)})
    together = cells.groupby(_CELL, sort=False)[TEXT].transform("\n\n".join)
    return cells.assign(**{TEXT: together}).drop_duplicates(_CELL)[_COLUMNS].astype(object)


def _is_blank(text: object) -> bool:
    return bool(pd.isna(text) or text == "")  # type: ignore[call-overload]
