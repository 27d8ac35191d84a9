"""What stopped a pass, as the ledger keeps it: by it a trouble is known again at the next pass.

Messages are for people and vary, with times and counts in them; kind and place do not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from connectors.ledger.run_ledger import Run
from loket.errors import (
    HeaderMissing,
    HeaderSunken,
    LoketError,
    QuestionMissing,
    ResponsesMissing,
    SumError,
    TabMissing,
)

TROUBLES = "troubles"
"""Under this name a run's counts hold one entry for each line of its error."""

_WEEK = re.compile(r"\b\d{4}-W\d{2}\b")


def troubles(errors: Sequence[LoketError]) -> list[dict[str, Any]]:
    """Give the entries for the ledger: ``kind``, ``form``, ``tab`` and ``weeks``, as far as known.

    They hold titles of forms and tabs, and no value that anybody has typed.
    """
    return [
        {
            "kind": type(error).__name__,
            "form": _form(error),
            "tab": _tab(error),
            "weeks": sorted(set(_WEEK.findall(error.message))),
        }
        for error in errors
    ]


def told_by(run: Run) -> list[tuple[str, dict[str, Any]]]:
    """Give a run's errors, each with its entry; one without an entry is known by its message."""
    lines = (run.error or "").splitlines()
    entries = run.counts.get(TROUBLES, [])
    if len(entries) != len(lines):
        entries = [{"kind": line} for line in lines]
    return list(zip(lines, entries, strict=True))


def is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two entries are of one trouble: of the same kind, at the same place."""
    return all(one.get(name) == other.get(name) for name in ("kind", "form", "tab", "weeks"))


def affected(trouble: Mapping[str, Any], *, everything: bool) -> str:
    """Say what a trouble leaves as it was. ``everything``: the pass wrote nothing at all."""
    places = [f"form {trouble['form']!r}"] if trouble.get("form") else []
    places += [f"tab {trouble['tab']!r}"] if trouble.get("tab") else []
    places += [f"week {week}" for week in trouble.get("weeks", [])]
    where = ", ".join(places)
    if everything:
        said = "every tab: nothing is brought up to date, nobody new gets a place"
        return f"{said} ({where})" if where else said
    rest = "the rest is brought up to date"
    return f"{where} and what is worked out from it; {rest}" if where else f"a part; {rest}"


def _form(error: LoketError) -> str | None:
    if isinstance(error, QuestionMissing | ResponsesMissing | SumError):
        return error.form
    return None


def _tab(error: LoketError) -> str | None:
    return error.tab if isinstance(error, HeaderMissing | HeaderSunken | TabMissing) else None
