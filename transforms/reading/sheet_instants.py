"""Times that stand in the spreadsheet, to order rows by."""

from __future__ import annotations

from datetime import datetime

import pandas as pd


def sheet_instants(cells: pd.Series) -> pd.Series:
    """Give the instants of cells, aligned with them; missing where a cell holds none.

    Whoever owns the spreadsheet may have typed a word, or a time without a zone, into a column
    that Loket writes.
    """
    instants = [
        cell if isinstance(cell, datetime) and cell.tzinfo is not None else None for cell in cells
    ]
    return pd.to_datetime(pd.Series(instants, index=cells.index, dtype=object), utc=True)
