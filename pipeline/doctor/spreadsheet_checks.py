"""Checks of the spreadsheet: access, tabs and headers, what `loket init` has laid over them."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.sheets.tab import Tab
from loket.errors import AccessError, DriftError, LoketError
from loket.vocabulary import TIME_ZONE
from pipeline import tabs
from pipeline.clinic.safeguards import stopped_weeks
from pipeline.clinic.week_records import reached_phases
from pipeline.doctor.case import Case
from pipeline.doctor.finding import Finding, error, ok, warning
from pipeline.setup.new_spreadsheet import LOCALE
from pipeline.setup.setup import repairs

_TOLD_ELSEWHERE = ("header '", "tab created", "locale ")
"""Repairs that the checks of headers, tabs and zone tell of."""


def access(case: Case) -> Iterator[Finding]:
    """Read the spreadsheet and tell as whom; raises LoketError where it cannot be read."""
    title = case.snapshot.properties.get("title", "")
    known = case.described(case.snapshot.spreadsheet_id)
    if known and known.get("trashed"):
        yield warning(
            f"{title!r} lies in the trash.",
            affects="the whole spreadsheet: Google deletes it for good after 30 days",
            remedy="Let its owner take it out of the trash in Drive.",
        )
    if case.may_edit_spreadsheet is False:
        yield error(
            AccessError(
                f"{case.account} may only look at {title!r}.",
                remedy=f"Let its owner share it with {case.account} as editor.",
            )
        )
    elif case.may_edit_spreadsheet is None:
        yield ok(f"{title!r} is read; Drive hides it, so whether as editor only a change shows.")
    else:
        yield ok(f"{title!r} is read as {case.account}, an editor.")


def headers(case: Case) -> Iterator[Finding]:
    """Tell of each tab that is gone, and of headers that are gone, sunken or double."""
    found = [finding for tab in _standing(case) for finding in _headers(case, tab)]
    yield from found
    if not found:
        yield ok(f"All {len(_standing(case))} tabs are there with their headers.")


def _standing(case: Case) -> list[Tab]:
    """Give the tabs that are always there, and those of weeks that are there."""
    weeks = sorted(reached_phases(case.snapshot)) if _knows_weeks(case) else []
    every = [tab for week in weeks for tab in tabs.week_tabs(week)]
    shown = [tab for tab in every if tab.sheet_id in case.snapshot.sheets and tab.columns]
    return [*tabs.STAFF_TABS, *tabs.LOKET_TABS, *shown]


def _headers(case: Case, tab: Tab) -> Iterator[Finding]:
    state = case.snapshot.tab(tab)
    title = state.sheet.title if state.sheet else tab.title
    affects = f"tab {title!r} and what is worked out from it, which stay as they are"
    try:
        state.require()
    except DriftError as drift:
        yield error(drift, affects=affects)
    if state.repeated:
        yield warning(
            f"Tab {title!r} has two columns with the header {', '.join(state.repeated)}.",
            affects="the right one of the two, which is not read",
            remedy="Rename or delete that column.",
        )


def weeks(case: Case) -> Iterator[Finding]:
    """Tell of weeks that cannot be planned because their schedule has lost something."""
    if not _knows_weeks(case):
        return
    reached = reached_phases(case.snapshot)
    lost = stopped_weeks(case.snapshot, sorted(reached), reached)
    for week, drift in lost.items():
        yield error(drift, affects=f"week {week}, which stays as it is; other weeks go on")
    if not lost:
        yield ok(f"{len(reached)} weeks have their schedules, as far as they are drafted.")


def _knows_weeks(case: Case) -> bool:
    """Tell whether the tabs that list weeks and registrations can be read."""
    try:
        for tab in (tabs.CAPACITIES, tabs.REGISTRATIONS):
            case.snapshot.tab(tab).require()
    except LoketError:
        return False
    return True


def protection(case: Case) -> Iterator[Finding]:
    """Tell what `loket init` would put right: protection, drop-downs, colours, views."""
    if case.may_edit_spreadsheet is False:
        yield warning("Not examined: who may only look is not shown what is protected for whom.")
        return
    found = False
    for change in repairs(case.snapshot, case.settings).tabs:
        words = [word for word in change.setup if not word.startswith(_TOLD_ELSEWHERE)]
        if words:
            found = True
            yield warning(
                f"Tab {change.title!r} has lost what `loket init` gave it; it would tell: "
                f"{', '.join(words)}.",
                affects="what people can type there by mistake",
                remedy="Run `loket init`.",
            )
    if not found:
        yield ok("Protection and drop-downs are as `loket init` left them.")


def zone(case: Case) -> Iterator[Finding]:
    """Compare the spreadsheet's zone and language with the office's."""
    properties = case.snapshot.properties
    there = (properties.get("timeZone"), properties.get("locale"))
    if there != (str(TIME_ZONE), LOCALE):
        yield warning(
            f"The spreadsheet's zone is {there[0]} and its locale {there[1]}, not {TIME_ZONE} and "
            f"{LOCALE}.",
            affects="how dates and numbers that staff type are understood",
            remedy="Run `loket init`, or set both under File > Settings.",
        )
    else:
        yield ok(f"{TIME_ZONE}, {LOCALE}.")
