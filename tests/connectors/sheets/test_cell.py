"""What a sheet would hold for a value, and what a frame gets of a cell."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sheets.cell import (
    MAXIMUM_LENGTH,
    CellValue,
    cell_data,
    cell_value,
    read_cell,
    same,
    typed,
)
from connectors.sheets.tab import Kind, Link
from tests.connectors.factories import ZONE, a_cell


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        pytest.param(None, Kind.TEXT, None, id="nothing"),
        pytest.param(pd.NA, Kind.TEXT, None, id="NA"),
        pytest.param(pd.NaT, Kind.DATETIME, None, id="NaT"),
        pytest.param(float("nan"), Kind.NUMBER, None, id="NaN"),
        pytest.param(np.float32("nan"), Kind.NUMBER, None, id="NaN of 32 bits"),
        pytest.param("", Kind.TEXT, None, id="empty text"),
        pytest.param("081234567890", Kind.TEXT, "081234567890", id="leading zero"),
        pytest.param("=1+1", Kind.TEXT, "=1+1", id="formula"),
        pytest.param(Kind.TEXT, Kind.TEXT, "text", id="member of an enumeration"),
        pytest.param("a\r\nb\rc", Kind.TEXT, "a\nb\nc", id="line ends"),
        pytest.param("a\x00b\ud800c", Kind.TEXT, "a�b�c", id="NUL and lone surrogate"),
        pytest.param(12, Kind.TEXT, "12", id="number for a text column"),
        pytest.param(12, Kind.INTEGER, 12.0, id="integer"),
        pytest.param(np.int64(12), Kind.INTEGER, 12.0, id="integer of numpy"),
        pytest.param(Decimal("84.49"), Kind.NUMBER, 84.49, id="decimal"),
        pytest.param("–", Kind.INTEGER, "–", id="dash for a number"),
        pytest.param(np.bool_(1), Kind.CHECKBOX, True, id="truth value of numpy"),
        pytest.param(date(2026, 11, 24), Kind.DATE, 46350.0, id="date"),
        pytest.param(pd.Timestamp("2026-11-24T09:00"), Kind.DATE, 46350.0, id="instant for a date"),
        pytest.param(time(12), Kind.TIME, 0.5, id="time"),
        pytest.param(
            pd.Timestamp("2026-11-24T02:00", tz="UTC"), Kind.DATETIME, 46350.375, id="other zone"
        ),
        pytest.param(Link("", "https://x.example"), Kind.LINK, None, id="link without text"),
        pytest.param(
            Link("WA", "https://x.example"), Kind.LINK, Link("WA", "https://x.example"), id="link"
        ),
    ],
)
def test_a_sheet_would_hold(value: object, kind: Kind, expected: CellValue) -> None:
    held = cell_value(value, kind, ZONE)
    assert (held, type(held)) == (expected, type(expected))


@pytest.mark.parametrize(
    "stranger",
    [(1, 2), {"a": 1}, ["x"], b"x", object()],
    ids=lambda stranger: type(stranger).__name__,
)
def test_what_no_cell_can_hold_is_refused(stranger: object) -> None:
    with pytest.raises(TypeError, match="A cell cannot hold"):
        cell_value(stranger, Kind.TEXT, ZONE)


@pytest.mark.parametrize("moment", [date(2026, 11, 24), time(9)], ids=repr)
def test_a_date_does_not_go_where_it_would_show_as_a_number(moment: object) -> None:
    with pytest.raises(TypeError, match="A text cell cannot hold a"):
        cell_value(moment, Kind.TEXT, ZONE)


@given(st.text(st.characters(exclude_categories=()), max_size=200), st.integers(0, 60_000))
def test_any_text_can_be_sent_and_compares_equal_once_it_stands_there(
    text: str, length: int
) -> None:
    held = cell_value(text + "😀" * length, Kind.TEXT, ZONE)
    sent = json.dumps(cell_data(held), ensure_ascii=False).encode()
    assert len(str(held or "").encode("utf-16-le")) <= 2 * MAXIMUM_LENGTH
    assert same(cell_value(held, Kind.TEXT, ZONE), held)
    assert set(json.loads(sent).get("userEnteredValue", {})) <= {"stringValue"}


def test_a_text_too_long_is_cut_and_shows_it() -> None:
    held = cell_value("😀" * MAXIMUM_LENGTH, Kind.TEXT, ZONE)
    assert isinstance(held, str)
    assert held.endswith("😀…")


@pytest.mark.parametrize(
    ("cell", "kind", "expected"),
    [
        pytest.param(None, Kind.TEXT, None, id="blank"),
        pytest.param("  ", Kind.TEXT, None, id="spaces"),
        pytest.param(81234567890, Kind.TEXT, "81234567890", id="number among texts"),
        pytest.param(1.5, Kind.TEXT, "1.5", id="fraction among texts"),
        pytest.param(True, Kind.TEXT, "TRUE", id="tick among texts"),
        pytest.param(12, Kind.INTEGER, 12, id="integer"),
        pytest.param(1.5, Kind.INTEGER, 1.5, id="fraction among integers"),
        pytest.param("dua", Kind.INTEGER, "dua", id="word among integers"),
        pytest.param(46350, Kind.DATE, date(2026, 11, 24), id="date"),
        pytest.param(46350.5, Kind.DATE, date(2026, 11, 24), id="instant among dates"),
        pytest.param("24/11/2026", Kind.DATE, "24/11/2026", id="text among dates"),
        pytest.param(-3, Kind.DATE, -3.0, id="no date"),
        pytest.param(0.375, Kind.TIME, time(9), id="time"),
        pytest.param(0.39583333333333331, Kind.TIME, time(9, 30), id="time with noise"),
        pytest.param(9, Kind.TIME, 9.0, id="bare hour"),
        pytest.param("09.00", Kind.TIME, "09.00", id="text among times"),
        pytest.param(
            46350.375, Kind.DATETIME, datetime(2026, 11, 24, 9, tzinfo=ZONE), id="instant"
        ),
        pytest.param(None, Kind.CHECKBOX, False, id="box never ticked"),
        pytest.param(False, Kind.CHECKBOX, False, id="box unticked"),
        pytest.param("ya", Kind.CHECKBOX, "ya", id="word in a box"),
        pytest.param(
            {"effectiveValue": {"errorValue": {"type": "N_A"}}}, Kind.TEXT, "#N/A", id="N/A"
        ),
        pytest.param(
            {"effectiveValue": {"errorValue": {"type": "REF"}}}, Kind.DATE, "#REF!", id="REF"
        ),
        pytest.param(
            {"effectiveValue": {"stringValue": "WA"}, "hyperlink": "https://x.example"},
            Kind.LINK,
            Link("WA", "https://x.example"),
            id="link",
        ),
    ],
)
def test_a_frame_gets(cell: Any, kind: Kind, expected: object) -> None:
    value = typed(read_cell(a_cell(cell)), kind, ZONE)
    assert (value, type(value)) == (expected, type(expected))


@given(
    st.sampled_from([Kind.DATE, Kind.TIME, Kind.DATETIME]),
    st.datetimes(pd.Timestamp("1900-01-01"), pd.Timestamp("2100-01-01")),
)
def test_dates_and_times_come_back_by_the_second(kind: Kind, moment: datetime) -> None:
    instant = moment.replace(tzinfo=ZONE)
    whole = instant.replace(microsecond=0)
    value = instant.time() if kind is Kind.TIME else instant
    back = {Kind.DATE: whole.date(), Kind.TIME: whole.time(), Kind.DATETIME: whole}[kind]
    stored = cell_value(value, kind, ZONE)
    assert typed(stored, kind, ZONE) == back
    assert same(cell_value(back, kind, ZONE), stored)


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        pytest.param(None, None, True, id="nothing"),
        pytest.param(0.1 + 0.2, 0.3, True, id="noise"),
        pytest.param(46350.0, 46350.0 + 1 / 86400, False, id="a second"),
        pytest.param("12", 12.0, False, id="text and number"),
        pytest.param(True, 1.0, False, id="tick and number"),
        pytest.param(Link("a", "b"), "a", False, id="link and text"),
        pytest.param(Link("a", "b"), Link("a", "c"), False, id="other address"),
    ],
)
def test_what_a_sheet_could_tell_apart(left: CellValue, right: CellValue, equal: bool) -> None:
    assert same(left, right) is equal
