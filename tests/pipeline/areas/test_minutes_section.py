"""What a week's page prepares for Notulen Evaluasi, by what stands there already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from loket.columns import UNRECORDED
from loket.week import Week
from pipeline.areas.minutes_section import BEGUN, PREPARED, clinic_sections
from transforms.evaluation.figures import FIGURES
from transforms.evaluation.minutes import minutes

WEEK = Week(2026, 48)
DUE = date(2026, 11, 30)
PASTED = {"program": "Clean & Clear", "period": "2026-W48", "date": DUE, "agenda": "Terdaftar 78"}


@pytest.mark.parametrize(
    ("rows", "rows_to_copy", "last_note"),
    [
        ([], 1, "Di sana isi Peserta, Keputusan, Penanggung Jawab dan Tenggat."),
        ([PASTED], 0, BEGUN),
        (
            [PASTED, {**PASTED, "decision": "Tambah konsultan"}],
            0,
            "Evaluasi ini sudah dicatat di Notulen Evaluasi.",
        ),
    ],
    ids=["nothing", "a pasted row", "minutes"],
)
def test_the_row_of_figures_is_offered_once(
    rows: list[dict[str, Any]], rows_to_copy: int, last_note: str
) -> None:
    columns = [*PASTED, "attendees", "decision", "owner", "due", "done", "row"]
    recorded, _ = minutes(pd.DataFrame(rows, columns=columns, dtype=object))
    figures = {**dict.fromkeys(FIGURES, pd.NA), UNRECORDED: 0}
    sections = clinic_sections(WEEK, figures, recorded, due=DUE, closed=True)
    (prepared,) = (each for each in sections if each.title == PREPARED)
    assert (len(prepared.rows), prepared.notes[-1]) == (rows_to_copy, last_note)
