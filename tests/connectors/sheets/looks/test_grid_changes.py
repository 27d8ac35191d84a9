"""A free-form tab: one cell for one changed value, all of it for other looks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from connectors.sheets.change_set import ChangeSet, diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.grid import Block, Chart, ChartKind, Grid, GridCell, Style
from connectors.sheets.tab import Kind, Link, Tab

BOARD = Tab("board", "Papan")
SOURCE = {"sheetId": BOARD.sheet_id, "startColumnIndex": 1, "endColumnIndex": 2}
THEIRS: dict[str, Any] = {
    "basicChart": {
        "chartType": "LINE",
        "series": [{"series": {"sourceRange": {"sources": [SOURCE]}}}],
    }
}
CHART = Chart(
    "load", "Beban", ChartKind.COLUMN, Block(1, 0, 3, 1), (Block(1, 1, 3, 2),), row=5, column=0
)


def a_grid(first: object = "Budi", *, background: str = "", rows: int = 2) -> Grid:
    names = (GridCell(first, style=Style(background=background)), GridCell(3, Kind.INTEGER))
    others = tuple((GridCell(f"N{n}"), GridCell(n, Kind.INTEGER)) for n in range(1, rows))
    return Grid(
        rows=(
            (
                GridCell("Papan", style=Style(bold=True, size=14)),
                GridCell(date(2026, 11, 24), Kind.DATE),
            ),
            names,
            *others,
        ),
        widths=(160, 80),
        charts=(CHART,),
        frozen_rows=1,
    )


def applied(spreadsheet: SpreadsheetClient, grid: Grid) -> ChangeSet:
    """Bring the board to a grid; give the change set, after which nothing is left to change."""
    changes = diff(spreadsheet.read(), {BOARD: grid})
    spreadsheet.apply(changes)
    assert diff(spreadsheet.read(), {BOARD: grid}).summary() == []
    return changes


@pytest.fixture
def board(spreadsheet: SpreadsheetClient) -> SpreadsheetClient:
    applied(spreadsheet, a_grid())
    return spreadsheet


def test_a_new_board_stands_with_its_chart(board: SpreadsheetClient) -> None:
    sheet = board.read().sheets[BOARD.sheet_id]
    assert sheet.title == "Papan"
    assert sheet.cells[:3] == (("Papan", 46350.0), ("Budi", 3.0), ("N1", 1.0))
    assert len(sheet.raw["charts"]) == 1


@pytest.mark.parametrize(
    "value",
    ["Siti", 7, None, Link("WA", "https://wa.me/62812")],
    ids=["text", "number", "", "link"],
)
def test_a_changed_value_is_one_cell(board: SpreadsheetClient, value: object) -> None:
    (change,) = applied(board, a_grid(value)).summary()
    assert [(cell["row"], cell["header"]) for cell in change["changed"]] == [("#2", "#1")]
    assert change["setup"] == []
    (back,) = applied(board, a_grid()).summary()
    assert back["cells"] == 1


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(a_grid(background="#ffeeaa"), id="a colour"),
        pytest.param(a_grid(rows=60), id="more rows than there were"),
        pytest.param(replace(a_grid(), merges=(Block(5, 0, 6, 2),), frozen_rows=0), id="a merge"),
        pytest.param(replace(a_grid(), charts=(replace(CHART, title="Lain"),)), id="a chart"),
        pytest.param(Grid(((GridCell("kosong"),),)), id="hardly anything"),
    ],
)
def test_other_looks_are_drawn_anew_and_back(board: SpreadsheetClient, grid: Grid) -> None:
    assert applied(board, grid).tabs[0].setup == ("looks drawn anew",)
    shown = board.read().sheets[BOARD.sheet_id].cells
    assert len(shown) == grid.height
    applied(board, a_grid())
    assert len(board.read().sheets[BOARD.sheet_id].cells) == 3


def test_cells_that_look_alike_are_formatted_at_once_and_stay_as_declared(
    spreadsheet: SpreadsheetClient,
) -> None:
    """A board of forty consultants and a hundred half hours: 4,000 cells in three formats."""
    head = tuple(GridCell(f"K{n}", style=Style(bold=True, wrap=True)) for n in range(39))
    line = tuple(GridCell("", style=Style(border=True)) for _ in head)
    hours = (GridCell("09.00", Kind.TIME), *line)
    grid = Grid(((GridCell(Link("Klik", "https://x.example"), Kind.LINK), *head), *[hours] * 99))
    requests = applied(spreadsheet, grid).requests
    assert sum("repeatCell" in each for each in requests) == 5
    assert len(json.dumps(requests)) < 20 * grid.height * grid.width
    book = spreadsheet.access.gspread.open_by_key(spreadsheet.spreadsheet_id)
    asked: dict[str, Any] = {
        "ranges": "Papan!A1:C2",
        "fields": "sheets(data(rowData(values(userEnteredFormat))))",
    }
    (data,) = book.client.fetch_sheet_metadata(book.id, params=asked)["sheets"]
    shown = [
        [cell["userEnteredFormat"] for cell in row["values"]] for row in data["data"][0]["rowData"]
    ]
    assert shown[0][0]["textFormat"]["link"] == {"uri": "https://x.example"}
    assert shown[0][1]["textFormat"] == {"bold": True}
    assert shown[1][0]["numberFormat"] == {"type": "TIME", "pattern": "hh.mm"}
    assert [set(cell.get("borders", ())) for cell in shown[1]] == [
        set(), {"top", "bottom", "left", "right"}, {"top", "bottom", "left", "right"},
    ]  # fmt: skip


def test_a_page_may_begin_empty(spreadsheet: SpreadsheetClient) -> None:
    applied(spreadsheet, Grid(()))
    assert applied(spreadsheet, a_grid()).tabs[0].setup == ("looks drawn anew",)


BOUNDED = replace(
    CHART, lines=(Block(1, 1, 3, 2),), window=(25, 100), colours=("#0000ff", "#00ff00")
)


def test_a_chart_is_updated_in_place_and_goes_when_it_has_nothing_to_show(
    board: SpreadsheetClient,
) -> None:
    book = board.access.gspread.open_by_key(board.spreadsheet_id)
    place = {"overlayPosition": {"anchorCell": {"sheetId": BOARD.sheet_id}}}
    drawn = {"spec": THEIRS, "position": place}
    book.batch_update({"requests": [{"addChart": {"chart": drawn}}]})
    before = chart_ids(board)
    assert len(before) == 2
    applied(board, replace(a_grid(), charts=(BOUNDED,)))
    assert chart_ids(board) == before
    applied(board, replace(a_grid(), charts=(), retired=(CHART.key,)))
    assert len(chart_ids(board)) == 1
    applied(board, replace(a_grid(), charts=(), retired=(CHART.key,), frozen_rows=0))
    applied(board, a_grid())
    assert chart_ids(board) == before


def chart_ids(board: SpreadsheetClient) -> set[int]:
    charts = board.read().sheets[BOARD.sheet_id].raw["charts"]
    return {chart["chartId"] for chart in charts}


def test_a_chart_that_google_would_not_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="over columns only"):
        replace(BOUNDED, kind=ChartKind.BAR)
    with pytest.raises(ValueError, match="colour to each"):
        replace(BOUNDED, colours=("#0000ff",))


def test_what_a_hand_has_typed_is_put_back(board: SpreadsheetClient) -> None:
    book = board.access.gspread.open_by_key(board.spreadsheet_id)
    book.worksheet("Papan").update([["coretan"]], "D9")
    (change,) = applied(board, a_grid()).summary()
    assert change["changed"] == [{"row": "#9", "header": "#4", "old": "coretan", "new": None}]


def test_a_merge_that_would_hide_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="would hide"):
        replace(a_grid(), merges=(Block(0, 0, 1, 2),))
