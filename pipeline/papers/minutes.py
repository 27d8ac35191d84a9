"""What the minutes say on a week or a month, as staff wrote it on Notulen Evaluasi."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from loket.columns import DATE, DECISION, DONE, DUE, OWNER, PERIOD, PROGRAM
from loket.vocabulary import Program
from pipeline.papers.wording import UNKNOWN, text
from transforms.evaluation.minutes import day_of_period, is_record, week_of_period
from transforms.reading.tab_cells import is_blank


def clinic_minutes(minutes: pd.DataFrame, week: str) -> list[dict[str, str]]:
    """Give the rows of Clean & Clear on a week, whose label stands under Periode."""
    here = _recorded(minutes, Program.CLINIC)
    return _rows(here[here[PERIOD].map(week_of_period).map(str).eq(week)])


def show_minutes(minutes: pd.DataFrame, holds: Callable[[object], bool]) -> list[dict[str, str]]:
    """Give the rows of HALO KOP-UKM on episodes that ``holds`` says are of the month.

    Whose Periode is no date is of the month of the meeting.
    """
    here = _recorded(minutes, Program.SHOW)
    days = [
        day_of_period(period) or day_of_period(day)
        for period, day in zip(here[PERIOD], here[DATE], strict=True)
    ]
    return _rows(here[[holds(day) for day in days]])


def _recorded(minutes: pd.DataFrame, program: Program) -> pd.DataFrame:
    """Give a program's rows that tell what was said: a pasted row of figures is not minutes."""
    told = [is_record(row) for row in minutes.to_dict("records")]
    return minutes[minutes[PROGRAM].eq(program) & pd.Series(told, minutes.index, dtype=bool)]


def _state(row: Mapping[Hashable, Any]) -> str:
    """Say whether a decision is carried out; one without owner and day is a remark."""
    if row[DONE] is True:
        return "Selesai"
    return UNKNOWN if is_blank(row[OWNER]) and is_blank(row[DUE]) else "Belum"


def _rows(minutes: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "tanggal": text(row[DATE]),
            "bahasan": text(row["agenda"]),
            "keputusan": text(row[DECISION]),
            "penanggung_jawab": text(row[OWNER]),
            "tenggat": text(row[DUE]),
            "selesai": _state(row),
        }
        for row in minutes.to_dict("records")
    ]
