"""Bookings on dates that their clients have not given, or have given no more."""

from __future__ import annotations

from datetime import date

import pandas as pd

from loket.columns import CODE, DATE, DATES, MOVE_DATE, REMARK
from transforms.reading.tab_cells import is_blank


def unwished_dates(bookings: pd.DataFrame, clients: pd.DataFrame) -> frozenset[str]:
    """Give the codes of those who are booked on a date that is not among theirs.

    bookings: CODE, DATE (blank: none); clients: CODE, DATES of all of them.
    """
    booked = bookings.dropna(subset=[DATE])
    given = dict(zip(clients[CODE], clients[DATES], strict=True))
    pairs = zip(booked[CODE], booked[DATE], strict=True)
    return frozenset(code for code, day in pairs if day not in given[code])


def unwished_remarks(
    bookings: pd.DataFrame, clients: pd.DataFrame, sheet: pd.DataFrame, today: date
) -> pd.DataFrame:
    """Give CODE, REMARK (Indonesian), one row per booking on such a date.

    bookings: CODE, DATE; sheet: the week's tab as it is. Where staff moved the client there
    by ✎Pindah Tanggal there is nothing to say; nor from that day on, when it is seen who comes.
    """
    moved = sheet.loc[~sheet[MOVE_DATE].map(is_blank).astype(bool), CODE]
    codes = unwished_dates(bookings, clients).difference(moved)
    rows = [
        (code, f"Tanggal {day:%d/%m} di luar Tanggal Bisa klien, isi Pindah bila perlu")
        for code, day in zip(bookings[CODE], bookings[DATE], strict=True)
        if code in codes and day > today
    ]
    return pd.DataFrame(rows, columns=[CODE, REMARK], dtype="str")
