"""Rows and columns that somebody has copied, of which Loket reads just one."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from transforms.reading.tab_problems import TabReading, tab_problems


def copied_rows(snapshot: Snapshot, tabs: Iterable[Tab]) -> pd.DataFrame:
    """Give a problem for each key that stands in several rows; see ``tab_problems``.

    The upper row counts; what staff type beside a copy has no effect, so they are told. No row is
    named: the rows move with every registration that the pass itself puts above them.
    """
    readings = []
    for tab in tabs:
        reading = TabReading(tab.title)
        headers = ", ".join(tab.column(name).header for name in tab.row_key)
        for key, rows in snapshot.tab(tab).repeated_keys.items():
            reading.report(
                None,
                headers,
                ", ".join(str(part) for part in key if part is not None),
                f"Ada di {len(rows)} baris; hanya baris paling atas yang dibaca.",
                "Pindahkan isian salinannya ke baris paling atas, lalu hapus salinannya.",
            )
        readings.append(reading.problems())
    return tab_problems(readings)


def copied_headers(snapshot: Snapshot, tabs: Iterable[Tab]) -> pd.DataFrame:
    """Give a problem for each header that stands further left already; see ``tab_problems``."""
    readings = []
    for tab in tabs:
        reading = TabReading(tab.title)
        state = snapshot.tab(tab)
        for header in state.repeated:
            reading.report(
                (state.header_row or 0) + 1,
                header,
                header,
                "Judul kolom ini ada lebih dari sekali; hanya kolom paling kiri yang dibaca.",
                "Pindahkan isinya ke kolom paling kiri, lalu ganti judul salinannya.",
            )
        readings.append(reading.problems())
    return tab_problems(readings)
