"""Registrations: the answers of the registration form, read.

Each response becomes a registration, or has a problem that stops it, so that none is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from loket import columns as c
from loket.vocabulary import Form
from transforms.calendar.service_hours import ServiceHours
from transforms.reading import businesses, districts, names, phones
from transforms.reading.answer_problems import flagged, gathered
from transforms.reading.printable import each_distinct
from transforms.reading.remark_column import joined
from transforms.registration import choices, invitations, session_times, wished_dates
from transforms.registration.answers import (
    SERVICE_QUESTIONS,
    of_service,
    printable_answers,
    shown_answers,
)

_REMEDIES = {
    c.NAME: "Tulis nama klien di Koreksi.",
    c.PHONE: "Tulis nomor yang benar di Koreksi, misalnya 0812-3456-7890.",
    c.DISTRICT: "Tulis nama kecamatan di Koreksi, atau Luar Kabupaten Bogor.",
    c.SERVICE: "Tulis Koperasi atau UKM di Koreksi.",
    c.DATES: "Tanyakan kepada klien, lalu tulis di Koreksi, misalnya 23/11/2026; 25/11/2026.",
    c.FIELD_COOPERATIVE: "Tulis bidang dari tab Bidang di Koreksi; sementara dipakai Lainnya.",
    c.FIELD_SME: "Tulis bidang dari tab Bidang di Koreksi; sementara dipakai Lainnya.",
    c.TIMES_COOPERATIVE: "Tulis jam yang benar di Koreksi, misalnya 09.00; 09.30.",
    c.TIMES_SME: "Tulis jam yang benar di Koreksi, misalnya 13.00; 13.30.",
    c.CONSENT: "Minta persetujuan klien, lalu tulis Setuju di Koreksi.",
}
REGISTRATION_COLUMNS = (
    *(c.CODE, c.RESPONSE_ID, c.CREATED, c.SUBMITTED, c.NAME, c.NAME_KEY, c.PHONE, c.SERVICE),
    *(c.APPLICANT, c.BUSINESS, c.BUSINESS_KEY, c.DISTRICT, c.FIELD, c.DATES, c.TIMES, c.PROBLEM),
    *(c.INVITATION_CODE, c.SOURCE, c.GROUP, c.REMARK),
)


@dataclass(frozen=True)
class _Finding:
    """Reasons, by response, why the answer to a question cannot be used; missing where it can."""

    question: str
    reasons: pd.Series[str]
    blocking: bool


def normalise(
    responses: pd.DataFrame,
    invited: pd.DataFrame,
    *,
    hours: ServiceHours,
    fields: pd.DataFrame,
    walk_in_code: str | None = None,
    earlier: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the registrations, in the responses' order, and the problems.

    responses: RESPONSE_ID, CODE, CREATED, SUBMITTED and the raw answers by question key, corrected
    if staff did so; invited: see ``invitations.codes``; fields: SERVICE, FIELD of the tab Bidang;
    earlier: registrations that are none of these and may have used codes, see ``groups``.

    Registrations, one row per valid response: ``REGISTRATION_COLUMNS``. Problems, one row per
    response and question: see ``answer_problems.flagged``; FIELD and TIMES are named by the
    question of the chosen service. A response has a blocking problem exactly if it is no
    registration. Never raises for what somebody typed.
    """
    answers = printable_answers(responses)
    read, findings = _read(answers, hours, fields, walk_in_code)
    stopped = pd.Series(data=False, index=answers.index)
    for finding in findings:
        if finding.blocking:
            stopped |= finding.reasons.notna()
    registrations = invitations.groups(
        read[~stopped], invited, walk_in_code=walk_in_code, earlier=earlier
    )
    problems = gathered(_problems(shown_answers(answers), findings))
    return registrations[[*REGISTRATION_COLUMNS]].reset_index(drop=True), problems


def _read(
    answers: pd.DataFrame, hours: ServiceHours, fields: pd.DataFrame, walk_in_code: str | None
) -> tuple[pd.DataFrame, list[_Finding]]:
    """Read every question; give all rows, also those that will be stopped, and the findings."""
    people = names.normalise(answers[c.NAME])
    phone = phones.normalise(answers[c.PHONE])
    business = businesses.normalise(answers[c.BUSINESS])
    district = districts.normalise(answers[c.DISTRICT])
    service = choices.services(answers[c.SERVICE])
    at_desk = invitations.is_code(answers[c.INVITATION_CODE], walk_in_code)
    dates = wished_dates.normalise(answers[c.DATES], answers[c.CREATED], at_desk)
    field = choices.chosen_fields(of_service(answers, service, c.FIELD), service, fields)
    times = session_times.normalise(of_service(answers, service, c.TIMES), service, hours)
    consent = choices.consented(answers[c.CONSENT])
    parts = [people, phone[[c.PHONE]], business, district[[c.DISTRICT]], field[[c.FIELD]]]
    columns = {name: part[name] for part in parts for name in part.columns}
    columns |= {c.SERVICE: service, c.DATES: dates[c.DATES], c.TIMES: times[c.TIMES]}
    columns |= {c.REMARK: joined(dates[c.REMARK], phone[c.REMARK])}
    undated = dates[c.PROBLEM].where(dates[c.BLOCKING])
    findings = [
        _Finding(c.NAME, _where(people[c.NAME].isna(), "nama kosong"), blocking=True),
        _Finding(c.PHONE, phone[c.PROBLEM], blocking=True),
        _Finding(c.DISTRICT, district[c.PROBLEM], blocking=False),
        _Finding(c.DATES, undated, blocking=True),
        _Finding(c.DATES, dates[c.PROBLEM].mask(dates[c.BLOCKING]), blocking=False),
        _Finding(c.SERVICE, _where(service.isna(), "layanan tidak terbaca"), blocking=True),
        *_service_findings(service, field[c.PROBLEM], times[c.PROBLEM]),
        _Finding(c.CONSENT, _where(~consent, "belum ada persetujuan"), blocking=True),
    ]
    return answers.assign(**columns), findings


def _service_findings(
    service: pd.Series[str], field: pd.Series[str], times: pd.Series[str]
) -> Iterable[_Finding]:
    """Name what is wrong with field and times by the question of the chosen service."""
    for chosen, (field_key, times_key) in SERVICE_QUESTIONS.items():
        here = service == chosen
        yield _Finding(field_key, field.where(here), blocking=False)
        yield _Finding(times_key, times.where(here), blocking=False)


def _where(wrong: pd.Series[bool], reason: str) -> pd.Series[str]:
    """Give one reason wherever something is wrong."""
    return pd.Series(reason, index=wrong.index, dtype="str").where(wrong)


def _problems(answers: pd.DataFrame, findings: Iterable[_Finding]) -> Iterable[pd.DataFrame]:
    """State the findings as problems, each reason a sentence."""
    for finding in findings:
        if not finding.reasons.notna().any():
            continue
        sentences = each_distinct(finding.reasons, _sentence, None)
        yield flagged(
            answers,
            finding.reasons.notna(),
            Form.REGISTRATION,
            finding.question,
            pd.Series(sentences, index=answers.index, dtype="str"),
            _REMEDIES[finding.question],
            blocking=finding.blocking,
        )


def _sentence(reason: str) -> str | None:
    """Write a reason as a sentence."""
    return f"{reason[0].upper()}{reason[1:]}."
