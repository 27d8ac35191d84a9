"""An empty spreadsheet for ``loket init`` to fill: a new one, or one that it has made before."""

from __future__ import annotations

from connectors.google.drive import SPREADSHEET_KIND, DriveClient
from connectors.sheets.client import SETUP_READING, SpreadsheetClient, create_spreadsheet
from connectors.sheets.spreadsheet_setup import is_untouched
from loket.vocabulary import TIME_ZONE
from pipeline.office import Office

LOCALE = "id_ID"


def new_spreadsheet(office: Office, title: str) -> str:
    """Give the id of an empty spreadsheet of that title, as whoever creates files.

    One that an interrupted run has made and could not note down is taken again.
    """
    return _left_over(office, title) or create_spreadsheet(
        office.founder, title, locale=LOCALE, time_zone=str(TIME_ZONE)
    )


def _left_over(office: Office, name: str) -> str | None:
    for file_id in DriveClient(office.founder).named(name, SPREADSHEET_KIND):
        client = SpreadsheetClient(office.founder, file_id, zone=TIME_ZONE)
        if is_untouched(client.read(SETUP_READING)):
            return file_id
    return None
