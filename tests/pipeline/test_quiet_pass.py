"""Promise 1: running it twice changes nothing, counted at the server."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from connectors.workspace.faults import Fault, Request
from loket import columns as c
from loket.vocabulary import Service
from pipeline import tabs
from tests.pipeline.office_factory import (
    CLIENTS,
    SCHEDULE,
    WEEK,
    OpenOffice,
    at,
    code_of_client,
    open_folder,
    reads_and_writes,
    replace,
)
from transforms.reading.indonesian import option_text

FORMS = 3


def by_method(requests: list[Request]) -> dict[str, int]:
    return dict(Counter(request.method_id for request in requests))


def test_second_pass_reads_each_form_and_the_spreadsheet_once_and_writes_nothing(
    opened: OpenOffice,
) -> None:
    opened.register()
    with opened.watched() as seen:
        report = opened.sync()
    assert by_method(seen) == {
        "forms.forms.responses.list": FORMS,
        "sheets.spreadsheets.get": 2,
        "sheets.spreadsheets.batchUpdate": 1,
    }
    assert report.outcome == "changed"
    assert reads_and_writes(seen) == (report.calls["reads"], report.calls["writes"])
    with opened.watched() as seen:
        report = opened.sync()
    assert by_method(seen) == {"forms.forms.responses.list": FORMS, "sheets.spreadsheets.get": 1}
    assert (report.outcome, report.cells, report.changes) == ("quiet", 0, [])


def test_date_options_cost_one_reading_and_one_write_of_the_form(drafted: OpenOffice) -> None:
    drafted.sheet(tabs.CLOSURES).update([["23/11/2026", "Pemadaman listrik"]], "A2", raw=False)
    with drafted.watched() as seen:
        drafted.sync()
    assert by_method(seen) == {
        "forms.forms.responses.list": FORMS,
        "sheets.spreadsheets.get": 2,
        "sheets.spreadsheets.batchUpdate": 1,
        "forms.forms.get": 1,
        "forms.forms.batchUpdate": 1,
    }


def test_form_that_a_pass_could_not_reach_is_put_right_by_the_next(drafted: OpenOffice) -> None:
    """Neither a rehearsal nor a refused pass counts as having offered the dates."""
    drafted.sheet(tabs.CLOSURES).update([["23/11/2026", "Pemadaman listrik"]], "A2", raw=False)
    assert drafted.sync(dry_run=True).outcome == "rehearsed"
    drafted.workspace.faults.add(Fault("forms.forms.batchUpdate", status=403))
    report = drafted.sync()
    assert (report.outcome, report.exit_code) == ("partial", 77)
    with drafted.watched() as seen:
        assert drafted.sync().changes == []
    assert [request.method_id for request in seen if not request.is_read] == [
        "forms.forms.batchUpdate"
    ]


def test_deleted_ledger_is_rebuilt_and_nothing_published_or_typed_changes(
    drafted: OpenOffice,
) -> None:
    snapshot = drafted.look()
    code = code_of_client(snapshot, "Siti Nurhayati")
    drafted.staff.mark(snapshot, SCHEDULE, {code: {c.TOLD: True, c.NOTES: "Telepon sore"}})
    drafted.sync()
    before = cells(drafted)
    drafted.settings.path(drafted.settings.sync.ledger).unlink()
    report = drafted.sync()
    assert cells(drafted) == before
    assert {change["tab"] for change in report.changes} <= {"Log"}
    assert report.counts["new"] == len(CLIENTS)
    assert drafted.sync().outcome == "quiet"


def cells(office: OpenOffice) -> dict[str, tuple[tuple[object, ...], ...]]:
    """Every cell of the spreadsheet but those of Log, by tab."""
    sheets = office.look().sheets.values()
    return {sheet.title: sheet.cells for sheet in sheets if sheet.title != tabs.LOG.title}


BOUNDARIES = {
    "00:00:00": "midnight",
    "09:30:00": "a session is over",
    "12:00:00": "the freeze",
}
"""The moments of the day below from which on cells are other ones, and why."""
SILENT = ("09:00", "15:00")
"""Moments besides: a session begins, and the day after its last boundary.

What would change in between still differs a second before the next boundary.
"""


def test_day_without_input_is_silent_between_its_boundaries(folder: Path) -> None:
    """A service day of one week that is also the day on which the next one is frozen.

    One client has a session from 09.00 to 09.30; three want the two places of next Monday. Around
    each boundary a pass runs a second before, at the very moment, and a second after.
    """
    replace(folder / "config.yaml", "opens_days: 12", "opens_days: 8")
    monday, friday = WEEK.days[0], WEEK.shift(-1).days[4]
    with open_folder(folder, "2026-11-13T09:00") as office:
        office.staff.fill(tabs.QUOTAS, [("Senin", "UKM", 1, 1)])
        office.register(Service.COOPERATIVE, dates=(option_text(friday),))
        for number in range(3):
            office.register(phone=f"0812-0000-000{number}", dates=(option_text(monday),))
        office.sync()
        office.at("2026-11-19T12:00")
        office.sync()
        written = [moment for moment in moments() if writes(office, moment)]
    assert written == [at(f"2026-11-20T{time}") for time in BOUNDARIES]


def moments() -> list[datetime]:
    """The moments at which a pass runs, through twenty-four hours."""
    second = timedelta(seconds=1)
    around = [at(f"2026-11-20T{time}") + n * second for time in BOUNDARIES for n in (-1, 0, 1)]
    return sorted([*around, *(at(f"2026-11-20T{time}") for time in SILENT)])


def writes(office: OpenOffice, moment: datetime) -> bool:
    """Run a pass, and tell whether the server received anything but readings."""
    office.clock.now = moment
    with office.watched() as seen:
        office.sync()
    return any(not request.is_read for request in seen)
