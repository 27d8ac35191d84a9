from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.workspace.sheets.entry import Entry, read_entry
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.number_format import render

_TODAY = datetime(2026, 11, 21)  # noqa: DTZ001

_HALF_PAST_TEN = 0.4375


@pytest.mark.parametrize(
    ("text", "indonesian", "american"),
    [
        pytest.param(
            "1.234,5", Entry(1234.5, None, "NUMBER"), Entry("1.234,5"), id="Indonesian number"
        ),
        pytest.param(
            "1,234.5", Entry("1,234.5"), Entry(1234.5, None, "NUMBER"), id="American number"
        ),
        pytest.param("1,5", Entry(1.5), Entry("1,5"), id="decimal comma"),
        pytest.param("0812345", Entry(812345), Entry(812345), id="a phone loses its zero"),
        pytest.param("'0812345", Entry("0812345"), Entry("0812345"), id="unless quoted"),
        pytest.param("12,5%", Entry(0.125, None, "PERCENT"), Entry("12,5%"), id="percent"),
        pytest.param("-3", Entry(-3), Entry(-3), id="negative"),
        pytest.param(
            "10.30", Entry(_HALF_PAST_TEN, None, "TIME"), Entry(10.3), id="time with a dot"
        ),
        pytest.param(
            "10:30",
            Entry(_HALF_PAST_TEN, None, "TIME"),
            Entry(_HALF_PAST_TEN, None, "TIME"),
            id="time",
        ),
        pytest.param(
            "5/3/2026",
            Entry(46086, None, "DATE"),
            Entry(46145, None, "DATE"),
            id="day or month first",
        ),
        pytest.param(
            "31/12/2026", Entry(46387, None, "DATE"), Entry("31/12/2026"), id="no month 31"
        ),
        pytest.param(
            "2026-11-25", Entry(46351, None, "DATE"), Entry(46351, None, "DATE"), id="ISO date"
        ),
        pytest.param(
            "25 November", Entry(46351, None, "DATE"), Entry(46351, None, "DATE"), id="this year"
        ),
        pytest.param("31/02/2026", Entry("31/02/2026"), Entry("31/02/2026"), id="no such day"),
        pytest.param(
            "25/11/2026 10.30",
            Entry(46351.4375, None, "DATE_TIME"),
            Entry("25/11/2026 10.30"),
            id="both",
        ),
        pytest.param("true", Entry(value=True), Entry(value=True), id="truth"),
        pytest.param("=A1", Entry(formula="=A1"), Entry(formula="=A1"), id="formula"),
        pytest.param("=", Entry("="), Entry("="), id="only an equals sign"),
        pytest.param("", Entry(), Entry(), id="nothing"),
        pytest.param("CC-0000-0000", Entry("CC-0000-0000"), Entry("CC-0000-0000"), id="a code"),
        pytest.param("12 Siti", Entry("12 Siti"), Entry("12 Siti"), id="text"),
    ],
)
def test_what_is_typed_is_read_by_locale(text: str, indonesian: Entry, american: Entry) -> None:
    assert read_entry(text, "id_ID", _TODAY) == indonesian
    assert read_entry(text, "en_US", _TODAY) == american


@pytest.mark.parametrize(
    ("value", "number_format", "indonesian", "american"),
    [
        (46351, {"type": "DATE"}, "25/11/2026", "11/25/2026"),
        (
            46351,
            {"type": "DATE", "pattern": "dddd, d mmmm yyyy"},
            "Rabu, 25 November 2026",
            "Wednesday, 25 November 2026",
        ),
        (0.4375, {"type": "TIME"}, "10.30.00", "10:30:00 AM"),
        (0.4375, {"type": "TIME", "pattern": "hh.mm"}, "10.30", "10.30"),
        (46351.4375, {"type": "DATE_TIME"}, "25/11/2026 10.30.00", "11/25/2026 10:30:00 AM"),
        (0.999999999, {"type": "TIME", "pattern": "hh.mm"}, "00.00", "00.00"),
        (1.5, {"type": "TIME", "pattern": "[h]:mm"}, "36:00", "36:00"),
        (1234.5, {"type": "NUMBER", "pattern": "#,##0.00"}, "1.234,50", "1,234.50"),
        (0.125, {"type": "PERCENT", "pattern": "0.0%"}, "12,5%", "12.5%"),
        (2.5, {"type": "NUMBER", "pattern": "0"}, "3", "3"),
        (-1234, {"type": "CURRENCY"}, "-Rp1.234,00", "-$1,234.00"),
        (0, {"type": "NUMBER", "pattern": '0;-0;"–"'}, "–", "–"),
        (1234, {"type": "CURRENCY", "pattern": "[$Rp-421]#,##0"}, "Rp1.234", "Rp1,234"),
        (-7, {"type": "NUMBER", "pattern": "0;[Red](0)"}, "(7)", "(7)"),
        (1234567, {"type": "NUMBER", "pattern": '#,##0,"rb"'}, "1.235rb", "1,235rb"),
        (1234567, {"type": "NUMBER", "pattern": "0.0,,"}, "1,2", "1.2"),
        (12345, {"type": "SCIENTIFIC"}, "1,23E+04", "1.23E+04"),
        (84.49, {}, "84,49", "84.49"),
        (0.1 + 0.2, {}, "0,3", "0.3"),
        (12345678901, {}, "12345678901", "12345678901"),
        (1e300, {"type": "DATE"}, "1,00000E+300", "1.00000E+300"),
        (True, {}, "TRUE", "TRUE"),
        ("teks", {"type": "DATE"}, "teks", "teks"),
    ],
)
def test_values_show_by_format_and_locale(
    value: float | str, number_format: dict[str, str], indonesian: str, american: str
) -> None:
    assert render(value, number_format, "id_ID") == indonesian
    assert render(value, number_format, "en_US") == american


@given(st.integers(0, 2_958_465))
def test_a_date_that_is_shown_can_be_typed_again(serial: int) -> None:
    for locale in ("id_ID", "en_US"):
        shown = render(serial, {"type": "DATE"}, locale)
        assert read_entry(shown, locale, _TODAY) == Entry(serial, None, "DATE")


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_as_something(text: str) -> None:
    entry = read_entry(text, "id_ID", _TODAY)
    assert (entry.formula is not None) == (text.startswith("=") and len(text) > 1)


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(Refused, match="xx_XX"):
        render(1.5, {}, "xx_XX")
