from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.columns import DATE, HEADER, NOTE, OPEN, ROW, SERVICE, TAB, VALUE
from loket.vocabulary import Service
from tests.transforms.calendar_frames import hari_libur, the_days, week_of
from transforms.calendar.closures import closures
from transforms.calendar.public_holidays import public_holidays
from transforms.calendar.service_days import service_days

WEDNESDAY = date(2026, 11, 25)
SATURDAY = date(2026, 11, 28)
JOINT_LEAVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("day", "closed", "expected"),
    [
        pytest.param(WEDNESDAY, [], [(True, None), (True, None)], id="ordinary"),
        pytest.param(SATURDAY, [], [(False, "Akhir pekan")] * 2, id="weekend"),
        pytest.param(
            JOINT_LEAVE, [], [(False, "Cuti Bersama Hari Raya Natal")] * 2, id="joint-leave"
        ),
        pytest.param(
            WEDNESDAY, [(WEDNESDAY, "Rapat", None)], [(False, "Rapat")] * 2, id="closed-by-office"
        ),
        pytest.param(
            WEDNESDAY, [(WEDNESDAY, None, " ")], [(False, "Libur kantor")] * 2, id="no-note"
        ),
        pytest.param(
            WEDNESDAY,
            [("25 November 2026", "Pameran", "umkm")],
            [(False, "Pameran"), (True, "Pameran")],
            id="one-service-stays-open",
        ),
        pytest.param(
            JOINT_LEAVE,
            [(JOINT_LEAVE, None, "Koperasi dan UKM")],
            [(True, "Cuti Bersama Hari Raya Natal")] * 2,
            id="open-on-joint-leave",
        ),
        pytest.param(
            SATURDAY,
            [(SATURDAY, "Klinik Sabtu", "Koperasi")],
            [(True, "Klinik Sabtu"), (False, "Klinik Sabtu")],
            id="open-on-saturday",
        ),
        pytest.param(
            WEDNESDAY,
            [(WEDNESDAY, "B", "Koperasi"), (WEDNESDAY, "A", "UKM")],
            [(True, "A; B"), (True, "A; B")],
            id="twice-with-other-services",
        ),
        pytest.param(
            WEDNESDAY,
            [(WEDNESDAY, "x", "Kopreasi")],
            [(True, None), (True, None)],
            id="unreadable-row-has-no-effect",
        ),
    ],
)
def test_a_day(
    day: date, closed: list[tuple[object, ...]], expected: list[tuple[bool, str | None]]
) -> None:
    frame = pd.DataFrame(expected, columns=[OPEN, NOTE]).astype({OPEN: bool, NOTE: "str"})
    frame.insert(0, DATE, pd.Series([day] * 2, dtype=object))
    frame.insert(1, SERVICE, pd.Series(["Koperasi", "UKM"], dtype="str"))
    pd.testing.assert_frame_equal(the_days([day], *closed), frame)


def test_the_christmas_week_has_three_service_days() -> None:
    days = the_days(week_of(date(2026, 12, 21)))
    assert sorted(set(days.loc[days[OPEN], DATE])) == [date(2026, 12, day) for day in (21, 22, 23)]


def test_empty_inputs_keep_the_columns_and_types() -> None:
    empty = service_days([], public_holidays([]), closures(hari_libur())[0])
    pd.testing.assert_series_equal(empty.dtypes, the_days([WEDNESDAY]).dtypes)
    assert empty.empty


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([(None, "Rapat", None)], [(2, "Tanggal", None)], id="no-date"),
        pytest.param([("besok", None, None)], [(2, "Tanggal", "besok")], id="no-such-date"),
        pytest.param([(46000.5, None, None)], [(2, "Tanggal", "46000.5")], id="number"),
        pytest.param([(WEDNESDAY, None, "ya")], [(2, "Layanan Tetap Buka", "ya")], id="no-service"),
        pytest.param(
            [("=IMPORTXML(1)\x00", None, "\ud800")],
            [(2, "Tanggal", "=IMPORTXML(1)"), (2, "Layanan Tetap Buka", "�")],
            id="hostile",
        ),
        pytest.param(
            [(WEDNESDAY, None, None), (WEDNESDAY, None, "UKM")],
            [(3, "Tanggal", "25/11/2026")],
            id="contradiction",
        ),
        pytest.param([(WEDNESDAY, None, "UKM"), (WEDNESDAY, "Rapat", "UKM")], [], id="said-twice"),
    ],
)
def test_what_cannot_be_read_is_reported(
    rows: list[tuple[object, ...]], expected: list[tuple[int, str, str | None]]
) -> None:
    _, problems = closures(hari_libur(*rows))
    assert [
        (row, header, None if pd.isna(value) else value)
        for row, header, value in zip(problems[ROW], problems[HEADER], problems[VALUE], strict=True)
    ] == expected
    assert set(problems[TAB]) <= {"Hari Libur"}


closure_rows = st.lists(
    st.tuples(
        st.dates(date(2026, 12, 21), date(2026, 12, 27)),
        st.sampled_from([None, "a", "b"]),
        st.sampled_from([None, "Koperasi", "UKM", "Koperasi, UKM"]),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(closure_rows, st.randoms())
def test_sorting_the_tab_changes_nothing(rows: list[tuple[object, ...]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # the strategy is untyped
    monday = week_of(date(2026, 12, 21))
    pd.testing.assert_frame_equal(the_days(monday, *rows), the_days(monday, *shuffled))


@settings(deadline=None, max_examples=40)
@given(closure_rows)
def test_hari_libur_has_the_last_word(rows: list[tuple[date, str | None, str | None]]) -> None:
    days = the_days(week_of(date(2026, 12, 21)), *rows)
    named = {(day, part) for day, _, text in rows for part in (text or "").split(", ")}
    on_tab = days[days[DATE].isin([row[0] for row in rows])]
    assert [
        (day, service) in named for day, service in zip(on_tab[DATE], on_tab[SERVICE], strict=True)
    ] == on_tab[OPEN].tolist()
    assert set(days[SERVICE]) == {service.value for service in Service}
