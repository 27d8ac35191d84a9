"""A week's schedule as it stands in the spreadsheet, made safe to plan with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time

import pandas as pd

from loket.columns import (
    ATTENDANCE,
    CODE,
    CONFIRMATION,
    CONSULTANT,
    DATE,
    PINNED,
    START,
    TOLD,
    UNREAD,
)
from loket.vocabulary import Confirmation, Status
from transforms.reading.tab_cells import is_blank, text_key

UNREADABLE = "Isian tidak terbaca: "
"""How the remark begins that names the cells of staff that could not be read."""

_TICKS = {"true": True, "benar": True, "ya": True, "false": False, "salah": False, "tidak": False}
"""What a tick box is called where it is pasted as text."""

_READINGS: dict[str, Mapping[str, object]] = {
    TOLD: _TICKS,
    CONFIRMATION: {text_key(choice): choice.value for choice in Confirmation},
    PINNED: _TICKS,
    ATTENDANCE: {text_key(choice): choice.value for choice in (Status.PRESENT, Status.ABSENT)},
}
_REMEDIES = {
    TOLD: "Diberitahu (centang kotaknya)",
    CONFIRMATION: "Konfirmasi (pilih Dikonfirmasi atau Batal)",
    PINNED: "Kunci (centang kotaknya)",
    ATTENDANCE: "Kehadiran (pilih Hadir atau Tidak Hadir)",
}


def sheet_schedule(tab: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of a week's tab, one per code: of a code that stands twice, the upper row.

    tab: the tab as it is read, cells as people left them. Where a booking's cells hold no date, no
    time or no name, and where ✎Diberitahu, ✎Konfirmasi, ✎Kunci and ✎Kehadiran hold none of their
    choices (case and spaces don't count), the cell counts as blank: whoever owns the spreadsheet
    can type anything anywhere. Columns and their order stay; UNREAD (Indonesian, or None) names
    those of staff's cells that are not blank and count as blank, and says what belongs there.
    """
    rows = tab.dropna(subset=[CODE]).drop_duplicates(CODE, ignore_index=True)
    readers: dict[str, Callable[[object], object]] = {
        DATE: lambda cell: cell if isinstance(cell, date) and not pd.isna(cell) else None,
        START: lambda cell: cell if isinstance(cell, time) else None,
        CONSULTANT: lambda cell: cell if isinstance(cell, str) and cell.strip() else None,
        **{column: _one_of(choices) for column, choices in _READINGS.items()},
    }
    read = {
        column: pd.Series([reader(cell) for cell in rows[column]], index=rows.index, dtype=object)
        for column, reader in readers.items()
    }
    return rows.assign(**read, **{UNREAD: _unread(rows, read)})


def _one_of(choices: Mapping[str, object]) -> Callable[[object], object]:
    """Give a reader of cells that hold one of the choices, or are ticked or not."""
    ticks = choices is _TICKS

    def read(cell: object) -> object:
        if isinstance(cell, bool) and ticks:
            return cell
        return choices.get(text_key(cell)) if isinstance(cell, str) else None

    return read


def _unread(rows: pd.DataFrame, read: Mapping[str, pd.Series]) -> pd.Series:
    """Name in each row the cells of staff that hold something of which nothing was read."""
    lost = {
        remedy: ~rows[column].map(is_blank).astype(bool) & read[column].isna()
        for column, remedy in _REMEDIES.items()
    }
    texts = [
        ", ".join(remedy for remedy, where in lost.items() if where.loc[index])
        for index in rows.index
    ]
    return pd.Series(
        [f"{UNREADABLE}{text}" if text else None for text in texts], index=rows.index, dtype=object
    )
