from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

from connectors.sheets.snapshot import Snapshot
from loket.columns import REMARK
from loket.vocabulary import TIME_ZONE
from pipeline import tabs
from pipeline.book import Book
from pipeline.order import Order
from pipeline.writing.log_tab import BROKEN, DONE, KEPT, PARTLY, is_news, log_rows, refreshed
from tests.connectors.factories import a_snapshot

NOW = datetime(2026, 11, 20, 12, tzinfo=TIME_ZONE)
NOON_OF_THE_SHEET = 46346.5
"""The 20th of November 2026, 12.00, as a sheet counts days."""

HEADERS = [column.header for column in tabs.LOG.columns]
FIELDS = [column.field for column in tabs.LOG.columns]
COUNTS: MappingProxyType[str, Any] = MappingProxyType({"new": 3, "edited": 2, "rejected": 1})


def the_log(*rows: Sequence[object]) -> Snapshot:
    return a_snapshot(tabs.LOG, [HEADERS, *rows])


def a_row(number: object, remark: str | None = None) -> list[object]:
    """A row as it stands on the sheet."""
    return [number, NOON_OF_THE_SHEET, "rutin", 0, 0, 0, 5, "Selesai", remark]


def a_line(number: int, **values: Any) -> dict[str, Any]:
    """A row of the result: that of the pass."""
    line = dict(zip(FIELDS, [number, NOW, "manual", 3, 2, 1, 1, "Selesai", None], strict=True))
    return {**line, **values}


def logged(
    snapshot: Snapshot,
    book: Book | None = None,
    outcome: str = DONE,
    errors: Sequence[str] = (),
) -> pd.DataFrame:
    return log_rows(snapshot, Order(NOW), book or Book({}, counts=COUNTS), outcome, errors, 1)


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=FIELDS, dtype=object)


def old(number: int, remark: str | None = None) -> dict[str, Any]:
    counts = {"new": 0, "changed": 0, "rejected": 0, "cells": 5}
    return a_line(number, trigger="rutin", **counts, **{REMARK: remark})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], [a_line(1)], id="the first pass"),
        pytest.param([a_row(7, "satu")], [a_line(8), old(7, "satu")], id="the latest first"),
        pytest.param(
            [a_row(3), a_row(9), a_row(1)], [a_line(10), old(3), old(9), old(1)],
            id="somebody sorted the tab",
        ),
        pytest.param(
            [a_row(2), a_row(2, "salinan"), a_row("dua"), a_row(None, "x"), a_row(1)],
            [a_line(3), old(2), old(1)], id="rows that are none of Loket's leave",
        ),
    ],
)  # fmt: skip
def test_rows(rows: list[list[object]], expected: list[dict[str, Any]]) -> None:
    found = logged(the_log(*rows))
    pd.testing.assert_frame_equal(found.astype(object), table(*expected), check_dtype=False)


def test_only_the_latest_stay() -> None:
    found = logged(the_log(*(a_row(number) for number in range(KEPT + 50, 0, -1))))
    assert list(found["number"]) == list(range(KEPT + 51, 51, -1))


def test_a_part_that_failed_and_what_staff_should_see() -> None:
    book = Book({}, remarks=("satu", "dua"))
    (row,) = logged(the_log(), book, PARTLY, ["Tab A", "Tab B"]).to_dict("records")
    assert (row["outcome"], row[REMARK]) == ("Sebagian", "⚠ Tab A\n⚠ Tab B\nsatu; dua")
    assert (row["new"], row["changed"], row["rejected"]) == (0, 0, 0)


def test_what_was_put_back_has_a_line_of_its_own() -> None:
    book = Book({}, remarks=("satu",))
    rows = log_rows(the_log(), Order(NOW), book, PARTLY, ["Tab A"], 1, "Isian dikembalikan: x")
    assert list(rows[REMARK]) == ["⚠ Tab A\nIsian dikembalikan: x\nsatu"]


