"""One read, one atomic write; a lost reply neither loses a write nor doubles it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.google.access import GoogleAccess
from connectors.sheets.change_set import diff
from connectors.sheets.client import SETUP_READING, SpreadsheetClient
from connectors.workspace.faults import Fault
from connectors.workspace.outages import login_page
from connectors.workspace.server import RunningWorkspace
from loket.errors import (
    AccessError,
    AmbiguousWrite,
    ConfigurationError,
    QuotaExceeded,
    UnavailableError,
)
from tests.connectors.factories import EVENTS, OWNER, STAFF, VISITS, ZONE, an_access, events, visits

WRITE = "sheets.spreadsheets.batchUpdate"
READ = "sheets.spreadsheets.get"


def numbers(spreadsheet: SpreadsheetClient) -> list[int]:
    listed: list[int] = spreadsheet.read().tab(EVENTS).frame["number"].tolist()
    return listed


def test_a_reading_is_one_call_and_an_unchanged_pass_writes_nothing(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient
) -> None:
    spreadsheet.apply(diff(spreadsheet.read(), {EVENTS: events(2, 1), VISITS: visits("A")}))
    before = len(served.requests)
    spreadsheet.apply(diff(spreadsheet.read(), {EVENTS: events(2, 1), VISITS: visits("A")}))
    assert [request.method_id for request in served.requests[before:]] == [READ]


def test_text_from_the_public_stays_text(spreadsheet: SpreadsheetClient) -> None:
    hostile = ['=IMPORTXML("x")', "+62", "'kutip", "1/2", "\u202eterbalik", "a\x00\ud800"]
    desired = visits(*(f"K{n}" for n in range(len(hostile)))).assign(name=hostile)
    spreadsheet.apply(diff(spreadsheet.read(), {VISITS: desired}))
    snapshot = spreadsheet.read()
    assert snapshot.tab(VISITS).frame["name"].tolist() == [*hostile[:-1], "a\ufffd\ufffd"]
    assert diff(snapshot, {VISITS: desired}).is_empty


@pytest.mark.parametrize("drop", ["before", "after"])
def test_a_lost_reply_neither_loses_nor_doubles_a_batch(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient, drop: str
) -> None:
    spreadsheet.apply(diff(spreadsheet.read(), {EVENTS: events(1)}))
    changes = diff(spreadsheet.read(), {EVENTS: events(2, 1)})
    served.faults.add(Fault(WRITE, drop="before" if drop == "before" else "after"))
    spreadsheet.apply(changes)
    assert numbers(spreadsheet) == [2, 1]


def test_a_batch_lost_twice_is_reported_as_ambiguous(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient
) -> None:
    changes = diff(spreadsheet.read(), {EVENTS: events(1)})
    served.faults.add(Fault(WRITE, drop="before", times=2))
    with pytest.raises(AmbiguousWrite, match="Whether the change was made is not known"):
        spreadsheet.apply(changes)


def test_a_late_copy_of_a_batch_changes_nothing(spreadsheet: SpreadsheetClient) -> None:
    first = diff(spreadsheet.read(), {EVENTS: events(1)})
    spreadsheet.apply(first)
    second = diff(spreadsheet.read(), {EVENTS: events(2, 1)})
    spreadsheet.apply(second)
    for late in (first, second):
        with pytest.raises(UnavailableError):
            spreadsheet.apply(late)
    assert numbers(spreadsheet) == [2, 1]


def test_of_two_programs_that_read_the_same_only_one_writes(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient
) -> None:
    snapshot = spreadsheet.read()
    ours, theirs = (diff(snapshot, {EVENTS: events(number)}) for number in (1, 2))
    spreadsheet.apply(theirs)
    served.faults.add(Fault(WRITE, drop="before"))
    with pytest.raises(UnavailableError, match="Another program wrote"):
        spreadsheet.apply(ours)
    assert numbers(spreadsheet) == [2]


def test_stamps_do_not_pile_up(spreadsheet: SpreadsheetClient) -> None:
    for number in range(1, 68):
        spreadsheet.apply(diff(spreadsheet.read(), {EVENTS: events(number)}))
    assert sorted(spreadsheet.read().stamps) == list(range(4, 68))


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(READ, status=429, times=2), id="429"),
        pytest.param(Fault(READ, status=502, body=b"<html>502</html>"), id="HTML 502"),
        pytest.param(Fault(READ, drop="before"), id="dropped"),
        pytest.param(Fault(READ, truncate=True), id="half a reply"),
        pytest.param(Fault(READ, drop="midway"), id="dropped midway"),
        pytest.param(replace(login_page(), method=READ), id="a page that asks to log in"),
    ],
)
def test_a_reading_survives(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient, fault: Fault
) -> None:
    served.faults.add(fault)
    assert spreadsheet.read(SETUP_READING).properties["title"] == "Klinik"
    assert spreadsheet.access.calls.retries == fault.times


def test_it_gives_up_after_a_bounded_number_of_attempts(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient
) -> None:
    served.faults.rate_limit(READ, times=6)
    with pytest.raises(QuotaExceeded, match=spreadsheet.spreadsheet_id):
        spreadsheet.read()
    assert spreadsheet.access.calls.retries == 5


def test_a_spreadsheet_that_is_not_shared_or_not_there_is_told_apart(
    served: RunningWorkspace, access: GoogleAccess, spreadsheet: SpreadsheetClient
) -> None:
    stranger = an_access(served.url, STAFF)
    with pytest.raises(AccessError, match="Share the file"):
        SpreadsheetClient(stranger, spreadsheet.spreadsheet_id, ZONE).read()
    stranger.close()
    with pytest.raises(ConfigurationError, match="Correct its id"):
        SpreadsheetClient(access, "keine", ZONE).read()


def test_a_workspace_that_does_not_run_is_unavailable() -> None:
    waits: list[float] = []
    access = an_access("http://127.0.0.1:9", OWNER, waits=waits)
    with pytest.raises(UnavailableError, match="cannot be reached"):
        SpreadsheetClient(access, "x", ZONE).read()
    assert len(waits) == 5
    access.close()
