"""People act between the last reading and the batch; nothing that they typed is lost or moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from connectors.sheets.cell import CellValue, plain_text
from connectors.sheets.change_set import diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.grid import Grid, GridCell
from connectors.sheets.journal import journal
from connectors.sheets.mending.mending import mend
from connectors.sheets.mending.remembered import Remembered
from connectors.sheets.mending.settlement import is_undisturbed, misplaced, overwritten
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from connectors.workspace.call import Switches
from connectors.workspace.server import RunningWorkspace, running
from connectors.workspace.workspace import WorkspaceOptions
from loket.errors import DataError
from tests.connectors.factories import EVENTS, VISITS, events, visits

Json = dict[str, Any]
Rows = dict[str, dict[str, str]]

BOARD = Tab("board", "Papan")
TABS = {tab.sheet_id: tab for tab in (VISITS, EVENTS, BOARD)}
SHEET = VISITS.sheet_id
HEADERS = ["Kode", "Nama", "Tanggal", "Status", "Diberitahu", "Konfirmasi"]


def bring(
    spreadsheet: SpreadsheetClient,
    desired: Mapping[Tab, pd.DataFrame | Grid],
    *acts: Json,
    remembered: dict[Tab, Remembered] | None = None,
    again: Sequence[Json] = (),
) -> list[str]:
    """Bring tabs to what is desired while people act; the texts that were written over.

    ``again``: what they do while that is put right.
    """
    texts: list[str] = []
    moments = dict(enumerate((acts, again)))
    for attempt in range(5):
        snapshot = spreadsheet.read()
        mending = mend(snapshot, TABS, remembered or {}, editors=[])
        changes = diff(snapshot, desired, mending=mending)
        if moment := moments.get(attempt):
            do(spreadsheet, *moment)
        try:
            met = spreadsheet.apply(changes)
        except DataError:
            continue
        if met is not None:
            texts += [plain_text(cell.value) or "" for cell in overwritten(met, TABS)]
        if met is None or is_undisturbed(met, TABS):
            return texts
    raise AssertionError("it never came to rest")


def do(spreadsheet: SpreadsheetClient, *requests: Json) -> None:
    http = spreadsheet.access.gspread.http_client
    http.batch_update(spreadsheet.spreadsheet_id, {"requests": list(requests)})


def typing(row: int, column: int, text: str, tab: Tab = VISITS) -> Json:
    start = {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": column}
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def inserting(dimension: str, start: int, count: int = 1, tab: Tab = VISITS) -> Json:
    return {"insertDimension": {"range": span(dimension, start, count, tab)}}


def deleting(dimension: str, start: int, count: int = 1, tab: Tab = VISITS) -> Json:
    return {"deleteDimension": {"range": span(dimension, start, count, tab)}}


def moving(dimension: str, start: int, to: int, tab: Tab = VISITS) -> Json:
    return {"moveDimension": {"source": span(dimension, start, 1, tab), "destinationIndex": to}}


def span(dimension: str, start: int, count: int, tab: Tab) -> Json:
    return {
        "sheetId": tab.sheet_id,
        "dimension": dimension,
        "startIndex": start,
        "endIndex": start + count,
    }


def sorting(column: int, first: int = 1, last: int = 4) -> Json:
    area = {"sheetId": SHEET, "startRowIndex": first, "endRowIndex": last}
    specs = [{"dimensionIndex": column, "sortOrder": "DESCENDING"}]
    return {"sortRange": {"range": area, "sortSpecs": specs}}


def shown(snapshot: Snapshot, tab: Tab = VISITS) -> Rows:
    """Every filled cell below the headers by key and header; strangers under what they say."""
    state = snapshot.tab(tab)
    assert state.sheet is not None
    assert state.header_row is not None
    heads = [plain_text(value) or "" for value in state.sheet.cells[state.header_row]]
    found: Rows = {}
    for row in range(state.header_row + 1, len(state.sheet.cells)):
        texts = [plain_text(value or None) for value in state.sheet.cells[row]]
        cells = {heads[n] if n < len(heads) else "": text for n, text in enumerate(texts) if text}
        if cells:
            found[str(state.key_of(row) or f"row {row}")] = cells
    return found


def expected(status: str = "Batal", codes: str = "ABCD", **staff: dict[str, str]) -> Rows:
    """What the tab is to show: status everywhere, and what staff typed, by code and header."""
    rows = {code: {"Kode": code, "Nama": f"Nama {code}", "Status": status} for code in codes}
    for code in "ABC":
        if code in rows:
            rows[code]["Diberitahu"] = f"token {code}"
    for code, cells in staff.items():
        rows[code] |= cells
    return {str((code,)): cells for code, cells in rows.items()}


OTHERWISE = Switches(
    copy_skips_filtered_rows=True,
    reply_after_write=True,
    structure_through_protection=True,
    checkboxes_hold_false=True,
    sort_carries_notes=False,
    sort_carries_validation=True,
    metadata_follows_sort=True,
)


@pytest.fixture(scope="module", params=[Switches(), OTHERWISE], ids=["", "otherwise, filtered"])
def switches(request: pytest.FixtureRequest) -> Switches:
    position: Switches = request.param
    return position


@pytest.fixture(scope="module")
def served(
    switches: Switches, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningWorkspace]:
    path = tmp_path_factory.mktemp("workspace") / "workspace.sqlite"
    with running(WorkspaceOptions(path, seed=b"people", switches=switches)) as workspace:
        yield workspace


@pytest.fixture
def standing(spreadsheet: SpreadsheetClient) -> SpreadsheetClient:
    """A tab with A, B and C, each with a token of staff's."""
    bring(spreadsheet, {VISITS: visits("A", "B", "C")})
    do(spreadsheet, *(typing(n, 4, f"token {code}") for n, code in enumerate("ABC", start=1)))
    return spreadsheet


