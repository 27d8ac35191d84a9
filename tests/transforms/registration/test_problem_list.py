from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import ProblemStatus
from tests.transforms.registration_factory import INSTANT, at
from tests.transforms.schedule_frames import Row, code
from transforms.registration.problem_list import COLUMNS, is_set_aside, problem_list

FORM = "Pendaftaran Clean & Clear"
PRESENT = [c.FORM, c.CODE, c.QUESTION, c.VALUE, c.REASON, c.REMEDY, c.RECEIVED]


def a_problem(number: int = 1, **values: Any) -> Row:
    """A phone number that cannot be read."""
    return {
        c.FORM: FORM,
        c.CODE: code(number),
        c.QUESTION: "Nomor WhatsApp aktif",
        c.VALUE: "14045",
        c.REASON: "Bukan nomor ponsel.",
        c.REMEDY: "Tulis nomor yang benar di Koreksi.",
        c.RECEIVED: at(number),
        **values,
    }


def a_line(number: int = 1, **values: Any) -> Row:
    """A row of Perlu Perbaikan."""
    return {**a_problem(number), c.STATUS: ProblemStatus.OPEN.value, **values}


def problems(*rows: Row) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=PRESENT, dtype=object)
    texts = [name for name in PRESENT if name != c.RECEIVED]
    return frame.astype(dict.fromkeys(texts, "str") | {c.RECEIVED: INSTANT})


def tab(*rows: Row) -> pd.DataFrame:
    """The tab as it is read, staff's columns included."""
    full = [{c.CORRECTION: None, c.CLERK: None, **row} for row in rows]
    columns = [*COLUMNS, c.CORRECTION, c.CLERK]
    return pd.DataFrame({n: pd.Series([r[n] for r in full], dtype=object) for n in columns})


def lines(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS, dtype=object)


@pytest.mark.parametrize(
    ("present", "rows", "expected"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([a_problem(1)], [], [a_line(1)], id="new"),
        pytest.param([a_problem(1)], [a_line(1)], [a_line(1)], id="still there"),
        pytest.param([], [a_line(1)], [a_line(1, status="Selesai")], id="gone, it keeps its text"),
        pytest.param(
            [a_problem(1)], [a_line(1, status="Selesai")], [a_line(1)], id="there again"
        ),
        pytest.param(
            [a_problem(1, value="0812", reason="Terlalu pendek.")], [a_line(1)],
            [a_line(1, value="0812", reason="Terlalu pendek.")],
            id="corrected, and still not readable",
        ),
        pytest.param(
            [a_problem(1, value=None)], [a_line(1)], [a_line(1, value=None)],
            id="emptied by the client",
        ),
        pytest.param(
            [a_problem(1, received=at(99))], [a_line(1)], [a_line(1)],
            id="received when it was first reported",
        ),
        pytest.param(
            [a_problem(1)], [a_line(1, correction="-")], [a_line(1, status="Diabaikan")],
            id="set aside",
        ),
        pytest.param(
            [], [a_line(1, correction=" – ")], [a_line(1, status="Diabaikan")],
            id="set aside with another dash, and gone",
        ),
        pytest.param(
            [a_problem(1)], [a_line(1, correction="0812-3456-7890")], [a_line(1)],
            id="corrected, and not read yet",
        ),
        pytest.param(
            [a_problem(1), a_problem(1, question="Kecamatan"), a_problem(1, form="Tab Kuota")],
            [a_line(1)],
            [a_line(1, question="Kecamatan"), a_line(1), a_line(1, form="Tab Kuota")],
            id="one row for each form, code and question",
        ),
        pytest.param(
            [a_problem(1), a_problem(1, value="lagi")], [], [a_line(1)], id="reported twice"
        ),
        pytest.param(
            [a_problem(1)], [a_line(1, correction="-"), a_line(1)],
            [a_line(1, status="Diabaikan")], id="a copied row, the upper one counts",
        ),
        pytest.param(
            [a_problem(3), a_problem(1)], [a_line(2)],
            [a_line(1), a_line(2, status="Selesai"), a_line(3)], id="oldest first",
        ),
        pytest.param(
            [a_problem(3)], [a_line(2, received="kemarin"), a_line(1, received=None)],
            [a_line(3), a_line(1, received=None, status="Selesai"),
             a_line(2, received="kemarin", status="Selesai")],
            id="without a time, last",
        ),
    ],
)  # fmt: skip
def test_rows(present: Sequence[Row], rows: Sequence[Row], expected: Sequence[Row]) -> None:
    found = problem_list(problems(*present), tab(*rows))
    pd.testing.assert_frame_equal(found, lines(*expected))


def test_no_problem_as_an_empty_frame_without_types() -> None:
    found = problem_list(pd.DataFrame(columns=PRESENT), tab(a_line(1)))
    pd.testing.assert_frame_equal(found, lines(a_line(1, status="Selesai")))


@pytest.mark.parametrize(
    ("typed", "aside"),
    [("-", True), (" - ", True), ("—", True), ("--", False), ("", False), (None, False)],
)
def test_setting_aside(typed: object, aside: bool) -> None:
    found = is_set_aside(pd.Series([typed], dtype=object))
    pd.testing.assert_series_equal(found, pd.Series([aside]))


KEYS = st.tuples(
    st.sampled_from([FORM, "Tab Kuota"]), st.integers(0, 3), st.sampled_from(["Kecamatan", "Nama"])
)


@settings(max_examples=20, deadline=None)
@given(st.lists(KEYS, unique=True), st.lists(KEYS, unique=True), st.sampled_from([None, "-", "x"]))
def test_no_row_leaves_and_a_second_look_changes_nothing(
    now: list[Any], before: list[Any], correction: str | None
) -> None:
    present = [a_problem(n, form=form, question=question) for form, n, question in now]
    rows = [
        a_line(n, form=form, question=question, correction=correction if n else None)
        for form, n, question in before
    ]
    once = problem_list(problems(*present), tab(*rows))
    keys = [c.FORM, c.CODE, c.QUESTION]
    found = set(once[keys].itertuples(index=False, name=None))
    assert found == {tuple(row[key] for key in keys) for row in [*present, *rows]}
    assert len(found) == len(once)
    typed = {tuple(row[key] for key in keys): row[c.CORRECTION] for row in rows}
    left = [
        {
            **{str(k): v for k, v in row.items()},
            c.CORRECTION: typed.get(tuple(row[k] for k in keys)),
        }
        for row in once.to_dict("records")
    ]
    pd.testing.assert_frame_equal(problem_list(problems(*present), tab(*left)), once)
    pd.testing.assert_frame_equal(problem_list(problems(*present[::-1]), tab(*left[::-1])), once)
