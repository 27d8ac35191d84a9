"""Rows of a week's schedule that have lost their code: whose they are, nobody can be sure of."""

from __future__ import annotations

import pandas as pd

from connectors.sheets.snapshot import TabState
from loket.columns import CODE, NAME, PHONE
from transforms.reading.tab_problems import TabReading

_LOST = "Baris ini kehilangan kodenya, jadi minggu ini belum disusun lagi."
_WHERE = "Tulis kembali kode klien ini dari tab Pendaftaran"
_EMPTY = "atau kosongkan seluruh baris bila bukan pendaftaran."


def codeless_rows(state: TabState, registered: pd.DataFrame) -> pd.DataFrame:
    """Give a problem for each row of a schedule without a code; see ``tab_problems``.

    registered: Pendaftaran, CODE, NAME and PHONE. The remedy names the code if just one of that
    name and number is missing from the schedule.
    """
    reading = TabReading(state.tab.title)
    rows = state.frame[state.frame["row"].isin([row + 1 for row in state.keyless_rows])]
    absent = registered[~registered[CODE].isin(state.frame[CODE])]
    for row, name, phone in zip(rows["row"], rows[NAME], rows[PHONE], strict=True):
        codes = absent.loc[(absent[NAME] == name) & (absent[PHONE] == phone), CODE]
        remedy = (
            f"{_WHERE}: {codes.iloc[0]}, {_EMPTY}" if len(codes) == 1 else f"{_WHERE}, {_EMPTY}"
        )
        reading.report(row, state.tab.column(CODE).header, name, _LOST, remedy)
    return reading.problems()