ACTS: dict[str, tuple[tuple[Json, ...], Rows]] = {
    "nothing": ((), expected()),
    "rows are sorted": ((sorting(0),), expected()),
    "a ✎ cell is filled in": ((typing(2, 5, "baru"),), expected(B={"Konfirmasi": "baru"})),
    "filled in, then sorted": (
        (typing(2, 5, "baru"), sorting(0)),
        expected(B={"Konfirmasi": "baru"}),
    ),
    "a row above the headers": ((inserting("ROWS", 0),), expected()),
    "a title above the headers": (
        (inserting("ROWS", 0, 2), typing(0, 3, "JADWAL")),
        expected(),
    ),
    "a row between": ((inserting("ROWS", 2),), expected()),
    "a note between": (
        (inserting("ROWS", 2), typing(2, 3, "istirahat")),
        expected() | {"row 4": {"Status": "istirahat"}},
    ),
    "a row is moved": ((moving("ROWS", 1, 4),), expected()),
    "a row is deleted": ((deleting("ROWS", 2),), expected(B={"Diberitahu": ""})),
    "a column on the left": ((inserting("COLUMNS", 0),), expected()),
    "a column before ✎": ((inserting("COLUMNS", 4),), expected()),
    "a column of staff's own": (
        (inserting("COLUMNS", 3), typing(0, 3, "Meja"), typing(2, 3, "meja 7")),
        expected(B={"Meja": "meja 7"}),
    ),
    "a nameless column": (
        (inserting("COLUMNS", 3), typing(2, 3, "meja 7")),
        expected(B={"": "meja 7"}),
    ),
    "Status moves to the end": ((moving("COLUMNS", 3, 6),), expected()),
    "✎ moves to the front": ((moving("COLUMNS", 4, 0),), expected()),
    "✎ moves, is filled in, rows are sorted": (
        (moving("COLUMNS", 4, 0), typing(3, 0, "lain"), sorting(1)),
        expected(C={"Diberitahu": "lain"}),
    ),
    "a column and a row": ((inserting("COLUMNS", 1), inserting("ROWS", 0)), expected()),
    "an empty column is deleted": (
        (deleting("COLUMNS", 2),),
        expected(),
    ),
    "Loket's cell is typed over": ((typing(2, 3, "tangan"),), expected()),
    "typed over, then sorted": ((typing(2, 3, "tangan"), sorting(0)), expected()),
    "the tab is renamed": (
        (
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": SHEET, "title": "Lain"},
                    "fields": "title",
                }
            },
        ),
        expected(),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_people_act_in_the_last_moment(
    switches: Switches, standing: SpreadsheetClient, act: str
) -> None:
    if switches == OTHERWISE:
        hidden = {"criteria": {"0": {"hiddenValues": ["B"]}}}
        area = {"sheetId": SHEET, "startRowIndex": 0}
        do(standing, {"setBasicFilter": {"filter": {"range": area, **hidden}}})
    acts, after = ACTS[act]
    desired = {VISITS: visits("A", "B", "C", "D", status="Batal")}
    hit = bring(standing, desired, *acts)
    bring(standing, desired)
    wanted = {key: {h: text for h, text in row.items() if text} for key, row in after.items()}
    found = shown(standing.read())
    assert named(found) == named(wanted)
    assert ("tangan" in hit) == ("typed over" in act)
    assert diff(standing.read(), desired).is_empty


