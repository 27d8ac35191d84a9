"""``spreadsheets.batchUpdate``: requests applied in order, all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from connectors.workspace import (
    sheets_cell_shift,
    sheets_cells,
    sheets_charts,
    sheets_conditional,
    sheets_dimension_properties,
    sheets_dimensions,
    sheets_duplicate,
    sheets_find,
    sheets_merges,
    sheets_metadata,
    sheets_named_ranges,
    sheets_objects,
    sheets_paste,
    sheets_sort,
    sheets_tabs,
)
from connectors.workspace.call import Json
from connectors.workspace.sheets_book import Book
from connectors.workspace.sheets_errors import Refused, invalid_argument

RequestHandler = Callable[[Book, Json], Json]

REQUESTS: Final[dict[str, RequestHandler]] = {
    "addBanding": sheets_objects.add_banding,
    "addChart": sheets_charts.add_chart,
    "addConditionalFormatRule": sheets_conditional.add_conditional_format_rule,
    "addFilterView": sheets_objects.add_filter_view,
    "addNamedRange": sheets_named_ranges.add_named_range,
    "addProtectedRange": sheets_objects.add_protected_range,
    "addSheet": sheets_tabs.add_sheet,
    "appendCells": sheets_cells.append_cells,
    "appendDimension": sheets_dimension_properties.append_dimension,
    "autoResizeDimensions": sheets_dimension_properties.auto_resize_dimensions,
    "clearBasicFilter": sheets_objects.clear_basic_filter,
    "copyPaste": sheets_paste.copy_paste,
    "createDeveloperMetadata": sheets_metadata.create_developer_metadata,
    "cutPaste": sheets_paste.cut_paste,
    "deleteBanding": sheets_objects.delete_banding,
    "deleteConditionalFormatRule": sheets_conditional.delete_conditional_format_rule,
    "deleteDeveloperMetadata": sheets_metadata.delete_developer_metadata,
    "deleteDimension": sheets_dimensions.delete_dimension,
    "deleteEmbeddedObject": sheets_charts.delete_embedded_object,
    "deleteFilterView": sheets_objects.delete_filter_view,
    "deleteNamedRange": sheets_named_ranges.delete_named_range,
    "deleteProtectedRange": sheets_objects.delete_protected_range,
    "deleteRange": sheets_cell_shift.delete_range,
    "deleteSheet": sheets_tabs.delete_sheet,
    "duplicateSheet": sheets_duplicate.duplicate_sheet,
    "findReplace": sheets_find.find_replace,
    "insertDimension": sheets_dimensions.insert_dimension,
    "insertRange": sheets_cell_shift.insert_range,
    "mergeCells": sheets_merges.merge_cells,
    "moveDimension": sheets_dimensions.move_dimension,
    "repeatCell": sheets_cells.repeat_cell,
    "setBasicFilter": sheets_objects.set_basic_filter,
    "setDataValidation": sheets_cells.set_data_validation,
    "sortRange": sheets_sort.sort_range,
    "unmergeCells": sheets_merges.unmerge_cells,
    "updateBanding": sheets_objects.update_banding,
    "updateBorders": sheets_conditional.update_borders,
    "updateCells": sheets_cells.update_cells,
    "updateChartSpec": sheets_charts.update_chart_spec,
    "updateConditionalFormatRule": sheets_conditional.update_conditional_format_rule,
    "updateDeveloperMetadata": sheets_metadata.update_developer_metadata,
    "updateDimensionProperties": sheets_dimension_properties.update_dimension_properties,
    "updateEmbeddedObjectPosition": sheets_charts.update_embedded_object_position,
    "updateFilterView": sheets_objects.update_filter_view,
    "updateNamedRange": sheets_named_ranges.update_named_range,
    "updateProtectedRange": sheets_objects.update_protected_range,
    "updateSheetProperties": sheets_tabs.update_sheet_properties,
    "updateSpreadsheetProperties": sheets_tabs.update_spreadsheet_properties,
}

_GROWING: Final = frozenset(
    {
        "addSheet",
        "appendCells",
        "appendDimension",
        "duplicateSheet",
        "insertDimension",
        "insertRange",
        "updateSheetProperties",
    }
)


def apply(book: Book, requests: list[Json]) -> list[Json]:
    """Carry out requests on an open book and give their replies; raises Google's 400.

    The book is not committed here: after an error its changes are simply forgotten.
    """
    if not requests:
        raise invalid_argument("Must specify at least one request.")
    replies = []
    for index, request in enumerate(requests):
        kind = _kind(request, index)
        try:
            replies.append(REQUESTS[kind](book, _with_range(request[kind], kind)))
            if kind in _GROWING:
                book.check_size()
        except Refused as refused:
            raise invalid_argument(
                f"Invalid requests[{index}].{kind}: {refused.message}"
            ) from refused
    return replies


def _kind(request: Json, index: int) -> str:
    if len(request) != 1:
        raise invalid_argument(f"Invalid requests[{index}]: exactly one request kind must be set.")
    kind = next(iter(request))
    if kind not in REQUESTS:
        raise invalid_argument(
            f"Invalid requests[{index}].{kind}: {kind} is not supported by the embedded workspace."
        )
    return kind


_NEEDED: Final = {
    "range": {
        "repeatCell",
        "deleteDimension",
        "deleteRange",
        "insertDimension",
        "insertRange",
        "mergeCells",
        "setDataValidation",
        "sortRange",
        "unmergeCells",
        "updateBorders",
    },
    "source": {"copyPaste", "cutPaste", "moveDimension"},
    "destination": {"copyPaste", "cutPaste"},
}


def _with_range(request: Json, kind: str) -> Json:
    """Raise Refused unless a request has the ranges that its kind can't do without."""
    for member, kinds in _NEEDED.items():
        if kind in kinds and member not in request:
            raise Refused(f"{member} is required.")
    return request
