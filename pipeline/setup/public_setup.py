"""Makes or repairs the public spreadsheet; a second run changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from connectors.sheets.client import SETUP_READING, SpreadsheetClient
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.spreadsheet_setup import is_untouched, setup
from loket.errors import ConfigurationError
from loket.vocabulary import TIME_ZONE
from pipeline.areas.public_grid import PUBLIC_SCHEDULE, withdrawn_grid
from pipeline.configuration.settings_file import write_ids
from pipeline.office import Office
from pipeline.setup.new_spreadsheet import LOCALE, new_spreadsheet


def set_up_public_schedule(office: Office, config: Path) -> dict[str, Any]:
    """Bring the public spreadsheet to its declaration; report what was done.

    Sharing it is the caller's. Raises ConfigurationError for a spreadsheet that holds anything
    else: everybody could read that.
    """
    settings = office.settings
    found = settings.public.id
    if found is None:
        found = new_spreadsheet(office, settings.public.title)
        write_ids(config, {("public", "id"): found})
    client = SpreadsheetClient(office.founder, found, zone=TIME_ZONE)
    snapshot = client.read(SETUP_READING)
    require_alone(snapshot)
    changes = setup(
        snapshot,
        {PUBLIC_SCHEDULE: withdrawn_grid(settings.office)},
        editors=[settings.google.loket],
        locale=LOCALE,
        time_zone=str(TIME_ZONE),
        journal_kept=False,
    )
    client.apply(changes.unjournalled)
    address = f"https://docs.google.com/spreadsheets/d/{found}/edit"
    return {
        "id": found,
        "created": settings.public.id is None,
        "tabs changed": len(changes.tabs),
        "address": office.in_browser(address),
    }


def require_alone(snapshot: Snapshot) -> None:
    """Raise ConfigurationError where a spreadsheet holds more than the public schedule."""
    others = [
        sheet.title for key, sheet in snapshot.sheets.items() if key != PUBLIC_SCHEDULE.sheet_id
    ]
    if others and not is_untouched(snapshot):
        raise ConfigurationError(
            f"The spreadsheet for the public schedule (public.id, {snapshot.spreadsheet_id}) has "
            f"other tabs: {', '.join(map(repr, others))}. Everybody with the link would read them.",
            remedy="Delete them, or remove the line public.id from config.yaml: `loket init` then "
            "makes a spreadsheet of its own.",
        )
