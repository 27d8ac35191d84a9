"""How people arrange the spreadsheet stays as it is, and everything works on in it.

One table: what somebody does to every tab, then a pass that has much to write. Afterwards the tabs
say what those of an office say in which nobody touched anything, and all is where it was put.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from connectors.sheets.snapshot import TabState
from connectors.sheets.tab import Tab
from loket import columns as c
from pipeline import tabs
from pipeline.change_report import print_report
from tests.pipeline.office_factory import (
    CLIENTS,
    DRAFTED,
    SCHEDULE,
    WEEK,
    OpenOffice,
    code_of_client,
    copy_office,
    draft_week,
    open_folder,
)
from tests.pipeline.sheet_view import SheetView, look_at
from transforms.reading.indonesian import option_text

Json = dict[str, Any]

WRITTEN = (
    tabs.REGISTRATIONS,
    SCHEDULE,
    tabs.PROBLEMS,
    tabs.WAITING_LIST,
    tabs.CAPACITIES,
)
READ = (tabs.CONSULTANTS, tabs.QUOTAS, tabs.CHANGES)
TABS = (*WRITTEN, *READ)

OWN = "Catatan kami"
"""A column that the office adds."""
TITLE_ROWS = 12


@pytest.fixture(scope="module")
def scene(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office in which the next pass has much to write; never changed.

    Staff have typed beside every row. One client asked by phone for Wednesday, so that another
    leaves Daftar Tunggu; a correction and a registration bring new rows.
    """
    folder = copy_office(founded, tmp_path_factory.mktemp("scene"))
    with open_folder(folder) as office:
        office.staff.fill(tabs.QUOTAS, [("Senin", "UKM", 0, 1), ("Selasa", "UKM", 0, 1)])
    draft_week(folder)
    with open_folder(folder, DRAFTED) as office:
        seen = office.look()
        asep, siti, ujang = (code_of_client(seen, name) for name in list(CLIENTS)[:3])
        notes = {code: {c.NOTES: f"Catatan {code}"} for code in (asep, siti, ujang)}
        office.staff.mark(seen, SCHEDULE, {**notes, asep: {c.PINNED: True, **notes[asep]}})
        answer_problems(office, seen.tab(tabs.PROBLEMS))
        wednesday = WEEK.days[2]
        office.staff.fill(tabs.CHANGES, [(siti, "Tanggal Bisa", f"{wednesday:%d/%m/%Y}", "Tuti")])
        days = (option_text(wednesday),)
        office.register(name="Wati Lestari", phone="0812-7777-8888", dates=days)
    return folder


def answer_problems(office: OpenOffice, state: TabState) -> None:
    """Let a clerk sign every row of Perlu Perbaikan, and correct one."""
    sheet, clerk = office.sheet(tabs.PROBLEMS), state.positions[c.CLERK] + 1
    rows = dict(zip(state.frame[c.VALUE], state.frame["row"], strict=True))
    for value, row in rows.items():
        sheet.update_cell(row, clerk, f"Petugas {value}")
    right = rows[CLIENTS["Budi Saputra"]]
    sheet.update_cell(right, state.positions[c.CORRECTION] + 1, "0812-0000-0005")


@pytest.fixture(scope="module")
def untouched(scene: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Tab, Any]:
    """What each tab says after the pass where nobody touched anything."""
    folder = copy_office(scene, tmp_path_factory.mktemp("untouched"))
    with open_folder(folder, DRAFTED) as office:
        before = texts(look_at(office.owner.book, *TABS))
        assert office.sync().exit_code == 0
        after = texts(look_at(office.owner.book, *TABS))
    changed = {tab for tab in TABS if before[tab] != after[tab]}
    assert changed == set(WRITTEN)
    return after


def texts(views: Mapping[Tab, SheetView]) -> dict[Tab, Any]:
    return {tab: view.text() for tab, view in views.items()}


Drift = Callable[[SheetView], list[Json]]


