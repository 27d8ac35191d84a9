"""What must not have vanished from the spreadsheet when weeks are planned: it held bookings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from connectors.sheets.snapshot import Snapshot, TabState
from connectors.sheets.tab import Tab
from loket.columns import CAPACITY, WEEK
from loket.errors import DriftError, HeaderMissing
from loket.vocabulary import Phase
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.codeless_rows import absent


def whole(snapshot: Snapshot, tab: Tab) -> TabState:
    """Give a tab of Loket's own; raises HeaderMissing where it stands and has lost a header.

    What staff typed below a lost header would be read as if they had typed nothing. A tab that is
    not there at all is made anew.
    """
    state = snapshot.tab(tab)
    if state.exists:
        state.require()
    return state


def stopped_weeks(
    snapshot: Snapshot, weeks: Iterable[Week], reached: Mapping[Week, Phase]
) -> dict[Week, DriftError]:
    """Give the weeks that cannot be planned, with what their schedules have lost.

    reached: the phase that each week had at the last pass. A drafted week's schedule holds its
    bookings and what staff typed beside them; planned without it, they would be lost. Where
    nobody is registered for the week it held nothing. A row without a code is somebody's only if
    one of the week's registrations is not on its schedule.
    """
    found: dict[Week, DriftError] = {}
    registered = snapshot.tab(tabs.REGISTRATIONS).frame
    registered_for = set(registered[WEEK])
    for week in weeks:
        state = snapshot.tab(tabs.schedule_tab(week))
        if state.sheet and state.missing:
            found[week] = HeaderMissing(state.sheet.title, state.missing)
        elif state.sheet and state.keyless_rows and len(absent(state, week, registered)):
            rows = ", ".join(str(row + 1) for row in state.keyless_rows)
            found[week] = DriftError(
                f"Tab {state.sheet.title!r} has lost the Kode of row {rows}.",
                remedy="Type it back, or empty the whole row if it is no registration's; see "
                f"{tabs.PROBLEMS.title}. That week stays as it is until then.",
            )
        elif (
            not state.exists
            and str(week) in registered_for
            and reached.get(week, Phase.UPCOMING) >= Phase.DRAFTED
        ):
            found[week] = DriftError(
                f"The spreadsheet has lost the tab {state.tab.title!r}, which held bookings.",
                remedy="Restore it from the version history (File > Version history). Until then "
                "nothing that stands elsewhere about that week changes.",
            )
    return found


def require_roster(snapshot: Snapshot, phases: Mapping[Week, Phase]) -> None:
    """Raise DriftError where everyone would lose their place because the roster is empty.

    ``phases``: the phase that each week had at the last pass. A roster without a single row while
    Kuota Terisi shows capacity was emptied by mistake.
    """
    roster = snapshot.tab(tabs.CONSULTANTS)
    if not roster.used_rows and _had_capacity(snapshot, phases):
        title = roster.sheet.title if roster.sheet else tabs.CONSULTANTS.title
        raise DriftError(
            f"Tab {title!r} is empty, though it had consultants at the last pass.",
            remedy="Restore its rows from the spreadsheet's version history; bookings stay as "
            "they are until then. Who really is no longer there is to be marked not Aktif.",
        )


def _had_capacity(snapshot: Snapshot, phases: Mapping[Week, Phase]) -> bool:
    """Tell whether a week that is not over had a session to give."""
    coming = {str(week) for week, phase in phases.items() if phase < Phase.CLOSED}
    rows = snapshot.tab(tabs.CAPACITIES).frame
    figures = rows.loc[rows[WEEK].isin(coming), CAPACITY]
    return any(isinstance(figure, int | float) and figure > 0 for figure in figures)
