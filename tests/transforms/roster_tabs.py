"""The staff tabs of the roster for tests: only the cells that matter show at the call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from tests.transforms.calendar_frames import a_tab, the_days
from transforms.calendar.service_hours import ServiceHours
from transforms.staffing.availability import availability
from transforms.staffing.consultants import Consultants, consultants
from transforms.staffing.consultation_fields import consultation_fields
from transforms.staffing.quotas import Quotas, quotas
from transforms.staffing.roster import roster

MONDAY = date(2026, 11, 23)

Cells = Mapping[str, object]

FIELDS = (
    ("Koperasi", "Simpan pinjam"),
    ("Koperasi", "Akuntansi & laporan RAT"),
    ("Koperasi", "Pembiayaan"),
    ("UKM", "NIB/OSS"),
    ("UKM", "Ekspor"),
    ("Koperasi, UKM", "Lainnya"),
)


def a_consultant(**cells: object) -> Cells:
    """Siti, who serves cooperatives on Mondays from 09.00 to 10.00, in one field."""
    return {
        "name": "Siti",
        "institution": None,
        "service": "Koperasi",
        "main_field": "Simpan pinjam",
        "other_fields": None,
        "days": "Senin",
        "hours": "09.00-10.00",
        "daily_maximum": None,
        "active": True,
    } | cells


def an_entry(**cells: object) -> Cells:
    """Siti's absence for the whole of Monday."""
    return {
        "consultant": "Siti",
        "date": MONDAY,
        "start": None,
        "end": None,
        "available": False,
        "note": None,
    } | cells


def a_quota(**cells: object) -> Cells:
    """Three invited and two public clients on Mondays at the cooperatives' service."""
    return {
        "day_or_date": "Senin",
        "service": "Koperasi",
        "invited_quota": 3.0,
        "public_quota": 2.0,
        "rooms": None,
    } | cells


def tab_of(rows: Sequence[Cells], like: Cells) -> pd.DataFrame:
    return a_tab(list(like), *(list(row.values()) for row in rows))


def the_fields() -> pd.DataFrame:
    return consultation_fields(a_tab(["service", "field"], *FIELDS))[0]


def the_consultants(*rows: Cells) -> Consultants:
    return consultants(tab_of(rows, a_consultant()), the_fields())


def the_entries(*rows: Cells, since: date = MONDAY) -> tuple[pd.DataFrame, pd.DataFrame]:
    names = the_consultants(a_consultant(), a_consultant(name="Budi")).names
    return availability(tab_of(rows, an_entry()), names, since)


def the_quotas(*rows: Cells, days: pd.DataFrame | None = None) -> Quotas:
    return quotas(tab_of(rows, a_quota()), the_days([MONDAY]) if days is None else days)


def the_slots(
    rows: Sequence[Cells],
    entries: Sequence[Cells] = (),
    quota_rows: Sequence[Cells] = (),
    *,
    days: Sequence[date] = (MONDAY,),
    closed: Sequence[Sequence[object]] = (),
    hours: ServiceHours | None = None,
) -> pd.DataFrame:
    who, open_days = the_consultants(*rows), the_days(days, *closed)
    return roster(
        who.shifts,
        availability(tab_of(entries, an_entry()), who.names, min(days))[0],
        open_days,
        hours or ServiceHours(),
        the_quotas(*quota_rows, days=open_days).rooms,
    )
