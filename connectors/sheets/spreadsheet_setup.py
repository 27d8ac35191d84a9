"""A whole spreadsheet brought to its declaration: what is missing comes, the rest stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from connectors.sheets.change_set import ChangeSet, change_set, created
from connectors.sheets.grid import Grid
from connectors.sheets.journal import journal, journal_keeping
from connectors.sheets.looks.choice_lists import with_choice_ranges
from connectors.sheets.looks.tab_creation import free_title
from connectors.sheets.looks.tab_repair import repair_tab
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import TabChange
from loket.errors import HeaderMissing

Json = dict[str, Any]

_DEFAULT_SHEET = 0
"""The id of the sheet that a new spreadsheet comes with."""


def setup(
    snapshot: Snapshot,
    tabs: Mapping[Tab, pd.DataFrame | Grid | None],
    *,
    editors: Sequence[str],
    locale: str,
    time_zone: str,
    journal_kept: bool = True,
) -> ChangeSet:
    """Give what a spreadsheet lacks of its declaration; nothing on the second run.

    The snapshot is one read with ``SETUP_READING``. ``tabs`` holds every tab with what it begins
    with; contents of tabs that are there are left alone. The empty sheet that a new spreadsheet
    comes with goes. ``journal_kept``: whether batches are to keep their journal in it.
    """
    changes: list[TabChange] = [_properties(snapshot, locale, time_zone)]
    spared: list[HeaderMissing] = []
    titles = snapshot.titles
    new: dict[Tab, str] = {}
    for declared, content in tabs.items():
        tab = with_choice_ranges(declared, snapshot, new)
        sheet = snapshot.sheets.get(tab.sheet_id)
        if sheet is None:
            title = new[declared] = free_title(tab.title, titles)
            titles |= {title}
            changes.append(created(tab, content, title, editors, snapshot))
            continue
        try:
            changes.append(repair_tab(snapshot.tab(tab), sheet, editors))
        except HeaderMissing as error:
            spared.append(error)
    if journal_kept:
        changes.append(_journal(snapshot, editors))
    changes.append(_default_sheet(snapshot, tabs))
    return change_set(snapshot, changes, spared)


def is_untouched(snapshot: Snapshot) -> bool:
    """Tell whether a spreadsheet is as it was created: with one sheet, on which nothing stands."""
    sheets = snapshot.sheets
    return sheets.keys() == {_DEFAULT_SHEET} and _is_untouched(sheets[_DEFAULT_SHEET])


def _properties(snapshot: Snapshot, locale: str, time_zone: str) -> TabChange:
    title = snapshot.properties.get("title", "")
    wanted = {"locale": locale, "timeZone": time_zone}
    if all(snapshot.properties.get(name) == value for name, value in wanted.items()):
        return TabChange(title)
    request = {"updateSpreadsheetProperties": {"properties": wanted, "fields": "locale,timeZone"}}
    return TabChange(title, (request,), setup=(f"locale {locale}, time zone {time_zone}",))


def _journal(snapshot: Snapshot, editors: Sequence[str]) -> TabChange:
    if journal.SHEET_ID in snapshot.sheets:
        return TabChange(journal.TITLE)
    title = free_title(journal.TITLE, snapshot.titles)
    requests = journal_keeping.create_journal(title, {"rowCount": 1, "columnCount": 1}, editors)
    return TabChange(title, tuple(requests), setup=("tab created",))


def _default_sheet(snapshot: Snapshot, tabs: Mapping[Tab, Any]) -> TabChange:
    sheet = snapshot.sheets.get(_DEFAULT_SHEET)
    if sheet is None or not _is_untouched(sheet) or not tabs:
        return TabChange("")
    request = {"deleteSheet": {"sheetId": _DEFAULT_SHEET}}
    return TabChange(sheet.title, (request,), setup=("empty sheet removed",))


def _is_untouched(sheet: Sheet) -> bool:
    return not sheet.cells and not sheet.raw.get("protectedRanges") and not sheet.raw.get("charts")
