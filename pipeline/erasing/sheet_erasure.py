"""What goes from the cells of the spreadsheet as it was read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from connectors.sheets.cell import CellValue, typed
from connectors.sheets.erasure import Erasure
from connectors.sheets.mending.amendment import Place
from connectors.sheets.snapshot import Snapshot, TabState
from connectors.sheets.tab import Kind, Tab
from loket.columns import CODE, STATUS
from loket.vocabulary import TIME_ZONE, Status
from loket.week import Week
from pipeline import tabs
from pipeline.erasing.erased_rows import BOARD, Erased, erased_row, takes_all


def sheet_erasure(snapshot: Snapshot, erased: Erased, known: Mapping[int, Tab]) -> Erasure:
    """Give what is to be otherwise; empty once everything is erased.

    Registrations that stand nowhere on Pendaftaran get a row there that says that they are erased.
    Rows and tabs that were not read, and tabs without the header of a key, are left out. known:
    the tabs of Loket's by sheet id; those of other weeks are known by their titles.
    """
    if not (erased.registrations or erased.feedback or erased.before):
        return Erasure()
    cells: dict[Place, CellValue] = {}
    noteless: set[tuple[int, int]] = set()
    every = clients_tabs(snapshot, known)
    for sheet_id, tab in every.items():
        is_board = tab.key.startswith(BOARD)
        rows = _board(snapshot, tab, erased) if is_board else _rows(snapshot, tab, erased)
        for row, values in rows:
            cells |= {(sheet_id, row, place): value for place, value in values.items()}
            if _names(snapshot.tab(tab), row, erased.registrations):
                noteless.add((sheet_id, row))
    added = {tabs.REGISTRATIONS: _tombstones(snapshot, erased)}
    return Erasure(cells, added=added, noteless=noteless, tabs=every)


def tombstones(snapshot: Snapshot) -> frozenset[str]:
    """Give the codes of the registrations that Pendaftaran shows as erased."""
    frame = snapshot.tab(tabs.REGISTRATIONS).frame
    return frozenset(frame.loc[frame[STATUS] == Status.ERASED, CODE].dropna())


def received_at(value: Any) -> object:
    """Read a cell of Waktu Masuk."""
    return typed(value, Kind.DATETIME, TIME_ZONE)


def clients_tabs(snapshot: Snapshot, known: Mapping[int, Tab]) -> dict[int, Tab]:
    """Give the tabs that were read and have rows or cells of clients, by sheet id."""
    labels = (sheet.title.rpartition(" ")[2] for sheet in snapshot.sheets.values())
    weeks = {week for label in labels if (week := Week.read(label))}
    titled = [make(week) for week in weeks for make in (tabs.schedule_tab, tabs.board_tab)]
    found = {**known, **{tab.sheet_id: tab for tab in titled}}
    return {
        sheet_id: tab
        for sheet_id, tab in found.items()
        if sheet_id in snapshot.sheets
        and (tab.key.startswith(BOARD) or (CODE in tab.row_key and not tab.staff_owned))
    }


def _names(state: TabState, row: int, codes: Collection[str]) -> bool:
    return any(part in codes for part in state.key_of(row))


def _board(
    snapshot: Snapshot, tab: Tab, erased: Erased
) -> Iterator[tuple[int, dict[int, CellValue]]]:
    for row, line in enumerate(snapshot.sheets[tab.sheet_id].cells):
        cells = {f"#{place + 1}": value for place, value in enumerate(line)}
        after = erased_row(tab, cells, erased, received_at)
        if after is not None:
            values = enumerate(after.values())
            yield row, {place: value for place, value in values if value != line[place]}


def _rows(
    snapshot: Snapshot, tab: Tab, erased: Erased
) -> Iterator[tuple[int, dict[int, CellValue]]]:
    state = snapshot.tab(tab)
    if not state.positions.keys() >= set(tab.row_key):
        return
    by_age = tab.key == tabs.PROBLEMS.key
    place = tab.row_key.index(CODE)
    concerned = erased.registrations | erased.feedback
    for key in state.keys:
        if not by_age and key[place] not in concerned:
            continue
        for row in state.repeated_keys.get(key, (state.keys[key],)):
            values = _row(state, row, erased) if state.was_read(row) else None
            if values:
                yield row, values


def _row(state: TabState, row: int, erased: Erased) -> dict[int, CellValue] | None:
    """Give what a row's cells are to hold, by column; None where they hold it already."""
    sheet, tab = state.sheet, state.tab
    if sheet is None:
        return None
    cells = {name: sheet.cell(row, place) for name, place in state.positions.items()}
    keys = dict(zip(tab.row_key, state.key_of(row), strict=True))
    after = erased_row(tab, {**cells, **keys}, erased, received_at)
    whole = takes_all(tab, keys, erased)
    strange = set(range(sheet.column_count)) - set(state.positions.values())
    if after is None and not (whole and any(sheet.cell(row, place) for place in strange)):
        return None
    after = after or {**cells, **keys}
    places = {place: after[name] for name, place in state.positions.items() if name not in keys}
    if not whole:
        return {at: new for at, new in places.items() if new != sheet.cell(row, at)}
    return {**places, **dict.fromkeys(strange)}


def _tombstones(snapshot: Snapshot, erased: Erased) -> list[Mapping[int, CellValue]]:
    state = snapshot.tab(tabs.REGISTRATIONS)
    if not state.positions.keys() >= {CODE, STATUS}:
        return []
    missing = sorted(erased.registrations - {str(key[0]) for key in state.keys})
    code, status = state.positions[CODE], state.positions[STATUS]
    return [{code: name, status: Status.ERASED.value} for name in missing]
