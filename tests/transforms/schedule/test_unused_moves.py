from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Status
from tests.transforms.schedule_frames import MONDAY, TEN, a_row, code, remarks, sheet
from transforms.schedule.unused_moves import unused_moves

MOVED_ON = (Status.TRANSFERRED, "Dialihkan ke 2026-W49")


@pytest.mark.parametrize(
    ("typed", "became", "remark"),
    [
        pytest.param({c.MOVE_DATE: MONDAY}, MOVED_ON,
                     "Pindah tidak dipakai: sudah dialihkan ke 2026-W49", id="a later week's"),
        pytest.param({c.MOVE_START: TEN}, MOVED_ON,
                     "Pindah tidak dipakai: sudah dialihkan ke 2026-W49", id="a time only"),
        pytest.param({c.MOVE_CONSULTANT: "Rina"},
                     (Status.TRANSFERRED, "Belum memilih tanggal; menunggu jadwal berikutnya"),
                     "Pindah tidak dipakai: belum memilih tanggal", id="without a date"),
        pytest.param({c.MOVE_START: TEN}, (Status.SUSPECTED_DUPLICATE, "Sama dengan CC-0009"),
                     "Pindah tidak dipakai: baris ini Diduga Ganda", id="a duplicate"),
        pytest.param({c.MOVE_DATE: " "}, MOVED_ON, None, id="nothing typed"),
        pytest.param({c.MOVE_START: TEN}, (Status.CANCELLED, "Dihapus dari formulir"), None,
                     id="deleted"),
        pytest.param({c.MOVE_START: TEN}, None, None, id="takes part"),
    ],
)  # fmt: skip
def test_a_move_that_nobody_makes_is_told(
    typed: dict[str, Any], became: tuple[Status, str] | None, remark: str | None
) -> None:
    found = unused_moves(sheet(a_row(1, **typed)), {code(1): became} if became else {})
    pd.testing.assert_frame_equal(found, remarks(*([(1, remark)] if remark else [])))


def test_an_empty_tab() -> None:
    pd.testing.assert_frame_equal(unused_moves(sheet(), {code(1): MOVED_ON}), remarks())
