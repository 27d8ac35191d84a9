"""The letters that invite cooperatives and businesses to a week: one page for each party.

SOP Clean & Clear, steps 7 and 8: prepared at H-9, sent at H-8.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from connectors.documents.qr import qr_code
from connectors.documents.word import Picture
from loket.columns import BUSINESS, DATE, INVITATION_CODE, NAME, OPEN, SERVICE
from loket.errors import UsageError
from loket.vocabulary import Form, Service
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.desk import Desk, read_desk
from pipeline.clinic.office_calendar import read_calendar
from pipeline.papers.frame import Paper, around
from pipeline.papers.record import Record
from pipeline.papers.wording import blank, day_text, days_text, hours_text
from pipeline.questionnaires.prefilled import prefilled
from transforms.reading.time_range import SESSION_MINUTES
from transforms.registration.invited_parties import NOT_YET

_QR_MM = 32.0
_LETTER_SENT = "letter_sent"


def invitation_letters(record: Record, week: Week) -> Paper:
    """Give a letter for each party of Undangan that has none yet and has not registered.

    Raises UsageError where nobody is left to be written to, where the week takes no registrations
    any more, or where a code does not stand on Rekap Undangan yet: only there it is sure to stay.
    """
    desk = read_desk(record.snapshot, record.settings, read_calendar(record.snapshot, record.now))
    limits = desk.boundaries(week)
    if limits is None or record.now >= limits.frozen:
        raise UsageError(
            f"{week} takes no registrations any more, or has no service day.",
            remedy="Give a week that is still to come.",
        )
    reply_by = limits.released.date() - timedelta(days=1)
    context = {
        **around(record.settings, record.now.date()),
        "minggu": str(week),
        "tahun": f"{record.now.year}",
        "menit": f"{SESSION_MINUTES}",
        "batas": day_text(reply_by) if reply_by > record.now.date() else "",
        "surat": [_letter(record, row, _visits(desk, week, row[SERVICE])) for row in _due(record)],
    }
    title = f"Surat Undangan Clean & Clear {week}"
    return Paper("surat-undangan", f"surat-undangan-{week}", title, context, public=False)


def _due(record: Record) -> list[dict[Hashable, Any]]:
    """Give who is to be written to, in the order of the tab Undangan."""
    ticks = record.clinic.registrants.invited[[INVITATION_CODE, _LETTER_SENT]]
    every = record.clinic.parties.merge(ticks, on=INVITATION_CODE, validate="1:1")
    sent = every[_LETTER_SENT].map(lambda tick: tick is True).astype(bool)
    due = every[~sent & (every["registered"] == NOT_YET)]
    if due.empty:
        raise UsageError(
            "There is no letter to write: every party of the tab Undangan has registered, or has "
            "Surat Dikirim ticked.",
            remedy="Add a row to Undangan, or take the tick away.",
        )
    _require_kept(record, due[INVITATION_CODE])
    return due.to_dict("records")


def _require_kept(record: Record, codes: pd.Series) -> None:
    new = ~codes.isin(record.rows(tabs.INVITED_PARTIES)[INVITATION_CODE])
    if new.any():
        raise UsageError(
            f"{new.sum()} parties of Undangan have no code on Rekap Undangan yet.",
            remedy="Run `loket sync` first: a code that stands there stays.",
        )


def _letter(
    record: Record, row: Mapping[Hashable, Any], visits: list[dict[str, str]]
) -> dict[str, Any]:
    form = record.settings.forms.of(Form.REGISTRATION)
    address = prefilled(form, INVITATION_CODE, str(row[INVITATION_CODE]))
    name, business = blank(row[NAME]), blank(row[BUSINESS])
    return {
        "kepada": f"Yth. Bapak/Ibu {name}" if name else f"Yth. Pimpinan {business}",
        "usaha": business if name else "",
        "kunjungan": visits,
        "kode": row[INVITATION_CODE],
        "alamat": address,
        "qr": Picture(qr_code(address), _QR_MM),
    }


def _visits(desk: Desk, week: Week, invited_to: object) -> list[dict[str, str]]:
    """Give when the service is open that a party is invited to, or each if none is named.

    Raises UsageError where it is not open at all.
    """
    named = [service for service in Service if service == invited_to] or list(Service)
    days = desk.days(week)
    opened = {
        service: list(days.loc[days[OPEN] & (days[SERVICE] == service), DATE]) for service in named
    }
    if not any(opened.values()):
        raise UsageError(
            f"{week} has no day of the service {' or '.join(named)}, to which a party is invited.",
            remedy="Give another week, or change Layanan on the tab Undangan.",
        )
    return [
        {
            "layanan": service,
            "hari": days_text(dates),
            "jam": _hours(desk, service, dates),
        }
        for service, dates in opened.items()
        if dates
    ]


def _hours(desk: Desk, service: Service, days: Sequence[date]) -> str:
    """Write the hours of a service; more than one where they change within the week."""
    by_day = (desk.settings.clinic.service_hours.on(day).get(service) for day in days)
    return " atau ".join(dict.fromkeys(hours_text(hours) for hours in by_day if hours))
