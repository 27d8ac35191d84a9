"""One client's reason for waiting, in the words that staff read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loket.vocabulary import FIELD_OTHER
from transforms.assignment.waiting_waivers import Waiver, Waivers
from transforms.assignment.week import AssignmentWeek, Client, Slot
from transforms.reading.indonesian import clock

REGISTERED_LATE = "Mendaftar setelah jadwal ditutup"
"""Stands in Keterangan of who came after the week was frozen."""

RESERVED = "dicadangkan untuk undangan"
"""Stands there while what is left of a day is kept for the invited."""


class Kind(StrEnum):
    """The reasons, in the order in which the first that holds is given."""

    LATE = "late"
    NO_CONSULTANT = "no_consultant"
    NO_CONSULTANT_ON_DATES = "no_consultant_on_dates"
    ROOM = "room"
    DAILY_MAXIMUM = "daily_maximum"
    RESERVE = "reserve"
    QUOTA = "quota"
    PIN = "pin"
    SEVERAL = "several"
    HELD = "held"
    UNSETTLED = "unsettled"


@dataclass(frozen=True)
class Explanation:
    """A reason: its kind, the sentence, and what it rests on."""

    kind: Kind
    sentence: str
    evidence: str | None = None


_LATE = Explanation(Kind.LATE, "Tanggal yang dipilih sudah lewat atau penempatan sudah ditutup")
_REGISTERED_LATE = Explanation(Kind.LATE, REGISTERED_LATE)
_UNSETTLED = Explanation(Kind.UNSETTLED, "Penyebabnya belum selesai dihitung")

_TOGETHER = (Waiver.ROOM, Waiver.DAILY_MAXIMUM, Waiver.QUOTA, Waiver.PIN)
"""All that can be waived at once: without their quota, a client needs no reserve."""

_CAPS = (Waiver.ROOM, Waiver.DAILY_MAXIMUM, Waiver.RESERVE, Waiver.QUOTA)

_NAMES = {
    Waiver.ROOM: "ruang",
    Waiver.DAILY_MAXIMUM: "batas harian konsultan",
    Waiver.RESERVE: "cadangan undangan",
    Waiver.QUOTA: "kuota",
    Waiver.PIN: "sesi terkunci",
}


def fact(
    client: Client,
    open_slots: Sequence[Slot],
    all_slots: Sequence[Slot],
    *,
    late: bool,
    registered_late: bool,
) -> Explanation | None:
    """Give the fact that alone keeps the client waiting, or None.

    late: it is too late to place them; registered_late: only because they came after the week was
    frozen, since a date of theirs is still ahead and staff may place them there.
    """
    subject = (
        f"layanan {client.service}" if client.field == FIELD_OTHER else f"bidang {client.field}"
    )
    offers = [slot for slot in all_slots if slot.offers(client.service, client.field)]
    if registered_late:
        return _REGISTERED_LATE
    if late:
        return _LATE
    if not offers:
        return Explanation(Kind.NO_CONSULTANT, f"Tidak ada konsultan {subject} minggu ini")
    if any(slot.fits(client) for slot in open_slots):
        return None
    if any(slot.fits(client) for slot in offers):
        return _LATE
    sentence = f"Tidak ada konsultan {subject} pada tanggal yang dipilih"
    return Explanation(Kind.NO_CONSULTANT_ON_DATES, sentence)


def explain(week: AssignmentWeek, waivers: Waivers, client: int) -> Explanation:
    """Find what waived would serve a client whom no fact keeps waiting."""
    found = _explain(week, waivers, client)
    return found if waivers.proven else _UNSETTLED


def _explain(week: AssignmentWeek, waivers: Waivers, client: int) -> Explanation:
    if not waivers.would_serve(client, _TOGETHER):
        return held(week, client)
    if waivers.would_serve(client, ()):
        return _UNSETTLED
    for waiver in _CAPS:
        days = waivers.days(client, waiver)
        if days and waivers.would_serve(client, (waiver,)):
            day = next((d for d in days if waivers.would_serve(client, (waiver,), d)), days[0])
            return _cap(week.clients[client], waiver, day)
    if waivers.pinned and waivers.would_serve(client, (Waiver.PIN,)):
        return _pin(week, waivers, client)
    return _several(waivers, client)


def _cap(client: Client, waiver: Waiver, day: date) -> Explanation:
    on = f"{day:%d/%m}"
    sentences = {
        Waiver.ROOM: f"Ruang {client.service} {on} penuh",
        Waiver.DAILY_MAXIMUM: f"Batas sesi harian konsultan {on} tercapai",
        Waiver.RESERVE: f"Sisa tempat {on} {RESERVED}",
        Waiver.QUOTA: f"Kuota {client.group.lower()} {on} penuh",
    }
    return Explanation(Kind(waiver.value), sentences[waiver], day.isoformat())


def _pin(week: AssignmentWeek, waivers: Waivers, client: int) -> Explanation:
    for number in waivers.pinned:
        if waivers.would_serve(client, (Waiver.PIN,), pins=(number,)):
            pinned = week.clients[number]
            if pinned.booking:
                when = f"{pinned.booking.date:%d/%m} {clock(pinned.booking.start)}"
                sentence = f"Terhalang sesi {when} yang dikunci petugas ({pinned.code})"
                return Explanation(Kind.PIN, sentence, pinned.code)
    return Explanation(Kind.PIN, "Terhalang beberapa sesi yang dikunci petugas")


def _several(waivers: Waivers, client: int) -> Explanation:
    """Leave out one after the other, the last first, as long as the rest still serves."""
    needed: list[Waiver] = list(_TOGETHER)
    for waiver in reversed(_TOGETHER):
        fewer = [other for other in needed if other is not waiver]
        if waivers.would_serve(client, fewer):
            needed = fewer
    reserve: list[Waiver] = [Waiver.RESERVE if w is Waiver.QUOTA else w for w in needed]
    if Waiver.QUOTA in needed and waivers.would_serve(client, reserve):
        needed = reserve
    names = " dan ".join(_NAMES[waiver] for waiver in needed)
    evidence = ", ".join(waiver.value for waiver in needed)
    return Explanation(Kind.SEVERAL, f"Terhalang sekaligus oleh {names}", evidence)


def held(week: AssignmentWeek, number: int) -> Explanation:
    """Say who holds the slots that fit the client."""
    client = week.clients[number]
    fitting = {slot.booking for slot in week.slots if slot.fits(client)}
    holders = [n for n, other in enumerate(week.clients) if other.booking in fitting]
    before = sum(holder < number for holder in holders)
    if before == len(holders):
        sentence = f"Semua sesi yang cocok dipegang {before} pendaftar lebih dulu"
    else:
        sentence = (
            f"Semua {len(holders)} sesi yang cocok terisi, {before} oleh pendaftar lebih dulu"
        )
    return Explanation(Kind.HELD, sentence, ", ".join(week.clients[n].code for n in holders))
