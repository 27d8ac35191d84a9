"""The rules that give, move and take bookings, and how staff are told of them."""

from __future__ import annotations

from enum import StrEnum

from transforms.reading.remarks import SEPARATOR

SEBAB = "Sebab: "
"""How the remark begins that says why a booking is not the one that the client was told of."""


class Cause(StrEnum):
    """Which rule gave a booking, moved it or took it."""

    PLACED = "placed"
    RELEASED = "released"
    """Placed once the reserve for the invited was open to all."""
    STAFF = "staff"
    """✎Pindah."""
    MADE_WAY = "made_way"
    """For whom staff moved there."""
    OUTRANKED = "outranked"
    """Level 0: of two placed clients there is a slot for one, the first by rank."""
    CONSULTANT = "consultant"
    """Not on duty any more: absent, or not active."""
    DAY = "day"
    """Closed: a holiday, or Hari Libur."""
    DUPLICATE = "duplicate"
    """The answers of a later registration count."""
    CORRECTED = "corrected"
    """Staff typed or chose other dates: Perubahan, ✎Koreksi or ✎Keputusan."""
    ANSWERS = "answers"
    """The slot fits the client's answers no more."""
    CANCELLED = "cancelled"
    """✎Konfirmasi."""
    LEFT = "left"
    """The registration takes part in the week no more."""
    OPTIMISED = "optimised"
    """Levels 0 to 3: so that others are served, or fit."""
    REASSIGNED = "reassigned"
    """An operator let those bookings move that nobody had been told of."""
    INHERITED = "inherited"
    """From a registration that was deleted."""
    FOUND = "found"
    """It stood on the sheet; how it came there is not on record."""


_SENTENCES = {
    Cause.MADE_WAY: "memberi tempat kepada {evidence}",
    Cause.CONSULTANT: "konsultan tidak tersedia lagi",
    Cause.DAY: "layanan tutup pada hari semula",
    Cause.DUPLICATE: "jawaban pendaftaran ulang dipakai",
    Cause.CORRECTED: "tanggal klien diubah petugas",
    Cause.ANSWERS: "jawaban klien berubah",
    Cause.OPTIMISED: "agar klien lain juga terlayani",
    Cause.REASSIGNED: "jadwal disusun ulang",
}


def sentence(cause: str, evidence: str) -> str | None:
    """Say what staff may have to tell the client whose booking moved (Indonesian).

    None for what staff have done themselves.
    """
    text = _SENTENCES.get(Cause(cause))
    return SEBAB + text.format(evidence=evidence) if text else None


def cause_in(remark: object) -> str | None:
    """Give the sentence that a remark on the sheet holds, or None."""
    parts = remark.split(SEPARATOR) if isinstance(remark, str) else ()
    return next((part for part in parts if part.startswith(SEBAB)), None)
