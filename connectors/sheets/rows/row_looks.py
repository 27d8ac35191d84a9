"""Requests that give new rows their looks: formats, and what staff may type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from connectors.sheets.cell_format import column_format, validation
from connectors.sheets.tab import Column

Json = dict[str, Any]


def row_looks(sheet_id: int, first: int, end: int, columns: Mapping[int, Column]) -> Iterator[Json]:
    """Give the ``repeatCell`` requests for new rows, the end excluded.

    columns: Loket's columns and ✎ ones by position. Neighbours that look alike share a request,
    so that its size does not grow with the number of rows.
    """
    looks = [(place, _looks(column)) for place, column in sorted(columns.items())]
    alike = groupby(enumerate(looks), key=lambda pair: (pair[1][0] - pair[0], pair[1][1]))
    for (_, look), group in alike:
        places = [place for _, (place, _) in group]
        area = {
            "sheetId": sheet_id,
            "startRowIndex": first,
            "endRowIndex": end,
            "startColumnIndex": places[0],
            "endColumnIndex": places[-1] + 1,
        }
        # What a rule is not given for is cleared: a new row takes over its neighbour's.
        fields = "userEnteredFormat,dataValidation"
        yield {"repeatCell": {"range": area, "cell": look, "fields": fields}}


def _looks(column: Column) -> Json:
    looks: Json = {"userEnteredFormat": column_format(column)}
    rule = validation(column, staff_owned=False)
    return {**looks, "dataValidation": rule} if rule else looks
