from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading import indonesian

MONDAY = date(2026, 11, 23)


def test_writers() -> None:
    assert indonesian.option_text(MONDAY) == "Senin, 23 November 2026"
    assert indonesian.short_date(date(2026, 2, 3)) == "03/02/2026"
    assert indonesian.clock(time(9, 5)) == "09.05"
    assert indonesian.session_text(time(11, 30)) == "11.30–12.00"
    assert indonesian.session_text(time(23, 30)) == "23.30–00.00"
    assert indonesian.decimal(1234.5) == "1.234,50"
    assert indonesian.decimal(84.488, 1) == "84,5"


@pytest.mark.parametrize(
    "text",
    [
        "Senin, 23 November 2026",
        "senin 23 november 2026",
        "SENIN,23 NOV 2026",
        "23 Nov 2026",
        "23 Nop. 2026",
        "23-Nov-26",
        "23/11/2026",
        "23.11.2026",
        "23-11-26",
        "２３/１１/２０２６",
        "2026-11-23",
        "2026/11/23",
        "2026-11-23 00:00:00",
        "  hari Senin, tanggal 23\u00a0November\u200b 2026 ",
        "\u202b23/11/2026\u202c",
    ],
)
def test_dates_that_are_read(text: str) -> None:
    assert indonesian.read_date(text) == (MONDAY, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "tanggal tidak terbaca"),
        ("besok", "tanggal tidak terbaca"),
        ("23", "tanggal tidak terbaca"),
        ("2026", "tanggal tidak terbaca"),
        ("23/11.2026", "tanggal tidak terbaca"),
        ("٢٣/١١/٢٠٢٦", "tanggal tidak terbaca"),
        ("23 November", "tahunnya tidak tertulis"),
        ("23/11", "tahunnya tidak tertulis"),
        ("31 Februari 2026", "tanggal itu tidak ada di kalender"),
        ("29/02/2027", "tanggal itu tidak ada di kalender"),
        ("11/23/2026", "tanggal itu tidak ada di kalender"),
        ("0/1/2026", "tanggal itu tidak ada di kalender"),
        ("23/11/1026", "tahun 1026 tidak masuk akal"),
        ("Selasa, 23 November 2026", "23/11/2026 jatuh pada hari Senin"),
        ("23 November 2026" + " " * 50_000, "tanggal tidak terbaca"),
    ],
)
def test_dates_that_are_not(text: str, reason: str) -> None:
    assert indonesian.read_date(text) == (None, reason)


@pytest.mark.parametrize(
    ("word", "month"),
    [
        *[("Jan", 1), ("Pebruari", 2), ("Maret", 3), ("Mei", 5), ("Agt", 8), ("Agust", 8)],
        *[
            ("Ags", 8),
            ("Agu", 8),
            ("Sept", 9),
            ("Okt", 10),
            ("October", 10),
            ("Nopember", 11),
            ("Des", 12),
        ],
    ],
)
def test_months_as_people_write_them(word: str, month: int) -> None:
    assert indonesian.read_date(f"3 {word} 2026").value == date(2026, month, 3)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_written_date_is_read_back(day: date) -> None:
    for write in (indonesian.option_text, indonesian.long_date, indonesian.short_date, str):
        assert indonesian.read_date(write(day)) == (day, None)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("09.00–09.30", [(9, 0)]),
        ("09.00 - 09.30 WIB", [(9, 0)]),
        ("09:00", [(9, 0)]),
        ("9.30", [(9, 30)]),
        ("pukul 9", [(9, 0)]),
        ("Jam 13.00 s/d 14.30", [(13, 0), (13, 30), (14, 0)]),
        ("09:00:00", [(9, 0)]),
    ],
)
def test_times_that_are_read(text: str, starts: list[tuple[int, int]]) -> None:
    assert indonesian.read_times(text) == (tuple(time(*start) for start in starts), None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "jam tidak terbaca"),
        ("pagi", "jam tidak terbaca"),
        ("09.75", "jam tidak terbaca"),
        ("24.00", "jam itu tidak ada"),
        ("99.00–99.30", "jam itu tidak ada"),
        ("10.00–09.00", "jam itu tidak ada"),
    ],
)
def test_times_that_are_not(text: str, reason: str) -> None:
    assert indonesian.read_times(text) == (None, reason)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[
            ("1,5", 1.5),
            ("1.5", 1.5),
            ("1.234", 1234.0),
            ("1.234.567,25", 1234567.25),
            ("-3", -3.0),
        ],
        *[("12E4", None), ("1,2,3", None), ("", None), ("nan", None)],
    ],
)
def test_numbers(text: str, number: float | None) -> None:
    assert indonesian.read_number(text).value == number


@given(st.text())
def test_no_text_makes_a_reader_raise(text: str) -> None:
    for read in (indonesian.read_date, indonesian.read_times, indonesian.read_number):
        reading = read(text)
        assert (reading.value is None) != (reading.reason is None)
