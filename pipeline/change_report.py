"""Prints what a pass changed, or would change: per tab, row by row, old and new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from pipeline.runs import replay
from pipeline.writing.hand_edits import places_of, put_back_lines

if TYPE_CHECKING:
    from pipeline.sync import Report

_SHOWN = 20
"""Rows listed of each kind and tab; `--json` has them all."""


def as_data(report: Report) -> dict[str, Any]:
    """Give a pass as JSON data; with ``as_of`` if it was as of another time."""
    replayed = {"as_of": replay.as_data(report.replay)} if report.replay else {}
    return {
        **replayed,
        "run": report.number,
        "outcome": report.outcome,
        "counts": dict(report.counts),
        "cells": report.cells,
        "changes": report.changes,
        "put_back": places_of(report.edits),
        "calls": dict(report.calls),
        "remarks": list(report.remarks),
        "errors": [str(error) for error in report.errors],
    }


def print_report(report: Report) -> None:
    """Print a pass for a person; in colour on a terminal."""
    console = Console(highlight=False, soft_wrap=True)
    for line in replay.lines(report.replay) if report.replay else ():
        console.print(Text(line))
    _print_tabs(console, report.changes)
    for line in put_back_lines(report.edits):
        console.print(Text(line, style="yellow"))
    for remark in report.remarks:
        console.print(Text(remark))
    calls = report.calls
    console.print(
        f"Pass {report.number}: {report.outcome}; {report.cells} cells in "
        f"{len(report.changes)} tabs; {calls['reads']} reads, {calls['writes']} writes."
    )


def print_changes(changes: Sequence[dict[str, Any]]) -> None:
    """Print what changed on each tab for a person; in colour on a terminal."""
    _print_tabs(Console(highlight=False, soft_wrap=True), changes)


def _print_tabs(console: Console, changes: Sequence[dict[str, Any]]) -> None:
    for tab in changes:
        _print_tab(console, tab)


def _print_tab(console: Console, tab: dict[str, Any]) -> None:
    added, changed, removed = tab["added"], tab["changed"], tab["removed"]
    console.print(
        Text(tab["tab"], style="bold"),
        f"{len(added)} rows added, {len(changed)} cells changed, {len(removed)} rows removed",
    )
    for text in tab["setup"]:
        console.print(Text(f"  * {text}", style="cyan"))
    lines = [Text(f"  + {_row(row)}", style="green") for row in added[:_SHOWN]]
    lines += [
        Text(f"  ~ {c['row']} · {c['header']}: ")
        .append(f"{_value(c['old'])}", style="red")
        .append(" → ")
        .append(f"{_value(c['new'])}", style="green")
        for c in changed[:_SHOWN]
    ]
    lines += [Text(f"  - {_row(row)}", style="red") for row in removed[:_SHOWN]]
    for line in lines:
        console.print(line)
    hidden = sum(max(len(rows) - _SHOWN, 0) for rows in (added, changed, removed))
    if hidden:
        console.print(f"  … and {hidden} more (--json has them all)")


def _row(row: dict[str, Any]) -> str:
    return " | ".join(_value(value) for value in row.values() if value is not None and value != "")


def _value(value: object) -> str:
    if isinstance(value, dict):
        return str(value["text"])
    return "–" if value is None else str(value)
