"""The tab Log: passes that changed something or failed, latest first.

On top of it, in Keterangan of the latest pass, stands what needs the eyes of staff today. Every
pass keeps it up to date, without a row of its own: one that changes nothing else writes into that
one cell, and only where the lines have changed; from older rows they go.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import REMARK
from pipeline import tabs
from pipeline.book import Book
from pipeline.order import Order
from transforms.reading.printable import one_line

KEPT = 200
"""Number of rows that stay."""

DONE, PARTLY, BROKEN = "Selesai", "Sebagian", "Gagal"

_MARK = "⚠ "
"""Before each error in Keterangan, which has a line of its own."""
_LONGEST = 300
TO_SEE = "☐ "
"""Before each line of what needs eyes today."""


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
    what was put back, see ``hand_edits``. Each has a line of its own in Keterangan. What needs eyes
    stays as it was told before where this pass does not know.
    """
    before, numbers = _before(snapshot)
    to_see = _told(snapshot, TO_SEE) if book.attention is None else _marked(book.attention)
    remarks = [_without_to_see(remark) for remark in before[REMARK]]
    before = before.assign(**{REMARK: pd.Series(remarks, index=before.index, dtype=object)})
    lines = [*(_MARK + error for error in errors), *to_see, put_back, "; ".join(book.remarks)]
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


def refreshed(snapshot: Snapshot, book: Book) -> pd.DataFrame | None:
    """Give Log with today's lines on its newest row; None if they stand there, or no row does."""
    before, numbers = _before(snapshot)
    if book.attention is None or numbers.empty:
        return None
    to_see = _marked(book.attention)
    if to_see == _told(snapshot, TO_SEE):
        return None
    top = before.index[int(numbers.to_numpy().argmax())]
    lines = (_without_to_see(before.loc[top, REMARK]) or "").split("\n")
    errors = [line for line in lines if line.startswith(_MARK)]
    rest = [line for line in lines if line and line not in errors]
    rows = before.astype(object)
    rows.loc[top, REMARK] = "\n".join([*errors, *to_see, *rest]) or None
    return rows.head(KEPT)


def _before(snapshot: Snapshot) -> tuple[pd.DataFrame, pd.Series]:
    """Give the rows that are Loket's, and their numbers."""
    rows = snapshot.tab(tabs.LOG).frame.drop(columns="row")
    numbers = pd.to_numeric(rows["number"], errors="coerce").dropna().drop_duplicates()
    return rows.loc[numbers.index], numbers


def _marked(lines: Sequence[str]) -> list[str]:
    return [TO_SEE + one_line(line, _LONGEST) for line in lines]


def _without_to_see(remark: object) -> str | None:
    if not isinstance(remark, str):
        return None
    kept = [line for line in remark.split("\n") if not line.startswith(TO_SEE)]
    return "\n".join(kept) or None


def is_news(snapshot: Snapshot, outcome: str, errors: Sequence[str]) -> bool:
    """Tell whether a pass that changes nothing ends otherwise than Log's newest row says.

    So a trouble that lasts is told once, and its end once.
    """
    before, told = _newest(snapshot)[0], _told(snapshot, _MARK)
    if outcome == DONE:
        return before != DONE
    return (before, told) != (outcome, [_MARK + error for error in errors])


def _told(snapshot: Snapshot, mark: str) -> list[str]:
    """Give the lines of the newest row that begin with a mark."""
    _, remark = _newest(snapshot)
    return [line for line in str(remark or "").split("\n") if line.startswith(mark)]


def _newest(snapshot: Snapshot) -> tuple[object, object]:
    """Give outcome and remark of the row with the highest number; all is well before the first."""
    rows, numbers = _before(snapshot)
    if numbers.empty:
        return DONE, None
    newest = rows.to_dict("records")[int(numbers.to_numpy().argmax())]
    return newest["outcome"], newest[REMARK]
