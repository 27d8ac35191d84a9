"""The rule for the registrations of one client in one week: who counts, with whose answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from loket.vocabulary import Decision, Group

_ADOPTED_REMARK = "Pendaftaran ulang dari "
_SUSPECTED_REMARK = "Diduga ganda dengan "
_IGNORED_REMARK = "Diabaikan petugas, ganda dari "
_NEWEST_REMARK = ", jawaban ini dipakai"
_TAKEN_REMARK = "Memakai jawaban terbaru dari "

_OF_ORIGINAL = re.compile(f"(?:{_ADOPTED_REMARK}|{_SUSPECTED_REMARK}|{_IGNORED_REMARK})([^\\s,;]+)")
_OF_LENDER = re.compile(f"{_TAKEN_REMARK}([^\\s,;]+)")
_OF_PREDECESSOR = re.compile(r"Menggantikan (\S+) yang batal")


class Entry(NamedTuple):
    """One registration: when it came, what its client has been told, what staff decided."""

    code: str
    created: datetime
    submitted: datetime
    response_id: str
    told: bool
    cancelled: bool
    decision: str | None
    adopted: bool
    group: str


class Copy(NamedTuple):
    """A registration that doesn't count for itself."""

    code: str
    original: str
    adopted: bool
    remark: str


@dataclass(frozen=True)
class Verdict:
    """What becomes of one client's registrations; ``original`` is None if none is left to head.

    ``answers`` and ``invitation`` are the codes whose answers and invitation count under the
    original; ``notes`` are remarks, by code, for registrations that do count.
    """

    original: str | None
    answers: str
    invitation: str
    copies: tuple[Copy, ...]
    notes: dict[str, str]


def settle(entries: Sequence[Entry]) -> Verdict:
    """Settle the registrations of one client in one week, the oldest first.

    Those that are cancelled, ignored by staff or declared no duplicate take no part; the oldest of
    the rest is the original. A later one that has itself been told of a booking goes on counting,
    so that nobody loses a place without staff's decision.
    """
    first = entries[0]
    ignored = [e for e in entries[1:] if e.decision == Decision.IGNORE and not e.cancelled]
    apart = {e.code for e in entries if e.decision == Decision.NOT_DUPLICATE or e.cancelled}
    joined = [e for e in entries if e not in ignored and e.code not in apart]
    if not joined:
        return Verdict(None, first.code, first.code, _ignored(ignored, first), {})
    head, *later = joined
    adopted = [e for e in later if _is_adopted(e, head, joined)]
    told = [e for e in later if e.told and e not in adopted]
    newest = _newest(head, adopted)
    invited = [e for e in (head, *adopted) if e.group == Group.INVITED]
    notes = _succession(entries, head) | {
        e.code: f"Ganda dengan {head.code}, keduanya sudah diberitahu: pilih Keputusan"
        for e in told
    }
    if newest is not head:
        notes[head.code] = _TAKEN_REMARK + newest.code
    copies = [
        Copy(e.code, head.code, e in adopted, _remark(e, head, newest, e in adopted))
        for e in later
        if e not in told
    ]
    return Verdict(
        head.code,
        newest.code,
        (invited or [newest])[0].code,
        (*copies, *_ignored(ignored, head)),
        notes,
    )


def was_adopted(remark: object) -> bool:
    """Say whether a registration's remark on the sheet is that of one settled under an original.

    The spreadsheet is the record: by this, what was merged stays merged once the client is told.
    """
    return isinstance(remark, str) and _ADOPTED_REMARK in remark


def original_of(remark: object) -> str | None:
    """Give the code of the registration of which a remark on the sheet says this one is a copy."""
    found = _OF_ORIGINAL.match(remark) if isinstance(remark, str) else None
    return found[1] if found else None


def predecessor_of(remark: object) -> str | None:
    """Give the code of the cancelled registration whose place a remark says this one has taken."""
    found = _OF_PREDECESSOR.search(remark) if isinstance(remark, str) else None
    return found[1] if found else None


def lender_of(remark: object) -> str | None:
    """Give the code of the registration whose answers a remark says that this one has taken."""
    found = _OF_LENDER.search(remark) if isinstance(remark, str) else None
    return found[1] if found else None


def lends_answers(remark: object) -> bool:
    """Say whether a remark on the sheet is that of a copy whose answers its original has taken."""
    return was_adopted(remark) and _NEWEST_REMARK in str(remark)


def _is_adopted(entry: Entry, head: Entry, joined: Sequence[Entry]) -> bool:
    """Say whether the later registration is settled under the original."""
    decided = Decision.USE_NEWER in {entry.decision, head.decision}
    return decided or entry.adopted or not any(e.told for e in joined)


def _newest(head: Entry, adopted: Sequence[Entry]) -> Entry:
    """Give the entry whose answers count: what staff chose, otherwise the last one submitted."""
    chosen = [e for e in adopted if Decision.USE_NEWER in {e.decision, head.decision}]
    pool = chosen or [head, *adopted]
    return max(pool, key=lambda e: (e.submitted, e.created, e.response_id))


def _succession(entries: Sequence[Entry], head: Entry) -> dict[str, str]:
    """Say whose place an original takes after a cancellation."""
    before = [e for e in entries[: entries.index(head)] if e.cancelled]
    return {head.code: f"Menggantikan {before[-1].code} yang batal"} if before else {}


def _remark(entry: Entry, head: Entry, newest: Entry, adopted: bool) -> str:  # noqa: FBT001
    """Tell staff what happened and which decision would change it."""
    if not adopted:
        return (
            f"{_SUSPECTED_REMARK}{head.code} yang sudah diberitahu. Keputusan: Pakai yang baru "
            "(jawaban ini berlaku), Bukan ganda (keduanya dilayani), atau Abaikan"
        )
    use = _NEWEST_REMARK if entry is newest else ", sudah ada jawaban yang lebih baru"
    return f"{_ADOPTED_REMARK}{head.code}{use}. Bila bukan ganda, pilih Bukan ganda"


def _ignored(ignored: Sequence[Entry], original: Entry) -> tuple[Copy, ...]:
    """List what staff chose to ignore."""
    text = f"{_IGNORED_REMARK}{original.code}"
    return tuple(Copy(e.code, original.code, adopted=False, remark=text) for e in ignored)
