from __future__ import annotations

from datetime import date, time
from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from tests.transforms.schedule_frames import a_booked_row, a_row, code, sheet
from transforms.schedule.sheet_schedule import sheet_schedule


@pytest.mark.parametrize(
    ("column", "typed", "read"),
    [
        (c.DATE, date(2026, 11, 24), date(2026, 11, 24)),
        (c.DATE, "besok", None),
        (c.DATE, 46350.5, None),
        (c.DATE, pd.NaT, None),
        (c.START, time(9), time(9)),
        (c.START, "09.00", None),
        (c.CONSULTANT, "Rina", "Rina"),
        (c.CONSULTANT, "  ", None),
        (c.CONFIRMATION, "Dikonfirmasi", "Dikonfirmasi"),
        (c.CONFIRMATION, " batal ", "Batal"),
        (c.ATTENDANCE, "HADIR", "Hadir"),
        (c.ATTENDANCE, "tidak  hadir", "Tidak Hadir"),
        (c.ATTENDANCE, "  ", None),
        (c.TOLD, True, True),
        (c.TOLD, " true ", True),
        (c.PINNED, "Ya", True),
        (c.PINNED, "FALSE", False),
        (c.PINNED, None, None),
        (c.NOTES, "apa saja", "apa saja"),
        (c.MOVE_DATE, "besok", "besok"),
    ],
)
def test_cells_of_a_row(column: str, typed: object, read: Any) -> None:
    found = sheet_schedule(sheet(a_booked_row(1, **{column: typed})))
    pd.testing.assert_frame_equal(found, sheet(a_booked_row(1, **{column: read})))


TICK = "(centang kotaknya)"


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ({c.TOLD: "sudah"}, f"Diberitahu {TICK}"),
        ({c.PINNED: "x"}, f"Kunci {TICK}"),
        ({c.PINNED: 1.0}, f"Kunci {TICK}"),
        ({c.CONFIRMATION: "12.5"}, "Konfirmasi (pilih Dikonfirmasi atau Batal)"),
        ({c.CONFIRMATION: "mungkin"}, "Konfirmasi (pilih Dikonfirmasi atau Batal)"),
        ({c.ATTENDANCE: "?"}, "Kehadiran (pilih Hadir atau Tidak Hadir)"),
        ({c.ATTENDANCE: "Dikonfirmasi"}, "Kehadiran (pilih Hadir atau Tidak Hadir)"),
        ({c.TOLD: "sudah", c.PINNED: "x"}, f"Diberitahu {TICK}, Kunci {TICK}"),
    ],
)
def test_a_cell_that_counts_as_blank_and_is_not_is_named(
    cells: dict[str, object], named: str
) -> None:
    tab = sheet(a_booked_row(1, **cells), a_booked_row(2)).drop(columns=c.UNREAD)
    blank = dict.fromkeys(cells)
    expected = sheet(
        a_booked_row(1, **blank, unread=f"Isian tidak terbaca: {named}"), a_booked_row(2)
    )
    pd.testing.assert_frame_equal(sheet_schedule(tab), expected, check_like=True)


def test_a_code_that_stands_twice_counts_where_it_stands_first() -> None:
    found = sheet_schedule(
        sheet(a_row(1, notes="asli"), a_row(2), a_row(1, notes="salinan"), a_row(3, code=None))
    )
    assert list(zip(found[c.CODE], found[c.NOTES], found["row"], strict=True)) == [
        (code(1), "asli", 2),
        (code(2), None, 3),
    ]


def test_an_empty_tab_keeps_its_columns() -> None:
    pd.testing.assert_frame_equal(sheet_schedule(sheet()), sheet())
