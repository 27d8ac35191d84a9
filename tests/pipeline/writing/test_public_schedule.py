"""The public spreadsheet: made by init, kept by passes, read by anybody, and nothing else in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace as replace_in
from functools import partial
from typing import Any

import pytest
import requests

from connectors.google.access import GoogleAccess
from connectors.sheets.client import SpreadsheetClient
from connectors.workspace.faults import Fault
from loket import columns as c
from loket.errors import AccessError, ConfigurationError
from loket.vocabulary import TIME_ZONE, Status
from pipeline import tabs
from pipeline.areas.public_grid import PUBLIC_SCHEDULE, WITHDRAWN
from pipeline.doctor import public_checks
from pipeline.doctor.case import case_of
from pipeline.doctor.finding import Level
from pipeline.order import Order
from pipeline.setup.setup import initialise
from pipeline.writing.public_schedule import show_schedule
from tests.pipeline.office_factory import (
    CLIENTS,
    FROZEN,
    SCHEDULE,
    WEEK,
    OpenOffice,
    at,
    code_of_client,
    reads_and_writes,
    replace,
)

HEADERS: list[object] = ["Hari", "Tanggal", "Jam", "Layanan", "Nama", "Status"]
PLAN, SETTLED = "Rencana, bisa berubah", "Terjadwal"


def switch(office: OpenOffice, before: str, after: str) -> None:
    replace(office.config, f"schedule: {before}", f"schedule: {after}")


def anybody(office: OpenOffice) -> GoogleAccess:
    """Somebody with the link and an account of their own."""
    return office._access("siapa@luar.example")


def whole_file(office: OpenOffice) -> Mapping[str, Any]:
    """Everything in the public file, hidden sheets and metadata included, as anybody gets it."""
    book = anybody(office).gspread.open_by_key(str(office.settings.public.id))
    found: Mapping[str, Any] = book.fetch_sheet_metadata({"includeGridData": True})
    return found


def shown(office: OpenOffice) -> list[list[object]]:
    """The sessions on the page, or the one line that stands there instead."""
    client = SpreadsheetClient(anybody(office), str(office.settings.public.id), TIME_ZONE)
    (sheet,) = client.read().sheets.values()
    rows: list[list[object]] = [[cell for cell in row if cell is not None] for row in sheet.cells]
    assert sheet.sheet_id == PUBLIC_SCHEDULE.sheet_id
    return rows[rows.index(HEADERS) + 1 :] if HEADERS in rows else rows[-1:]


def test_a_public_schedule_from_first_to_last(drafted: OpenOffice) -> None:
    office = drafted
    switch(office, "false", "true")
    missing = office.sync(dry_run=True)
    assert (missing.exit_code, missing.changes) == (78, [])
    assert "Run `loket init`" in str(missing.errors)

    done = initialise(office.office, office.config)["public schedule"]
    assert (done["created"], done["id"]) == (True, office.settings.public.id)
    assert shown(office) == [[WITHDRAWN]]
    with office.watched() as again:
        initialise(office.office, office.config)
    assert reads_and_writes(again)[1] == 0

    asep = code_of_client(office.look(), "Asep Suryana")
    office.staff.mark(office.look(), SCHEDULE, {asep: {c.TOLD: True}})
    with office.watched() as first:
        assert office.sync().exit_code == 0
    assert reads_and_writes(first)[1] == 1
    with office.watched() as second:
        assert office.sync().outcome == "quiet"
    assert reads_and_writes(second)[1] == 0
    stands = office.rows(SCHEDULE)
    held = stands[stands[c.STATUS] == Status.SCHEDULED].sort_values([c.DATE, c.START, c.NAME])
    masks = {
        "Asep Suryana": "A*** S***",
        "Siti Nurhayati": "S*** N***",
        "Ujang Hidayat": "U*** H***",
    }
    words = {asep: SETTLED}
    expected = [
        [masks[name], words.get(code, PLAN)]
        for name, code in zip(held[c.NAME], held[c.CODE], strict=True)
    ]
    assert [row[4:] for row in shown(office)] == expected
    assert [row[0] for row in shown(office)] == list(held[c.DAY])
    nothing_personal(office)

    office.at(FROZEN)
    clinic = office.sync().book.clinic
    assert {row[5] for row in shown(office)} == {SETTLED}

    later = Order(at("2026-11-25T08:00"))
    # A pass over one week does not know what else is to come; neither does one without the form.
    assert show_schedule(office.office, clinic, replace_in(later, weeks=(WEEK,))) is None
    assert show_schedule(office.office, None, later) is None
    rehearsed = show_schedule(office.office, clinic, replace_in(later, dry_run=True))
    assert rehearsed is not None
    assert rehearsed.cells
    assert len(shown(office)) == len(held)
    show_schedule(office.office, clinic, later)
    assert shown(office) == [["Belum ada jadwal untuk minggu ini dan minggu depan."]]
    switch(office, "true", "false")
    show_schedule(office.office, clinic, later)
    assert shown(office) == [[WITHDRAWN]]


def nothing_personal(office: OpenOffice) -> None:
    """The file holds nothing of a client but what is masked; the page opens to anybody."""
    file = json.dumps(whole_file(office), ensure_ascii=False)
    registered = office.rows(tabs.REGISTRATIONS)
    words = {word for name in CLIENTS for word in (*name.split(), CLIENTS[name])}
    words |= {
        str(word)
        for name in (c.CODE, c.PHONE, c.BUSINESS, c.FIELD, c.DISTRICT)
        for word in registered[name].dropna()
    }
    assert [word for word in words if word in file] == []
    address = f"{office.workspace.url}/spreadsheets/d/{office.settings.public.id}/edit"
    assert "A*** S***" in requests.get(address, timeout=30).text


def test_init_lets_everybody_in_and_the_doctor_sees_how_far(opened: OpenOffice) -> None:
    examined = partial(public_checks.schedule, case_of(opened.office))
    assert list(examined()) == []
    switch(opened, "false", "true")
    for broken in ("sheets.spreadsheets.create", "sheets.spreadsheets.batchUpdate"):
        opened.workspace.faults.add(Fault(broken, status=403))
        with pytest.raises(AccessError):
            initialise(opened.office, opened.config)
    initialise(opened.office, opened.config)
    titles = [file["name"] for file in opened.office.founder.gspread.list_spreadsheet_files()]
    assert titles.count(opened.settings.public.title) == 1
    examined = partial(public_checks.schedule, case_of(opened.office))
    (finding,) = examined()
    assert (finding.level, str(opened.settings.public.id) in finding.what) == (Level.OK, True)

    permissions = opened.office.founder.drive().permissions()
    link = {"fileId": opened.settings.public.id, "permissionId": "anyoneWithLink"}
    permissions.update(**link, body={"role": "writer"}).execute()
    (finding,) = examined()
    assert (finding.level, finding.what) == (Level.WARNING, "Anyone with the link may write in it.")
    permissions.delete(**link).execute()
    (finding,) = examined()
    assert "loket init" in finding.remedy
    initialise(opened.office, opened.config)
    (finding,) = examined()
    assert finding.level is Level.OK
    people = opened.office.drive.permissions(str(opened.settings.public.id))
    google = opened.settings.google
    assert {each.get("emailAddress") for each in people} == {None, google.owner, google.loket}


def test_a_spreadsheet_that_holds_more_is_never_made_public(opened: OpenOffice) -> None:
    switch(opened, "false", "true")
    other = opened.office.founder.gspread.create("Daftar gaji")
    other.add_worksheet("Rahasia", 3, 3)
    replace(opened.config, "public:\n", f"public:\n  id: {other.id}\n")
    with pytest.raises(ConfigurationError, match="'Rahasia'"):
        initialise(opened.office, opened.config)
    assert [each["type"] for each in other.list_permissions()] == ["user"]
    replace(opened.config, f"  id: {other.id}\n", f"  id: {opened.settings.spreadsheet.id}\n")
    with pytest.raises(ConfigurationError, match="office's own spreadsheet"):
        _ = opened.settings
