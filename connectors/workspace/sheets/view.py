"""A sheet as the page shows it: its visible rows and columns, what each cell looks like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from connectors.workspace.call import Json
from connectors.workspace.sheets import a1
from connectors.workspace.sheets.banding import banding_of
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.chart_drawing import Drawing, drawing
from connectors.workspace.sheets.choices import choices_of, tick_values
from connectors.workspace.sheets.css import Styles
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.filter import filter_columns
from connectors.workspace.sheets.formats import overlaid
from connectors.workspace.sheets.grid import COLUMN_WIDTH, ROW_HEIGHT, Cell, Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading, hyperlink

PAGE_ROWS: Final = 500
_SPARE_ROWS: Final = 15
_CHART_ROWS: Final = 20
_MARGIN: Final = 46
_SAFE_LINKS: Final = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True)
class ViewCell:
    """One cell of the table; ``kind`` is ``text``, ``tick``, ``choice`` or ``link``."""

    row: int
    column: int
    text: str
    entry: str
    kind: str
    classes: str
    editable: bool
    note: str = ""
    link: str = ""
    choices: tuple[str, ...] = ()
    ticked: bool = False
    row_span: int = 1
    column_span: int = 1
    charts: tuple[Drawing, ...] = ()


@dataclass(frozen=True)
class ViewRow:
    """One row of the table."""

    number: int
    classes: str
    cells: tuple[ViewCell, ...]


@dataclass(frozen=True)
class View:
    """What the template draws."""

    columns: tuple[tuple[int, str, bool], ...]
    """Index and letters of each, and whether some before it are hidden."""
    frozen: tuple[ViewRow, ...]
    rows: tuple[ViewRow, ...]
    earlier: int | None
    later: int | None
    css: str
    protection: str
    """``none``, ``partly`` (some cells are free) or ``whole``."""


@dataclass
class _Viewer:
    """Makes the view of one sheet."""

    book: Book
    sheet: Sheet
    styles: Styles = field(default_factory=Styles)

    def __post_init__(self) -> None:
        self.reading = Reading(self.book)
        sheet = self.sheet
        self.columns = [c for c in range(sheet.column_count) if not sheet.hidden("COLUMNS", c)]
        self.merges = [Area.of(merge) for merge in sheet.objects("merges")]
        self.charts: dict[tuple[int, int], list[Drawing]] = {}
        self.writer = self.book.role in {"owner", "writer"}
        self.filtered = filter_columns(sheet)

    def view(self, start: int) -> View:
        sheet = self.sheet
        grid = sheet.properties["gridProperties"]
        frozen = grid.get("frozenRowCount", 0)
        for chart in sheet.objects("charts"):
            self._place(chart)
        last = self._last_row()
        gone = {row for row in range(last) if sheet.filtered(row) or sheet.hidden("ROWS", row)}
        shown = [row for row in range(last) if row not in gone]
        body = [row for row in shown if row >= max(frozen, start)]
        page, rest = body[:PAGE_ROWS], body[PAGE_ROWS:]
        self.rows = [*(row for row in shown if row < frozen), *page]
        self.gone = gone
        self._size_columns(grid.get("frozenColumnCount", 0))
        return View(
            columns=tuple(
                (column, a1.column_letters(column), column > 0 and column - 1 not in self.columns)
                for column in self.columns
            ),
            frozen=tuple(self._row(row) for row in shown if row < frozen),
            rows=tuple(self._row(row) for row in page),
            earlier=max(frozen, start - PAGE_ROWS) if start > frozen else None,
            later=rest[0] if rest else None,
            css=self.styles.text(),
            protection=self._protection(),
        )

    def _protection(self) -> str:
        locks = self.book.locks(self.sheet)
        if not locks:
            return "none"
        whole = Area(self.sheet.sheet_id)
        return "whole" if any(lock == whole and not free for lock, free in locks) else "partly"

    def _last_row(self) -> int:
        chart_rows = [row + _CHART_ROWS for row, _ in self.charts]
        last = max([len(self.sheet.rows) + _SPARE_ROWS, *chart_rows])
        return min(self.sheet.row_count, last)

    def _place(self, chart: Json) -> None:
        overlay = chart["position"]["overlayPosition"]
        anchor = overlay.get("anchorCell", {})
        drawn = drawing(self.book, self.reading, chart)
        name = f"c{chart['chartId']}"
        left, top = overlay.get("offsetXPixels", 0), overlay.get("offsetYPixels", 0)
        width, height = overlay["widthPixels"], overlay["heightPixels"]
        self.styles.add(f".{name}", f"left:{left}px;top:{top}px;width:{width}px;height:{height}px")
        at = (anchor.get("rowIndex", 0), anchor.get("columnIndex", 0))
        self.charts.setdefault(at, []).append(drawn)

    def _size_columns(self, frozen: int) -> None:
        left = _MARGIN
        known = self.sheet.dimension("COLUMNS")
        for column in self.columns:
            width = (known[column] or {}).get("pixelSize") if column < len(known) else None
            width = width or COLUMN_WIDTH
            self.styles.add(f"col.k{column}", f"width:{width}px")
            if column < frozen:
                self.styles.add(f"td.k{column},th.k{column}", f"position:sticky;left:{left}px")
                self.styles.add(f"td.k{column}", "z-index:2")
            left += width
        self.styles.add("table.grid", f"width:{left}px")

    def _row(self, row: int) -> ViewRow:
        known = self.sheet.dimension("ROWS")
        height = (known[row] or {}).get("pixelSize", ROW_HEIGHT) if row < len(known) else ROW_HEIGHT
        classes = ["gap"] if row - 1 in self.gone else []
        if height != ROW_HEIGHT:
            classes.append(f"r{row}")
            self.styles.add(f"tr.r{row}>td", f"height:{height}px")
        cells = (self._cell(row, column) for column in self.columns)
        return ViewRow(row, " ".join(classes), tuple(cell for cell in cells if cell))

    def _cell(self, row: int, column: int) -> ViewCell | None:
        spans = self._spans(row, column)
        if spans is None:
            return None
        sheet, cell = self.sheet, self.sheet.cell(row, column)
        value = self.reading.value(sheet, row, column)
        text = self.reading.text(sheet, row, column)
        rule = sheet.rule_of(cell)
        choices = choices_of(self.book, sheet, cell)
        ticks = tick_values(rule)
        kind = "choice" if choices else "tick" if ticks else "text"
        link = self._link(cell) if kind == "text" else ""
        editable = self.writer and self._is_free(row, column)
        return ViewCell(
            row=row,
            column=column,
            text=text,
            entry=cell["x"] if cell and "x" in cell else text,
            kind="link" if link else kind,
            classes=" ".join(filter(None, self._classes(row, column, cell, value, editable))),
            editable=editable,
            note=cell.get("n", "") if cell else "",
            link=link,
            choices=choices,
            ticked=ticks is not None and value == ticks[0],
            row_span=spans[0],
            column_span=spans[1],
            charts=tuple(self.charts.get((row, column), ())),
        )

    def _spans(self, row: int, column: int) -> tuple[int, int] | None:
        """Give how far a merged cell reaches; None for a cell that another one covers."""
        for merge in self.merges:
            if merge.top <= row < merge.bottom and merge.left <= column < merge.right:
                columns = [c for c in self.columns if merge.left <= c < merge.right]
                rows = [r for r in self.rows if merge.top <= r < merge.bottom]
                first = (rows[0], columns[0]) == (row, column)
                return (len(rows), len(columns)) if first else None
        return 1, 1

    def _is_free(self, row: int, column: int) -> bool:
        try:
            self.book.guard(Area(self.sheet.sheet_id, row, row + 1, column, column + 1))
        except Refused:
            return False
        return True

    def _link(self, cell: Cell | None) -> str:
        link = hyperlink(self.sheet, cell) if cell else None
        return link if link and link.startswith(_SAFE_LINKS) else ""

    def _classes(
        self,
        row: int,
        column: int,
        cell: Cell | None,
        value: object,
        editable: bool,  # noqa: FBT001
    ) -> list[str]:
        looks = overlaid(banding_of(self.sheet, row, column), self.sheet.format_of(cell))
        if self.sheet.objects("conditionalFormats"):
            looks = overlaid(looks, self.reading.conditional_format(self.sheet, row, column))
        following = self.sheet.cell(row, column + 1)
        # An empty cell that lies over its neighbours would hide the text that overflows into it.
        overflows = isinstance(value, str) and (
            looks.get("wrapStrategy", "OVERFLOW_CELL") == "OVERFLOW_CELL"
        )
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return [
            self.styles.name(looks),
            f"k{column}",
            "number" if is_number else "truth" if isinstance(value, bool) else "",
            "over" if overflows and not (following and following.keys() & {"v", "x"}) else "",
            "free" if editable and self.book.locks(self.sheet) else "",
            "edit" if editable else "",
            "noted" if cell and "n" in cell else "",
            self.filtered.get((row, column), ""),
        ]


def view_of(book: Book, sheet: Sheet, start: int = 0) -> View:
    """Give the view of a sheet from a row on, at most ``PAGE_ROWS`` rows."""
    return _Viewer(book, sheet).view(start)