def named(rows: Rows) -> list[tuple[str, list[tuple[str, str]]]]:
    """Rows in an order of their own; where a stranger stands does not matter."""
    return sorted(
        ("" if key.startswith("row") else key, sorted(cells.items())) for key, cells in rows.items()
    )


def test_what_was_dropped_by_mistake_comes_back(spreadsheet: SpreadsheetClient) -> None:
    bring(spreadsheet, {EVENTS: events(3, 2, 1)})
    acts = (inserting("ROWS", 0, tab=EVENTS), typing(0, 0, "Catatan kantor", EVENTS))
    bring(spreadsheet, {EVENTS: events(4, 2)}, *acts)
    bring(spreadsheet, {EVENTS: events(4, 2)})
    snapshot = spreadsheet.read()
    assert snapshot.tab(EVENTS).frame["number"].tolist() == [4, 2]
    assert snapshot.sheets[EVENTS.sheet_id].cells[0][0] == "Catatan kantor"


def test_a_pass_that_died_after_its_batch_is_settled_by_the_next(
    standing: SpreadsheetClient,
) -> None:
    desired = {VISITS: visits("A", "B", "C", "D", status="Batal")}
    changes = diff(standing.read(), desired)
    do(standing, inserting("COLUMNS", 0), typing(2, 0, "meja 7"))
    standing.apply(changes)
    assert named(shown(standing.read())) != named(expected(B={"": "meja 7"}))
    bring(standing, desired)
    assert named(shown(standing.read())) == named(expected(B={"": "meja 7"}))


def test_what_somebody_wrote_over_the_accident_stays(standing: SpreadsheetClient) -> None:
    desired = {VISITS: visits("A", "B", "C", status="Batal")}
    changes = diff(standing.read(), desired)
    do(standing, inserting("COLUMNS", 0))
    standing.apply(changes)
    do(standing, typing(1, 3, "2026"), typing(2, 5, "sesudahnya"))
    bring(standing, desired)
    rows = shown(standing.read())
    assert rows["('B',)"]["Diberitahu"] == "sesudahnya"
    assert rows["('A',)"]["Diberitahu"] == "token A"


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(deleting("ROWS", 1, 2), id="rows"),
        pytest.param({"deleteSheet": {"sheetId": SHEET}}, id="the tab"),
    ],
)
def test_what_was_deleted_comes_back_with_what_staff_typed(
    standing: SpreadsheetClient, act: Json
) -> None:
    rows: dict[tuple[CellValue, ...], dict[str, CellValue]] = {
        (code,): {
            "code": code,
            "name": f"Nama {code}",
            "status": "Terdaftar",
            "told": f"token {code}",
        }
        for code in "ABC"
    }
    do(standing, act)
    bring(standing, {VISITS: visits("A", "B", "C")}, remembered={VISITS: rows})
    assert named(shown(standing.read())) == named(expected("Terdaftar", "ABC"))


def test_a_spoilt_key_is_put_right(standing: SpreadsheetClient) -> None:
    rows: dict[tuple[CellValue, ...], dict[str, CellValue]] = {
        (code,): {"code": code, "name": f"Nama {code}", "status": "Terdaftar"} for code in "ABC"
    }
    do(standing, typing(2, 0, "salah ketik"))
    bring(standing, {VISITS: visits("A", "B", "C")}, remembered={VISITS: rows})
    assert named(shown(standing.read())) == named(expected("Terdaftar", "ABC"))


