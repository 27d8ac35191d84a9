from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import Status
from tests.transforms.registration_factory import a_registration, at, registered
from tests.transforms.schedule_frames import MONDAY, TUESDAY, Row, code
from transforms.registration.registration_list import COLUMNS, registration_list

ANSWERS = {
    c.NAME: "Siti Nurhaliza",
    c.PHONE: "+6281212345678",
    c.SERVICE: "Koperasi",
    c.APPLICANT: "Masyarakat umum",
    c.BUSINESS: "KSP Maju Jaya",
    c.DISTRICT: "Cibinong",
    c.FIELD: "Simpan pinjam",
    c.DATES: "23/11/2026",
    c.TIMES: "09.00",
    c.GROUP: "Umum",
}
DELETED = (Status.CANCELLED, "Dihapus dari formulir")
Standing = tuple[int, str | None, str, str | None]


def a_line(number: int = 1, **values: Any) -> Row:
    """A row of Pendaftaran: nothing is known of where it stands."""
    blank = dict.fromkeys(COLUMNS)
    known = {c.CODE: code(number), c.CREATED: at(number), c.STATUS: "Terdaftar"}
    return {**blank, **ANSWERS, **known, **values}


def lines(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS, dtype=object)


def tab(*rows: Row) -> pd.DataFrame:
    """The tab as it is read."""
    frame = pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=object) for name in COLUMNS}
    )
    return frame.assign(**{c.DECISION: None, "row": range(2, len(rows) + 2)})


def standing_of(*rows: Standing) -> pd.DataFrame:
    records = [(code(number), *rest) for number, *rest in rows]
    columns = [c.CODE, c.WEEK, c.STATUS, c.REMARK]
    return pd.DataFrame(records, columns=columns, dtype=object)


def listed(
    people: Sequence[Row] = (),
    standing: Sequence[Standing] = (),
    rows: Sequence[Row] = (),
    departed: Mapping[int, tuple[Status, str]] | None = None,
) -> pd.DataFrame:
    return registration_list(
        registered(*people),
        standing_of(*standing),
        tab(*rows),
        {code(number): became for number, became in (departed or {}).items()},
    )


