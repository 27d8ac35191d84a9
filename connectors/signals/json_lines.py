"""A log as lines of JSON, one object an event, for programs that collect and search logs.

The standard library's logging with this one formatter: every library that Loket stands on logs by
it, and a package for one ``json.dumps`` would not earn its place.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

FACTS = "facts"
"""Under this name a record carries figures beside its text: ``extra={FACTS: {...}}``."""


class JsonLines(logging.Formatter):
    """Gives each record as one line: ``time`` (ISO 8601), ``level``, ``logger``, ``event``, facts.

    A trace is there only where one was asked for; what it shows may be personal.
    """

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        """Give a record's line."""
        facts: Mapping[str, Any] = getattr(record, FACTS, {})
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, self._zone).isoformat("T", "seconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **facts,
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        # In ASCII, so that whatever a title holds comes out as one line in any locale.
        return json.dumps(line, ensure_ascii=True, default=str)