def test_rows_that_are_written_around_a_new_one_are_told_apart(
    standing: SpreadsheetClient,
) -> None:
    changes = diff(standing.read(), {VISITS: visits("A", "X", "B", "C", status="Batal")})
    do(standing, typing(2, 3, "tangan"))
    journal = standing.apply(changes)
    assert journal is not None
    met = {(cell.key, cell.value) for cell in overwritten(journal, TABS)}
    assert met == {(("A",), "Terdaftar"), (("B",), "tangan"), (("C",), "Terdaftar")}


def test_rows_below_a_new_one_keep_their_columns(standing: SpreadsheetClient) -> None:
    do(standing, typing(2, 1, "tangan"), typing(3, 3, "lain"))
    journal = standing.apply(diff(standing.read(), {VISITS: visits("A", "B", "X", "C")}))
    assert journal is not None
    met = {(cell.key, cell.field, cell.value) for cell in overwritten(journal, TABS)}
    assert met == {(("B",), "name", "tangan"), (("C",), "status", "lain")}


def test_a_key_and_another_cell_of_its_row_are_both_known(standing: SpreadsheetClient) -> None:
    rows: dict[tuple[CellValue, ...], dict[str, CellValue]] = {
        (code,): {"code": code, "name": f"Nama {code}", "told": f"token {code}"} for code in "ABC"
    }
    do(standing, typing(2, 0, "salah ketik"), typing(2, 3, "tangan"))
    texts = bring(standing, {VISITS: visits("A", "B", "C")}, remembered={VISITS: rows})
    assert texts == ["salah ketik", "tangan"]


@pytest.mark.parametrize("again", [sorting(0, 1, 5), inserting("ROWS", 0), moving("ROWS", 3, 1)])
def test_what_is_put_right_may_be_disturbed_itself(
    standing: SpreadsheetClient, again: Json
) -> None:
    desired = {VISITS: visits("A", "B", "C", status="Batal")}
    bring(standing, desired, inserting("ROWS", 1), again=[again])
    assert named(shown(standing.read())) == named(expected("Batal", "ABC"))


def known(codes: str) -> dict[Tab, Remembered]:
    """The visits as they are remembered, with what staff typed."""
    return {
        VISITS: {
            (code,): {
                "code": code,
                "name": f"Nama {code}",
                "status": "Terdaftar",
                "told": f"token {code}",
            }
            for code in codes
        }
    }


NAMELESS: dict[str, tuple[list[Json], list[Json]]] = {
    "a row comes above": ([typing(2, 0, "")], [inserting("ROWS", 2)]),
    "two change places": ([typing(1, 0, ""), typing(2, 0, "")], [moving("ROWS", 1, 3)]),
    "two that say the same are sorted": ([typing(1, 0, "x"), typing(2, 0, "x")], [sorting(1)]),
}


@pytest.mark.parametrize(("typed", "acts"), NAMELESS.values(), ids=NAMELESS)
def test_keys_go_back_to_their_own_rows_whatever_moves(
    standing: SpreadsheetClient, typed: list[Json], acts: list[Json]
) -> None:
    do(standing, *typed)
    for moment in (acts, []):
        bring(standing, {VISITS: visits("A", "B", "C")}, *moment, remembered=known("ABC"))
    assert named(shown(standing.read())) == named(expected("Terdaftar", "ABC"))


WIDE = {"sheetId": EVENTS.sheet_id, "dimension": "COLUMNS", "length": 3}
BESIDE = len(EVENTS.columns)


def beside_events(spreadsheet: SpreadsheetClient, *typed: Json) -> None:
    """Events 4 to 1, with a column of people's own beside them."""
    bring(spreadsheet, {EVENTS: events(4, 3, 2, 1)})
    do(spreadsheet, {"appendDimension": WIDE}, typing(0, BESIDE, "Meja", EVENTS), *typed)


def tables(spreadsheet: SpreadsheetClient) -> list[str]:
    """What stands in the column Meja, wherever it is."""
    head, *rows = spreadsheet.read().sheets[EVENTS.sheet_id].cells
    at = head.index("Meja")
    return [plain_text(row[at]) or "" for row in rows if len(row) > at and row[at] is not None]


@pytest.mark.parametrize("again", [[], [inserting("COLUMNS", 0, tab=EVENTS)]])
def test_a_note_that_was_dropped_comes_back(
    spreadsheet: SpreadsheetClient, again: list[Json]
) -> None:
    beside_events(spreadsheet)
    act = (inserting("ROWS", 3, tab=EVENTS), typing(3, BESIDE, "istirahat", EVENTS))
    bring(spreadsheet, {EVENTS: events(4, 3, 1)}, *act, again=again)
    assert tables(spreadsheet) == ["istirahat"]


