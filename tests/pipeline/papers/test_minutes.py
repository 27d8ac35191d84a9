"""What papers say of the rows on Notulen Evaluasi."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pipeline.papers.minutes import clinic_minutes

ROW = {
    "program": "Clean & Clear", "period": "2026-W48", "date": date(2026, 11, 30),
    "attendees": "Tim", "agenda": "Evaluasi", "decision": "Cetak spanduk", "owner": "Acara",
    "due": None, "done": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        pytest.param({}, ["Belum"], id="owned"),
        pytest.param({"owner": None, "due": date(2026, 12, 7)}, ["Belum"], id="with a day"),
        pytest.param({"owner": None}, ["–"], id="a remark"),
        pytest.param({"done": True}, ["Selesai"], id="done"),
        pytest.param({"attendees": None, "decision": None}, [], id="a pasted row of figures"),
        pytest.param({"period": "2026-W49"}, [], id="another week"),
    ],
)
def test_the_status_of_a_decision(cells: dict[str, Any], told: list[str]) -> None:
    rows = clinic_minutes(pd.DataFrame([{**ROW, **cells}], dtype=object), "2026-W48")
    assert [row["selesai"] for row in rows] == told
