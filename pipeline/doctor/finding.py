"""What a check found: how bad it is, what is wrong, what that affects, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from loket.errors import LoketError


class Level(StrEnum):
    """How bad a finding is. A warning may stand for a while; an error stops something now."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """One finding. ``check`` is filled in by the examination; ``exit_code`` is 0 but for errors."""

    level: Level
    what: str
    affects: str = ""
    remedy: str = ""
    exit_code: int = 0
    check: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give the finding as data."""
        return asdict(self)


def ok(what: str) -> Finding:
    """All is well; ``what`` says what was seen."""
    return Finding(Level.OK, what)


def warning(what: str, *, affects: str = "", remedy: str = "") -> Finding:
    """Somebody should see to it before it stops something."""
    return Finding(Level.WARNING, what, affects, remedy)


def error(found: LoketError, *, affects: str = "") -> Finding:
    """Something is stopped; message, remedy and exit code are those of the error itself.

    Without ``affects`` the examination says what the check is about.
    """
    return Finding(Level.ERROR, found.message, affects, found.remedy, found.exit_code)


def exit_code_of(findings: Sequence[Finding]) -> int:
    """Give the exit code of the first error: checks stand in the order of cause and effect."""
    return next((each.exit_code for each in findings if each.level is Level.ERROR), 0)


def as_text(findings: Sequence[Finding]) -> str:
    """Give the findings for a person: a line each, with what follows from those that are amiss."""
    width = max((len(each.check) for each in findings), default=0)
    lines = []
    for each in findings:
        lines.append(f"{each.level:<7}  {each.check:<{width}}  {each.what}")
        if each.affects:
            lines.append(f"{'':<{width + 11}}affects: {each.affects}")
        if each.remedy:
            lines.append(f"{'':<{width + 11}}do: {each.remedy}")
    counts = {level: sum(each.level is level for each in findings) for level in Level}
    summary = f"{counts[Level.ERROR]} errors, {counts[Level.WARNING]} warnings"
    return "\n".join([*lines, f"{summary}, {counts[Level.OK]} ok."])
