"""Notulen Evaluasi is read, and its decisions are asked after until they are done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from loket.vocabulary import Program
from transforms.evaluation.follow_up import follow_up
from transforms.evaluation.minutes import minutes

COLUMNS = ["program", "period", "date", "attendees", "agenda", "decision", "owner", "due", "done"]
W48, DUE = "2026-W48", date(2026, 12, 7)


def a_row(**cells: Any) -> dict[str, Any]:
    return {
        "program": "Clean & Clear", "period": W48, "date": date(2026, 11, 30),
        "decision": "Tambah konsultan Ekspor", "owner": "Acara", "due": DUE, "done": False, **cells,
    }  # fmt: skip


def read(*rows: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    numbered = [{**row, "row": number} for number, row in enumerate(rows, start=2)]
    return minutes(pd.DataFrame(numbered, columns=[*COLUMNS, "row"], dtype=object))


@pytest.mark.parametrize(
    ("cells", "period", "held"),
    [
        ({}, W48, date(2026, 11, 23)),
        ({"period": " 2026w48 "}, W48, date(2026, 11, 23)),
        ({"period": date(2026, 11, 25)}, W48, date(2026, 11, 23)),
        ({"period": "46351"}, W48, date(2026, 11, 23)),
        ({"program": "clean&clear"}, W48, date(2026, 11, 23)),
        ({"program": "HALO KOP-UKM", "period": "27/11/2026"}, "27/11/2026", date(2026, 11, 27)),
        ({"program": "HALO KOP-UKM", "period": "kemarin"}, "30/11/2026", date(2026, 11, 30)),
    ],
)
def test_the_period_of_a_row(cells: dict[str, Any], period: str, held: date) -> None:
    frame, problems = read(a_row(**cells))
    assert frame[["period", "held"]].to_numpy().tolist() == [[period, held]]
    assert problems.empty


@pytest.mark.parametrize(
    ("cells", "kept", "reported"),
    [
        ({"period": None}, 0, [("Periode", None)]),
        ({"period": "Minggu 48"}, 0, [("Periode", "Minggu 48")]),
        ({"program": "HALO KOP-UKM", "period": None, "date": None}, 0, [("Periode", None)]),
        ({"due": "secepatnya"}, 1, [("Tenggat", "secepatnya")]),
        ({"program": None}, 0, [("Program", None)]),
        ({"program": "Pasar murah"}, 0, [("Program", "Pasar murah")]),
        ({"program": None, "decision": None}, 0, []),
    ],
)
def test_what_cannot_be_read_is_reported(
    cells: dict[str, Any], kept: int, reported: list[tuple[str, str | None]]
) -> None:
    frame, problems = read(a_row(**cells))
    assert len(frame) == kept
    told = problems[["header", "value"]].astype(object)
    assert list(told.where(told.notna(), None).itertuples(index=False, name=None)) == reported


@pytest.mark.parametrize(
    ("cells", "recorded"),
    [
        ({}, True),
        ({"decision": None, "attendees": "Tim pelaksana"}, True),
        ({"decision": " ", "agenda": "Terdaftar 78, hadir 54"}, False),
    ],
)
def test_figures_alone_are_no_record(cells: dict[str, Any], recorded: bool) -> None:
    assert read(a_row(**cells))[0]["recorded"].tolist() == [recorded]


def test_empty_minutes_keep_their_types() -> None:
    full, none = read(a_row())[0], read()[0]
    pd.testing.assert_frame_equal(none, full.iloc[:0])


def asked(*rows: dict[str, Any], on: date = DUE) -> list[list[object]]:
    """What the evaluation of 2026-W50 asks after, the one of W49 being the last before it."""
    found = follow_up(
        read(*rows)[0],
        Program.CLINIC,
        before=date(2026, 12, 7),
        last=date(2026, 11, 30),
        on=on,
    )
    return found[["decision", "status"]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({}, "Jatuh tempo"),
        ({"due": date(2026, 12, 6)}, "Lewat tenggat"),
        ({"due": date(2026, 12, 8)}, "Berjalan"),
        ({"due": None}, "Lengkapi Tenggat"),
        ({"owner": None, "due": date(2026, 12, 8)}, "Lengkapi Penanggung Jawab"),
        ({"done": True, "period": "2026-W49"}, "Selesai"),
        ({"done": True}, None),
        ({"period": "2026-W49"}, "Jatuh tempo"),
        ({"period": "2026-W50"}, None),
        ({"decision": None}, None),
        ({"owner": None, "due": None}, None),
        ({"program": "HALO KOP-UKM", "period": "27/11/2026"}, None),
    ],
)
def test_decisions_are_asked_after_until_they_are_done(
    cells: dict[str, Any], status: str | None
) -> None:
    assert asked(a_row(**cells)) == ([["Tambah konsultan Ekspor", status]] if status else [])


def test_the_earliest_due_comes_first_and_numbers_are_not_shown() -> None:
    rows = [
        a_row(decision="tanpa tenggat", due=None),
        a_row(decision="hubungi 081234567890", due=date(2026, 12, 1)),
        a_row(decision="dulu", due=date(2026, 11, 30)),
    ]
    assert asked(*rows) == [
        ["dulu", "Lewat tenggat"],
        ["hubungi [nomor]", "Lewat tenggat"],
        ["tanpa tenggat", "Lengkapi Tenggat"],
    ]
