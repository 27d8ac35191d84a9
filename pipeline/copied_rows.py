"""Rows that somebody has copied on a tab where each has a key of its own."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from connectors.snapshot import Snapshot
from connectors.tab import Tab
from transforms.tab_problems import TabReading, tab_problems


def copied_rows(snapshot: Snapshot, tabs: Iterable[Tab]) -> pd.DataFrame:
    """Give a problem for each row whose key stands further up already; see ``tab_problems``.

    The upper row counts; what staff type beside the copy has no effect, so they are told.
    """
    readings = []
    for tab in tabs:
        reading = TabReading(tab.title)
        headers = ", ".join(tab.column(name).header for name in tab.row_key)
        for key, (original, *copies) in snapshot.tab(tab).repeated_keys.items():
            shown = ", ".join(str(part) for part in key if part is not None)
            for copy in copies:
                reading.report(
                    copy + 1,
                    headers,
                    shown,
                    f"Sudah ada pada baris {original + 1}; baris salinan tidak dibaca.",
                    f"Isi baris {original + 1}, lalu hapus baris ini.",
                )
        readings.append(reading.problems())
    return tab_problems(readings)