def titles_above(view: SheetView) -> list[Json]:
    """Put titles above the header, over merged cells, one worded like a header."""
    return [
        insert(view, "ROWS", 0, TITLE_ROWS),
        write(view, 0, 3, "Dinas Koperasi dan UKM"),
        write(view, TITLE_ROWS - 1, 1, view.tab.columns[0].header),
        {"mergeCells": {"range": view.area((0, 1), (3, len(view.tab.columns)))}},
    ]


def another_name_and_place(view: SheetView) -> list[Json]:
    return [properties(view, {"title": f"{view.tab.title} (lama)", "index": 0}, "title,index")]


def other_panes(view: SheetView) -> list[Json]:
    """Let rows scroll and columns stand still."""
    size = {"frozenRowCount": 0, "frozenColumnCount": 3}
    fields = "gridProperties(frozenRowCount,frozenColumnCount)"
    return [properties(view, {"gridProperties": size}, fields)]


def retyped_headers(view: SheetView) -> list[Json]:
    """Type headers in capitals, on two lines, with spaces around them."""
    row = view.header_row
    return [
        write(view, row, place, f" {header} ".upper().replace(" ", " \n"))
        for header, place in view.columns.items()
    ]


def other_columns(view: SheetView) -> list[Json]:
    """Move the first column to the end, and put a column of the office's own in the midst."""
    first, end = view.column_range(0, 1), view.column_count
    return [
        {"moveDimension": {"source": first, "destinationIndex": end}},
        insert(view, "COLUMNS", end - 2, 1),
        write(view, view.header_row, end - 2, OWN),
        *(write(view, row, end - 2, f"Tentang {key}") for key, row in view.rows.items()),
    ]


def widths_and_hidden_columns(view: SheetView) -> list[Json]:
    wide, hidden = view.column_range(0, 1), view.column_range(1, 2)
    return [
        resize(wide, {"pixelSize": 333}, "pixelSize"),
        resize(hidden, {"hiddenByUser": True}, "hiddenByUser"),
    ]


def filter_and_hidden_row(view: SheetView) -> list[Json]:
    """Filter one row away, and hide another by hand."""
    row, last = min(view.rows.values()), max(view.rows.values())
    hides = {"hiddenValues": [view.shown(last, 0)]}
    criteria = [{"columnIndex": 0, "filterCriteria": hides}]
    whole = view.area((view.header_row, view.row_count), (0, view.column_count))
    return [
        {"setBasicFilter": {"filter": {"range": whole, "filterSpecs": criteria}}},
        resize(view.row_range(row, row + 1), {"hiddenByUser": True}, "hiddenByUser"),
    ]


def notes_and_colours(view: SheetView) -> list[Json]:
    """Mark a cell of each row, and one of the header."""
    yellow = {"backgroundColor": {"red": 1, "green": 1}}
    return [
        {
            "updateCells": {
                "start": view.place(row, 1),
                "rows": [{"values": [{"note": f"Catatan {row}", "userEnteredFormat": yellow}]}],
                "fields": "note,userEnteredFormat(backgroundColor)",
            }
        }
        for row in (view.header_row, *view.rows.values())
    ]


def blank_rows_and_a_total(view: SheetView) -> list[Json]:
    """Leave a row blank among the others, and count below them, beside what Loket writes."""
    last = max(view.rows.values())
    staff = [column.header for column in view.tab.columns if column.staff]
    place = view.columns[staff[-1].casefold()] if staff else view.column_count
    return [
        {"appendDimension": view.dimension("COLUMNS") | {"length": 1}},
        {"appendDimension": view.dimension("ROWS") | {"length": 5}},
        write(view, last + 3, place, "Jumlah"),
        insert(view, "ROWS", last, 1),
    ]


def merges(view: SheetView) -> list[Json]:
    """Merge header cells, cells of a row, and cells of two rows, where nothing stands."""
    row, width = next(iter(view.rows.values())), view.column_count
    header = view.header_row
    blocks = [
        view.area((header, header + 1), (width, width + 2)),
        view.area((row, row + 1), (width, width + 2)),
        view.area((row, row + 2), (width + 2, width + 3)),
    ]
    if view.tab == SCHEDULE:
        start = view.columns["pindah tanggal"]
        blocks.append(view.area((row, row + 1), (start, start + 2)))
    return [
        {"appendDimension": view.dimension("COLUMNS") | {"length": 3}},
        *({"mergeCells": {"range": block}} for block in blocks),
    ]


