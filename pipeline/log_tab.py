"""The tab Log: passes that changed something, latest first."""

from __future__ import annotations

import pandas as pd

from connectors.change_set import ChangeSet
from connectors.snapshot import Snapshot
from loket.columns import REMARK
from pipeline import tabs
from pipeline.book import Book
from pipeline.order import Order

KEPT = 200
"""Number of rows that stay."""

DONE, PARTLY = "Selesai", "Sebagian"


def log_rows(snapshot: Snapshot, order: Order, book: Book, changes: ChangeSet) -> pd.DataFrame:
    """Give Log with a row for this pass on top; the number goes on from the sheet's highest.

    Rows that have lost their number, or have another row's, leave: rows are known by it.
    """
    before = snapshot.tab(tabs.LOG).frame.drop(columns="row")
    numbers = pd.to_numeric(before["number"], errors="coerce").dropna()
    before = before.loc[numbers.drop_duplicates().index]
    row = {
        "number": int(numbers.max()) + 1 if len(numbers) else 1,
        "at": order.now,
        "trigger": order.trigger,
        "new": book.counts.get("new", 0),
        "changed": book.counts.get("edited", 0),
        "rejected": book.counts.get("rejected", 0),
        "cells": changes.cells,
        "outcome": PARTLY if book.errors else DONE,
        REMARK: "; ".join(book.remarks) or None,
    }
    top = pd.DataFrame([row], dtype=object)
    rows = pd.concat([top, before.astype(object)], ignore_index=True) if len(before) else top
    return rows.head(KEPT)
