"""The links of a booked row: WhatsApp with the message ready, and the prefilled feedback form."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd

from loket.columns import (
    CODE,
    DATE,
    FEEDBACK_LINK,
    FIELD,
    MESSAGE_LINK,
    NAME,
    PHONE,
    SERVICE,
    START,
    STATUS,
)
from loket.vocabulary import Status
from transforms.reading.indonesian import clock, option_text
from transforms.reading.phones import is_mobile

_BOOKED = (Status.SCHEDULED, Status.CONFIRMED)
_ATTENDED = (*_BOOKED, Status.PRESENT, Status.UNRECORDED)


@dataclass(frozen=True)
class Sender:
    """The office in whose name clients are told, where it is, and for how long it waits."""

    office: str
    place: str
    no_show_minutes: int


def client_messages(
    schedule: pd.DataFrame, *, sender: Sender, feedback_address: str, code_entry: int
) -> pd.DataFrame:
    """Give the links of each row of a week's schedule, aligned with it.

    Columns: MESSAGE_LINK (opens WhatsApp with the invitation; blank without a booking or without
    a mobile number), FEEDBACK_LINK (the feedback form with the code filled in; blank where no
    session took or takes place). ``code_entry`` is the form's entry number of the code.
    """
    booked = schedule[STATUS].isin(_BOOKED) & schedule[DATE].notna() & schedule[START].notna()
    columns = [NAME, PHONE, CODE, SERVICE, FIELD, DATE, START]
    messages = [
        _message_uri(row, sender)
        if there and isinstance(row[PHONE], str) and is_mobile(row[PHONE])
        else None
        for there, row in zip(booked, schedule[columns].to_dict("records"), strict=True)
    ]
    feedback = [
        f"{feedback_address}?{urlencode({'usp': 'pp_url', f'entry.{code_entry}': code})}"
        if status in _ATTENDED
        else None
        for code, status in zip(schedule[CODE], schedule[STATUS], strict=True)
    ]
    return pd.DataFrame(
        {MESSAGE_LINK: messages, FEEDBACK_LINK: feedback}, index=schedule.index, dtype=object
    )


def message(
    name: str,
    code: str,
    service: str,
    field: str | None,
    day: date,
    start: time,
    sender: Sender,
) -> str:
    """Give the text that staff send to a client: when, where, what to answer, no fee."""
    about = f"{service}, bidang {field}" if field else service
    return (
        f"Yth. Bapak/Ibu {name}, Anda terjadwal di klinik konsultasi Clean & Clear (gratis).\n"
        f"Hari/tanggal: {option_text(day)}\n"
        f"Jam: {clock(start)} WIB, mohon hadir 30 menit sebelumnya\n"
        f"Layanan: {about}\n"
        f"Tempat: {sender.place}\n"
        f"Kode: {code}\n"
        "Mohon balas YA bila hadir atau BATAL bila berhalangan. Bila terlambat lebih dari "
        f"{sender.no_show_minutes} menit, sesi dapat diberikan kepada klien lain.\n"
        f"{sender.office}"
    )


def _message_uri(row: Mapping[Hashable, Any], sender: Sender) -> str:
    field = row[FIELD] if isinstance(row[FIELD], str) else None
    text = message(row[NAME], row[CODE], row[SERVICE], field, row[DATE], row[START], sender)
    return f"https://wa.me/{row[PHONE].removeprefix('+')}?text={quote(text, safe='')}"
