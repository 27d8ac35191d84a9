"""The public schedule: a spreadsheet of its own, which anybody with the link may read.

It holds nothing but what may be public, so whatever somebody finds in it, hidden sheets and older
versions included, is masked. It is written by each pass after the office's own spreadsheet; a pass
that dies in between, or cannot reach it, leaves it to the next one.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from connectors.sheets.change_set import ChangeSet, diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.grid import Grid
from loket.columns import CODE, FIXED
from loket.errors import ConfigurationError
from loket.vocabulary import TIME_ZONE, Phase
from pipeline.areas.public_grid import PUBLIC_SCHEDULE, public_grid, withdrawn_grid
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.week_plan import WeekPlan
from pipeline.configuration.settings import Public, Settings
from pipeline.office import Office
from pipeline.order import Order
from transforms.schedule.public_sessions import COLUMNS, public_sessions

_SHOWN = (Phase.DRAFTED, Phase.FROZEN, Phase.RUNNING)


def show_schedule(office: Office, clinic: Clinic | None, order: Order) -> ChangeSet | None:
    """Bring the public spreadsheet to what it should show; give the batch, None if it is left.

    One read, and one batch where something changed. A dry run sends nothing. Raises
    ConfigurationError where the settings want a schedule and ``loket init`` has not made it.
    """
    found = public_id(office.settings.public)
    grid = _grid(office.settings, clinic, order) if found else None
    if found is None or grid is None:
        return None
    client = SpreadsheetClient(office.access, found, TIME_ZONE)
    editors = (office.settings.google.loket,)
    changes = diff(client.read(), {PUBLIC_SCHEDULE: grid}, editors=editors).unjournalled
    if not order.dry_run:
        client.apply(changes)
    return changes


def public_id(public: Public) -> str | None:
    """Give the public spreadsheet's id, None where there is none and none is wanted.

    Raises ConfigurationError where one is wanted.
    """
    if public.schedule and public.id is None:
        raise ConfigurationError(
            "config.yaml wants a public schedule (public.schedule) and has no id for it.",
            remedy="Run `loket init`; it creates that spreadsheet and lets everybody read it.",
        )
    return public.id


def _grid(settings: Settings, clinic: Clinic | None, order: Order) -> Grid | None:
    """Draw the page; None where this pass does not know all that stands on it."""
    if not settings.public.schedule:
        return withdrawn_grid(settings.office)
    if clinic is None or order.weeks or order.as_of:
        return None
    if any(clinic.phases[week] in _SHOWN for week in clinic.stopped):
        return None
    today = order.now.astimezone(TIME_ZONE).date()
    parts = [_sessions(plan, today) for plan in clinic.plans.values() if plan.facts.phase in _SHOWN]
    filled = [part for part in parts if len(part)]
    sessions = pd.concat(filled) if filled else pd.DataFrame(columns=COLUMNS)
    return public_grid(sessions, settings.office)


def _sessions(plan: WeekPlan, today: date) -> pd.DataFrame:
    settled = set(plan.schedule[CODE])
    if plan.facts.phase < Phase.FROZEN:
        placed = plan.places.placed if plan.places else pd.DataFrame({CODE: [], FIXED: []})
        settled = set(placed.loc[placed[FIXED].astype(bool), CODE])
    return public_sessions(plan.schedule, settled, today)
