"""How an office stands, told from the passes on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from connectors.ledger.lock import Holder
from connectors.ledger.run_ledger import Run
from loket.errors import (
    AccessError,
    DriftError,
    HeaderMissing,
    LoketError,
    QuestionMissing,
    QuotaExceeded,
    UnavailableError,
)
from pipeline.runs.standing import Lock, Standing, standing
from pipeline.runs.troubles import TROUBLES, affected, is_same, troubles
from tests.pipeline.office_factory import at

QUESTION = QuestionMissing("Pendaftaran", "Nama lengkap", "1a")
HEADER = HeaderMissing("Konsultan", ["Nama"])


def a_run(number: int, outcome: str, *errors: LoketError, **fields: Any) -> Run:
    """The pass of that hour of a day; one that is running has not ended."""
    now = at(f"2026-11-16T{number:02}:00")
    given = {
        "started": now,
        "finished": None if outcome == "running" else now,
        "trigger": "rutin",
        "now": now,
        "weeks": (),
        "outcome": outcome,
        "counts": {TROUBLES: troubles(errors)} if errors else {},
        "changes": {},
        "api_calls": {},
        "error": "\n".join(map(str, errors)) or None,
        "versions": {},
    }
    return Run(number=number, **{**given, **fields})


def stand(*runs: Run, holder: Holder | None = None, now: str = "2026-11-16T12:00") -> Standing:
    newest_first = sorted(runs, key=lambda run: -run.number)
    whole = [run for run in newest_first if run.outcome in {"changed", "quiet"}]
    success = whole[0] if whole else None
    return standing(
        newest_first,
        success,
        holder,
        now=at(now),
        limit=timedelta(hours=26),
        deadline=timedelta(minutes=15),
    )


def since(found: Standing) -> list[tuple[str, int, int]]:
    """Of each trouble its first words, the hour it began and in how many passes."""
    return [(each.message[:12], each.since.hour, each.passes) for each in found.troubles]


@pytest.mark.parametrize(
    ("runs", "failing", "told"),
    [
        pytest.param([a_run(1, "changed")], [], [], id="all is well"),
        pytest.param(
            [a_run(1, "quiet"), a_run(2, "partial", QUESTION), a_run(3, "partial", QUESTION)],
            [3, 2],
            [("Form 'Pendaf", 2, 2)],
            id="a question lost",
        ),
        pytest.param(
            [a_run(1, "partial", QUESTION), a_run(2, "quiet"), a_run(3, "partial", QUESTION)],
            [3],
            [("Form 'Pendaf", 3, 1)],
            id="lost again",
        ),
        pytest.param(
            [a_run(1, "partial", QUESTION), a_run(2, "partial", QUESTION, HEADER)],
            [2, 1],
            [("Form 'Pendaf", 1, 2), ("Tab 'Konsult", 2, 1)],
            id="each since its own time",
        ),
        pytest.param(
            [a_run(1, "partial", QUESTION), a_run(2, "running"), a_run(3, "partial", QUESTION)],
            [3, 2, 1],
            [("Form 'Pendaf", 1, 2)],
            id="through a killed pass",
        ),
        pytest.param(
            [a_run(1, "failed", UnavailableError("at 07")), a_run(2, "failed", QUESTION)],
            [2, 1],
            [("Form 'Pendaf", 2, 1)],
            id="another trouble before",
        ),
        pytest.param(
            [a_run(n, "failed", UnavailableError(f"Timed out, {n}")) for n in (1, 2, 3)],
            [3, 2, 1],
            [("Timed out, 3", 1, 3)],
            id="messages vary",
        ),
        pytest.param(
            [a_run(n, "failed", AccessError("No."), counts={}) for n in (1, 2)],
            [2, 1],
            [("No.", 1, 2)],
            id="of a ledger without entries",
        ),
    ],
)
def test_trouble_is_followed_to_where_it_began(
    runs: list[Run], failing: list[int], told: list[tuple[str, int, int]]
) -> None:
    found = stand(*runs)
    assert [run.number for run in found.failing] == failing
    assert since(found) == told


def test_killed_passes_are_told_for_a_week() -> None:
    runs = [a_run(1, "running"), a_run(2, "quiet")]
    assert stand(*runs).killed == (1,)
    assert stand(*runs, now="2026-11-23T02:00").killed == ()
    assert stand(*runs).outcomes == {2: "quiet", 1: "killed"}


@pytest.mark.parametrize(
    ("runs", "holder", "now", "lock"),
    [
        pytest.param([a_run(1, "quiet")], None, "2026-11-16T01:00", None, id="free"),
        pytest.param(
            [a_run(1, "running")],
            Holder(7),
            "2026-11-16T01:30",
            Lock(7, at("2026-11-16T01:00"), hung=False),
            id="a pass at work",
        ),
        pytest.param(
            [a_run(1, "running")],
            Holder(None),
            "2026-11-16T01:31",
            Lock(None, at("2026-11-16T01:00"), hung=True),
            id="a pass that hangs",
        ),
        pytest.param(
            [a_run(1, "quiet")],
            Holder(7),
            "2026-11-18T01:00",
            Lock(7, None, hung=False),
            id="another command",
        ),
    ],
)
def test_lock(runs: list[Run], holder: Holder | None, now: str, lock: Lock | None) -> None:
    assert stand(*runs, holder=holder, now=now).lock == lock


LOST_WEEK = DriftError("The spreadsheet has lost the tab 'Jadwal 2026-W48', which held bookings.")


@pytest.mark.parametrize(
    ("error", "everything", "said"),
    [
        (QUESTION, False, "form 'Pendaftaran' and what is worked out from it; the rest is"),
        (HEADER, False, "tab 'Konsultan' and what is worked out from it; the rest is"),
        (LOST_WEEK, False, "week 2026-W48 and what is worked out from it"),
        (QuotaExceeded("Used up."), True, "every tab: nothing is brought up to date"),
        (AccessError("No."), False, "a part; the rest is brought up to date"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, LoketError) else "",
)
def test_what_is_affected(error: LoketError, everything: bool, said: str) -> None:
    (entry,) = troubles([error])
    assert affected(entry, everything=everything).startswith(said)


def test_trouble_is_known_by_its_kind_and_place() -> None:
    [here, there] = troubles([HEADER, HeaderMissing("Kuota", ["Nama"])])
    [again] = troubles([HeaderMissing("Konsultan", ["Hari"])])
    assert is_same(here, again)
    assert not is_same(here, there)
