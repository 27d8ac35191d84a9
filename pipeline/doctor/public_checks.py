"""Checks of the public schedule: who may read and write it, and that nothing else is in it."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.sheets.client import SETUP_READING, SpreadsheetClient
from loket.errors import AccessError, ConfigurationError
from loket.vocabulary import TIME_ZONE
from pipeline.doctor.case import Case
from pipeline.doctor.finding import Finding, ok, warning
from pipeline.setup.public_setup import require_alone
from pipeline.writing.public_schedule import public_id


def schedule(case: Case) -> Iterator[Finding]:
    """Examine it where the office wants one; raises LoketError where it cannot be read."""
    found = public_id(case.settings.public)
    if found is None or not case.settings.public.schedule:
        return
    require_alone(SpreadsheetClient(case.office.access, found, TIME_ZONE).read(SETUP_READING))
    where = case.office.in_browser(f"https://docs.google.com/spreadsheets/d/{found}/edit")
    roles = _public_roles(case, found)
    if roles is None:
        yield ok(f"It is read, {where}; Drive hides who else may read it.")
    elif not roles:
        yield warning(
            "Only people to whom it is shared can read it.",
            affects="everybody who opens the link",
            remedy=f"Run `loket init`, or let anyone with the link read it at {where}.",
        )
    elif roles != {"reader"}:
        yield warning(
            "Anyone with the link may write in it.",
            affects="what people read there until the next pass",
            remedy=f"Let anyone with the link read only, at {where}.",
        )
    else:
        yield ok(f"Anyone with the link reads {where}.")


def _public_roles(case: Case, file_id: str) -> set[str] | None:
    """Give what whoever has the link may do; None where Drive does not show the sharing."""
    try:
        there = case.office.drive.permissions(file_id)
    except (ConfigurationError, AccessError):
        return None
    return {each["role"] for each in there if each["type"] == "anyone"}
