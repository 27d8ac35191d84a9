"""A week's schedule as it stands in the spreadsheet, made safe to plan with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time

import pandas as pd

from loket.columns import ATTENDANCE, CODE, CONFIRMATION, CONSULTANT, DATE, START
from loket.vocabulary import Confirmation, Status
from transforms.tab_cells import text_key

_CHOICES = {
    CONFIRMATION: {text_key(choice): choice.value for choice in Confirmation},
    ATTENDANCE: {text_key(choice): choice.value for choice in (Status.PRESENT, Status.ABSENT)},
}


def sheet_schedule(tab: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of a week's tab, one per code: of a code that stands twice, the upper row.

    tab: the tab as it is read, cells as people left them. Where a booking's cells hold no date, no
    time or no name, and where ✎Konfirmasi and ✎Kehadiran hold none of their choices (case and
    spaces don't count), the cell counts as blank: whoever owns the spreadsheet can type anything
    anywhere. Columns and their order stay.
    """
    rows = tab.dropna(subset=[CODE]).drop_duplicates(CODE, ignore_index=True)
    readers: dict[str, Callable[[object], object]] = {
        DATE: lambda cell: cell if isinstance(cell, date) and not pd.isna(cell) else None,
        START: lambda cell: cell if isinstance(cell, time) else None,
        CONSULTANT: lambda cell: cell if isinstance(cell, str) and cell.strip() else None,
        **{column: _choice(choices) for column, choices in _CHOICES.items()},
    }
    read = {
        column: pd.Series([reader(cell) for cell in rows[column]], index=rows.index, dtype=object)
        for column, reader in readers.items()
    }
    return rows.assign(**read)


def _choice(choices: Mapping[str, str]) -> Callable[[object], object]:
    return lambda cell: choices.get(text_key(cell)) if isinstance(cell, str) else None
