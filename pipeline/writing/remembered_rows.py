"""Rows of tabs as the ledger holds them: keys and cells as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from connectors.sheets.cell import CellValue
from connectors.sheets.snapshot import RowKey
from connectors.sheets.tab import Link

Cells = Mapping[str, CellValue]
TextRows = dict[str, dict[str, Any]]
"""Rows as the ledger holds them, by key."""


class Rows(Mapping[RowKey, Cells]):
    """Remembered rows, each read when it is asked for: hardly any ever is."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {key_of(key): cells for key, cells in texts.items()}

    def __getitem__(self, key: RowKey) -> Cells:
        return cells_of(self._texts[key])

    def __iter__(self) -> Iterator[RowKey]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def as_json(rows: Mapping[RowKey, Cells]) -> TextRows:
    """Give rows as the ledger holds them."""
    return {
        text_of(key): {name: _json(value) for name, value in cells.items()}
        for key, cells in rows.items()
    }


def text_of(key: RowKey) -> str:
    """Give a key as the ledger holds it."""
    return json.dumps([_json(part) for part in key], ensure_ascii=False)


def key_of(text: str) -> RowKey:
    """Read a key."""
    return tuple(value_of(part) for part in json.loads(text))


def cells_of(text: str) -> dict[str, CellValue]:
    """Read a row's cells."""
    return {name: value_of(value) for name, value in json.loads(text).items()}


def value_of(value: Any) -> CellValue:
    """Read one cell; numbers are what they are in a sheet."""
    if isinstance(value, dict):
        return Link(value["text"], value["uri"])
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _json(value: CellValue) -> Any:
    return {"text": value.text, "uri": value.uri} if isinstance(value, Link) else value
