"""One short text for anything that is made of frames and plain values, whatever their order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

import pandas as pd

from transforms.reading.tab_cells import is_blank

_DIGITS = 16


def canonical_digest(parts: Mapping[str, object]) -> str:
    """Give 16 hexadecimal digits of the SHA-256 of what ``parts`` say.

    Frames are sets of rows and rows are sets of named cells: neither the order of rows nor of
    columns counts, nor the index, nor whether a blank cell is None, NA or a text of spaces. Other
    collections are sets too. Two that say the same have the same digest on every machine.
    """
    text = json.dumps(_plain(parts), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _plain(value: object) -> object:
    match value:
        case pd.DataFrame():
            return _in_order(value.to_dict("records"))
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case Iterable() if not isinstance(value, str):
            return _in_order(value)
    if is_blank(value):
        return None
    return value if isinstance(value, int | float) else str(value)


def _in_order(values: Iterable[object]) -> list[str]:
    return sorted(json.dumps(_plain(value), sort_keys=True) for value in values)
