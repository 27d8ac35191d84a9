"""Desired against current: on a sheet that is served, and played through as requests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.sheets.change_set import ChangeSet, diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.tab import Tab
from tests.connectors.factories import (
    EVENTS,
    PEOPLE,
    TOTALS,
    VISITS,
    a_snapshot,
    events,
    totals,
    visits,
)

HEADER = ["Kode", "Nama", "Tanggal", "Status", "Diberitahu", "Konfirmasi"]


def standing_visits(*codes: str) -> list[list[object]]:
    rows: list[list[object]] = [[code, f"Nama {code}", None, "Terdaftar"] for code in codes]
    return [[*HEADER], *rows]


def own(changes: ChangeSet) -> list[dict[str, Any]]:
    """Give the requests of the tabs, without stamp and journal."""
    return [step for tab in changes.tabs for step in tab.requests if isinstance(step, dict)]


def kinds(changes: ChangeSet) -> list[str]:
    """Give the kinds of request of the tabs."""
    return [next(iter(request)) for request in own(changes)]


def test_nothing_is_sent_for_what_stands_there() -> None:
    changes = diff(a_snapshot(VISITS, standing_visits("A", "B")), {VISITS: visits("A", "B")})
    assert changes.is_empty
    assert (changes.requests, changes.summary(), changes.cells) == ([], [], 0)


def test_one_changed_cell_is_all_that_is_written() -> None:
    desired = visits("A", "B").assign(date=pd.Series([None, date(2026, 11, 24)], dtype="object"))
    changes = diff(a_snapshot(VISITS, standing_visits("A", "B")), {VISITS: desired})
    assert own(changes) == [
        {
            "updateCells": {
                "start": {"sheetId": VISITS.sheet_id, "rowIndex": 2, "columnIndex": 2},
                "rows": [{"values": [{"userEnteredValue": {"numberValue": 46350}}]}],
                "fields": "userEnteredValue",
            }
        }
    ]
    assert changes.summary() == [
        {
            "tab": "Kunjungan",
            "setup": [],
            "added": [],
            "changed": [{"row": "B", "header": "Tanggal", "old": None, "new": "2026-11-24"}],
            "removed": [],
            "cells": 1,
            "personal": [],
        }
    ]


def test_a_changed_cell_is_named_by_its_key_as_people_read_it() -> None:
    dated = replace(VISITS, row_key=("code", "date"))
    standing: list[list[object]] = [[*HEADER[:4]], ["A", "Nama A", 46350, "Terdaftar"]]
    desired = visits("A", status="Batal").assign(date=[date(2026, 11, 24)])
    (change,) = diff(a_snapshot(dated, standing), {dated: desired}).summary()[0]["changed"]
    assert change["row"] == "A · 2026-11-24"


def test_a_new_row_is_inserted_where_it_belongs_and_its_staff_cells_get_no_value() -> None:
    snapshot = a_snapshot(VISITS, standing_visits("A", "C"))
    changes = diff(snapshot, {VISITS: visits("A", "B", "C")})
    insertion, *looks, row = own(changes)
    assert insertion["insertDimension"]["range"]["startIndex"] == 2
    dressed = [look["repeatCell"]["range"] for look in looks]
    assert {(area["startRowIndex"], area["endRowIndex"]) for area in dressed} == {(2, 3)}
    columns = [range(area["startColumnIndex"], area["endColumnIndex"]) for area in dressed]
    assert list(chain(*columns)) == list(range(len(VISITS.columns)))
    start = {"sheetId": VISITS.sheet_id, "rowIndex": 2, "columnIndex": 0}
    assert row["updateCells"]["start"] == start
    (cells,) = row["updateCells"]["rows"]
    assert len(cells["values"]) == len(VISITS.loket_columns)
    assert changes.summary()[0]["added"] == [{"Kode": "B", "Nama": "Nama B", "Status": "Terdaftar"}]


def test_many_new_rows_are_given_their_looks_at_once() -> None:
    snapshot = a_snapshot(VISITS, standing_visits("A"))
    few, many = (
        kinds(diff(snapshot, {VISITS: visits("A", *codes)})) for codes in ("BC", "BCDEFGH")
    )
    assert few == many


def test_staff_columns_in_a_frame_are_ignored() -> None:
    desired = visits("A").assign(told=True, answer="Batal")
    assert diff(a_snapshot(VISITS, standing_visits("A")), {VISITS: desired}).is_empty


def test_rows_stay_on_a_tab_with_staff_columns_and_go_from_others() -> None:
    assert diff(a_snapshot(VISITS, standing_visits("A", "B")), {VISITS: visits("A")}).is_empty
    shown = a_snapshot(EVENTS, [["No", "Keterangan"], [2, "ke-2"], [1, "ke-1"]])
    changes = diff(shown, {EVENTS: events(2)})
    assert kinds(changes) == ["deleteDimension"]
    assert changes.summary()[0]["removed"] == [{"No": 1, "Keterangan": "ke-1"}]


def test_a_tab_whose_key_header_is_gone_is_spared_and_the_rest_goes_out() -> None:
    snapshot = a_snapshot(VISITS, [["Kod", "Nama"], ["A", "Siti"]])
    changes = diff(snapshot, {VISITS: visits("A"), EVENTS: events(1)})
    assert [error.headers for error in changes.spared] == [("Kode",)]
    assert [tab.title for tab in changes.tabs] == ["Log"]


def test_a_column_whose_header_is_gone_is_left_out() -> None:
    snapshot = a_snapshot(VISITS, [["Kode", "Name", "Status"], ["A", "lain", "Terdaftar"]])
    changes = diff(snapshot, {VISITS: visits("A", status="Batal")})
    assert [change.header for change in changes.tabs[0].changed] == ["Status"]


def test_a_staff_tab_that_is_there_is_left_alone() -> None:
    snapshot = a_snapshot(PEOPLE, [["Nama", "Sejak", "Aktif"]])
    assert diff(snapshot, {PEOPLE: pd.DataFrame({"name": ["Budi"]})}).is_empty


def test_a_frame_without_a_column_is_refused() -> None:
    with pytest.raises(ValueError, match=r"lacks the columns \['name', 'date', 'status'\]"):
        diff(a_snapshot(VISITS, standing_visits()), {VISITS: pd.DataFrame({"code": ["A"]})})


def test_a_title_that_is_taken_is_given_a_number() -> None:
    snapshot = a_snapshot(EVENTS, [["No"]], title="kunjungan")
    assert diff(snapshot, {VISITS: visits()}).tabs[0].title == "Kunjungan (2)"


CODES = st.lists(st.sampled_from("ABCDEFGH"), unique=True, max_size=6)
STATES = st.tuples(
    CODES,
    st.sampled_from(["Terdaftar", "Batal", None, "=1+1"]),
    st.lists(st.integers(1, 6), unique=True, max_size=5),
    st.dictionaries(st.sampled_from(["Senin", "Rabu", "Jumat"]), st.integers(0, 9)),
)


def wanted(state: tuple[list[str], str | None, list[int], dict[str, int]]) -> dict[Tab, Any]:
    codes, status, numbers, counts = state
    return {
        VISITS: visits(*codes, status=status),
        EVENTS: events(*numbers),
        TOTALS: totals(**counts),
    }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(STATES, min_size=1, max_size=4))
def test_the_sheet_becomes_what_is_desired_and_a_second_pass_is_silent(
    spreadsheet: SpreadsheetClient,
    states: list[tuple[list[str], str | None, list[int], dict[str, int]]],
) -> None:
    for state in states:
        spreadsheet.apply(diff(spreadsheet.read(), wanted(state)))
        after = spreadsheet.read()
        assert diff(after, wanted(state)).summary() == []
        codes, status, numbers, counts = state
        seen = after.tab(VISITS).frame
        assert set(codes) <= set(seen["code"])
        assert seen["code"].is_unique
        assert set(seen.loc[seen["code"].isin(codes), "status"]) <= {status}
        assert after.tab(EVENTS).frame["number"].tolist() == numbers
        shown = after.tab(TOTALS).frame
        assert dict(zip(shown["day"], shown["count"], strict=True)) == counts


def test_a_changed_cell_costs_few_bytes() -> None:
    snapshot = a_snapshot(VISITS, standing_visits("A"))
    changes = diff(snapshot, {VISITS: visits("A", status="Batal")})
    assert len(json.dumps(own(changes))) < 250


def test_new_tab_stands_where_it_is_declared_with_its_first_columns_frozen() -> None:
    tab = replace(VISITS, key="neu", title="Neu", frozen_columns=1, place=0)
    requests = diff(a_snapshot(TOTALS, []), {tab: None}).requests
    made = next(request["addSheet"] for request in requests if "addSheet" in request)
    properties = made["properties"]
    assert (properties["index"], properties["gridProperties"]["frozenColumnCount"]) == (0, 1)
