"""Filter views: ways to look at a tab that people choose from a menu, without disturbing others.

Loket's are told by their id, which follows from tab and title: one that people rename is theirs.
How they look inside is people's to change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import TabState
from connectors.sheets.tab import Tab, View, fixed_id
from connectors.sheets.tab_change import TabChange

Json = dict[str, Any]


def missing_views(
    tab: Tab,
    sheet: Sheet | None,
    views: Sequence[View],
    positions: Mapping[str, int],
    header_row: int,
) -> list[Json]:
    """Give the requests that make those views which a tab lacks; a new tab lacks them all.

    A view whose column is gone is left out.
    """
    standing = _standing(sheet)
    return [
        {"addFilterView": {"filter": _filter(tab, view, positions, header_row)}}
        for view in views
        if _view_id(tab, view.title) not in standing and view.fields <= set(positions)
    ]


def changing_views(state: TabState, views: Sequence[View]) -> TabChange:
    """Give what makes the views beside those that the tab declares just ``views``.

    A tab that is not there is taken to be made in the same batch, as it is declared.
    """
    tab, sheet = state.tab, state.sheet
    if sheet is None:
        requests = missing_views(tab, None, views, tab.places, 0)
        return _change(tab.title, requests)
    if state.header_row is None:
        return TabChange(sheet.title)
    kept = {view.title for view in (*tab.views, *views)}
    obsolete = [
        {"deleteFilterView": {"filterId": number}}
        for number, title in _standing(sheet).items()
        if title not in kept and number == _view_id(tab, title)
    ]
    new = missing_views(tab, sheet, views, state.positions, state.header_row)
    return _change(sheet.title, [*obsolete, *new])


def _change(title: str, requests: list[Json]) -> TabChange:
    return TabChange(title, tuple(requests), setup=("filter views",) if requests else ())


def _standing(sheet: Sheet | None) -> dict[int, str]:
    views = sheet.raw.get("filterViews", []) if sheet else []
    return {view["filterViewId"]: view.get("title", "") for view in views}


def _view_id(tab: Tab, title: str) -> int:
    return fixed_id("view", f"{tab.key}:{title}")


def _filter(tab: Tab, view: View, positions: Mapping[str, int], header_row: int) -> Json:
    conditions = [
        (positions[name], {"type": "TEXT_EQ", "values": [{"userEnteredValue": text}]})
        for name, text in view.where
    ]
    return {
        "filterViewId": _view_id(tab, view.title),
        "title": view.title,
        "range": {"sheetId": tab.sheet_id, "startRowIndex": header_row},
        "filterSpecs": [
            {"columnIndex": place, "filterCriteria": {"condition": condition}}
            for place, condition in conditions
        ],
        "sortSpecs": [
            {"dimensionIndex": positions[name], "sortOrder": "ASCENDING"} for name in view.order
        ],
    }
