"""A spreadsheet as an .xlsx file: values, looks, lists, links, charts. Text stays text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import xlsxwriter

from connectors.workspace.call import Call, GoogleError
from connectors.workspace.sheets import a1
from connectors.workspace.sheets.banding import banding_of
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.choices import choices_of
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formats import overlaid
from connectors.workspace.sheets.formula_values import FormulaError
from connectors.workspace.sheets.grid import COLUMN_WIDTH, ROW_HEIGHT, Cell, Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading, hyperlink
from connectors.workspace.sheets.xlsx_charts import add_charts
from connectors.workspace.sheets.xlsx_formats import Formats
from connectors.workspace.sheets.xlsx_heights import fitting_heights

_TITLE_LENGTH: Final = 31
_LIST_LENGTH: Final = 255
_LINKS: Final = ("http://", "https://", "mailto:")
_LONGEST_LINK: Final = 2_000
_LONGEST_TEXT: Final = 32_767


def export(call: Call, spreadsheet_id: str) -> bytes:
    """Give the file's bytes; raises Google's 404 or 403 as for any read."""
    params = {**call.params, "spreadsheetId": spreadsheet_id}
    book = Book.open(replace(call, params=params), "reader")
    return export_of(book)


def export_of(book: Book) -> bytes:
    """Give an open book as a file."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": book.properties["title"], "created": _naive(book)})
        titles = _titles(book)
        formats = Formats(workbook, book.locale)
        reading = Reading(book)
        for sheet in book.sheets:
            worksheet = workbook.add_worksheet(titles[sheet.sheet_id])
            _SheetWriter(book, reading, sheet, worksheet, formats, titles).write()
        for sheet in book.sheets:
            worksheet = workbook.get_worksheet_by_name(titles[sheet.sheet_id])
            add_charts(book, sheet, workbook, worksheet, titles)
        _activate_first_visible(book, workbook, titles)
    return target.getvalue()


def _naive(book: Book) -> Any:
    return book.call.now.replace(tzinfo=None)


def _titles(book: Book) -> dict[int, str]:
    """Give each sheet a title that Excel takes: no special signs, 31 characters, none twice."""
    titles: dict[int, str] = {}
    for sheet in book.sheets:
        plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in sheet.title)
        plain = plain.strip("' ")[:_TITLE_LENGTH] or "Sheet"
        title, number = plain, 2
        while title.casefold() in {known.casefold() for known in titles.values()}:
            title = f"{plain[: _TITLE_LENGTH - 4]} ({number})"
            number += 1
        titles[sheet.sheet_id] = title
    return titles


def _activate_first_visible(book: Book, workbook: Any, titles: dict[int, str]) -> None:
    visible = next(sheet for sheet in book.sheets if not sheet.properties.get("hidden"))
    worksheet = workbook.get_worksheet_by_name(titles[visible.sheet_id])
    worksheet.activate()
    worksheet.set_first_sheet()


