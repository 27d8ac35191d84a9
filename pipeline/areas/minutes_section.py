"""What an evaluation's page prepares for Notulen Evaluasi, and what of it comes back: follow-up.

Notulen Evaluasi is the staff's; Loket never writes there. So the row of figures stands on Loket's
page, in the order of that tab's columns, to be copied; staff write down just what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from connectors.sheets.grid import GridCell
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Kind
from loket.columns import (
    ABSENT,
    DECISION,
    DUE,
    FEEDBACK_COUNT,
    GRADE,
    LOWEST_UNSUR,
    OWNER,
    PERIOD,
    PRESENT,
    PROGRAM,
    REGISTERED,
    RESPONSE_RATE,
    SATISFACTION_INDEX,
    SCHEDULED,
    SOLVED_SHARE,
    STATUS,
    UNRECORDED,
    WAITING,
)
from loket.vocabulary import Program
from loket.week import Week
from pipeline import tabs
from pipeline.areas.sections import Row, Section
from transforms.evaluation.follow_up import follow_up
from transforms.evaluation.minutes import RECORDED, minutes
from transforms.reading.indonesian import decimal

PREPARED = "Baris untuk Notulen Evaluasi"
FOLLOWED_UP = "Tindak lanjut keputusan sebelumnya"
_HOW = (
    "Salin kelima sel barisnya, lalu tempel di baris kosong Notulen Evaluasi dengan Ctrl+Shift+V.",
    "Di sana isi Peserta, Keputusan, Penanggung Jawab dan Tenggat.",
)
_RECORDED = "Evaluasi ini sudah dicatat di Notulen Evaluasi."
BEGUN = "Barisnya sudah ada di Notulen Evaluasi: isi Peserta dan Keputusan."
_NOTHING = "Belum ada keputusan yang perlu ditindaklanjuti."


def minutes_of(snapshot: Snapshot) -> pd.DataFrame:
    """Give what Notulen Evaluasi says; see ``minutes``."""
    return minutes(snapshot.tab(tabs.MINUTES).frame)[0]


def minuted_weeks(snapshot: Snapshot) -> frozenset[str]:
    """Give the labels of the weeks whose evaluation is on record."""
    rows = minutes_of(snapshot)
    return frozenset(rows.loc[rows[PROGRAM].eq(Program.CLINIC) & rows[RECORDED], PERIOD])


def clinic_sections(
    week: Week, figures: Mapping[Any, Any], recorded: pd.DataFrame, *, due: date, closed: bool
) -> tuple[Section, ...]:
    """Give what the evaluation of a week asks after, and once the week is over its row of minutes.

    figures: the week's row of Rekap Evaluasi; recorded: see ``minutes``; due: the evaluation's day.
    Nothing here depends on today: a page of long ago stays as it is.
    """
    last = week.shift(-1).monday
    asked = follow_up(recorded, Program.CLINIC, before=week.monday, last=last, on=due)
    there = recorded[(recorded[PROGRAM] == Program.CLINIC) & (recorded[PERIOD] == str(week))]
    row = minutes_row(Program.CLINIC, str(week), due, clinic_agenda(figures))
    said = _RECORDED if there[RECORDED].any() else BEGUN
    own = prepared([] if len(there) else [row], otherwise=said)
    return (followed_up(asked), own) if closed else (followed_up(asked),)


def minutes_row(program: Program, period: str, due: date, agenda: str) -> Row:
    """Give the row to be copied: the first five columns of Notulen Evaluasi."""
    return (
        GridCell(program.value),
        GridCell(period),
        GridCell(due, Kind.DATE),
        GridCell(None),
        GridCell(agenda),
    )


def prepared(rows: Sequence[Row], *, otherwise: str) -> Section:
    """Give the section with the rows that are to be copied, or what is said without any."""
    if not rows:
        return Section(PREPARED, (otherwise,))
    heads = tuple(column.header for column in tabs.MINUTES.columns[:5])
    return Section(PREPARED, _HOW, heads, tuple(rows))


def followed_up(asked: pd.DataFrame) -> Section:
    """Give the section with the decisions to be asked after; see ``follow_up``."""
    if asked.empty:
        return Section(FOLLOWED_UP, (_NOTHING,))
    rows = tuple(
        (
            GridCell(row[DECISION]),
            GridCell(row[PERIOD]),
            GridCell(None if pd.isna(row[DUE]) else row[DUE], Kind.DATE),
            GridCell(None if pd.isna(row[OWNER]) else row[OWNER]),
            GridCell(row[STATUS]),
        )
        for row in asked.to_dict("records")
    )
    heads = ("Keputusan", "Periode", "Tenggat", "Penanggung Jawab", "Keadaan")
    return Section(FOLLOWED_UP, (), heads, rows)


def clinic_agenda(figures: Mapping[Any, Any]) -> str:
    """Say a week's figures in one line; what is not known is not said."""
    told = [
        ("Terdaftar {}", figures[REGISTERED], 0),
        ("terjadwal {}", figures[SCHEDULED], 0),
        ("hadir {}", figures[PRESENT], 0),
        ("tidak hadir {}", figures[ABSENT], 0),
        ("belum dicatat {}", figures[UNRECORDED] or pd.NA, 0),
        ("daftar tunggu {}", figures[WAITING], 0),
        ("umpan balik {}", figures[FEEDBACK_COUNT], 0),
        ("respons {}%", _percent(figures[RESPONSE_RATE]), 0),
        ("IKM {}", figures[SATISFACTION_INDEX], 2),
    ]
    words = [text.format(decimal(value, places)) for text, value, places in told if pd.notna(value)]
    if pd.notna(figures[GRADE]):
        words.append(f"mutu {figures[GRADE]}")
    if pd.notna(figures[LOWEST_UNSUR]):
        words.append(f"unsur terendah {figures[LOWEST_UNSUR]}")
    if pd.notna(solved := _percent(figures[SOLVED_SHARE])):
        words.append(f"permasalahan terjawab {decimal(solved, 0)}%")
    return ", ".join(words)


def _percent(share: Any) -> Any:
    return share * 100 if pd.notna(share) else pd.NA
