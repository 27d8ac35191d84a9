"""Responses and registrations for tests, where only what a test is about is written out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from loket import columns as c
from loket.vocabulary import TIME_ZONE, Group, Service, code_of
from transforms.calendar.service_hours import ServiceHours
from transforms.registration import invitations, registrations

NOON = datetime(2026, 11, 12, 12, tzinfo=TIME_ZONE)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
INSTANT = "datetime64[us, Asia/Jakarta]"
FIELDS = pd.DataFrame(
    [("Koperasi", "Simpan pinjam"), ("Koperasi", "Lainnya"), ("UKM", "NIB/OSS")],
    columns=[c.SERVICE, c.FIELD],
    dtype="str",
)


def at(minutes: int) -> datetime:
    """Give an instant some minutes after the tests' noon."""
    return NOON + timedelta(minutes=minutes)


def a_response(number: int = 1, **answers: Any) -> dict[str, Any]:
    """Give one good response."""
    response_id = f"response-{number}"
    return {
        c.RESPONSE_ID: response_id,
        c.CODE: code_of(response_id),
        c.CREATED: at(number),
        c.SUBMITTED: at(number),
        c.NAME: "Siti Nurhaliza",
        c.PHONE: "0812-1234-5678",
        c.APPLICANT: "Masyarakat umum",
        c.BUSINESS: "KSP Maju Jaya",
        c.DISTRICT: "Cibinong",
        c.DATES: ("Senin, 23 November 2026",),
        c.SERVICE: "Koperasi 09.00–12.00",
        c.FIELD_COOPERATIVE: "Simpan pinjam",
        c.TIMES_COOPERATIVE: ("09.00–09.30",),
        c.FIELD_SME: None,
        c.TIMES_SME: (),
        c.PROBLEM: None,
        c.INVITATION_CODE: None,
        c.SOURCE: None,
        c.CONSENT: ("Saya setuju",),
        **answers,
    }


def responses(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make a frame of responses."""
    frame = pd.DataFrame(list(rows), columns=list(a_response()), dtype=object)
    return frame.astype(
        {c.RESPONSE_ID: "str", c.CODE: "str", c.CREATED: INSTANT, c.SUBMITTED: INSTANT}
    )


def invited(*rows: tuple[str | None, str | None, str | None]) -> pd.DataFrame:
    """Make a tab Undangan of name, business and code."""
    frame = pd.DataFrame(rows, columns=[c.NAME, c.BUSINESS, c.INVITATION_CODE], dtype=object)
    return frame.assign(**{c.PHONE: None, c.SERVICE: None})


def read(
    frame: pd.DataFrame, parties: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Normalise with the SOP's hours, three fields and a walk-in code."""
    return registrations.normalise(
        frame,
        invitations.codes(invited() if parties is None else parties),
        hours=ServiceHours(),
        fields=FIELDS,
        walk_in_code="DATANG",
    )


def a_registration(number: int = 1, **values: Any) -> dict[str, Any]:
    """Give one registration; the code says its number."""
    return {
        c.CODE: f"CC-{number:04d}",
        c.RESPONSE_ID: f"response-{number}",
        c.CREATED: at(number),
        c.SUBMITTED: values.get(c.CREATED, at(number)),
        c.NAME: "Siti Nurhaliza",
        c.NAME_KEY: "siti nurhaliza",
        c.PHONE: "+6281212345678",
        c.SERVICE: Service.COOPERATIVE.value,
        c.APPLICANT: "Masyarakat umum",
        c.BUSINESS: "KSP Maju Jaya",
        c.BUSINESS_KEY: "maju jaya",
        c.DISTRICT: "Cibinong",
        c.FIELD: "Simpan pinjam",
        c.DATES: (MONDAY,),
        c.TIMES: (time(9),),
        c.PROBLEM: None,
        c.INVITATION_CODE: None,
        c.SOURCE: None,
        c.GROUP: Group.PUBLIC.value,
        c.REMARK: None,
        **values,
    }


def registered(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make a frame of registrations."""
    frame = pd.DataFrame(list(rows), columns=list(a_registration()), dtype=object)
    others: dict[str, Any] = {
        c.CREATED: INSTANT,
        c.SUBMITTED: INSTANT,
        c.DATES: object,
        c.TIMES: object,
    }
    return frame.astype({name: others.get(name, "str") for name in frame.columns})
