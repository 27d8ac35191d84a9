"""What became of one attempt to meet a wish, in the words that staff read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from transforms.assignment.values import Measure, assignment_values, time_wish
from transforms.assignment.week import AssignmentWeek, Booking, Client
from transforms.assignment.wish_solving import Sessions, Solved


class Wish(StrEnum):
    """What a client may have wished for."""

    START = "start"
    MAIN_FIELD = "main_field"
    PLACE = "place"
    """To stay in the slot that they had before."""


class Obstacle(StrEnum):
    """What stood in the way of a wish."""

    FIXED = "fixed"
    """The client's own booking may not move."""
    NO_SLOT = "no_slot"
    HELD = "held"
    """Each such slot is taken by a booking that may not move."""
    CAPS = "caps"
    """Nobody may come there: room, daily maximum or quota, whoever makes way."""
    WORSE = "worse"
    """A level of the objective would get worse."""
    EQUAL = "equal"
    """None would: the lot has decided."""
    UNSETTLED = "unsettled"
    """Time ran out, or the assignment is not the best one as the levels are ordered."""


@dataclass(frozen=True)
class Answer:
    """What stood in the way, the sentence (Indonesian), and what it rests on.

    ``codes``: who would pay, or is in the way; ``booking``: where the client would be.
    """

    obstacle: Obstacle
    sentence: str
    measure: Measure | None = None
    loss: int | None = None
    codes: Sequence[str] = ()
    booking: Booking | None = None


FIXED = Answer(Obstacle.FIXED, "Jadwalnya sendiri tidak boleh bergeser lagi")
UNSETTLED = Answer(Obstacle.UNSETTLED, "Belum selesai dihitung")

_CLOSED = Answer(
    Obstacle.CAPS, "Sesi seperti itu tertutup oleh ruang, batas harian konsultan atau kuota"
)
_OWN = "Hanya jadwalnya sendiri yang berubah; petugas dapat memindahkannya (Pindah)"
_EQUAL = "Sama baiknya pada semua tingkat; undian yang menentukan"
_SENTENCES = {
    Measure.KEPT: "{loss} klien yang sudah punya jadwal akan kehilangan tempat: {who}",
    Measure.SERVED: "{loss} klien lebih sedikit akan terlayani; tanpa tempat: {who}",
    Measure.RANKS: "{loss} klien akan digeser pendaftar sesudahnya: {who}",
    Measure.MISFITS: "{loss} jadwal lagi tidak akan cocok dengan pilihan kliennya",
    Measure.RESCHEDULED: "{loss} jadwal akan berubah tanggal atau jamnya: {who}",
    Measure.REASSIGNED: "{loss} jadwal akan berganti konsultan: {who}",
    Measure.WISHES: "Keinginan klien lain berkurang (nilai {loss}): {who}",
    Measure.UNEVENNESS: "Sesi menjadi kurang merata antarkonsultan atau antarhari (nilai {loss})",
    Measure.ORDER: "Klien yang mendaftar lebih dulu akan mundur dalam minggu itu (nilai {loss})",
}


def no_slot(client: Client, wish: Wish) -> Answer:
    """Say that no slot of the week meets the wish."""
    sentences = {
        Wish.START: "Tidak ada sesi yang cocok pada jam yang diinginkan",
        Wish.MAIN_FIELD: f"Tidak ada konsultan Bidang Utama {client.field} pada tanggal pilihan",
        Wish.PLACE: "Sesi semula tidak ada lagi",
    }
    return Answer(Obstacle.NO_SLOT, sentences[wish])


def held(codes: Sequence[str]) -> Answer:
    """Say who holds all the slots that meet the wish."""
    sentence = f"Semua sesi seperti itu dipegang jadwal tetap: {', '.join(codes)}"
    return Answer(Obstacle.HELD, sentence, codes=codes)


def compared(week: AssignmentWeek, before: Sessions, solved: Solved, client: int) -> Answer:
    """Give the first level on which the assignment that meets the wish is worse than ``before``."""
    after = solved.sessions
    if after is None:
        return _CLOSED if all(solved.proven.values()) else UNSETTLED
    values, others = assignment_values(week, before), assignment_values(week, after)
    for measure in Measure:
        gain = others[measure] - values[measure]
        loss = -gain if measure.most_is_best else gain
        if measure is Measure.RANKS:
            loss = len(before.keys() - after.keys())
        if loss < 0 or not solved.proven[measure]:
            return UNSETTLED
        if loss:
            codes = [week.clients[n].code for n in _payers(week, before, after, measure)]
            alone = codes == [week.clients[client].code]
            text = _SENTENCES[measure].format(loss=loss, who=", ".join(codes))
            sentence = _OWN if alone else text
            return Answer(Obstacle.WORSE, sentence, measure, loss, codes, after[client])
    return Answer(Obstacle.EQUAL, _EQUAL, booking=after[client])


def _payers(
    week: AssignmentWeek, before: Sessions, after: Sessions, measure: Measure
) -> Sequence[int]:
    """Give who would be worse off on that level, best rank first."""
    lost, both = sorted(before.keys() - after.keys()), sorted(before.keys() & after.keys())
    match measure:
        case Measure.KEPT:
            return [n for n in lost if week.clients[n].booking]
        case Measure.SERVED | Measure.RANKS:
            return lost
        case Measure.RESCHEDULED | Measure.REASSIGNED:
            placed = [n for n in both if week.clients[n].booking]
            return [n for n in placed if before[n] != after[n] != week.clients[n].booking]
        case Measure.WISHES:
            return [n for n in both if _met(week, n, after[n]) < _met(week, n, before[n])]
        case _:
            return []


def _met(week: AssignmentWeek, number: int, booking: Booking) -> int:
    client = week.clients[number]
    is_main = week.is_main(booking, client.service, client.field)
    return time_wish(client, booking.period) + is_main
