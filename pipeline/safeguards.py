"""What must not have vanished from the spreadsheet when weeks are planned: it held bookings."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.snapshot import Snapshot
from loket.columns import CAPACITY, WEEK
from loket.errors import DriftError, TabMissing
from loket.vocabulary import Phase
from loket.week import Week
from pipeline import tabs


def require_what_stood(snapshot: Snapshot, phases: Mapping[Week, Phase]) -> None:
    """Raise TabMissing or DriftError where planning would lose what was published.

    ``phases``: the phase that each week had at the last pass. A drafted week's schedule holds its
    bookings, so without that tab the week is not planned anew. A roster without a single row
    while Kuota Terisi shows capacity was emptied by mistake: everyone would lose their place.
    """
    for week, phase in phases.items():
        tab = tabs.schedule_tab(week)
        if phase >= Phase.DRAFTED and not snapshot.tab(tab).exists:
            raise TabMissing(tab.title)
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
