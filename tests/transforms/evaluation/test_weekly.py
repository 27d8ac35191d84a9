"""The weekly figures against a count by hand and a second computation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from loket import columns as c
from loket.vocabulary import Status
from tests.transforms.evaluation_factories import (
    WEEK,
    a_response,
    a_session,
    instant,
    responses_of,
    schedule_of,
)
from transforms.evaluation.feedback import normalise
from transforms.evaluation.feedback_answers import SOLVED_YES
from transforms.evaluation.satisfaction import ROUNDED_WEIGHT
from transforms.evaluation.weekly import weekly

STATUSES = [status.value for status in Status]


def feedback_of(*answers: dict[str, Any], due: dict[str, Any] | None = None) -> pd.DataFrame:
    rows = [a_response(**row) for row in answers]
    return normalise(responses_of(*rows), schedule_of(), due=due or {}).counted


def with_statuses(*statuses: str, week: str = WEEK) -> pd.DataFrame:
    return schedule_of(
        *(a_session(f"CC-{n}", status=status, week=week) for n, status in enumerate(statuses))
    )


def figures(row: pd.DataFrame, *names: str) -> list[object]:
    [record] = row[list(names)].to_dict("records")
    return [None if pd.isna(record[name]) else record[name] for name in names]


COUNTS = (c.REGISTERED, c.SCHEDULED, c.PRESENT, c.ABSENT, c.UNRECORDED, c.CANCELLED, c.WAITING)


@pytest.mark.parametrize(
    ("statuses", "counts"),
    [
        pytest.param(STATUSES, [12, 5, 1, 1, 1, 1, 1], id="each status once"),
        pytest.param(["Hadir"] * 3 + ["Batal"], [4, 3, 3, 0, 0, 1, 0], id="three came"),
        pytest.param(["Terdaftar"] * 2, [2, 0, 0, 0, 0, 0, 0], id="nothing placed yet"),
    ],
)
def test_attendance(statuses: list[str], counts: list[int]) -> None:
    row = weekly(with_statuses(*statuses), feedback_of())
    assert figures(row, *COUNTS) == counts


def test_opinions() -> None:
    schedule = with_statuses("Hadir", "Hadir", "Hadir", "Hadir")
    feedback = feedback_of(
        {"u3": "Tidak cepat", "solved": "Ya"},
        {"u3": "Kurang cepat", "solved": "Sebagian"},
        {"u3": None, "solved": None},
    )
    row = weekly(schedule, feedback)
    names = (c.FEEDBACK_COUNT, c.RESPONSE_RATE, c.SATISFACTION_INDEX, c.GRADE, "u1", "u3",
             c.LOWEST_UNSUR, c.SOLVED_SHARE)  # fmt: skip
    # (8 x 4 + 1.5) / 9 x 25 = 93.06
    assert figures(row, *names) == [3, 0.75, 93.06, "A", 4.0, 1.5, "U3 Waktu Penyelesaian", 0.5]


@pytest.mark.parametrize(
    ("statuses", "answers", "options", "remark"),
    [
        pytest.param([], [], {"weeks": [WEEK]}, None, id="an empty week"),
        pytest.param(["Hadir"] * 2, [{}], {},
                     "Bobot 1/9; Sampel kurang: 1 umpan balik dari 2 klien, minimal 2 "
                     "(Krejcie–Morgan)", id="too few answers"),
        pytest.param(["Hadir"], [{}], {"weight": ROUNDED_WEIGHT, "provisional": {WEEK}},
                     "Sementara; Bobot 0,111; Sampel cukup: 1 umpan balik dari 1 klien, minimal 1 "
                     "(Krejcie–Morgan)", id="not final, the other weight"),
        pytest.param(["Belum Dicatat", "Dialihkan", "Diduga Ganda"], [{}], {},
                     "Bobot 1/9; 1 umpan balik, tetapi baru 0 klien tercatat hadir; 1 kehadiran "
                     "belum dicatat; 1 dialihkan ke minggu lain; 1 diduga ganda",
                     id="attendance is behind"),
        pytest.param(["Hadir"], [{"u8": None}], {},
                     "Sampel cukup: 1 umpan balik dari 1 klien, minimal 1 (Krejcie–Morgan); "
                     "IKM tidak dihitung: U8 tanpa jawaban", id="an unsur nobody answered"),
    ],
)  # fmt: skip
def test_remark(
    statuses: list[str], answers: list[dict[str, Any]], options: dict[str, Any], remark: str | None
) -> None:
    row = weekly(with_statuses(*statuses), feedback_of(*answers), **options)
    assert figures(row, c.REMARK) == [remark]


def test_late_feedback_counts_and_is_mentioned() -> None:
    feedback = feedback_of({}, {}, due={WEEK: instant(hours=-1)})
    row = weekly(with_statuses("Hadir", "Hadir"), feedback)
    assert figures(row, c.FEEDBACK_COUNT) == [2]
    assert str(row[c.REMARK].item()).endswith("; 2 umpan balik masuk setelah evaluasi")


def test_an_empty_week_has_unknown_rates() -> None:
    row = weekly(schedule_of(), feedback_of(), weeks=[WEEK])
    unknown = [c.RESPONSE_RATE, c.SATISFACTION_INDEX, c.GRADE, *c.UNSUR_KEYS, c.LOWEST_UNSUR,
               c.SOLVED_SHARE, c.REMARK]  # fmt: skip
    assert row[unknown].isna().all(axis=None)
    assert figures(row, *COUNTS, c.FEEDBACK_COUNT) == [0] * 8


def test_no_week_no_row() -> None:
    one = weekly(with_statuses("Hadir"), feedback_of({}))
    assert_frame_equal(weekly(schedule_of(), feedback_of()), one.iloc[:0])


def by_loops(schedule: pd.DataFrame, feedback: pd.DataFrame, week: str) -> dict[str, Any]:
    """Count one week the plain way: rows, loops and fractions."""
    clients = [row for row in schedule.to_dict("records") if row[c.WEEK] == week]
    answers = [row for row in feedback.to_dict("records") if row[c.WEEK] == week]
    present = sum(row[c.STATUS] == "Hadir" for row in clients)
    total: Fraction | None = Fraction(0)
    for key in c.UNSUR_KEYS:
        filled = [int(row[key]) for row in answers if not pd.isna(row[key])]
        total = total + Fraction(sum(filled), len(filled)) if filled and total is not None else None
    cents = None if total is None else int(total * Fraction(2500, 9) + Fraction(1, 2))
    said = [row[c.SOLVED] for row in answers if not pd.isna(row[c.SOLVED])]
    return {
        c.REGISTERED: len(clients),
        c.PRESENT: present,
        c.WAITING: sum(row[c.STATUS] == "Daftar Tunggu" for row in clients),
        c.FEEDBACK_COUNT: len(answers),
        c.RESPONSE_RATE: len(answers) / present if present else None,
        c.SATISFACTION_INDEX: None if cents is None else float(Decimal(cents).scaleb(-2)),
        c.SOLVED_SHARE: said.count(SOLVED_YES) / len(said) if said else None,
    }


WEEKS = ("2026-W47", "2026-W48", "2026-W49")
VALUE = st.sampled_from([None, 1, 2, 3, 4])
ANSWERS = st.fixed_dictionaries(
    {c.WEEK: st.sampled_from(WEEKS), c.SOLVED: st.sampled_from([None, "Ya", "Sebagian", "Belum"]),
     **dict.fromkeys(c.UNSUR_KEYS, VALUE)}
)  # fmt: skip
CLIENTS = st.tuples(st.sampled_from(WEEKS), st.sampled_from(STATUSES))


@settings(max_examples=15, deadline=None)
@given(st.lists(CLIENTS, max_size=25), st.lists(ANSWERS, max_size=25))
def test_the_figures_equal_a_second_computation(
    clients: list[tuple[str, str]], answers: list[dict[str, Any]]
) -> None:
    schedule = schedule_of(
        *(a_session(f"CC-{n}", week=week, status=status)
          for n, (week, status) in enumerate(clients))
    )  # fmt: skip
    template = feedback_of({}).iloc[[0] * len(answers)].reset_index(drop=True)
    given_answers = pd.DataFrame(answers, columns=list(ANSWERS_TYPES)).astype(ANSWERS_TYPES)
    feedback = template.assign(**{name: given_answers[name] for name in ANSWERS_TYPES})
    result = weekly(schedule, feedback, weeks=WEEKS)
    assert result[c.WEEK].tolist() == list(WEEKS)
    for week in WEEKS:
        expected = by_loops(schedule, feedback, week)
        row = result[result[c.WEEK] == week]
        assert figures(row, *expected) == pytest.approx(list(expected.values()), nan_ok=True)


ANSWERS_TYPES: dict[str, Any] = {
    c.WEEK: "str", c.SOLVED: "str", **dict.fromkeys(c.UNSUR_KEYS, "Int64"),
}  # fmt: skip
