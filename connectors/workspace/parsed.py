"""Parsed documents kept in memory between requests, newest use last, within a size limit."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, Final

_LARGEST_TOTAL: Final = 64_000_000
"""Characters of JSON; parsed, they take several times as many bytes."""


class ParsedDocuments:
    """A thread-safe cache of (version, document) by (kind, key)."""

    def __init__(self, largest_total: int = _LARGEST_TOTAL) -> None:
        self._largest_total = largest_total
        self._total = 0
        self._kept: OrderedDict[tuple[str, str], tuple[int, int, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: tuple[str, str], version: int) -> Any | None:
        """Give the document if it is kept at just this version."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(key)
            return kept[2]

    def keep(self, key: tuple[str, str], version: int, size: int, document: Any) -> None:
        """Keep a document; those not used for longest make room."""
        with self._lock:
            self._total -= self._kept.pop(key, (0, 0, None))[1]
            self._kept[key] = (version, size, document)
            self._total += size
            while self._total > self._largest_total:
                _, (_, freed, _) = self._kept.popitem(last=False)
                self._total -= freed