def ended(number: int, outcome: str, remark: str | None) -> list[object]:
    """A row as it stands on the sheet, of a pass that ended so."""
    return [*a_row(number)[:-2], outcome, remark]


NEWS = [
    pytest.param([], DONE, [], False, id="well from the beginning"),
    pytest.param([], PARTLY, ["A"], True, id="ill from the beginning"),
    pytest.param([ended(1, DONE, "satu")], DONE, [], False, id="still well"),
    pytest.param([ended(1, DONE, "satu")], PARTLY, ["A"], True, id="fallen ill"),
    pytest.param([ended(1, PARTLY, "⚠ A\nsatu")], PARTLY, ["A"], False, id="the same trouble"),
    pytest.param([ended(1, PARTLY, "⚠ A\n⚠ B")], PARTLY, ["A"], True, id="less trouble"),
    pytest.param([ended(1, PARTLY, "⚠ A")], PARTLY, ["A", "B"], True, id="more trouble"),
    pytest.param([ended(1, PARTLY, "⚠ A")], BROKEN, ["A"], True, id="worse"),
    pytest.param([ended(1, PARTLY, "⚠ A")], DONE, [], True, id="well again"),
    pytest.param(
        [ended(1, PARTLY, "⚠ A"), ended(2, DONE, None)], DONE, [], False, id="somebody sorted it"
    ),
]


@pytest.mark.parametrize(("rows", "outcome", "errors", "expected"), NEWS)
def test_trouble_and_its_end_are_told_once(
    rows: list[list[object]], outcome: str, errors: list[str], expected: bool
) -> None:
    assert is_news(the_log(*rows), outcome, errors) is expected


SEEN = "⚠ A\n☐ Perlu dilihat Jumat:\n☐ Perlu Perbaikan: 2\nsatu"
TO_SEE = ("Perlu dilihat Sabtu:", "Perlu Perbaikan: 1")

ON_TOP = [
    pytest.param(TO_SEE, "☐ Perlu dilihat Sabtu:\n☐ Perlu Perbaikan: 1\ndua", id="today's"),
    pytest.param((), "dua", id="all is done"),
    pytest.param(None, "☐ Perlu dilihat Jumat:\n☐ Perlu Perbaikan: 2\ndua", id="not known"),
]


@pytest.mark.parametrize(("attention", "expected"), ON_TOP)
def test_what_needs_eyes_stands_on_the_newest_row_alone(
    attention: tuple[str, ...] | None, expected: str
) -> None:
    snapshot = the_log(a_row(3, "☐ lama"), ended(4, PARTLY, SEEN))
    rows = logged(snapshot, Book({}, remarks=("dua",), attention=attention))
    assert list(rows["number"]) == [5, 3, 4]
    assert list(rows[REMARK]) == [expected, None, "⚠ A\nsatu"]


REFRESHED = [
    pytest.param(TO_SEE, ["⚠ A", *(f"☐ {line}" for line in TO_SEE), "satu"], id="others"),
    pytest.param((), ["⚠ A", "satu"], id="all is done"),
    pytest.param(("Perlu dilihat Jumat:", "Perlu Perbaikan: 2"), None, id="the same"),
    pytest.param(None, None, id="not known"),
]


@pytest.mark.parametrize(("attention", "expected"), REFRESHED)
def test_lines_of_today_change_without_a_row_of_their_own(
    attention: tuple[str, ...] | None, expected: list[str] | None
) -> None:
    snapshot = the_log(a_row(3, "tiga"), ended(4, PARTLY, SEEN))
    rows = refreshed(snapshot, Book({}, attention=attention))
    if expected is None:
        assert rows is None
    else:
        assert rows is not None
        assert list(rows["number"]) == [3, 4]
        assert list(rows[REMARK]) == ["tiga", "\n".join(expected)]


def test_without_a_row_there_is_nothing_to_write_on() -> None:
    assert refreshed(the_log(), Book({}, attention=TO_SEE)) is None
