from __future__ import annotations

from datetime import time

import pytest

from connectors.sheets.grid import PRINTED_WIDTH, Block, Grid
from loket.vocabulary import Status
from loket.week import Week
from pipeline.areas.board_grid import board_grid
from tests.pipeline.grids import values
from tests.transforms.schedule_frames import (
    HALF_PAST,
    MONDAY,
    TUESDAY,
    Row,
    a_booked_row,
    a_row,
    a_slot,
    sheet,
    slots,
)

W48 = Week.of(MONDAY)
SITI = "CC-0001\nSiti Nurhaliza\nKSP Maju Jaya"


def drawn(rows: list[Row], offered: list[Row]) -> Grid:
    return board_grid(W48, sheet(*rows), slots(*offered), phase="Disusun")


def test_days_and_times_go_down_and_consultants_across() -> None:
    grid = drawn(
        [a_booked_row(1), a_row(2)],
        [
            a_slot(),
            a_slot("agus", start=HALF_PAST),
            a_slot(start=HALF_PAST),
            a_slot("Tini", start=time(13), service="UKM", date=TUESDAY),
        ],
    )
    assert values(grid) == [
        ["Jadwal konsultasi 2026-W48 · Disusun"],
        ["Jam", "Layanan", "agus", "Rina", "Tini"],
        ["Senin, 23 November 2026"],
        ["09.00", "Koperasi", None, SITI, None],
        ["09.30", "Koperasi", None, None, None],
        ["Selasa, 24 November 2026"],
        ["13.00", "UKM", None, None, None],
    ]
    assert grid.merges == (Block(0, 0, 1, 5), Block(2, 0, 3, 5), Block(5, 0, 6, 5))
    assert len(grid.widths) == grid.width == 5


@pytest.mark.parametrize("count", [1, 4, 10])
def test_ten_consultants_fit_a_printed_page(count: int) -> None:
    grid = drawn([], [a_slot(f"Konsultan {number}") for number in range(count)])
    assert sum(grid.widths) <= PRINTED_WIDTH
    assert min(grid.widths[2:]) >= 85


def test_a_grey_cell_is_a_time_at_which_the_consultant_is_not_there() -> None:
    grid = drawn([], [a_slot(), a_slot("Agus", start=HALF_PAST)])
    nine, half_past = grid.rows[3][2:], grid.rows[4][2:]
    away, free = nine[0].style, nine[1].style
    assert away != free
    assert [cell.style for cell in half_past] == [free, away]


@pytest.mark.parametrize(
    ("status", "agreed"),
    [
        (Status.SCHEDULED, False),
        (Status.UNRECORDED, False),
        (Status.ABSENT, False),
        (Status.CONFIRMED, True),
        (Status.PRESENT, True),
    ],
)
def test_who_agreed_or_came_looks_otherwise(status: Status, agreed: bool) -> None:
    rows = [a_booked_row(1, status=status.value), a_booked_row(2, consultant="Agus")]
    cells = drawn(rows, [a_slot(), a_slot("Agus")]).rows[3]
    scheduled, other = cells[2].style, cells[3].style
    assert (other != scheduled) == agreed


def test_services_at_one_time_have_a_row_each() -> None:
    grid = drawn([], [a_slot("Agus", service="UKM"), a_slot()])
    assert values(grid)[3:] == [["09.00", "Koperasi", None, None], ["09.00", "UKM", None, None]]


def test_a_week_without_sessions_says_so() -> None:
    grid = drawn([a_row(1)], [])
    assert values(grid)[1:] == [["Jam", "Layanan"], ["Belum ada sesi pada minggu ini."]]
    assert grid.merges == (Block(0, 0, 1, 4),)


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [a_booked_row(1), a_booked_row(2, consultant="Agus"), a_booked_row(3, date=TUESDAY)]
    offered = [
        a_slot(who, start=start)
        for who in ("Rina", "rina", "Agus")
        for start in (time(9), HALF_PAST)
    ]
    assert drawn(rows[::-1], offered[::-1]) == drawn(rows, offered)
