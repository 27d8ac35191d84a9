"""What is wrong, as far as the passes on record can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Any

from connectors.ledger.run_ledger import Run
from loket.errors import DriftError, QuotaExceeded, ResponsesMissing
from loket.vocabulary import TIME_ZONE
from pipeline.areas.halo_tabs import ALARMS
from pipeline.intake.quarantine import OPEN, QUARANTINE, RESPONSES
from pipeline.runs.outcome import FAILED, PARTIAL
from pipeline.runs.standing import WHOLE
from pipeline.runs.troubles import told_by
from transforms.halo.alarms import Alarm

_MINUTE = "%Y-%m-%d %H:%M"


class Kind(StrEnum):
    """What somebody is told of."""

    FAILING = "failing"
    STALE = "stale"
    EMPTY_FORM = "empty-form"
    DRIFT = "drift"
    QUARANTINE = "quarantine"
    QUOTA = "quota"
    SHOW = "show"


@dataclass(frozen=True)
class Limits:
    """From where on it is wrong.

    ``failures`` passes in a row; ``stale`` since the last success; ``closed_weeks``,
    ``quarantine_percent`` and ``quarantine_least``: see ``quarantine``; ``quota_percent`` of what
    Google allows a minute.
    """

    failures: int
    stale: timedelta
    closed_weeks: int
    quarantine_percent: float
    quarantine_least: int
    quota_percent: float


@dataclass(frozen=True)
class Condition:
    """Something that is wrong, in words for an operator, and since when as far as is known."""

    text: str
    since: datetime


@dataclass(frozen=True)
class Verdict:
    """What is wrong by name (``drift: tab 'Konsultan'``), and of which kinds that could be told.

    Of a kind that is not ``judged`` it is not known whether what was wrong is over.
    """

    wrong: Mapping[str, Condition]
    judged: frozenset[Kind]


def kind_of(name: str) -> Kind:
    """Give the kind of what has this name."""
    return Kind(name.partition(":")[0])


def verdict(
    runs: Sequence[Run], success: Run | None, first: Run | None, *, now: datetime, limits: Limits
) -> Verdict:
    """Judge by the passes on record.

    runs: newest first; one that is not finished, with others after it, was killed; success: the
    last one that did all it had to; first: the oldest that is known.
    """
    wrong: dict[str, Condition] = {}
    judged = {Kind.FAILING, Kind.STALE}
    ended = [run for run in runs if run.finished or run is not runs[0]]
    wrong |= _failing(ended, limits.failures)
    wrong |= _stale(success, first, now, limits.stale)
    finished = [run for run in ended if run.finished]
    if finished:
        wrong |= _quota(finished[0], limits.quota_percent)
        judged.add(Kind.QUOTA)
    # A pass over a few weeks does not look at everything.
    whole = next((run for run in finished if not run.weeks), None)
    if whole:
        wrong |= _lost(whole)
        wrong |= _quarantined(whole, limits)
        wrong |= _shows(whole)
        judged |= _told(whole)
    return Verdict(wrong, frozenset(judged))


def _failing(ended: Sequence[Run], least: int) -> dict[str, Condition]:
    streak = list(takewhile(lambda run: run.outcome not in (*WHOLE, PARTIAL), ended))
    if len(streak) < least:
        return {}
    since = streak[-1].now
    said = next((run.error for run in streak if run.error), "nothing: they were killed.")
    text = (
        f"{len(streak)} passes in a row have failed since {_local(since)}. The last one said: "
        f"{said} Type `loket status`."
    )
    return {Kind.FAILING: Condition(text, since)}


def _stale(
    success: Run | None, first: Run | None, now: datetime, limit: timedelta
) -> dict[str, Condition]:
    since = success.now if success else first.now if first else None
    if since is None or now - since <= limit:
        return {}
    hours = limit / timedelta(hours=1)
    text = (
        f"No pass has done everything since {_local(since)}, for more than {hours:g} hours: the "
        "spreadsheet is not up to date. Type `loket status`."
    )
    return {Kind.STALE: Condition(text, since)}


def _lost(run: Run) -> dict[str, Condition]:
    """Give what forms and tabs have lost, by place: a second trouble there is not told apart."""
    found: dict[str, list[str]] = {}
    for message, entry in told_by(run):
        if entry["kind"] in _DRIFTS:
            kind = Kind.EMPTY_FORM if entry["kind"] == ResponsesMissing.__name__ else Kind.DRIFT
            found.setdefault(f"{kind}: {_place(message, entry)}", []).append(message)
    return {name: Condition(" ".join(messages), run.now) for name, messages in found.items()}


def _place(message: str, entry: Mapping[str, Any]) -> str:
    """Name a form or tab; where a drift has none of its own, its message does."""
    for what in ("form", "tab"):
        if entry.get(what):
            return f"{what} {entry[what]!r}"
    return ", ".join(entry.get("weeks", ())) or message.partition(".")[0]


def _quarantined(run: Run, limits: Limits) -> dict[str, Condition]:
    figures = run.counts.get(QUARANTINE, {})
    unread, read = figures.get(OPEN, 0), figures.get(RESPONSES, 0)
    if unread < limits.quarantine_least or unread * 100 <= read * limits.quarantine_percent:
        return {}
    text = (
        f"{unread} of the {read} responses of the last {limits.closed_weeks} weeks cannot be read "
        f"({unread / read:.0%}, limit {limits.quarantine_percent:g}%): see Perlu Perbaikan. So "
        "many at once are rarely clients' slips; look whether a form's question has changed."
    )
    return {Kind.QUARANTINE: Condition(text, run.now)}


def _shows(run: Run) -> dict[str, Condition]:
    """Give what is amiss with the shows of HALO KOP-UKM, each by its day."""
    return {
        f"{Kind.SHOW}: {name} {day}": Condition(_AMISS[Alarm(name)].format(day), run.now)
        for name, days in run.counts.get(ALARMS, {}).items()
        for day in days
    }


_AMISS = {
    Alarm.NO_EPISODE: "No live show stands on HALO Episode for the week of {}, less than 14 days "
    "before: staff have to plan it there.",
    Alarm.ON_A_HOLIDAY: "The live show of {} falls on a day off: staff have to set a new date on "
    "HALO Episode.",
    Alarm.NO_GUEST: "The live show of {} has no guest, less than 14 days before: staff have to "
    "find one and write the name on HALO Episode.",
    Alarm.NO_FIGURES: "The live show of {} is over and nobody has typed its viewers on HALO "
    "Episode: its recap and its evaluation stay without figures.",
}


def _quota(run: Run, percent: float) -> dict[str, Condition]:
    met = run.api_calls.get("quota")
    refused = bool(met and met["refused"]) or any(
        entry["kind"] == QuotaExceeded.__name__ for _, entry in told_by(run)
    )
    if not refused and (met is None or met["used"] * 100 < met["quota"] * percent):
        return {}
    said = ["Google has refused calls in the last hour: a quota was used up."] if refused else []
    if met:
        said.append(
            f"{met['family']}: {met['used']} calls in a minute, of {met['quota']} that Google "
            f"allows one {met['of']}."
        )
    remedy = "Look what else works under the same Cloud project, or ask Google for more."
    return {Kind.QUOTA: Condition(" ".join([*said, remedy]), run.now)}


def _told(run: Run) -> set[Kind]:
    """Give the kinds of which a pass can tell that nothing is wrong.

    One that failed, or that could not read a form, has not looked at everything.
    """
    blind = any(entry["kind"] not in _DRIFTS for _, entry in told_by(run))
    if run.outcome == FAILED or blind:
        return set()
    counted = {Kind.QUARANTINE} if QUARANTINE in run.counts else set()
    shown = {Kind.SHOW} if ALARMS in run.counts else set()
    return {Kind.EMPTY_FORM, Kind.DRIFT} | counted | shown


def _names(kind: type[DriftError]) -> frozenset[str]:
    return frozenset({kind.__name__}).union(*map(_names, kind.__subclasses__()))


_DRIFTS = _names(DriftError)


def _local(instant: datetime) -> str:
    return f"{instant.astimezone(TIME_ZONE):{_MINUTE}}"
