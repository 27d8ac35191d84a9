"""The live episodes of HALO KOP-UKM, as staff wrote them down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from loket.columns import (
    DATE,
    GUEST,
    ORGANISATION,
    ROW,
    TOPIC,
    VIEWERS,
)
from transforms.reading.tab_cells import count_of, day_of, tidy
from transforms.reading.tab_problems import TabReading

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

EPISODES_TAB = "HALO Episode"
LIKES, COMMENTS, SHARES = "likes", "comments", "shares"

_TEXTS = (GUEST, ORGANISATION, TOPIC)
_COUNTS = {
    VIEWERS: "Total Penonton",
    LIKES: "Suka",
    COMMENTS: "Komentar",
    SHARES: "Dibagikan",
    "peak_viewers": "Puncak Penonton",
    "new_followers": "Pengikut Baru",
}
_ONE_ROW = "Satukan kedua baris itu; yang dipakai baris yang paling atas."


def episodes(tab: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read HALO Episode; give the episodes and the problems of the tab.

    One row per date, in order: DATE (date), GUEST, ORGANISATION, TOPIC (str, NA if blank), and
    viewers, likes, comments, shares, peak_viewers, new_followers (Int64, NA if blank or
    unreadable: a figure that nobody typed is not 0). A second row for a date is reported.
    """
    reading = TabReading(EPISODES_TAB)
    found: dict[date, dict[str, object]] = {}
    for record in records(tab):
        episode = _episode(record, reading)
        day = reading.cell(int(record[ROW]), "Tanggal", record[DATE], day_of)
        if day in found:
            reason = f"Tanggal ini sudah ada di baris {found[day][ROW]}."
            reading.report(int(record[ROW]), "Tanggal", day, reason, _ONE_ROW)
        elif day is not None:
            found[day] = {DATE: day, ROW: record[ROW], **episode}
    frame = pd.DataFrame(
        [found[day] for day in sorted(found)], columns=[DATE, *_TEXTS, *_COUNTS], dtype=object
    )
    types = {**dict.fromkeys(_TEXTS, "str"), **dict.fromkeys(_COUNTS, "Int64")}
    return frame.astype(types), reading.problems()


def _episode(record: Mapping[Hashable, Any], reading: TabReading) -> dict[str, object]:
    """Read the cells of one episode but its date."""
    row = int(record[ROW])
    texts: dict[str, object] = {name: tidy(record[name]) or None for name in _TEXTS}
    return texts | {
        name: reading.cell(row, header, record[name], count_of) for name, header in _COUNTS.items()
    }


def records(tab: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Give the rows with None for every blank, whatever type pandas chose for the column."""
    return tab.astype(object).where(tab.notna(), None).to_dict("records")
