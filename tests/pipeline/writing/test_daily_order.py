"""Rows come in order once a day: how staff sort a tab is theirs till the next morning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from connectors.workspace.faults import Fault
from connectors.workspace.outages import gone, no_storage
from loket.columns import NAME
from loket.errors import AccessError, AmbiguousWrite, ConfigurationError, LoketError
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.order import Order
from pipeline.runs.outcome import CHANGED, PARTIAL, QUIET
from pipeline.sync import Report, locked_sync
from tests.pipeline.interleaving.gaps import Call, Gaps
from tests.pipeline.office_factory import OpenOffice

TODAY = ("2026-11-17T08:00", "2026-11-17T08:10", "2026-11-17T08:20")
TOMORROW = "2026-11-18T08:00"

CHANGE = "sheets.spreadsheets.batchUpdate"
SORTED = ["Ujang Hidayat", "Siti Nurhayati", "Asep Suryana"]


def sort_backwards(office: OpenOffice) -> None:
    """Somebody sorts Pendaftaran by name, from Z to A."""
    column = office.look().tab(tabs.REGISTRATIONS).positions[NAME] + 1
    sheet = office.owner.book.get_worksheet_by_id(tabs.REGISTRATIONS.sheet_id)
    sheet.sort((column, "des"))
    assert names(office) == SORTED


def names(office: OpenOffice) -> list[str]:
    return list(office.rows(tabs.REGISTRATIONS)[NAME])


def moves_rows(call: Call) -> bool:
    return any("moveDimension" in request for request in call.batch or ())


def synced(office: OpenOffice, at: str, before_moves: Callable[[], None] | None = None) -> Report:
    """Run a pass; right before its first batch that moves rows something happens."""
    pending = [before_moves] if before_moves else []

    def before(call: Call) -> None:
        if moves_rows(call) and pending:
            pending.pop()()

    office.at(at)
    its = office.office
    Gaps(before, lambda _: None, lambda _: False).watch(its.access)
    return locked_sync(its, Order(office.clock.now))


def test_how_staff_sort_a_tab_is_theirs_till_the_next_morning(drafted: OpenOffice) -> None:
    as_registered = names(drafted)
    synced(drafted, TODAY[0])
    sort_backwards(drafted)
    assert synced(drafted, TODAY[1]).outcome == QUIET
    assert names(drafted) == SORTED
    assert synced(drafted, TOMORROW).outcome == CHANGED
    assert names(drafted) == as_registered


def test_whoever_asks_for_everything_has_rows_in_order_at_once(drafted: OpenOffice) -> None:
    as_registered = names(drafted)
    synced(drafted, TODAY[0])
    sort_backwards(drafted)
    drafted.sync(full=True)
    assert names(drafted) == as_registered


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (replace(no_storage(), method=CHANGE), AccessError),
        (replace(gone("*"), method=CHANGE), ConfigurationError),
        (Fault(CHANGE, drop="before", times=2), AmbiguousWrite),
    ],
    ids=["denied", "gone", "lost"],
)
def test_rows_that_could_not_be_moved_are_moved_by_the_next_pass(
    drafted: OpenOffice, fault: Fault, error: type[LoketError]
) -> None:
    as_registered = names(drafted)
    sort_backwards(drafted)
    struck = synced(drafted, TODAY[0], lambda: drafted.workspace.faults.add(fault))
    assert (struck.outcome, [type(each) for each in struck.errors]) == (PARTIAL, [error])
    assert names(drafted) == SORTED
    assert synced(drafted, TODAY[1]).outcome == CHANGED
    assert names(drafted) == as_registered
    sort_backwards(drafted)
    assert synced(drafted, TODAY[2]).outcome == QUIET
    assert names(drafted) == SORTED


def test_what_came_in_order_without_a_form_does_so_again_when_that_is_back(
    drafted: OpenOffice,
) -> None:
    as_registered = names(drafted)
    form = str(drafted.settings.forms.of(Form.HALO_FEEDBACK).id)
    faults = drafted.workspace.faults
    for time in TODAY[:2]:
        sort_backwards(drafted)
        faults.add(replace(gone(form), times=100))
        assert synced(drafted, time).outcome == PARTIAL
        faults.clear()
        assert names(drafted) == (as_registered if time == TODAY[0] else SORTED)
    assert not synced(drafted, TODAY[2]).errors
    assert names(drafted) == as_registered


def test_rows_that_people_keep_from_moving_are_left_for_that_day(drafted: OpenOffice) -> None:
    sort_backwards(drafted)
    refused = Fault(CHANGE, status=400, body=b'{"error": {"code": 400, "message": "no"}}')
    tries: list[str] = []

    def refuse(time: str) -> None:
        tries.append(time)
        drafted.workspace.faults.add(refused)

    for time in TODAY:
        assert synced(drafted, time, partial(refuse, time)).errors == ()
    assert tries == [TODAY[0]]
    assert names(drafted) == SORTED
