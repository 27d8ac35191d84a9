"""Tells what ``loket plan`` found: as text for an operator, as data for a program.

Clients are named by their codes alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time
from typing import Any

import pandas as pd

from loket import columns as c
from loket.vocabulary import FIELD_OTHER, Status
from pipeline.clinic.week_plan import WeekPlan
from pipeline.planning.plan import Outlook, Prospect
from transforms.assignment.values import Measure
from transforms.assignment.waiting_explanation import Kind
from transforms.evaluation.session_loads import session_loads
from transforms.schedule.consequences import AFTER, BEFORE, Consequence, consequences
from transforms.schedule.statuses import HOLDING

_GONE = "the consultant or the day is gone"
_REASONS = {
    Kind.LATE: "a date past, or too late to be placed",
    Kind.NO_CONSULTANT: "no consultant for the field this week",
    Kind.NO_CONSULTANT_ON_DATES: "no consultant for the field on the chosen dates",
    Kind.ROOM: "no room left on {}",
    Kind.DAILY_MAXIMUM: "daily maximum of consultants reached on {}",
    Kind.RESERVE: "what is left on {} is reserved for the invited",
    Kind.QUOTA: "quota full on {}",
    Kind.PIN: "in the way of a session that staff pinned ({})",
    Kind.SEVERAL: "only together: {}",
    Kind.HELD: "every session that fits is held, by {}",
    Kind.UNSETTLED: "not settled in time",
}
_KINDS = {
    Consequence.LOSES: "lose their place",
    Consequence.MOVES: "move",
    Consequence.GETS: "get a place",
    Consequence.WAITS: "wait for another reason",
}
_LOADS = {"consultants": [c.CONSULTANT, c.SERVICE], "days": [c.DATE, c.SERVICE]}

Json = dict[str, Any]


def as_data(found: Prospect) -> Json:
    """Give it as JSON data."""
    return {
        "week": str(found.week),
        "changes": [asdict(change) for change in found.changes],
        "consequences": _consequences(found),
        "new_problems": _records(found.new_problems),
        "today": _outlook(found.today),
        "changed": _outlook(found.changed) if found.changed else None,
    }


def as_text(found: Prospect) -> str:
    """Give it as text: what changes, then the week with the changes, if any, beside today's."""
    data = as_data(found)
    today, latest = data["today"], data["changed"] or data["today"]
    lines = [_head(found, latest)]
    if found.changes:
        lines += [f"If {change}" for change in found.changes]
        lines += ["", *_told(data["consequences"]), *map(_problem, data["new_problems"])]
    lines += ["", *_levels(today, latest if found.changes else None)]
    lines += ["", *_loads(latest), *_spread(today, latest if found.changes else None)]
    return "\n".join([*lines, "", *_waiting(latest)])


def _outlook(found: Outlook) -> Json:
    plan = found.plan
    slots = plan.facts.slots
    loads = {name: session_loads(plan.schedule, slots, keys) for name, keys in _LOADS.items()}
    standing = _standing(plan)
    return {
        "at": found.at.isoformat(),
        "phase": plan.facts.phase.name.lower(),
        "placed": int(standing[c.STATUS].isin(HOLDING).sum()),
        "waiting": _records(standing.loc[standing[c.STATUS] == Status.WAITING, [c.CODE, c.REASON]]),
        "levels": [
            {**row, "meaning": Measure[str(row[c.MEASURE]).upper()].meaning}
            for row in _records(plan.levels)
        ],
        "spread": found.fairness and {**asdict(found.fairness), "proven": found.fairness.proven},
        **{name: _records(frame) for name, frame in loads.items()},
        "advice": found.advice and _json(asdict(found.advice)),
    }


def _standing(plan: WeekPlan) -> pd.DataFrame:
    """Give CODE, STATUS, DATE, START, CONSULTANT and REASON of everybody on a week's schedule."""
    rows = plan.schedule[[c.CODE, c.STATUS, c.DATE, c.START, c.CONSULTANT]]
    known = (
        {}
        if plan.reasons is None
        else {row[c.CODE]: _reason(row[c.KIND], row[c.EVIDENCE]) for row in _records(plan.reasons)}
    )
    texts = [
        "; ".join(filter(None, (_GONE if code in plan.lost else None, known.get(code)))) or None
        for code in rows[c.CODE]
    ]
    return rows.assign(**{c.REASON: pd.Series(texts, index=rows.index, dtype="str")})


def _reason(kind: str, evidence: str | None) -> str:
    if evidence is None:
        return _REASONS[Kind(kind)].removesuffix(" ({})")
    if kind == Kind.HELD:
        count = len(evidence.split(", "))
        evidence = evidence if count == 1 else f"{count} clients"
    return _REASONS[Kind(kind)].format(evidence)


