from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.vocabulary import Service
from transforms.reading.tab_cells import (
    EVERY_DAY,
    clock_of,
    count_of,
    day_of,
    is_blank,
    listed,
    range_of,
    ranges_of,
    services_of,
    text_key,
    tick_of,
    weekdays_of,
)
from transforms.reading.tab_problems import Unreadable
from transforms.reading.time_range import WHOLE_DAY, TimeRange

BOTH = frozenset(Service)
MORNING = TimeRange(time(9), time(12))


def shown(value: object) -> str | None:
    """Name a case by its value, unless that prints differently in every process."""
    if isinstance(value, (frozenset, set)):
        return None
    return getattr(value, "__name__", None) or repr(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 12, 24), date(2026, 12, 24)),
        (datetime(2026, 12, 24, 9), date(2026, 12, 24)),  # noqa: DTZ001 -- a cell has no zone
        ("24/12/2026", date(2026, 12, 24)),
        ("Kamis, 24 Desember 2026", date(2026, 12, 24)),
    ],
    ids=shown,
)
def test_days(value: object, expected: date) -> None:
    assert day_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, EVERY_DAY),
        ("  ", EVERY_DAY),
        ("Setiap  hari", EVERY_DAY),
        ("Senin, Rabu", {0, 2}),
        ("jum'at; SELASA", {4, 1}),
        ("Jum’at", {4}),
        ("Senin-Jumat", {0, 1, 2, 3, 4}),
        ("Senin – Rabu, Jumat", {0, 1, 2, 4}),
        ("Senin s.d. Kamis", {0, 1, 2, 3}),
        ("Senin s/d Kamis", {0, 1, 2, 3}),
        ("Senin sampai dengan Selasa", {0, 1}),
        ("Jumat-Senin", {4, 5, 6, 0}),
    ],
    ids=shown,
)
def test_weekdays(value: object, expected: set[int]) -> None:
    assert weekdays_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Koperasi", {Service.COOPERATIVE}),
        (" umkm ", {Service.SME}),
        ("Koperasi, UKM", BOTH),
        ("Koperasi dan UKM", BOTH),
        ("KOPERASI/UKM/UMKM", BOTH),
    ],
    ids=shown,
)
def test_services(value: object, expected: set[Service]) -> None:
    assert services_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ()),
        ("09.00-12.00", (MORNING,)),
        ("9 s.d. 12", (MORNING,)),
        ("13:00–15:30, 09.00 – 12.00", (MORNING, TimeRange(time(13), time(15, 30)))),
    ],
    ids=shown,
)
def test_ranges(value: object, expected: tuple[TimeRange, ...]) -> None:
    assert ranges_of(value) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(9), time(12), MORNING),
        ("09.00", 12.0, MORNING),
        (None, None, WHOLE_DAY),
        (None, "09.15", TimeRange(time(0), time(9, 15))),
        (time(14), None, TimeRange(time(14), time(0))),
    ],
    ids=shown,
)
def test_a_range_of_two_cells(start: object, end: object, expected: TimeRange) -> None:
    assert range_of(start, end) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, None), (5.0, 5), ("5", 5), (0, 0), (" 12 ", 12)],
    ids=shown,
)
def test_counts(value: object, expected: int | None) -> None:
    assert count_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, None), (True, True), (False, False), ("Ya", True), ("TIDAK", False), ("✓", True)],
    ids=shown,
)
def test_ticks(value: object, expected: bool | None) -> None:
    assert tick_of(value) is expected


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (day_of, None),
        (day_of, "besok"),
        (day_of, 46000.5),
        (clock_of, "pagi"),
        (clock_of, "09.00-12.00"),
        (clock_of, 9.5),
        (clock_of, 25.0),
        (weekdays_of, "Sen"),
        (weekdays_of, "Senin-"),
        (weekdays_of, "Senin-Rabu-Jumat"),
        (services_of, None),
        (services_of, "Koprasi"),
        (ranges_of, "09.00"),
        (ranges_of, "12.00-09.00"),
        (ranges_of, "09.00-12.00-13.00"),
        (count_of, -1.0),
        (count_of, 1.5),
        (count_of, "sepuluh"),
        (count_of, True),
        (count_of, float("inf")),
        (tick_of, "mungkin"),
        (tick_of, 3.0),
    ],
    ids=shown,
)
def test_nonsense_is_refused_with_a_remedy(read: object, value: object) -> None:
    assert callable(read)
    with pytest.raises(Unreadable) as caught:
        read(value)
    assert caught.value.reason.endswith(".")
    assert caught.value.remedy.endswith(".")


def test_keys_compare_what_people_mean() -> None:
    assert text_key(" NIB / OSS\u00a0") == text_key("nib/oss")
    assert text_key("Ａｂｃ") == "abc"
    assert text_key(None) == ""


def test_lists_keep_their_order_and_spelling() -> None:
    assert listed("NIB/OSS;  Ekspor ,\nLainnya,") == ("NIB/OSS", "Ekspor", "Lainnya")
    assert listed(None) == ()


def test_blanks() -> None:
    assert [is_blank(value) for value in (None, "", " \n", float("nan"))] == [True] * 4
    assert [is_blank(value) for value in ("x", 0, 0.0, False)] == [False] * 4


CELLS = st.one_of(
    st.none(), st.booleans(), st.floats(), st.text(max_size=30), st.dates(), st.times()
)


@given(CELLS)
def test_no_cell_makes_a_reader_fail_otherwise(value: object) -> None:
    for read in (day_of, clock_of, weekdays_of, services_of, ranges_of, count_of, tick_of, listed):
        try:
            read(value)
        except Unreadable:
            continue
