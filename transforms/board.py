"""A week's schedule as a board: days and times down, consultants across."""

from __future__ import annotations

import pandas as pd

from loket.columns import BUSINESS, CODE, CONSULTANT, DATE, NAME, SERVICE, START, STATUS
from transforms.statuses import HOLDING

TEXT = "text"


def board(schedule: pd.DataFrame, slots: pd.DataFrame) -> pd.DataFrame:
    """Give the board's cells, one row per consultant, date and start that is offered or booked.

    schedule: the week's schedule; slots: CONSULTANT, DATE, START, SERVICE of the week.
    Columns: DATE, START, CONSULTANT, SERVICE, TEXT (code, client and business on lines of their
    own; blank: the slot is free), STATUS. Ordered by time, service and consultant.
    """
    booked = schedule[schedule[STATUS].isin(HOLDING)].dropna(subset=[DATE, START, CONSULTANT])
    texts = booked[CODE] + "\n" + booked[NAME].fillna("")
    business = booked[BUSINESS].fillna("").astype("str")
    cells = booked[[DATE, START, CONSULTANT, SERVICE, STATUS]].assign(
        **{TEXT: texts.where(business == "", texts + "\n" + business)}
    )
    taken = pd.MultiIndex.from_frame(booked[[DATE, START, CONSULTANT]].astype(object))
    offered = slots[[DATE, START, CONSULTANT, SERVICE]].drop_duplicates([DATE, START, CONSULTANT])
    free = ~pd.MultiIndex.from_frame(offered[[DATE, START, CONSULTANT]].astype(object)).isin(taken)
    parts = [part for part in (cells, offered[free]) if not part.empty]
    if not parts:
        return cells.reset_index(drop=True)
    both = pd.concat(parts, ignore_index=True).reindex(columns=cells.columns)
    return both.sort_values([DATE, START, SERVICE, CONSULTANT], ignore_index=True)
