"""Reports in Drive, beside the spreadsheet, and the way to them from Rekap Evaluasi."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from connectors.google.drive import DriveClient, Kept, writer
from loket.errors import ConfigurationError, UsageError
from loket.week import Week
from pipeline.office import Office
from pipeline.order import Order
from pipeline.papers.printing import Printed
from pipeline.sync import Report, locked_sync

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
_TRIGGER = "laporan"


@dataclass(frozen=True)
class Published:
    """Where a report is to be seen: the PDF, or the Word document where there is none."""

    name: str
    link: str


def publish(office: Office, papers: Sequence[Printed]) -> list[Published]:
    """Put the reports into Drive; sheets with clients' names on them stay where they are.

    What was published before gets the new content under its old address. Raises UsageError where
    all of the papers are such sheets.
    """
    public = [each for each in papers if each.paper.public]
    if not public:
        raise UsageError(
            "There is nothing to publish: these papers hold personal data.",
            remedy="Publish the report of a week that has begun, or of a period.",
        )
    return [_publish(office, each) for each in public]


def link_from_recap(
    office: Office, week: Week, published: Sequence[Published], now: datetime
) -> Report:
    """Run a pass over the week that links its report on Rekap Evaluasi."""
    links = {str(week): published[0].link}
    return locked_sync(office, Order(now, weeks=(week,), trigger=_TRIGGER, reports=links))


def _publish(office: Office, printed: Printed) -> Published:
    kept = [_keep(office, path) for path in (printed.docx, printed.pdf) if path]
    return Published(printed.paper.name, office.in_browser(kept[-1].link))


def _keep(office: Office, path: Path) -> Kept:
    """Put one file into Drive, as whoever creates files, and let staff edit it."""
    drive = DriveClient(office.founder)
    kind = _TYPES[path.suffix]
    beside = office.spreadsheet.spreadsheet_id
    try:
        kept = drive.keep(path.name, path.read_bytes(), kind, beside)
    except ConfigurationError as error:
        raise ConfigurationError(
            f"The folder of the spreadsheet takes no file from this account. {error.message}",
            remedy="Share that folder as editor with Loket's account (google.loket in "
            "config.yaml), or upload the file by hand.",
        ) from error
    if kept.is_new:
        drive.grant({kept.file_id: [writer(email) for email in office.settings.google.staff]})
    return kept
