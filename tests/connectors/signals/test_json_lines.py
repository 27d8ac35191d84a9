from __future__ import annotations

import json
import logging
import sys
from zoneinfo import ZoneInfo

from connectors.signals.json_lines import FACTS, JsonLines

LINES = JsonLines(ZoneInfo("Asia/Jakarta"))


def a_record(text: str, *values: object, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord("pipeline.x", logging.ERROR, "x.py", 1, text, values, None)
    record.created = 1795150800.25
    vars(record).update(extra)
    return record


def test_a_record_is_one_object_on_one_line() -> None:
    line = LINES.format(a_record("pass %s\nfailed “x” \u2028", 3, **{FACTS: {"cells": 5}}))
    assert "\n" not in line
    assert line.isascii()
    assert json.loads(line) == {
        "time": "2026-11-20T12:00:00+07:00",
        "level": "error",
        "logger": "pipeline.x",
        "event": "pass 3\nfailed “x” \u2028",
        "cells": 5,
    }


def test_a_trace_is_told_where_one_was_asked_for() -> None:
    try:
        vars(LINES)["x"]
    except KeyError:
        record = a_record("broken", exc_info=sys.exc_info())
    assert json.loads(LINES.format(record))["trace"].endswith("KeyError: 'x'")
