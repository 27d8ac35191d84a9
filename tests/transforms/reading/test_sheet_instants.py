from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from tests.transforms.registration_factory import at
from transforms.reading.sheet_instants import sheet_instants

NOON = pd.Timestamp("2026-11-12T05:00:00Z")


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        (at(0), NOON),
        (pd.Timestamp(at(0)), NOON),
        (datetime(2026, 11, 12, 12), None),  # noqa: DTZ001  what has no zone is no instant
        (date(2026, 11, 12), None),
        ("kemarin", None),
        (46338.5, None),
        (pd.NaT, None),
        (None, None),
    ],
)
def test_cells(cell: object, instant: pd.Timestamp | None) -> None:
    cells = pd.Series([cell, at(0)], index=[3, 1], dtype=object)
    expected = pd.Series([instant, NOON], index=[3, 1], dtype="datetime64[us, UTC]")
    pd.testing.assert_series_equal(sheet_instants(cells), expected)


def test_no_cells() -> None:
    assert sheet_instants(pd.Series([], dtype=object)).empty