@dataclass
class _SheetWriter:
    """Writes one sheet."""

    book: Book
    reading: Reading
    sheet: Sheet
    target: Any
    formats: Formats
    titles: dict[int, str]
    rules: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def write(self) -> None:
        grid = self.sheet.properties["gridProperties"]
        self.target.freeze_panes(grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0))
        self._page(grid.get("frozenRowCount", 0))
        if grid.get("hideGridlines"):
            self.target.hide_gridlines(2)
        if self.sheet.properties.get("hidden"):
            self.target.hide()
        if colour := self.formats.colour(self.sheet.properties.get("tabColor")):
            self.target.set_tab_color(colour)
        self._dimensions()
        for row, column, cell in self._cells():
            self._cell(row, column, cell)
        for merge in self.sheet.objects("merges"):
            self._merge(Area.of(merge))
        self._validations()

    def _page(self, heading_rows: int) -> None:
        """Print on A4 across, as wide as a page, with title, number and headings on each."""
        self.target.set_paper(9)
        self.target.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.target.set_footer("&L&A&R&P / &N")
        self.target.set_landscape()
        self.target.fit_to_pages(1, 0)
        if heading_rows:
            self.target.repeat_rows(0, heading_rows - 1)

    def _dimensions(self) -> None:
        for index, known in enumerate(self.sheet.dimension("COLUMNS")):
            options = {"hidden": bool((known or {}).get("hiddenByUser"))}
            width = (known or {}).get("pixelSize", COLUMN_WIDTH)
            self.target.set_column_pixels(index, index, width, None, options)
        width_known = len(self.sheet.dimension("COLUMNS"))
        if width_known < self.sheet.column_count:
            self.target.set_column_pixels(width_known, self.sheet.column_count - 1, COLUMN_WIDTH)
        rows = self.sheet.dimension("ROWS")
        fitting = fitting_heights(self.reading, self.sheet)
        for index in sorted({*range(len(rows)), *fitting}):
            known = (rows[index] if index < len(rows) else None) or {}
            options = {"hidden": bool(known.get("hiddenByUser") or known.get("hiddenByFilter"))}
            height = known.get("pixelSize") or fitting.get(index, ROW_HEIGHT)
            self.target.set_row_pixels(index, height, None, options)

    def _cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Give the cells to write: in coloured ranges also the empty ones of rows in use."""
        sheet = self.sheet
        if not (sheet.objects("bandedRanges") or sheet.objects("conditionalFormats")):
            yield from sheet.cells(sheet.area)
            return
        for row, cells in enumerate(sheet.rows):
            in_use = self._is_used(row)
            for column in range(sheet.column_count if in_use else len(cells)):
                cell = sheet.cell(row, column)
                if cell or in_use:
                    yield row, column, cell or {}

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        looks = self.sheet.format_of(cell)
        if self._is_used(row):
            looks = overlaid(banding_of(self.sheet, row, column), looks)
        if self.sheet.objects("conditionalFormats"):
            looks = overlaid(looks, self.reading.conditional_format(self.sheet, row, column))
        value = self.reading.value(self.sheet, row, column)
        made = self.formats.made(looks)
        link = hyperlink(self.sheet, cell)
        if isinstance(value, FormulaError):
            self.target.write_string(row, column, self.reading.shown(value, {}), made)
        elif isinstance(value, bool):
            self.target.write_boolean(row, column, value, self.formats.made_for_truth(looks))
        elif isinstance(value, str):
            self._text(row, column, value, made, link)
        elif value is None:
            if looks:
                self.target.write_blank(row, column, None, made)
        else:
            self.target.write_number(row, column, value, made)
        if "n" in cell:
            self.target.write_comment(row, column, cell["n"][:_LONGEST_TEXT])
        if "d" in cell:
            self.rules.setdefault(cell["d"], []).append((row, column))

    def _is_used(self, row: int) -> bool:
        return any(cell and cell.keys() & {"v", "x"} for cell in self.sheet.row(row))

    def _text(self, row: int, column: int, text: str, made: Any, link: str | None) -> None:
        shown = text[:_LONGEST_TEXT]
        if link and link.startswith(_LINKS) and len(link) <= _LONGEST_LINK:
            linked = self.target.write_url(row, column, link, made, shown)
            if linked == 0:
                return
        if shown:
            self.target.write_string(row, column, shown, made)

    def _merge(self, area: Area) -> None:
        cell = self.sheet.cell(area.top, area.left)
        made = self.formats.made(self.sheet.format_of(cell))
        corners = (area.top, area.left, area.bottom - 1, area.right - 1)
        self.target.merge_range(*corners, "", made)
        self._cell(area.top, area.left, cell or {})

    def _validations(self) -> None:
        for cells in self.rules.values():
            choices = self._source(cells[0])
            if choices is None:
                continue
            rule = self.sheet.rule_of(self.sheet.cell(*cells[0])) or {}
            options = {
                "validate": "list",
                "source": choices,
                "error_type": "stop" if rule.get("strict") else "warning",
            }
            for top, bottom, column in _runs(cells):
                self.target.data_validation(top, column, bottom, column, options)

    def _source(self, place: tuple[int, int]) -> list[str] | str | None:
        """Give a list's choices: in Excel they must be few, or stand in a range."""
        cell = self.sheet.cell(*place)
        rule = self.sheet.rule_of(cell) or {}
        condition = rule.get("condition", {})
        if condition.get("type") == "ONE_OF_RANGE":
            return self._range(condition["values"][0]["userEnteredValue"])
        choices = choices_of(self.book, self.sheet, cell)
        plain = all("," not in choice for choice in choices)
        if choices and plain and len(",".join(choices)) <= _LIST_LENGTH:
            return list(choices)
        return None

    def _range(self, formula: str) -> str | None:
        try:
            sheet, area = self.book.named_area(formula.removeprefix("=").replace("$", ""))
        except (Refused, GoogleError):
            return None
        bounded = area.clip(sheet.row_count, sheet.column_count)
        first = a1.cell_name(bounded.top, bounded.left)
        last = a1.cell_name(bounded.bottom - 1, bounded.right - 1)
        title = self.titles[sheet.sheet_id].replace("'", "''")
        return f"='{title}'!${first}:${last}"


def _runs(cells: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Give vertical runs of cells: first row, last row, column."""
    runs: list[tuple[int, int, int]] = []
    for row, column in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if runs and runs[-1][2] == column and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row, column)
        else:
            runs.append((row, row, column))
    return runs
