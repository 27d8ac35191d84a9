"""Drop-downs that offer what stands in a column of another tab, wherever people have moved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gspread.utils import absolute_range_name, rowcol_to_a1

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Column, Tab


def with_choice_ranges(
    tab: Tab, snapshot: Snapshot, created: Mapping[Tab, str] | None = None
) -> Tab:
    """Give a tab whose drop-downs name the ranges that they offer.

    ``created`` holds the tabs that the same batch makes, with their titles. A column whose list is
    nowhere keeps its declaration and gets no drop-down.
    """
    if not any(column.choices_from for column in tab.columns):
        return tab
    columns = [
        replace(column, choice_range=_range(column, snapshot, created or {}))
        if column.choices_from
        else column
        for column in tab.columns
    ]
    return replace(tab, columns=tuple(columns))


def _range(column: Column, snapshot: Snapshot, created: Mapping[Tab, str]) -> str:
    if column.choice_range or column.choices_from is None:
        return column.choice_range
    listed, field = column.choices_from.tab, column.choices_from.field
    state = snapshot.tab(listed)
    if state.sheet is not None and state.header_row is not None and field in state.positions:
        return _reference(state.sheet.title, state.header_row, state.positions[field])
    if state.sheet is None and listed in created:
        return _reference(created[listed], 0, listed.places[field])
    return ""


def _reference(title: str, header_row: int, place: int) -> str:
    """Name a column from below its header to wherever the sheet ends."""
    letters = rowcol_to_a1(1, place + 1).removesuffix("1")
    cells = f"${letters}${header_row + 2}:${letters}"
    return f"={absolute_range_name(title, cells)}"