def _consequences(found: Prospect) -> list[Json]:
    if found.changed is None:
        return []
    both = consequences(_standing(found.today.plan), _standing(found.changed.plan))
    fields = (c.STATUS, c.DATE, c.START, c.CONSULTANT, c.REASON)
    return [
        {
            "code": row[c.CODE],
            "kind": row[c.KIND],
            "before": {name: row[name + BEFORE] for name in fields},
            "after": {name: row[name + AFTER] for name in fields},
        }
        for row in _records(both)
    ]


def _head(found: Prospect, latest: Json) -> str:
    at = found.latest.at
    when = f"as a pass would plan it at {at:%Y-%m-%d %H:%M}"
    if at > found.now:
        when = f"as it would be drafted at {at:%Y-%m-%d %H:%M} with those registered so far"
    placed, waiting = latest["placed"], len(latest["waiting"])
    return f"{found.week} ({latest['phase']}), {when}: {placed} have a place, {waiting} wait."


def _told(rows: list[Json]) -> list[str]:
    if not rows:
        return ["Nothing changes for anybody."]
    counts = Counter(row["kind"] for row in rows)
    head = ", ".join(f"{number} {_KINDS[kind]}" for kind, number in counts.items())
    return [f"{head}.", *(f"  {row['code']}  {row['kind']:<5}  {_path(row)}" for row in rows)]


def _path(row: Json) -> str:
    before, after = _place(row["before"]), _place(row["after"])
    why = f": {row['after']['reason']}" if row["after"]["reason"] else ""
    return f"{before} → {after}{why}" if before != after else f"{after}{why}"


def _place(standing: Json) -> str:
    if standing["status"] not in set(HOLDING):
        return standing["status"] or "–"
    day, start = date.fromisoformat(standing["date"]), time.fromisoformat(standing["start"])
    return f"{day:%a %d/%m} {start:%H.%M} {standing['consultant']}"


def _problem(row: Json) -> str:
    return f"  {row['tab']} {row['row']}, {row['header']}: {row['reason']} {row['remedy']}"


def _levels(today: Json, changed: Json | None) -> list[str]:
    later = {row["measure"]: row for row in changed["levels"]} if changed else {}
    lines = (
        ["Levels (= where nothing better is possible, which is proven)"] if today["levels"] else []
    )
    for row in today["levels"]:
        values = [row, later[row["measure"]]] if row["measure"] in later else [row]
        shown = " → ".join(f"{each['value']}{'=' if each['proven'] else ''}" for each in values)
        lines.append(f"  {row['level']}  {shown:<16} {row['meaning']}")
    return lines


def _loads(outlook: Json) -> list[str]:
    """Give the sessions against the half hours on offer."""
    lines = ["Sessions of the half hours on offer, by consultant"]
    lines += [_load(row, row["consultant"]) for row in outlook["consultants"]]
    days = ((row, date.fromisoformat(row["date"])) for row in outlook["days"])
    return [*lines, "and by day", *(_load(row, f"{day:%a %d/%m}") for row, day in days)]


def _load(row: Json, name: str) -> str:
    return f"  {name:<24} {row['service']:<9} {row['scheduled']:>4} of {row['available']}"


def _spread(today: Json, changed: Json | None) -> list[str]:
    both = [each["spread"] for each in (today, changed) if each and each["spread"]]
    if not both:
        return []
    spreads = " → ".join(str(each["spread"]) for each in both)
    least = both[-1]["least"] if both[-1]["proven"] else f"{both[-1]['bound']} or more"
    proof = "proven" if both[-1]["proven"] else "not settled in time"
    return [
        f"Spread (squares of these, by consultant and by day): {spreads}; "
        f"the least that fields, dates and caps allow: {least} ({proof})."
    ]


def _waiting(outlook: Json) -> list[str]:
    waiting, advice = outlook["waiting"], outlook["advice"]
    lines = [f"  {row['code']}  {row['reason'] or '–'}" for row in waiting]
    if not waiting:
        return ["Nobody waits."]
    if advice is None:
        return [f"{len(waiting)} wait; no half day more would serve any of them", *lines]
    day, served = date.fromisoformat(advice["date"]), advice["served"]
    who = advice["consultant"] or f"one consultant for {_field(advice)}"
    half = "morning" if time.fromisoformat(advice["start"]) < time(12) else "afternoon"
    proof = "" if advice["proven"] else " (others not tried in time)"
    return [
        f"One half day more would help most by {who}, {day:%a %d/%m} {half}: it serves "
        f"{len(served)} more of the {len(waiting)} who wait ({', '.join(served)}){proof}.",
        *lines,
    ]


def _field(advice: Json) -> str:
    anything = advice["field"] == FIELD_OTHER
    return f"{advice['service']}, any field" if anything else str(advice["field"])


def _records(frame: pd.DataFrame) -> list[Json]:
    """Give a frame's rows as JSON data, blanks as None."""
    plain = frame.astype(object)
    rows = plain.where(plain.notna(), None).to_dict("records")
    return [_json({str(name): value for name, value in row.items()}) for row in rows]


def _json(row: Mapping[str, Any]) -> Json:
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in row.items()
    }
