from datetime import date, time

import pandas as pd
import pytest

from tests.transforms.roster_tabs import MONDAY, Cells, an_entry, the_entries
from transforms.reading.time_range import WHOLE_DAY, TimeRange


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({}, ("Siti", MONDAY, WHOLE_DAY, False), id="absent-all-day"),
        pytest.param({"available": None}, ("Siti", MONDAY, WHOLE_DAY, False), id="blank-box"),
        pytest.param({"available": "Ya"}, ("Siti", MONDAY, WHOLE_DAY, True), id="there"),
        pytest.param(
            {"consultant": " SITI", "date": "23 November 2026", "start": "9.00", "end": time(11)},
            ("Siti", MONDAY, TimeRange(time(9), time(11)), False),
            id="typed-as-text",
        ),
        pytest.param(
            {"start": time(10)},
            ("Siti", MONDAY, TimeRange(time(10), time(0)), False),
            id="rest-of-the-day",
        ),
    ],
)
def test_an_entry(cells: Cells, expected: tuple[object, ...]) -> None:
    found, problems = the_entries(an_entry(**cells))
    columns = ["consultant", "date", "hours", "available"]
    frame = pd.DataFrame([expected], columns=columns, dtype=object)
    pd.testing.assert_frame_equal(found, frame.astype({"consultant": "str", "available": bool}))
    assert problems.empty


@pytest.mark.parametrize(
    ("cells", "header", "value"),
    [
        pytest.param({"consultant": "Joko"}, "Konsultan", "Joko", id="unknown"),
        pytest.param({"consultant": None}, "Konsultan", None, id="nobody"),
        pytest.param({"date": "besok"}, "Tanggal", "besok", id="date"),
        pytest.param({"date": None}, "Tanggal", None, id="no-date"),
        pytest.param({"start": "pagi"}, "Jam Mulai", "pagi", id="time"),
        pytest.param(
            {"start": time(11), "end": time(9)}, "Jam Mulai", "11.00 – 09.00", id="backwards"
        ),
        pytest.param({"available": "entah"}, "Tersedia", "entah", id="box"),
    ],
)
def test_what_cannot_be_read_is_reported(cells: Cells, header: str, value: str | None) -> None:
    found, problems = the_entries(an_entry(**cells))
    (problem,) = problems.to_dict("records")
    assert (problem["tab"], problem["row"], problem["header"]) == ("Ketersediaan", 2, header)
    assert (None if pd.isna(problem["value"]) else problem["value"]) == value
    assert found.empty


def test_what_is_past_is_neither_read_nor_reported() -> None:
    old = [an_entry(date=date(2026, 11, 22), consultant="Joko"), an_entry(date="20/11/2026")]
    found, problems = the_entries(*old)
    assert found.empty
    assert problems.empty


def test_blank_rows_are_no_entries_and_keep_the_types() -> None:
    blank: Cells = dict.fromkeys(an_entry())
    found, problems = the_entries({**blank, "available": False})
    assert problems.empty
    assert found.empty
    pd.testing.assert_series_equal(found.dtypes, the_entries(an_entry())[0].dtypes)
