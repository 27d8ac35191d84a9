"""Rows of a week's schedule that have lost their code: whose they are, nobody can be sure of."""

from __future__ import annotations

import pandas as pd

from connectors.sheets.snapshot import TabState
from loket.columns import CODE, NAME, PHONE, WEEK
from loket.week import Week
from transforms.reading.tab_problems import TabReading

_LOST = "Baris ini kehilangan kodenya, jadi minggu ini belum disusun lagi."
_WHERE = "Tulis kembali kode klien ini dari tab Pendaftaran"
_EMPTY = "atau kosongkan seluruh baris bila bukan pendaftaran."
_SPARE = (
    "Baris ini tidak punya kode, jadi isinya tidak dibaca. Semua klien minggu ini ada barisnya."
)
_PASTED = "Pindahkan isian yang masih perlu ke baris klien yang berkode, lalu kosongkan baris ini."


def absent(state: TabState, week: Week, registered: pd.DataFrame) -> pd.DataFrame:
    """Give those on Pendaftaran who are registered for a week and not on its schedule."""
    return registered[(registered[WEEK] == str(week)) & ~registered[CODE].isin(state.frame[CODE])]


def codeless_rows(state: TabState, week: Week, registered: pd.DataFrame) -> pd.DataFrame:
    """Give a problem for each row of a schedule without a code; see ``tab_problems``.

    registered: Pendaftaran, CODE, WEEK, NAME and PHONE. Where all of the week are on its schedule
    such a row is nobody's, perhaps part of a copy, and told by its name alone, since it moves with
    every registration that comes above it. Otherwise the remedy names the code if just one of that
    name and number is missing.
    """
    reading = TabReading(state.tab.title)
    rows = state.frame[state.frame["row"].isin([row + 1 for row in state.keyless_rows])]
    missing = absent(state, week, registered)
    header = state.tab.column(CODE).header
    for row, name, phone in zip(rows["row"], rows[NAME], rows[PHONE], strict=True):
        codes = missing.loc[(missing[NAME] == name) & (missing[PHONE] == phone), CODE]
        where = f"{_WHERE}: {codes.iloc[0]}" if len(codes) == 1 else _WHERE
        if len(missing):
            reading.report(row, header, name, _LOST, f"{where}, {_EMPTY}")
        else:
            reading.report(None, header, name, _SPARE, _PASTED)
    return reading.problems()