def test_a_note_like_another_comes_back_too(spreadsheet: SpreadsheetClient) -> None:
    beside_events(spreadsheet, typing(1, BESIDE, "istirahat", EVENTS))
    act = (inserting("ROWS", 3, tab=EVENTS), typing(3, BESIDE, "istirahat", EVENTS))
    bring(spreadsheet, {EVENTS: events(4, 3, 1)}, *act)
    assert tables(spreadsheet) == ["istirahat", "istirahat"]


def test_a_note_in_the_place_of_a_row_without_a_key_stays(spreadsheet: SpreadsheetClient) -> None:
    beside_events(spreadsheet, inserting("ROWS", 2, tab=EVENTS), typing(2, 1, "coret", EVENTS))
    act = (inserting("ROWS", 2, tab=EVENTS), typing(2, BESIDE, "istirahat", EVENTS))
    bring(spreadsheet, {EVENTS: events(4, 3, 2, 1)}, *act)
    assert tables(spreadsheet) == ["istirahat"]


def test_what_a_misplaced_row_left_goes_though_its_tab_is_left_out_once(
    standing: SpreadsheetClient,
) -> None:
    desired = {VISITS: visits("A", "B", "C", "D")}
    bring(standing, {EVENTS: events(1)})
    changes = diff(standing.read(), desired)
    do(standing, inserting("COLUMNS", 0))
    standing.apply(changes)
    bring(standing, {EVENTS: events(2, 1)})
    bring(standing, desired)
    assert named(shown(standing.read())) == named(expected("Terdaftar", "ABCD"))


def test_a_batch_that_puts_nothing_right_forgets_nothing(standing: SpreadsheetClient) -> None:
    desired = {VISITS: visits("A", "B", "C", status="Batal")}
    bring(standing, {EVENTS: events(1)})
    changes = diff(standing.read(), desired)
    do(standing, inserting("COLUMNS", 3), typing(0, 3, "Meja"), typing(2, 3, "meja 7"))
    standing.apply(changes)
    standing.apply(diff(standing.read(), {EVENTS: events(2, 1)}))
    bring(standing, desired)
    assert shown(standing.read())["('B',)"]["Meja"] == "meja 7"


def test_disturbed_ever_so_often_all_is_put_right(standing: SpreadsheetClient) -> None:
    for number in range(10):
        snapshot = standing.read()
        desired = {VISITS: visits("A", "B", "C", status=f"s{number}")}
        changes = diff(snapshot, desired, mending=mend(snapshot, TABS, {}, editors=[]))
        words = (typing(0, 3, f"Meja {number}"), typing(2, 3, f"meja {number}"))
        do(standing, inserting("COLUMNS", 3), *words)
        standing.apply(changes)
    bring(standing, {VISITS: visits("A", "B", "C", status="Batal")})
    row = shown(standing.read())["('B',)"]
    assert [row[f"Meja {n}"] for n in range(10)] == [f"meja {n}" for n in range(10)]


def test_columns_of_one_name_are_told_by_their_order(standing: SpreadsheetClient) -> None:
    do(standing, inserting("COLUMNS", 0), typing(0, 0, "Catatan"), typing(2, 0, "kiri"))
    act = (inserting("COLUMNS", 4), typing(0, 4, "Catatan"), typing(2, 4, "kanan"))
    bring(standing, {VISITS: visits("A", "B", "C", status="Batal")}, *act)
    assert standing.read().sheets[SHEET].cells[2][:5:4] == ("kiri", "kanan")


def test_a_column_without_a_name_is_found_beside_its_neighbour(
    standing: SpreadsheetClient,
) -> None:
    act = (inserting("COLUMNS", 3), typing(2, 3, "meja 7"))
    changes = diff(standing.read(), {VISITS: visits("A", "B", "C", status="Batal")})
    do(standing, *act)
    standing.apply(changes)
    do(standing, inserting("COLUMNS", 0))
    bring(standing, {VISITS: visits("A", "B", "C", status="Batal")})
    assert standing.read().sheets[SHEET].cells[2][4] == "meja 7"