@pytest.mark.parametrize(
    ("people", "standing", "rows", "departed", "expected"),
    [
        pytest.param([], [], [], {}, [], id="nobody"),
        pytest.param(
            [a_registration(1)], [], [], {}, [a_line(1)], id="new, of a week that is not computed"
        ),
        pytest.param(
            [a_registration(1)], [(1, "2026-W48", "Terjadwal", "satu")], [], {},
            [a_line(1, week="2026-W48", status="Terjadwal", remark="satu")], id="new and placed",
        ),
        pytest.param(
            [a_registration(1, dates=(MONDAY, TUESDAY), times=(), business=None)],
            [(1, None, "Daftar Tunggu", None)], [], {},
            [a_line(1, dates="23/11/2026, 24/11/2026", times=None, business=None,
                    status="Daftar Tunggu")],
            id="two dates, no time, no business",
        ),
        pytest.param(
            [a_registration(1, dates=())], [], [], {}, [a_line(1, dates=None)], id="no date"
        ),
        pytest.param(
            [a_registration(1)], [],
            [a_line(1, week="2026-W48", status="Hadir", remark="satu")], {},
            [a_line(1, week="2026-W48", status="Hadir", remark="satu")],
            id="a week that is not computed stands as it stood",
        ),
        pytest.param(
            [a_registration(1)], [(1, "2026-W49", "Terdaftar", None)],
            [a_line(1, week="2026-W48", status="Daftar Tunggu", remark="Kuota penuh")], {},
            [a_line(1, week="2026-W49")], id="what was computed replaces what stood, blanks too",
        ),
        pytest.param(
            [a_registration(1, name="Asep")], [], [a_line(1)], {}, [a_line(1, name="Asep")],
            id="answers are the present ones",
        ),
        pytest.param(
            [], [], [a_line(1, week="2026-W48", status="Terjadwal", remark="satu")], {1: DELETED},
            [a_line(1, week="2026-W48", status="Batal", remark="Dihapus dari formulir")],
            id="deleted in the form, the row stays",
        ),
        pytest.param(
            [], [], [a_line(1, status="Terjadwal")],
            {1: (Status.NEEDS_CORRECTION, "Lihat tab Perlu Perbaikan")},
            [a_line(1, status="Perlu Perbaikan", remark="Lihat tab Perlu Perbaikan")],
            id="unreadable now, the row keeps the answers",
        ),
        pytest.param(
            [], [], [a_line(1, week="2026-W48", status="Hadir", remark="satu")],
            {1: (Status.ERASED, "")},
            [{**dict.fromkeys(COLUMNS), c.CODE: code(1), c.STATUS: "Dihapus"}],
            id="erased, code and status remain",
        ),
        pytest.param(
            [], [], [a_line(1, status="Dihapus")], {},
            [{**dict.fromkeys(COLUMNS), c.CODE: code(1), c.STATUS: "Dihapus"}],
            id="erased long ago",
        ),
        pytest.param(
            [], [], [a_line(1, status="Terjadwal", remark="satu")], {},
            [a_line(1, status="Terjadwal", remark="satu")],
            id="nothing is known of it, it stays as it is",
        ),
        pytest.param(
            [a_registration(1)], [], [a_line(1, status="Batal", remark="satu")], {1: DELETED},
            [a_line(1, status="Batal", remark="satu")],
            id="who is valid has not departed",
        ),
        pytest.param(
            [a_registration(3), a_registration(1)], [], [a_line(2)], {},
            [a_line(1), a_line(2), a_line(3)], id="by creation",
        ),
        pytest.param(
            [a_registration(3)], [],
            [a_line(1, created="kemarin"), a_line(2, created=None), a_line(4)], {},
            [a_line(3), a_line(4), a_line(1, created="kemarin"), a_line(2, created=None)],
            id="without a time, last",
        ),
    ],
)  # fmt: skip
def test_rows(
    people: list[Row],
    standing: list[Standing],
    rows: list[Row],
    departed: dict[int, tuple[Status, str]],
    expected: list[Row],
) -> None:
    found = listed(people, standing, rows, departed)
    pd.testing.assert_frame_equal(found, lines(*expected))
    pd.testing.assert_frame_equal(listed(people[::-1], standing, rows[::-1], departed), found)


def test_times_and_dates_are_written_as_people_write_them() -> None:
    person = a_registration(1, dates=(date(2026, 12, 1),), times=(time(9, 30), time(10)))
    expected = a_line(1, dates="01/12/2026", times="09.30, 10.00")
    pd.testing.assert_frame_equal(listed([person]), lines(expected))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.booleans(),
            st.sampled_from([None, *Status]),
            st.sampled_from([None, *Status]),
        ),
        max_size=6,
    )
)
def test_no_row_leaves_and_a_second_look_changes_nothing(
    drawn: list[tuple[bool, bool, Status | None, Status | None]],
) -> None:
    people = [a_registration(n) for n, (valid, *_) in enumerate(drawn) if valid]
    rows = [a_line(n, status="Terjadwal") for n, (_, there, *_) in enumerate(drawn) if there]
    standing: list[Standing] = [
        (n, "2026-W48", str(status), None)
        for n, (valid, _, status, _) in enumerate(drawn)
        if valid and status
    ]
    gone = {n: (fate, "lain") for n, (valid, *_, fate) in enumerate(drawn) if fate and not valid}
    once = listed(people, standing, rows, gone)
    assert set(once[c.CODE]) == {row[c.CODE] for row in [*people, *rows]}
    assert once[c.CODE].is_unique
    left = [{str(k): v for k, v in row.items()} for row in once.to_dict("records")]
    pd.testing.assert_frame_equal(listed(people, standing, left, gone), once)
