"""An explanation as the operator reads it: English, with what staff read in quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pipeline.explanation.place import MOVED, NOT_DRAFTED
from transforms.assignment.wish_answers import Wish
from transforms.schedule.booking_causes import Cause
from transforms.schedule.standing_bookings import Hold

Json = dict[str, Any]

_HOLDS = {
    Hold.PINNED: "staff pinned it (✎Kunci)",
    Hold.TOLD: "the client was told of it (✎Diberitahu)",
    Hold.CONFIRMED: "the client confirmed it (✎Konfirmasi)",
    Hold.BEGUN: "the session has begun",
    Hold.FROZEN: "the week is frozen",
    Hold.LATE: "its day is filled by staff alone by now (short notice)",
    MOVED: "staff moved it (✎Pindah), or it was saved at short notice",
}
_WISHES = {
    Wish.START: ("start_wished", "a start that the client wished for", "no start that was wished"),
    Wish.MAIN_FIELD: ("main_field", "a consultant's main field", "not the consultant's main field"),
}
_CAUSES = {
    Cause.PLACED: "placed by the assignment",
    Cause.RELEASED: "placed once the reserve for the invited was released",
    Cause.STAFF: "staff asked for it (✎Pindah)",
    Cause.MADE_WAY: "made way for one whom staff moved there",
    Cause.OUTRANKED: "the place went to a client with a better rank whose own was lost (level 0)",
    Cause.CONSULTANT: "the consultant was not available any more",
    Cause.DAY: "the service was closed that day",
    Cause.DUPLICATE: "the answers of a later registration count",
    Cause.CORRECTED: "staff changed the client's dates (Perubahan, ✎Koreksi or ✎Keputusan)",
    Cause.ANSWERS: "the client's answers changed",
    Cause.CANCELLED: "cancelled (✎Konfirmasi)",
    Cause.LEFT: "the registration takes part in the week no more",
    Cause.OPTIMISED: "the assignment moved it so that others are served",
    Cause.REASSIGNED: "an operator let bookings move (--reassign)",
    Cause.INHERITED: "taken over from a registration that was deleted",
    Cause.FOUND: "it stood so on the sheet; how it came there is not on record",
}


def text_of(data: Json) -> str:
    """Give the explanation as text."""
    return "\n".join(
        [
            _heading(data),
            *_section("Answers that count", _pairs(data["counted"])),
            *_section("In the form", _pairs(data["form"])),
            *_section("Corrections on Perlu Perbaikan", map(_correction, data["corrections"])),
            *_section("Changes on Perubahan", map(_change, data["changes"])),
            *_section("What could not be read", map(_problem, data["problems"])),
            *_section("Weeks", map(_week, data["weeks"])),
            *_section("Why there", _why(data)),
            *_section("Other registrations", map(_other, data["others"])),
            *_section("Versions of the response", _versions(data["history"]["versions"])),
            *_section("History of the booking", map(_booking, data["history"]["bookings"])),
            *_section("Passes that wrote something of it", _runs(data["history"]["runs"])),
        ]
    )


def _heading(data: Json) -> str:
    status = data["counted"].get("Status") or "not on Pendaftaran"
    return f"{data['code']}: {status}" + (f", week {data['week']}" if data["week"] else "")


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return ["", title, *found] if found else []


def _pairs(values: Json) -> Iterator[str]:
    width = max(map(len, values), default=0)
    for name, value in values.items():
        yield f"{name:<{width}}  {value}"


def _correction(row: Json) -> str:
    return f"{row['question']}: {_quoted(row['correction'])}{_by(row)}"


def _change(row: Json) -> str:
    at = f", {row['at']}" if row["at"] else ""
    return f"{row['column']}: {_quoted(row['value'])}{_by(row)}{at}"


def _by(row: Json) -> str:
    return f" by {row['clerk']}" if row["clerk"] else ""


def _problem(row: Json) -> str:
    said = _quoted(f"{row['reason']} {row['remedy'] or ''}".strip())
    return f"{row['question']} ({row['status']}): {row['value']}: {said}"


def _week(row: Json) -> str:
    remark = f": {_quoted(row['remark'])}" if row["remark"] else ""
    return f"{row['week']} ({row['phase']}): {row['status']}, {_place(row)}{remark}"


def _other(row: Json) -> str:
    return f"{row['row']}: {_quoted(row['remark'])}"


def _why(data: Json) -> Iterator[str]:
    if data["rank"]:
        rank, of = data["rank"]["rank"], data["rank"]["of"]
        yield f"rank {rank} of {of} in the week: invited before public, then by time"
    if data["slot"]:
        yield from _slot(data["slot"])
    elif data["waiting"]:
        yield from _waiting(data["waiting"])
    elif data["week"]:
        yield "no place to explain: see the status and the weeks above"
    if data["rank"] and not data["proven"]:
        yield "the schedule of the week is not proven to be the best: time ran out"


def _slot(slot: Json) -> Iterator[str]:
    yield f"stands at {_place(slot)}"
    yield f"fits: {'a' if slot['date_chosen'] else 'NOT a'} date that the client gave"
    unmet = {row["wish"]: row for row in slot["wishes"]}
    for wish, (key, met, missed) in _WISHES.items():
        if slot[key] is None:
            continue
        yield f"wish met: {met}" if slot[key] else f"wish not met: {missed}{_cost(unmet.get(wish))}"
    holds = " and ".join(_HOLDS[hold] for hold in slot["held_by"])
    yield f"fixed: {holds}" if holds else "not fixed: a pass may move it, but never take it away"


def _cost(row: Json | None) -> str:
    if row is None:
        return ""
    level = f" (level {row['level']}, {row['measure']} by {row['loss']})" if row["measure"] else ""
    there = f"; it would be {_place(row)}" if row["start"] else ""
    return f": {_quoted(row['reason'])}{level}{there}"


def _waiting(why: Json) -> Iterator[str]:
    if why["kind"] == NOT_DRAFTED:
        yield f"not placed yet: the week is drafted from {why['drafted'] or 'no day: it has none'}"
        return
    yield f"waits: {_quoted(why['reason'])}"
    if why["evidence"]:
        yield f"that rests on: {why['evidence']}"
    if why["remedy"]:
        yield f"what would help: {_quoted(why['remedy'])}"


def _versions(rows: list[Json]) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        yield f"{number}. submitted {row['submitted']}"
        for one in row["changed"]:
            yield f"   {one['question']}: {_shown(one['old'])} → {_shown(one['new'])}"


def _booking(row: Json) -> str:
    evidence = f" ({row['evidence']})" if row["evidence"] else ""
    return (
        f"pass {row['run']}, {row['at']}, {row['week']}: {_place(row['before'])} → "
        f"{_place(row['after'])}: {_CAUSES[Cause(row['cause'])]}{evidence}"
    )


def _runs(rows: list[Json]) -> Iterator[str]:
    for row in rows:
        yield f"pass {row['run']}, {row['at']}, {row['trigger']}"
        for cell in row["cells"]:
            if "row" in cell:
                yield f"   {cell['tab']}: row {cell['row']}"
            else:
                change = f"{_shown(cell['old'])} → {_shown(cell['new'])}"
                yield f"   {cell['tab']}, {cell['header']}: {change}"


def _place(slot: Json | None) -> str:
    if slot is None or not slot["date"]:
        return "no slot"
    day = date.fromisoformat(slot["date"])
    return f"{day:%a %d/%m/%Y} {slot['start'].replace(':', '.')} {slot['consultant']}"


def _quoted(text: str) -> str:
    return f"“{text}”"


def _shown(value: object) -> str:
    return "–" if value is None or value == "" else str(value)