def test_a_header_beside_the_table_disturbs_nothing(standing: SpreadsheetClient) -> None:
    do(standing, {"appendDimension": {**WIDE, "sheetId": SHEET}})
    changes = diff(standing.read(), {VISITS: visits("A", "B", "C", status="Hadir")})
    do(standing, typing(0, 6, "Meja"))
    journal = standing.apply(changes)
    assert journal is not None
    assert is_undisturbed(journal, TABS)


def test_a_row_that_was_empty_is_empty_again(standing: SpreadsheetClient) -> None:
    do(standing, inserting("ROWS", 2))
    desired = {VISITS: visits("D", "A", "B", "C", status="Batal")}
    bring(standing, desired, inserting("ROWS", 0))
    assert shown(standing.read()) == expected()


def test_a_row_that_came_back_into_wrong_columns_stands_once(standing: SpreadsheetClient) -> None:
    rows: dict[tuple[CellValue, ...], dict[str, CellValue]] = {
        (code,): {"code": code, "name": f"Nama {code}", "status": "Terdaftar"} for code in "AC"
    }
    rows["B",] = {"code": "B", "name": "Nama B", "told": "token B"}
    do(standing, deleting("ROWS", 2))
    desired = {VISITS: visits("A", "B", "C")}
    bring(standing, desired, inserting("COLUMNS", 0), remembered={VISITS: rows})
    assert named(shown(standing.read())) == named(expected("Terdaftar", "ABC"))


def test_formulas_of_staffs_stay_whatever_has_moved(standing: SpreadsheetClient) -> None:
    wide = {"sheetId": SHEET, "dimension": "COLUMNS", "length": 1}
    start = {"sheetId": SHEET, "rowIndex": 1, "columnIndex": 6}
    formula = [{"values": [{"userEnteredValue": {"formulaValue": "=D2"}}]}]
    write = {"updateCells": {"start": start, "rows": formula, "fields": "userEnteredValue"}}
    do(standing, {"appendDimension": wide}, typing(0, 6, "Meja"), write)
    bring(standing, {VISITS: visits("A", "B", "C", status="Batal")}, inserting("ROWS", 0))
    bring(standing, {VISITS: visits("A", "B", "C", status="Hadir")})
    assert shown(standing.read())["('A',)"]["Meja"] == "Hadir"


def test_texts_that_fill_a_cell_stop_nothing(standing: SpreadsheetClient) -> None:
    desired = {VISITS: visits("A", "B", "C", status="Batal"), EVENTS: events(1)}
    bring(standing, {EVENTS: events(1)})
    wide = {"sheetId": SHEET, "dimension": "COLUMNS", "length": 1}
    do(standing, {"appendDimension": wide}, typing(0, 6, "x" * 50_000))
    do(standing, typing(2, 0, "y" * 50_000, EVENTS))
    bring(standing, desired)
    assert diff(standing.read(), desired).is_empty


def test_what_is_typed_below_a_board_that_grows_is_noticed(spreadsheet: SpreadsheetClient) -> None:
    def lines(count: int) -> Grid:
        return Grid(tuple((GridCell(f"baris {n}"),) for n in range(count)))

    bring(spreadsheet, {BOARD: lines(2)})
    assert bring(spreadsheet, {BOARD: lines(5)}, typing(3, 0, "titip", BOARD)) == ["titip"]


def test_a_sheet_of_peoples_may_be_called_as_the_journal_is(standing: SpreadsheetClient) -> None:
    do(standing, {"addSheet": {"properties": {"title": journal.TITLE.lower()}}})
    bring(standing, {VISITS: visits("A", "B", "C", status="Batal")}, sorting(0))
    assert named(shown(standing.read())) == named(expected("Batal", "ABC"))


def test_what_a_batch_misplaced_is_known_for_its_own(standing: SpreadsheetClient) -> None:
    changes = diff(standing.read(), {VISITS: visits("A", "B", "C", status="Batal")})
    do(standing, inserting("ROWS", 0), typing(2, 3, "tangan"))
    journal = standing.apply(changes)
    assert journal is not None
    left = {(cell.key, cell.field, cell.value) for cell in misplaced(journal, TABS)}
    assert left == {
        ((), "status", "Batal"),
        (("A",), "status", "Batal"),
        (("B",), "status", "Batal"),
    }