def insert(view: SheetView, dimension: str, start: int, count: int) -> Json:
    where = view.dimension(dimension) | {"startIndex": start, "endIndex": start + count}
    return {"insertDimension": {"range": where, "inheritFromBefore": False}}


def write(view: SheetView, row: int, column: int, text: str) -> Json:
    return {
        "updateCells": {
            "start": view.place(row, column),
            "rows": [{"values": [{"userEnteredValue": {"stringValue": text}}]}],
            "fields": "userEnteredValue",
        }
    }


def resize(where: Json, change: Json, fields: str) -> Json:
    return {"updateDimensionProperties": {"range": where, "properties": change, "fields": fields}}


def properties(view: SheetView, change: Json, fields: str) -> Json:
    changed = {"sheetId": view.tab.sheet_id, **change}
    return {"updateSheetProperties": {"properties": changed, "fields": fields}}


DRIFTS: dict[str, tuple[Drift, ...]] = {
    "around the table": (
        other_panes,
        titles_above,
        another_name_and_place,
        retyped_headers,
        other_columns,
    ),
    "among the rows": (
        blank_rows_and_a_total,
        merges,
        filter_and_hidden_row,
        notes_and_colours,
        widths_and_hidden_columns,
    ),
}
"""What people do, one after another, to every tab of one office."""


@pytest.mark.parametrize("drifts", DRIFTS.values(), ids=DRIFTS)
def test_what_people_arrange_stays_and_works(
    drifts: tuple[Drift, ...], scene: Path, untouched: dict[Tab, Any], tmp_path: Path
) -> None:
    with open_folder(copy_office(scene, tmp_path), DRAFTED) as office:
        before = look_at(office.owner.book, *TABS)
        for drift in drifts:
            before = arranged(office, before, drift)
        report = office.sync()
        assert (report.exit_code, report.outcome) == (0, "changed")
        after = look_at(office.owner.book, *TABS)
        assert office.sync().outcome == "quiet"
    assert texts(after) == untouched
    for tab in TABS:
        keys = before[tab].rows.keys() & after[tab].rows.keys()
        assert after[tab].arrangement(keys) == before[tab].arrangement(keys)


def arranged(
    office: OpenOffice, before: Mapping[Tab, SheetView], drift: Drift
) -> dict[Tab, SheetView]:
    """Let the owner do something to every tab; none looks as it did then."""
    requests = [request for view in before.values() for request in drift(view)]
    office.owner.book.batch_update({"requests": requests})
    after = look_at(office.owner.book, *before)
    for tab, view in after.items():
        keys = set(view.rows)
        assert view.arrangement(keys) != before[tab].arrangement(keys), tab.title
    return after


def test_what_is_typed_over_is_put_back_and_told(
    scene: Path, untouched: dict[Tab, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_folder(copy_office(scene, tmp_path), DRAFTED) as office:
        view = look_at(office.owner.book, SCHEDULE)[SCHEDULE]
        code, row = next(iter(view.rows.items()))
        board = office.owner.book.get_worksheet_by_id(tabs.board_tab(WEEK).sheet_id)
        board.update_note("C3", "Layar dipasang di sini")
        board.update_title("Papan pekan depan")
        sheet = office.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
        sheet.update_cell(row + 1, view.columns["nama"] + 1, "Rahasia")
        report = office.sync()
        after = texts(look_at(office.owner.book, *TABS))
        log = office.rows(tabs.LOG)[c.REMARK].iloc[0]
        assert board.get_note("C3") == "Layar dipasang di sini"
        assert office.sync().outcome == "quiet"
    assert after == untouched
    told = f"{SCHEDULE.title} / {code} / Nama"
    assert f"Isian yang diubah tangan dikembalikan: {told}" in log.split("\n")
    assert [cell.value for cell in report.edits] == ["Rahasia"]
    print_report(report)
    assert f"put back: 1\n  {told}\n" in capsys.readouterr().out
