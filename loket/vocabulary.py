"""The office's words, each once: statuses, phases, services, paths of entry, form keys."""

from __future__ import annotations

import hashlib
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Jakarta")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Form(StrEnum):
    """The keys of the three forms."""

    REGISTRATION = "registration"
    FEEDBACK = "feedback"
    HALO_FEEDBACK = "halo_feedback"


class Service(StrEnum):
    """The clinic's two consultation services."""

    COOPERATIVE = "Koperasi"
    SME = "UKM"


class Group(StrEnum):
    """Jalur: how a client came to register."""

    INVITED = "Undangan"
    PUBLIC = "Umum"


class Status(StrEnum):
    """Where a registration stands."""

    REGISTERED = "Terdaftar"
    SCHEDULED = "Terjadwal"
    CONFIRMED = "Dikonfirmasi"
    PRESENT = "Hadir"
    ABSENT = "Tidak Hadir"
    UNRECORDED = "Belum Dicatat"
    WAITING = "Daftar Tunggu"
    CANCELLED = "Batal"
    TRANSFERRED = "Dialihkan"
    SUSPECTED_DUPLICATE = "Diduga Ganda"
    NEEDS_CORRECTION = "Perlu Perbaikan"
    ERASED = "Dihapus"


class Phase(IntEnum):
    """A week's phases in order; a week never goes back to an earlier one."""

    UPCOMING = 0
    OPEN = 1
    DRAFTED = 2
    FROZEN = 3
    RUNNING = 4
    CLOSED = 5

    @property
    def label(self) -> str:
        """The office's word for the phase."""
        return ("Akan Datang", "Terbuka", "Disusun", "Dibekukan", "Berjalan", "Selesai")[self]


class Confirmation(StrEnum):
    """Choices of ✎Konfirmasi."""

    CONFIRMED = "Dikonfirmasi"
    CANCELLED = "Batal"


class Decision(StrEnum):
    """Choices of ✎Keputusan for a suspected duplicate."""

    USE_NEWER = "Pakai yang baru"
    NOT_DUPLICATE = "Bukan ganda"
    IGNORE = "Abaikan"


class ProblemStatus(StrEnum):
    """Status of a row on Perlu Perbaikan."""

    OPEN = "Terbuka"
    DONE = "Selesai"
    IGNORED = "Diabaikan"


class Program(StrEnum):
    """The office's two programmes, each with its own SOP."""

    CLINIC = "Clean & Clear"
    SHOW = "HALO KOP-UKM"


WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

FIELD_OTHER = "Lainnya"
"""The field of consultation that fits every consultant of a service."""

OUTSIDE_DISTRICT = "Luar Kabupaten Bogor"


def code_of(response_id: str) -> str:
    """Give the registration's ``Kode``: eight Crockford base-32 characters of SHA-256, for ever."""
    number = int.from_bytes(hashlib.sha256(response_id.encode()).digest()[:5], "big")
    digits = "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(35, -5, -5))
    return f"CC-{digits[:4]}-{digits[4:]}"
