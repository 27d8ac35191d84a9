from datetime import date, time

import pandas as pd
import pytest

from transforms.reading.tab_problems import TabReading, Unreadable, shown, tab_problems


def refuse(value: object) -> int:
    raise Unreadable("Salah.", "Perbaiki.")


def test_a_refused_cell_is_on_record() -> None:
    reading = TabReading("Kuota")
    assert reading.cell(2, "Ruang", "2", lambda value: int(str(value))) == 2
    assert reading.cell(3, "Ruang", "dua", refuse) is None
    expected = pd.DataFrame(
        [("Kuota", 3, "Ruang", "dua", "Salah.", "Perbaiki.")],
        columns=["tab", "row", "header", "value", "reason", "remedy"],
    ).astype({"row": "Int64"})
    pd.testing.assert_frame_equal(reading.problems(), expected)


def test_problems_of_several_tabs() -> None:
    first, second = TabReading("Kuota"), TabReading("Bidang")
    first.report(2, "Ruang", None, "r", "m")
    both = tab_problems([first.problems(), second.problems()])
    pd.testing.assert_frame_equal(both, first.problems())
    nothing = tab_problems([])
    pd.testing.assert_series_equal(nothing.dtypes, both.dtypes)
    assert nothing.empty


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        (pd.NA, None),
        (12.5, "12.5"),
        (date(2026, 12, 24), "24/12/2026"),
        (time(9, 30), "09.30"),
        ("a\x00b\ud800\n", "ab�"),
        ("x" * 50_000, "x" * 499 + "…"),
        ("=1+1", "=1+1"),
    ],
    ids=repr,
)
def test_what_is_shown_of_a_cell(value: object, expected: str | None) -> None:
    assert shown(value) == expected
