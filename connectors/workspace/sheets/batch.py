"""``spreadsheets.batchUpdate``: requests applied in order, all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from connectors.workspace.call import Json
from connectors.workspace.sheets import (
    cell_shift,
    cells,
    charts,
    conditional,
    dimension_properties,
    dimensions,
    duplicate,
    find,
    merges,
    metadata,
    named_ranges,
    objects,
    paste,
    sort,
    tabs,
)
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.errors import Refused, invalid_argument

RequestHandler = Callable[[Book, Json], Json]

REQUESTS: Final[dict[str, RequestHandler]] = {
    "addBanding": objects.add_banding,
    "addChart": charts.add_chart,
    "addConditionalFormatRule": conditional.add_conditional_format_rule,
    "addFilterView": objects.add_filter_view,
    "addNamedRange": named_ranges.add_named_range,
    "addProtectedRange": objects.add_protected_range,
    "addSheet": tabs.add_sheet,
    "appendCells": cells.append_cells,
    "appendDimension": dimension_properties.append_dimension,
    "autoResizeDimensions": dimension_properties.auto_resize_dimensions,
    "clearBasicFilter": objects.clear_basic_filter,
    "copyPaste": paste.copy_paste,
    "createDeveloperMetadata": metadata.create_developer_metadata,
    "cutPaste": paste.cut_paste,
    "deleteBanding": objects.delete_banding,
    "deleteConditionalFormatRule": conditional.delete_conditional_format_rule,
    "deleteDeveloperMetadata": metadata.delete_developer_metadata,
    "deleteDimension": dimensions.delete_dimension,
    "deleteEmbeddedObject": charts.delete_embedded_object,
    "deleteFilterView": objects.delete_filter_view,
    "deleteNamedRange": named_ranges.delete_named_range,
    "deleteProtectedRange": objects.delete_protected_range,
    "deleteRange": cell_shift.delete_range,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": duplicate.duplicate_sheet,
    "findReplace": find.find_replace,
    "insertDimension": dimensions.insert_dimension,
    "insertRange": cell_shift.insert_range,
    "mergeCells": merges.merge_cells,
    "moveDimension": dimensions.move_dimension,
    "repeatCell": cells.repeat_cell,
    "setBasicFilter": objects.set_basic_filter,
    "setDataValidation": cells.set_data_validation,
    "sortRange": sort.sort_range,
    "unmergeCells": merges.unmerge_cells,
    "updateBanding": objects.update_banding,
    "updateBorders": conditional.update_borders,
    "updateCells": cells.update_cells,
    "updateChartSpec": charts.update_chart_spec,
    "updateConditionalFormatRule": conditional.update_conditional_format_rule,
    "updateDeveloperMetadata": metadata.update_developer_metadata,
    "updateDimensionProperties": dimension_properties.update_dimension_properties,
    "updateEmbeddedObjectPosition": charts.update_embedded_object_position,
    "updateFilterView": objects.update_filter_view,
    "updateNamedRange": named_ranges.update_named_range,
    "updateProtectedRange": objects.update_protected_range,
    "updateSheetProperties": tabs.update_sheet_properties,
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
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
