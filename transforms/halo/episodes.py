"""The live episodes of HALO KOP-UKM and the questions asked in them, as staff wrote them down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from loket.columns import (
    DATE,
    GUEST,
    ORGANISATION,
    QUESTION,
    QUESTIONS_ANSWERED,
    QUESTIONS_ASKED,
    ROW,
    TOPIC,
    VIEWERS,
)
from transforms.reading.tab_cells import count_of, day_of, tidy
from transforms.reading.tab_problems import TabReading

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

EPISODES_TAB = "HALO Episode"
QUESTIONS_TAB = "HALO Tanya Jawab"
LIKES, COMMENTS, SHARES = "likes", "comments", "shares"
ANSWER = "answer"

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
_WHICH_EPISODE = "Isi Tanggal Siaran dengan tanggal yang ada di HALO Episode."


def episodes(tab: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read HALO Episode; give the episodes and the problems of the tab.

    One row per date, in order: DATE (date), GUEST, ORGANISATION, TOPIC (str, NA if blank), and
    viewers, likes, comments, shares, peak_viewers, new_followers (Int64, NA if blank or
    unreadable: a figure that nobody typed is not 0). A second row for a date is reported.
    """
    reading = TabReading(EPISODES_TAB)
    found: dict[date, dict[str, object]] = {}
    for record in _records(tab):
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


def questions(tab: pd.DataFrame, days: Collection[date]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read HALO Tanya Jawab; give the counts per episode that has any, and the problems.

    One row per date of ``days`` with a question, in order: DATE, QUESTIONS_ASKED,
    QUESTIONS_ANSWERED (Int64; 0 means that none was answered).
    """
    reading = TabReading(QUESTIONS_TAB)
    asked = [_asked(record, days, reading) for record in _records(tab)]
    frame = pd.DataFrame(
        [row for row in asked if row is not None], columns=[DATE, QUESTIONS_ANSWERED], dtype=object
    )
    answered = frame.astype({QUESTIONS_ANSWERED: "Int64"}).groupby(DATE)[QUESTIONS_ANSWERED]
    counts = pd.DataFrame({QUESTIONS_ASKED: answered.count(), QUESTIONS_ANSWERED: answered.sum()})
    return counts.astype("Int64").reset_index().astype({DATE: object}), reading.problems()


def _episode(record: Mapping[Hashable, Any], reading: TabReading) -> dict[str, object]:
    """Read the cells of one episode but its date."""
    row = int(record[ROW])
    texts: dict[str, object] = {name: tidy(record[name]) or None for name in _TEXTS}
    return texts | {
        name: reading.cell(row, header, record[name], count_of) for name, header in _COUNTS.items()
    }


def _asked(
    record: Mapping[Hashable, Any], days: Collection[date], reading: TabReading
) -> tuple[date, bool] | None:
    """Read one question: its episode, and whether it was answered."""
    row = int(record[ROW])
    day = reading.cell(row, "Tanggal Siaran", record[DATE], day_of)
    if day is None:
        return None
    if day not in days:
        reason = "Tidak ada siaran pada tanggal ini."
        reading.report(row, "Tanggal Siaran", day, reason, _WHICH_EPISODE)
        return None
    if not tidy(record[QUESTION]):
        reading.report(row, "Pertanyaan", None, "Pertanyaan belum diisi.", "Isi pertanyaannya.")
        return None
    # A dash in the answer is how staff say that there is none yet.
    return day, any(character.isalnum() for character in tidy(record[ANSWER]))


def _records(tab: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Give the rows with None for every blank, whatever type pandas chose for the column."""
    return tab.astype(object).where(tab.notna(), None).to_dict("records")
