"""Things that the tests of the connectors are about, where only what matters is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from connectors.google.access import GoogleAccess
from connectors.google.retry import RetryPolicy
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Colour, Column, Kind, Tab, View

ZONE = ZoneInfo("Asia/Jakarta")
OWNER = "pemilik@kantor.example"
STAFF = "staf@kantor.example"

VISITS = Tab(
    "visits",
    "Kunjungan",
    (
        Column("code", "Kode"),
        Column("name", "Nama"),
        Column("date", "Tanggal", Kind.DATE),
        Column("status", "Status", colours=(Colour("Batal", "#cccccc"),)),
        Column("told", "Diberitahu", Kind.CHECKBOX, staff=True),
        Column("answer", "Konfirmasi", Kind.CHOICE, staff=True, choices=("Ya", "Batal")),
    ),
    row_key=("code",),
    views=(View("Batal", ("date",), (("status", "Batal"),)),),
)
"""A tab whose rows never leave: staff write beside them."""

EVENTS = Tab(
    "events",
    "Log",
    (Column("number", "No", Kind.INTEGER), Column("text", "Keterangan")),
    row_key=("number",),
)
"""A tab of Loket's own, with a key."""

TOTALS = Tab("totals", "Rekap", (Column("day", "Hari"), Column("count", "Jumlah", Kind.INTEGER)))
"""A tab of Loket's own, compared by position."""

PEOPLE = Tab(
    "people",
    "Konsultan",
    (
        Column("name", "Nama"),
        Column("since", "Sejak", Kind.DATE),
        Column("active", "Aktif", Kind.CHECKBOX),
        Column("note", "Catatan", optional=True),
    ),
    staff_owned=True,
)


def an_access(url: str, email: str, *, waits: list[float] | None = None) -> GoogleAccess:
    """Access that never sleeps: ``waits`` takes the seconds it would have slept."""
    noted = [] if waits is None else waits
    return GoogleAccess.embedded(url, email, retry=RetryPolicy(sleep=noted.append), timeout=5)


def visits(*codes: str, status: str | None = "Terdaftar") -> pd.DataFrame:
    """Rows of VISITS in that order."""
    rows = [(code, f"Nama {code}", None, status) for code in codes]
    return pd.DataFrame(rows, columns=["code", "name", "date", "status"], dtype="object")


def events(*numbers: int) -> pd.DataFrame:
    """Rows of EVENTS in that order."""
    rows = [(number, f"ke-{number}") for number in numbers]
    return pd.DataFrame(rows, columns=["number", "text"], dtype="object")


def totals(**counts: int) -> pd.DataFrame:
    """Rows of TOTALS: ``totals(Senin=3)``."""
    return pd.DataFrame(list(counts.items()), columns=["day", "count"], dtype="object")


def a_cell(value: object) -> dict[str, Any]:
    """Google's JSON of a cell; a dict is taken as it is."""
    match value:
        case dict():
            return value
        case None:
            return {}
        case bool():
            return {"effectiveValue": {"boolValue": value}}
        case int() | float():
            return {"effectiveValue": {"numberValue": value}}
    return {"effectiveValue": {"stringValue": value}}


def a_snapshot(tab: Tab, rows: Sequence[Sequence[object]], **properties: Any) -> Snapshot:
    """A spreadsheet that has one tab, with these cells."""
    size = {"rowCount": len(rows) + 1, "columnCount": max(map(len, rows), default=1)}
    sheet = {"sheetId": tab.sheet_id, "title": tab.title, "gridProperties": size, **properties}
    data = [{"rowData": [{"values": [a_cell(value) for value in row]} for row in rows]}]
    payload = {"spreadsheetId": "s1", "sheets": [{"properties": sheet, "data": data}]}
    return Snapshot.of(payload, ZONE)
