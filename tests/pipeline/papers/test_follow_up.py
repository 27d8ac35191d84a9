"""What became of the decisions of the period before, as an SKM report tells it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pipeline.papers.follow_up import earlier_decisions
from pipeline.papers.period import Period
from transforms.evaluation.minutes import minutes

ROW = {
    "program": "Clean & Clear", "period": "2026-W36", "date": None, "attendees": None,
    "decision": "Hubungi 081234567890", "owner": "Acara", "due": date(2026, 9, 7), "done": False,
}  # fmt: skip


def told(*changes: dict[str, Any]) -> list[list[str]]:
    rows = [{**ROW, **cells, "row": number} for number, cells in enumerate(changes, start=2)]
    recorded, _ = minutes(pd.DataFrame(rows, dtype=object))
    found = earlier_decisions(recorded, Period.quarter("2026-Q3"))
    return [list(row.values()) for row in found]


def test_decisions_of_the_period_are_told_with_their_state_by_week() -> None:
    assert told({}, {"period": "2026-W29", "done": True, "due": None}) == [
        ["2026-W29", "Hubungi [nomor]", "Acara", "–", "Selesai"],
        ["2026-W36", "Hubungi [nomor]", "Acara", "07/09/2026", "Belum selesai"],
    ]


def test_remarks_other_programs_and_other_periods_are_not() -> None:
    show = {"program": "HALO KOP-UKM", "period": "04/09/2026"}
    assert (
        told({"owner": None, "due": None}, {"decision": None}, show, {"period": "2026-W41"}) == []
    )
