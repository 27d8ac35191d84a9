"""What stands around every paper: letterhead, signature block, and how it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from connectors.documents.word import Picture
from loket.errors import ConfigurationError
from pipeline.configuration.settings import Settings
from transforms.reading.indonesian import long_date

_LOGO_MM = 19


@dataclass(frozen=True)
class Occasion:
    """For which office papers are made, and when."""

    settings: Settings
    now: datetime


@dataclass(frozen=True)
class Paper:
    """One paper: its template's name, the file's name without ending, a title, what it says.

    ``public``: whether it holds no personal data, and so may be published.
    """

    template: str
    name: str
    title: str
    context: Mapping[str, Any]
    public: bool


def around(settings: Settings, today: date) -> dict[str, Any]:
    """Give the tags of every template: ``kop``, the letterhead, and ``ttd``, the signature.

    Raises ConfigurationError where the logo that settings name is not there.
    """
    papers = settings.papers
    return {
        "kop": {
            "pemerintah": papers.government.upper(),
            "instansi": settings.office.name.upper(),
            "alamat": papers.address,
            "kontak": papers.contact,
            "logo": _logo(settings),
        },
        "ttd": {
            "tempat": papers.city,
            "tanggal": long_date(today),
            "jabatan": papers.signatory.position,
            "nama": papers.signatory.name,
            "pangkat": papers.signatory.rank,
            "nip": papers.signatory.nip,
        },
        "kantor": settings.office.name,
        "tempat": settings.office.place,
    }


def _logo(settings: Settings) -> Picture | None:
    if settings.papers.logo is None:
        return None
    path = settings.path(settings.papers.logo)
    try:
        return Picture(path.read_bytes(), _LOGO_MM)
    except OSError as error:
        raise ConfigurationError(
            f"The logo {path} (papers.logo) cannot be read: {error.strerror}.",
            remedy="Put the picture there, or remove the line from config.yaml.",
        ) from error
