from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Status
from tests.transforms.schedule_frames import (
    MONDAY,
    NINE,
    TEN,
    TUESDAY,
    Row,
    a_booked_row,
    a_row,
    a_slot,
    sheet,
    slots,
)
from transforms.schedule.board import TEXT, board

COLUMNS = [c.DATE, c.START, c.CONSULTANT, c.SERVICE, c.STATUS, TEXT]
SITI = "CC-0001\nSiti Nurhaliza\nKSP Maju Jaya"


def a_cell(**values: Any) -> Row:
    """A free cell: Monday at nine, Rina."""
    free = {c.DATE: MONDAY, c.START: NINE, c.CONSULTANT: "Rina", c.SERVICE: "Koperasi"}
    return {**free, c.STATUS: None, TEXT: None, **values}


def cells(*rows: Row) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=COLUMNS, dtype=object)
    return frame.astype(dict.fromkeys([c.CONSULTANT, c.SERVICE, c.STATUS, TEXT], "str"))


@pytest.mark.parametrize(
    ("rows", "offered", "expected"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([a_row(1)], [], [], id="somebody waits"),
        pytest.param([], [a_slot()], [a_cell()], id="a free slot"),
        pytest.param(
            [a_booked_row(1)], [a_slot()], [a_cell(status="Terjadwal", text=SITI)],
            id="a slot that is taken",
        ),
        pytest.param(
            [a_booked_row(1, consultant="Yusuf")], [],
            [a_cell(consultant="Yusuf", status="Terjadwal", text=SITI)],
            id="a booking with somebody who left the tab",
        ),
        pytest.param(
            [a_booked_row(1, business=None)], [],
            [a_cell(status="Terjadwal", text="CC-0001\nSiti Nurhaliza")], id="no business",
        ),
        pytest.param(
            [a_booked_row(1, business="", name=None)], [],
            [a_cell(status="Terjadwal", text="CC-0001")], id="no name either",
        ),
        pytest.param(
            [a_booked_row(1, status="Batal"), a_booked_row(2, status="Perlu Perbaikan")],
            [a_slot()], [a_cell()], id="a cancelled booking leaves the slot free",
        ),
        pytest.param(
            [a_booked_row(1, consultant=None)], [], [], id="a booking with nobody"
        ),
        pytest.param(
            [a_booked_row(2, business=None, name="Asep", status="Dikonfirmasi"), a_booked_row(1)],
            [a_slot()],
            [a_cell(status="Terjadwal", text=f"{SITI}\n\nCC-0002\nAsep")],
            id="two in one slot are both seen",
        ),
        pytest.param(
            [a_booked_row(1, start=TEN)],
            [
                a_slot("Hadi", date=TUESDAY), a_slot("Agus", start=time(13), service="UKM"),
                a_slot(start=TEN), a_slot("Hadi"), a_slot(), a_slot(),
            ],
            [
                a_cell(consultant="Hadi"), a_cell(),
                a_cell(start=TEN, status="Terjadwal", text=SITI),
                a_cell(consultant="Agus", start=time(13), service="UKM"),
                a_cell(consultant="Hadi", date=TUESDAY),
            ],
            id="in order of time, service and consultant",
        ),
    ],
)  # fmt: skip
def test_the_cells(rows: Sequence[Row], offered: Sequence[Row], expected: Sequence[Row]) -> None:
    found = board(sheet(*rows), slots(*offered))
    pd.testing.assert_frame_equal(found, cells(*expected))
    backwards = board(sheet(*rows[::-1]), slots(*offered[::-1]))
    pd.testing.assert_frame_equal(backwards, found)


@pytest.mark.parametrize("status", list(Status))
def test_who_holds_a_slot(status: Status) -> None:
    found = board(sheet(a_booked_row(1, status=status.value)), slots(a_slot()))
    holding = {"Terjadwal", "Dikonfirmasi", "Hadir", "Tidak Hadir", "Belum Dicatat"}
    assert found[TEXT].notna().tolist() == [status.value in holding]
