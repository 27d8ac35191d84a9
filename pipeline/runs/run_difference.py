"""What changed from one run to another: of the spreadsheet, figures, weeks and versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.ledger.run_ledger import Run, RunLedger
from loket.errors import UsageError
from pipeline.intake.date_question import DATE_OPTIONS
from pipeline.runs.net_changes import net_changes
from pipeline.runs.run_report import UNSURE, local, outcome_of, runs_of, tabs_of

Json = dict[str, Any]
Pair = tuple[Any, Any]

_FLOWS = ("new", "edited", "deleted")


@dataclass(frozen=True)
class Difference:
    """What runs after ``first`` up to ``last`` have made of what ``first`` had left.

    ``unsure``: numbers of runs of whose changes nobody knows whether they arrived; ``lost``: how
    many runs between are not on record. ``responses`` counts what came, by form; each other
    mapping holds what differs, old and new: figures by name, digests of weeks, versions;
    ``dates`` are those that the form no longer offers, and those that it offers since.
    """

    first: Run
    last: Run
    unsure: tuple[int, ...]
    lost: int
    responses: Mapping[str, Mapping[str, int]]
    figures: Mapping[str, Pair]
    dates: tuple[list[str], list[str]]
    weeks: Mapping[str, Mapping[str, Pair]]
    versions: Mapping[str, Pair]
    changes: Sequence[Json]


def difference(ledger: RunLedger, one: int, other: int) -> Difference:
    """Compare two runs, the older with the newer; raises UsageError if one is not on record."""
    if one == other:
        raise UsageError(f"Run {one} is the same as itself.", remedy="Give two numbers.")
    first, last = runs_of(ledger, *sorted((one, other)))
    runs = ledger.between(first.number + 1, last.number)
    newest = ledger.latest(1)[0].number
    before, after = (run.counts.get("schedules", {}) for run in (first, last))
    weeks = {
        week: _pairs(before.get(week, {}), after.get(week, {})) for week in {**before, **after}
    }
    return Difference(
        first=first,
        last=last,
        unsure=tuple(run.number for run in runs if outcome_of(run, newest) in UNSURE),
        lost=last.number - first.number - len(runs),
        responses=_responses(runs),
        figures=_pairs(_figures(first), _figures(last)),
        dates=_dates(first, last),
        weeks={week: pairs for week, pairs in sorted(weeks.items()) if pairs},
        versions=_pairs(first.versions, last.versions),
        changes=net_changes(tab for run in runs for tab in tabs_of(run)),
    )


def as_data(found: Difference) -> Json:
    """Give it as JSON data; a pair is a list of the old and the new."""
    return {
        "from": _end(found.first),
        "to": _end(found.last),
        "unsure_runs": list(found.unsure),
        "lost_runs": found.lost,
        "responses": found.responses,
        "figures": found.figures,
        "dates_gone": found.dates[0],
        "dates_new": found.dates[1],
        "weeks": found.weeks,
        "versions": found.versions,
        "changes": list(found.changes),
    }


def lines(found: Difference) -> Iterator[str]:
    """Say all of it but the changes of tabs, a line a fact."""
    first, last = found.first, found.last
    yield f"From run {first.number} ({local(first.now)}, {first.trigger})"
    yield f"to run {last.number} ({local(last.now)}, {last.trigger})"
    if found.lost:
        yield f"  {found.lost} runs between are not on record: what they changed is not shown"
    if found.unsure:
        told = ", ".join(map(str, found.unsure))
        yield f"  not known whether all changes of these runs arrived: {told}"
    for form, counts in found.responses.items():
        yield f"  {form}: " + ", ".join(f"{number} {name}" for name, number in counts.items())
    for name, pair in found.figures.items():
        yield f"  {name}: {_shown(pair)}"
    for what, dates in zip(("no longer offers", "offers since"), found.dates, strict=True):
        if dates:
            yield f"  the form {what}: {'; '.join(dates)}"
    for week, pairs in found.weeks.items():
        yield f"  {week}: " + ", ".join(f"{name} {_shown(pair)}" for name, pair in pairs.items())
    for name, pair in found.versions.items():
        yield f"  version of {name}: {_shown(pair)}"
    yield "Changes of the spreadsheet:" if found.changes else "The spreadsheet is the same."


def _responses(runs: Sequence[Run]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for run in runs:
        for form, counts in run.counts.get("forms", {}).items():
            sums = found.setdefault(form, dict.fromkeys(_FLOWS, 0))
            for name in _FLOWS:
                sums[name] += counts.get(name, 0)
    return {form: sums for form, sums in found.items() if any(sums.values())}


def _figures(run: Run) -> Json:
    """Give what stood at the end of a run, in numbers."""
    counts = run.counts
    held = {
        f"{form} quarantined": each["quarantined"]
        for form, each in counts.get("forms", {}).items()
        if "quarantined" in each
    }
    return {
        **counts.get("statuses", {}),
        **held,
        **({"open rows on Perlu Perbaikan": counts["rejected"]} if "rejected" in counts else {}),
    }


def _dates(first: Run, last: Run) -> tuple[list[str], list[str]]:
    """Give the dates offered by either only; a run that has not looked at them tells nothing."""
    before, after = (run.counts.get(DATE_OPTIONS) or [] for run in (first, last))
    if not before or not after:
        return [], []
    gone = [day for day in before if day not in after]
    return gone, [day for day in after if day not in before]


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Pair]:
    names = {**before, **after}
    pairs = {name: (before.get(name), after.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _shown(pair: Pair) -> str:
    old, new = ("–" if value is None else value for value in pair)
    return f"{old} → {new}"


def _end(run: Run) -> Json:
    return {"run": run.number, "at": local(run.now), "trigger": run.trigger}
