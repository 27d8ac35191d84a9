from __future__ import annotations

from datetime import date, datetime, time

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Status
from tests.transforms.registration_factory import INSTANT, at
from transforms.schedule.inheritance import (
    inheritances,
    inherited,
    told_with_original,
    with_inherited_turn,
)

MERGED = "Pendaftaran ulang dari A, jawaban ini dipakai. Bila bukan ganda, pilih Bukan ganda"
SLOT = (date(2026, 11, 23), time(13), "Rina")
NO_SLOT = (None, None, None)
COLUMNS = [c.CODE, c.STATUS, c.REMARK, c.TOLD, c.DATE, c.START, c.CONSULTANT]


def tab(*rows: tuple[object, ...]) -> pd.DataFrame:
    """A week's rows: code, status, remark, told, slot."""
    return pd.DataFrame(
        [(*row[:4], *row[4]) for row in rows],  # type: ignore[misc]
        columns=COLUMNS,
        dtype=object,
    )


BEFORE = tab(
    ("A", Status.SCHEDULED, None, True, SLOT),
    ("B", Status.SUSPECTED_DUPLICATE, MERGED, None, NO_SLOT),
    ("C", Status.SUSPECTED_DUPLICATE, MERGED, None, NO_SLOT),
)


@pytest.mark.parametrize(
    ("deleted", "order", "expected"),
    [
        pytest.param({"A"}, ["C", "B"], {"C": SLOT, "B": NO_SLOT}, id="the oldest copy inherits"),
        pytest.param({"A", "C"}, ["B"], {"C": NO_SLOT, "B": SLOT}, id="of those who are left"),
        pytest.param({"A"}, [], {"C": NO_SLOT, "B": NO_SLOT}, id="nobody is left"),
        pytest.param(set(), ["C", "B"], {"C": NO_SLOT, "B": NO_SLOT}, id="nobody was deleted"),
    ],
)
def test_who_inherits_a_deleted_registration_s_booking(
    deleted: set[str], order: list[str], expected: dict[str, tuple[object, ...]]
) -> None:
    rows = inherited(BEFORE, deleted, order)
    slots = rows.astype(object).where(rows.notna(), None).set_index(c.CODE)[COLUMNS[4:]]
    assert {code: tuple(slots.loc[code]) for code in expected} == expected
    heirs = [code for code, slot in expected.items() if slot == SLOT]
    remarks = inheritances(rows)
    assert list(remarks.itertuples(index=False, name=None)) == [
        (code, "Menggantikan A yang dihapus") for code in heirs
    ]
    assert list(rows.loc[rows[c.CODE].isin(heirs), c.STATUS]) == [Status.SCHEDULED] * len(heirs)


def test_a_suspected_copy_inherits_nothing() -> None:
    remark = "Diduga ganda dengan A yang sudah diberitahu"
    rows = tab(
        ("A", Status.SCHEDULED, None, True, SLOT),
        ("B", Status.SUSPECTED_DUPLICATE, remark, None, NO_SLOT),
    )
    pd.testing.assert_frame_equal(inherited(rows, {"A"}, ["B"]), rows)


@pytest.mark.parametrize(
    ("told", "slot", "expected"),
    [
        pytest.param(True, SLOT, True, id="stands where the deleted one was told of"),
        pytest.param(None, SLOT, None, id="nobody was told"),
        pytest.param(True, (date(2026, 11, 24), *SLOT[1:]), None, id="moved since"),
        pytest.param(True, NO_SLOT, None, id="lost it since"),
    ],
)
def test_what_the_deleted_one_was_told_counts_for_the_heir(
    told: bool | None, slot: tuple[object, ...], expected: bool | None
) -> None:
    remark = "Menggantikan A yang dihapus; Masih ada tempat: Selasa 24/11"
    rows = tab(
        ("A", Status.CANCELLED, "Dihapus dari formulir", told, SLOT),
        ("B", Status.SCHEDULED, remark, None, slot),
    )
    assert list(told_with_original(rows)[c.TOLD]) == [told, expected]


def test_an_empty_tab_stays_empty() -> None:
    empty = tab()
    for rows in (inherited(empty, {"A"}, ["B"]), told_with_original(empty)):
        assert list(rows.columns) == COLUMNS
        assert rows.empty
    assert inheritances(empty).empty


@pytest.mark.parametrize(
    ("remark", "on_record", "turn"),
    [
        pytest.param("Menggantikan A yang dihapus", at(1), at(1), id="an heir"),
        pytest.param("satu; Menggantikan A yang dihapus", at(1), at(1), id="with other remarks"),
        pytest.param("Menggantikan A yang batal", at(1), at(3), id="a successor is none"),
        pytest.param("Menggantikan A yang dihapus", "kemarin", at(3), id="no time on record"),
    ],
)
def test_the_turn_comes_with_the_booking(remark: str, on_record: object, turn: datetime) -> None:
    members = pd.DataFrame({c.CODE: ["B", "C"], c.CREATED: [at(3), at(2)]})
    members = members.astype({c.CODE: "str", c.CREATED: INSTANT})
    rows = tab(
        ("A", Status.CANCELLED, "Dihapus dari formulir", None, NO_SLOT),
        ("B", Status.SCHEDULED, remark, None, SLOT),
        ("C", Status.WAITING, None, None, NO_SLOT),
    )
    registered = pd.DataFrame({c.CODE: ["A", "B"], c.CREATED: [on_record, at(3)]}, dtype=object)
    found = with_inherited_turn(members, rows, registered)
    expected = members.assign(**{c.CREATED: pd.Series([turn, at(2)], dtype=INSTANT)})
    pd.testing.assert_frame_equal(found, expected)
