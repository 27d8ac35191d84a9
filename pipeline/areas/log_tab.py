"""The tab Log: passes that changed something or failed, latest first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import REMARK
from pipeline import tabs
from pipeline.book import Book
from pipeline.order import Order

KEPT = 200
"""Number of rows that stay."""

DONE, PARTLY, BROKEN = "Selesai", "Sebagian", "Gagal"

_MARK = "⚠ "
"""Before each error in Keterangan, which has a line of its own."""


def log_rows(
    snapshot: Snapshot,
    order: Order,
    book: Book,
    outcome: str,
    errors: Sequence[str],
    cells: int,
    put_back: str = "",
) -> pd.DataFrame:
    """Give Log with a row for this pass on top; the number goes on from the sheet's highest.

    Rows that have lost their number, or have another row's, leave: rows are known by it.
    ``errors``: what stopped a part of the pass, or all of it, see ``error_texts``; ``put_back``:
    what was put back, see ``hand_edits``. Each has a line of its own in Keterangan.
    """
    before = snapshot.tab(tabs.LOG).frame.drop(columns="row")
    numbers = pd.to_numeric(before["number"], errors="coerce").dropna()
    before = before.loc[numbers.drop_duplicates().index]
    lines = [*(_MARK + error for error in errors), put_back, "; ".join(book.remarks)]
    row = {
        "number": int(numbers.max()) + 1 if len(numbers) else 1,
        "at": order.now,
        "trigger": order.trigger,
        "new": book.counts.get("new", 0),
        "changed": book.counts.get("edited", 0),
        "rejected": book.counts.get("rejected", 0),
        "cells": cells,
        "outcome": outcome,
        REMARK: "\n".join(filter(None, lines)) or None,
    }
    top = pd.DataFrame([row], dtype=object)
    rows = pd.concat([top, before.astype(object)], ignore_index=True) if len(before) else top
    return rows.head(KEPT)


def is_news(snapshot: Snapshot, outcome: str, errors: Sequence[str]) -> bool:
    """Tell whether a pass that changes nothing ends otherwise than Log's newest row says.

    So a trouble that lasts is told once, and its end once.
    """
    before, told = _newest(snapshot)
    if outcome == DONE:
        return before != DONE
    return (before, told) != (outcome, [_MARK + error for error in errors])


def _newest(snapshot: Snapshot) -> tuple[object, list[str]]:
    """Give outcome and errors of the row with the highest number; all is well before the first."""
    rows = snapshot.tab(tabs.LOG).frame
    numbers = pd.to_numeric(rows["number"], errors="coerce").dropna()
    if numbers.empty:
        return DONE, []
    newest = rows.loc[numbers.index].to_dict("records")[int(numbers.to_numpy().argmax())]
    lines = str(newest[REMARK] or "").split("\n")
    return newest["outcome"], [line for line in lines if line.startswith(_MARK)]
