"""What is wrong, by the passes on record: which alerts are due at which figures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from connectors.ledger.run_ledger import Run
from pipeline.runs.troubles import TROUBLES
from pipeline.signals.conditions import Kind, Limits, Verdict, kind_of, verdict
from tests.pipeline.office_factory import at

NOON = at("2026-11-20T12:00")
LIMITS = Limits(
    failures=3,
    stale=timedelta(hours=26),
    closed_weeks=4,
    quarantine_percent=20,
    quarantine_least=3,
    quota_percent=60,
)
Trouble = dict[str, Any]
EMPTY: Trouble = {"kind": "ResponsesMissing", "form": "Pendaftaran", "tab": None, "weeks": []}
HEADER: Trouble = {"kind": "HeaderMissing", "form": None, "tab": "Konsultan", "weeks": []}
SUNKEN: Trouble = {**HEADER, "kind": "HeaderSunken"}
QUESTION: Trouble = {"kind": "QuestionMissing", "form": "Umpan Balik", "tab": None, "weeks": []}
WEEK: Trouble = {"kind": "DriftError", "form": None, "tab": None, "weeks": ["2026-W48"]}
QUOTA = {"family": "sheets read", "quota": 60, "of": "user"}
DOWN: Trouble = {"kind": "UnavailableError", "form": None, "tab": None, "weeks": []}
REFUSED: Trouble = {"kind": "QuotaExceeded", "form": None, "tab": None, "weeks": []}


def a_run(
    outcome: str = "quiet",
    *troubles: Trouble,
    ago: timedelta = timedelta(),
    used: int | None = None,
    refused: int = 0,
    quarantine: tuple[int, int] | None = None,
    shows: dict[str, list[str]] | None = None,
    weeks: tuple[str, ...] = (),
) -> Run:
    """A pass that ended ``ago``; quarantine: open ones of how many."""
    counts: dict[str, Any] = {TROUBLES: list(troubles)} if troubles else {}
    if quarantine:
        counts["quarantine"] = dict(zip(("open", "responses"), quarantine, strict=True))
    if shows is not None:
        counts["halo_alarms"] = shows
    end: datetime = NOON - ago
    return Run(
        number=10_000 - int(ago / timedelta(minutes=1)),
        started=end - timedelta(seconds=2),
        finished=None if outcome == "running" else end,
        trigger="rutin",
        now=end,
        weeks=weeks,
        outcome=outcome,
        counts=counts,
        changes={},
        api_calls={} if used is None else {"quota": {**QUOTA, "used": used, "refused": refused}},
        error="\n".join(f"{each['kind']} somewhere." for each in troubles) or None,
        versions={},
    )


def judge(*runs: Run, success: Run | None = None, first: Run | None = None) -> Verdict:
    """Judge passes, newest first."""
    whole = next((run for run in runs if run.outcome in {"quiet", "changed"}), success)
    return verdict(runs, whole, first or (runs[-1] if runs else None), now=NOON, limits=LIMITS)


def ago(**span: float) -> timedelta:
    return timedelta(**span)


WRONG = [
    pytest.param([], set(), id="nothing on record"),
    pytest.param([a_run()], set(), id="all well"),
    pytest.param([a_run("failed", DOWN, ago=ago(minutes=n)) for n in (0, 10)], set(), id="two"),
    pytest.param(
        [a_run("failed", DOWN, ago=ago(minutes=n)) for n in (0, 10, 20)], {"failing"}, id="three"
    ),
    pytest.param(
        [a_run("failed", DOWN), *(a_run("running", ago=ago(minutes=n)) for n in (10, 20))],
        {"failing"}, id="killed ones have failed",
    ),
    pytest.param(
        [a_run("running"), *(a_run("failed", DOWN, ago=ago(minutes=n)) for n in (10, 20))],
        set(), id="one that runs has not failed yet",
    ),
    pytest.param(
        [a_run("failed", DOWN), a_run("partial", HEADER, ago=ago(minutes=9)),
         a_run("failed", DOWN, ago=ago(minutes=10)), a_run("failed", DOWN, ago=ago(minutes=20))],
        set(), id="a partial pass ends the row",
    ),
    pytest.param([a_run(ago=ago(hours=26))], set(), id="success at the limit"),
    pytest.param([a_run(ago=ago(hours=26, seconds=1))], {"stale"}, id="success too long ago"),
    pytest.param(
        [a_run("partial", HEADER), a_run(ago=ago(hours=27))],
        {"stale", "drift: tab 'Konsultan'"}, id="partial passes are no success",
    ),
    pytest.param(
        [a_run("failed", DOWN), a_run("failed", DOWN, ago=ago(hours=27))],
        {"stale"}, id="no pass has ever succeeded",
    ),
    pytest.param(
        [a_run("partial", HEADER, SUNKEN, QUESTION, WEEK)],
        {"drift: tab 'Konsultan'", "drift: form 'Umpan Balik'", "drift: 2026-W48"},
        id="a name for each place",
    ),
    pytest.param([a_run("failed", HEADER)], {"drift: tab 'Konsultan'"}, id="drift stopped all"),
    pytest.param([a_run("partial", EMPTY)], {"empty-form: form 'Pendaftaran'"}, id="no rows"),
    pytest.param([a_run(quarantine=(20, 100))], set(), id="quarantine at the limit"),
    pytest.param([a_run(quarantine=(21, 100))], {"quarantine"}, id="quarantine above it"),
    pytest.param([a_run(quarantine=(2, 2))], set(), id="two people's slips"),
    pytest.param([a_run(quarantine=(3, 3))], {"quarantine"}, id="all are unreadable"),
    pytest.param(
        [a_run(weeks=("2026-W48",)), a_run(quarantine=(21, 100), ago=ago(minutes=9))],
        {"quarantine"}, id="a pass over one week says nothing of the rest",
    ),
    pytest.param([a_run(used=35)], set(), id="below the quota"),
    pytest.param([a_run(used=36)], {"quota"}, id="near the quota"),
    pytest.param([a_run(), a_run(used=36, ago=ago(minutes=2))], set(), id="it is free again"),
    pytest.param([a_run(used=1, refused=1)], {"quota"}, id="a call was refused, and repeated"),
    pytest.param([a_run("failed", REFUSED)], {"quota"}, id="Google has refused"),
    pytest.param([a_run(shows={})], set(), id="shows of which all is known"),
    pytest.param(
        [a_run(shows={"no guest": ["2026-11-27"], "holiday": ["2026-12-25", "2027-01-01"]})],
        {"show: no guest 2026-11-27", "show: holiday 2026-12-25", "show: holiday 2027-01-01"},
        id="each show by its day",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("runs", "names"), WRONG)
def test_what_is_wrong(runs: list[Run], names: set[str]) -> None:
    assert set(judge(*runs).wrong) == names


UNKNOWN = [
    pytest.param(a_run(quarantine=(0, 9), shows={}), set(), id="a whole pass tells everything"),
    pytest.param(
        a_run("partial", HEADER, quarantine=(0, 9), shows={}), set(), id="one that drifted too"
    ),
    pytest.param(a_run(), {Kind.QUARANTINE, Kind.SHOW}, id="one without the figures"),
    pytest.param(
        a_run("failed", DOWN),
        {Kind.DRIFT, Kind.EMPTY_FORM, Kind.QUARANTINE, Kind.SHOW}, id="one that failed",
    ),
    pytest.param(
        a_run("partial", DOWN, quarantine=(0, 9), shows={}),
        {Kind.DRIFT, Kind.EMPTY_FORM, Kind.QUARANTINE, Kind.SHOW},
        id="one that could not read a form",
    ),
    pytest.param(
        a_run("running"), set(Kind) - {Kind.FAILING, Kind.STALE}, id="one that has not ended"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("run", "kinds"), UNKNOWN)
def test_what_a_pass_cannot_tell(run: Run, kinds: set[Kind]) -> None:
    assert set(Kind) - judge(run).judged == kinds


def test_words_for_an_operator() -> None:
    failed = [a_run("failed", DOWN, ago=ago(minutes=n)) for n in (0, 10, 20)]
    found = judge(*failed, success=a_run(ago=ago(hours=30))).wrong
    assert found["failing"].text == (
        "3 passes in a row have failed since 2026-11-20 11:40. The last one said: "
        "UnavailableError somewhere. Type `loket status`."
    )
    assert found["stale"].since == NOON - ago(hours=30)
    assert "since 2026-11-19 06:00, for more than 26 hours" in found["stale"].text
    found = judge(a_run(shows={"holiday": ["2026-12-25"]})).wrong
    assert found["show: holiday 2026-12-25"].text == (
        "The live show of 2026-12-25 falls on a day off: staff have to set a new date on HALO "
        "Episode."
    )
    found = judge(a_run(quarantine=(21, 100), used=59)).wrong
    assert found["quarantine"].text.startswith(
        "21 of the 100 responses of the last 4 weeks cannot be read (21%, limit 20%)"
    )
    assert found["quota"].text.startswith(
        "sheets read: 59 calls in a minute, of 60 that Google allows one user."
    )


def test_a_name_shows_its_kind() -> None:
    found = judge(a_run("partial", HEADER, EMPTY)).wrong
    assert {kind_of(name) for name in found} == {Kind.DRIFT, Kind.EMPTY_FORM}
