"""Every version is kept, deletions are noticed, and a broken file costs nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.forms.response import RawResponse
from connectors.ledger.booking_ledger import BookingChange
from connectors.ledger.ledger import Ledger
from connectors.ledger.response_ledger import Cursor, Recorded
from loket.errors import UnavailableError
from tests.connectors.ledger.responses import START, a_response, at, texts


@pytest.mark.parametrize(
    ("listed", "full", "present"),
    [
        pytest.param([], False, ["c 3"], id="nothing new"),
        pytest.param([a_response("a", 1)], False, ["c 3"], id="listed again"),
        pytest.param([a_response("a", 1, 9)], False, ["a 9", "c 3"], id="edited"),
        pytest.param([a_response("b", 2)], False, ["b 2", "c 3"], id="was deleted and is back"),
        pytest.param([a_response("d", 4)], False, ["c 3", "d 4"], id="a new one"),
        pytest.param([a_response("a", 1), a_response("c", 3)], True, ["c 3"], id="all listed"),
    ],
)
def test_past_responses_are_left_out_until_something_happens_to_them(
    ledger: Ledger, listed: list[RawResponse], present: list[str], *, full: bool
) -> None:
    every = [a_response("a", 1), a_response("b", 2), a_response("c", 3)]
    ledger.responses.record("form", every, full=True, seen_at=at(5))
    ledger.responses.record("form", [every[0], every[2]], full=True, seen_at=at(6))
    assert ledger.responses.lay_aside("form", ["b", "c"]) == 2
    before = ledger.responses.lay_aside("form", ["a", "b"])
    ledger.responses.record("form", listed, full=full, seen_at=at(10))
    found = ledger.responses.live("form", past=False)
    assert [response.answers["q1"][0] for response in found] == present
    stirred = {text[0] for text in present} & {"a", "b"}
    assert ledger.responses.past_versions("form") == before - len(stirred)


@pytest.mark.parametrize(
    ("readings", "counts", "live", "gone"),
    [
        pytest.param(
            [[a_response("b", 1), a_response("a", 2)]],
            Recorded(2, 2, 0, 0),
            ["b 1", "a 2"],
            [],
            id="new ones, by creation",
        ),
        pytest.param(
            [[a_response("a", 1)], [a_response("a", 1)]],
            Recorded(1, 0, 0, 0),
            ["a 1"],
            [],
            id="seen again",
        ),
        pytest.param(
            [[a_response("a", 1)], [a_response("a", 1, edited=5)]],
            Recorded(1, 0, 1, 0),
            ["a 5"],
            [],
            id="edited",
        ),
        pytest.param(
            [[a_response("a", 1, edited=5)], [a_response("a", 1)]],
            Recorded(1, 0, 0, 0),
            ["a 5"],
            [],
            id="an older version comes late",
        ),
        pytest.param(
            [[a_response("a", 1), a_response("b", 2)], [a_response("b", 2)]],
            Recorded(1, 0, 0, 1),
            ["b 2"],
            ["a"],
            id="deleted",
        ),
        pytest.param(
            [[a_response("a", 1), a_response("b", 2)], [a_response("b", 2)], [a_response("a", 1)]],
            Recorded(1, 0, 0, 1),
            ["a 1"],
            ["b"],
            id="deleted and back",
        ),
        pytest.param(
            [[a_response("a", 1)], []],
            Recorded(0, 0, 0, 0, withheld=1),
            ["a 1"],
            [],
            id="an empty listing deletes nothing",
        ),
    ],
)
def test_full_listings_are_reconciled(
    ledger: Ledger,
    readings: list[list[RawResponse]],
    counts: Recorded,
    live: list[str],
    gone: list[str],
) -> None:
    with ledger:
        for number, listed in enumerate(readings):
            recorded = ledger.responses.record("form", listed, full=True, seen_at=at(number))
            latest = max((response.submitted for response in listed), default=None)
            ledger.responses.advance({"form": Cursor(latest, at(number))})
        assert recorded == counts
        assert texts(ledger) == live
        assert ledger.responses.live_among("form", ["a", "b", "c"]) == {t.split()[0] for t in live}
        assert [response.response_id for response, _ in ledger.responses.deleted("form")] == gone


def test_what_a_pass_took_in_that_died_is_news_to_the_next_one(ledger: Ledger) -> None:
    before, after = [a_response("a", 1), a_response("b", 2)], [a_response("c", 4)]
    ledger.responses.record("form", before, full=True, seen_at=at(3))
    ledger.responses.advance({"form": Cursor(at(2), at(3))})
    listed = [before[0], a_response("b", 2, edited=5), *after]
    for _ in range(3):
        recorded = ledger.responses.record("form", listed, full=False, seen_at=at(6))
        assert recorded == Recorded(read=3, new=1, edited=1, deleted=0)
    ledger.responses.advance({"form": Cursor(at(5), None)})
    recorded = ledger.responses.record("form", listed, full=False, seen_at=at(7))
    assert recorded == Recorded(read=3, new=0, edited=0, deleted=0)


def test_a_partial_listing_deletes_nothing_and_forms_are_kept_apart(ledger: Ledger) -> None:
    with ledger:
        ledger.responses.record("form", [a_response("a")], full=True, seen_at=START)
        ledger.responses.record("form", [a_response("b", 1)], full=False, seen_at=START)
        ledger.responses.record("other", [a_response("c")], full=True, seen_at=START)
        assert texts(ledger) == ["a 0", "b 1"]
        assert [r.response_id for r in ledger.responses.live("other")] == ["c"]


def test_the_cursor_moves_on_when_told_to_and_never_back(ledger: Ledger) -> None:
    ledger.responses.record("form", [a_response("a", 5)], full=True, seen_at=at(6))
    assert ledger.responses.cursor("form") == Cursor(None, None)
    for reached, expected in [
        (Cursor(None, at(1)), Cursor(None, at(1))),
        (Cursor(at(5), None), Cursor(at(5), at(1))),
        (Cursor(at(3), at(7)), Cursor(at(5), at(7))),
    ]:
        ledger.responses.advance({"form": reached})
        assert ledger.responses.cursor("form") == expected
    assert ledger.responses.cursor("other") == Cursor(None, None)


@pytest.mark.parametrize("full", [True, False])
def test_after_a_doubtful_reading_all_is_to_be_listed_again(ledger: Ledger, full: bool) -> None:
    responses = ledger.responses
    responses.advance({"form": Cursor(at(1), at(1))})
    responses.record("form", [a_response("b", 2)], full=full, seen_at=at(2), doubtful=True)
    assert responses.cursor("form") == Cursor(at(1), None)


def test_the_past_can_be_asked_for(ledger: Ledger) -> None:
    with ledger:
        ledger.responses.record("form", [a_response("a", 1)], full=True, seen_at=at(1))
        later = [a_response("a", 1, edited=3), a_response("b", 3)]
        ledger.responses.record("form", later, full=True, seen_at=at(3))
        ledger.responses.record("form", [a_response("b", 3)], full=True, seen_at=at(5))
        assert [texts(ledger, at(hours)) for hours in (0, 2, 4, 6)] == [
            [],
            ["a 1"],
            ["a 3", "b 3"],
            ["b 3"],
        ]


def test_what_is_not_known_of_a_time_gone_by(ledger: Ledger) -> None:
    """Of b, which was there at 3, the ledger has only what it said at 5; c came at 4."""
    assert ledger.responses.begins() is None
    listed = [a_response("a", 1), a_response("b", 2, edited=5), a_response("c", 4)]
    ledger.responses.record("form", listed, full=True, seen_at=at(6))
    assert texts(ledger, at(3)) == ["a 1"]
    assert ledger.responses.first_known_after("form", at(3)) == {"b": at(2), "c": at(4)}
    assert ledger.responses.first_known_after("other", at(3)) == {}
    assert ledger.responses.begins() == at(6)


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_hostile_answers_survive(text: str) -> None:
    payload = {
        "responseId": "r",
        "createTime": "2026-11-21T03:00:00.123456789Z",
        "lastSubmittedTime": "2026-11-21T03:00:00Z",
        "answers": {"q1": {"textAnswers": {"answers": [{"value": text}]}}, "q2": {}},
    }
    response = RawResponse.of(payload)
    with TemporaryDirectory() as folder, Ledger(Path(folder, "loket.sqlite")) as ledger:
        ledger.responses.record("form", [response], full=True, seen_at=START)
        assert ledger.responses.live("form") == [response]
    assert response.answers == {"q1": (text,), "q2": ()}


@pytest.mark.parametrize(
    "payload",
    [{}, {"responseId": "a", "createTime": "kemarin", "lastSubmittedTime": "x"}, []],
    ids=["nothing", "no instants", "a list"],
)
def test_what_is_no_response_is_an_error(payload: dict[str, str]) -> None:
    with pytest.raises(UnavailableError, match="cannot be understood"):
        RawResponse.of(payload)


def a_run(ledger: Ledger, hours: float = 0) -> int:
    return ledger.runs.start(
        started=at(hours),
        trigger="cron",
        now=at(hours),
        weeks=["2026-W48"],
        versions={"loket": "1"},
    )


def test_runs_are_kept_with_what_they_changed(ledger: Ledger) -> None:
    with ledger:
        number = a_run(ledger)
        assert ledger.runs.latest()[0].outcome == "running"
        ledger.runs.record_intake(
            number, {"form": {"since": None}}, {"forms": {"form": {"new": 2}}}
        )
        ledger.runs.record_changes(number, {"tabs": [{"tab": "Log", "old": "\ud800"}]})
        ledger.runs.finish(
            number, finished=at(1), outcome="done", counts={"new": 2}, api_calls={"reads": 4}
        )
        run = ledger.runs.get(number)
        assert run is not None
        assert (run.weeks, run.finished, run.outcome) == (("2026-W48",), at(1), "done")
        assert (run.api_calls, run.error) == ({"reads": 4}, None)
        assert run.counts == {"forms": {"form": {"new": 2}}, "new": 2}
        assert run.windows == {"form": {"since": None}}
        assert run.changes == {"tabs": [{"tab": "Log", "old": "\ud800"}]}
        assert ledger.runs.get(number + 1) is None


def test_the_latest_runs_come_first_and_of_one_outcome_if_asked(ledger: Ledger) -> None:
    with ledger:
        for hours, outcome in enumerate(["done", "failed", "done"]):
            number = a_run(ledger, hours)
            ledger.runs.finish(
                number, finished=at(hours), outcome=outcome, counts={}, api_calls={}, error="x"
            )
        assert [run.number for run in ledger.runs.latest()] == [3, 2, 1]
        assert [run.number for run in ledger.runs.latest(1, outcome="done")] == [3]


def test_the_ledger_is_still_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.responses.record("form", [a_response("a")], full=True, seen_at=START)
    with Ledger(path) as ledger:
        assert texts(ledger) == ["a 0"]
        assert ledger.notice == ""


def test_all_versions_of_a_response(ledger: Ledger) -> None:
    for version in (a_response("a", 1, 9), a_response("a", 1), a_response("b", 2)):
        ledger.responses.record("form", [version], full=False, seen_at=at(9))
    found = ledger.responses.versions("form", "a")
    assert [version.answers["q1"] for version in found] == [("a 1",), ("a 9",)]


def test_runs_that_changed_something_of_a_registration(ledger: Ledger) -> None:
    for row in ("CC-0001", "CC-0002", "CC-0001"):
        number = ledger.runs.start(started=START, trigger="cron", now=START, weeks=[], versions={})
        ledger.runs.record_changes(number, {"tabs": [{"changed": [{"row": row}]}]})
    assert [run.number for run in ledger.runs.touching("CC-0001")] == [1, 3]


def test_the_history_of_a_booking(ledger: Ledger) -> None:
    placed = BookingChange("2026-W48", "CC-0001", 1, None, "nine", "placed", None)
    moved = replace(placed, run=2, before="nine", after="ten", cause="made_way", evidence="CC-0002")
    ended = replace(moved, run=5, before="ten", after=None, cause="cancelled", evidence=None)
    later = replace(placed, week="2026-W49", run=9)
    other = replace(placed, code="CC-0002", after="eleven")
    for changes in (
        [placed, other],
        [replace(moved, after="half past")],
        [moved],
        [ended],
        [later],
    ):
        ledger.bookings.record("sheet", changes)
    assert ledger.bookings.of("sheet", "CC-0001") == [placed, moved, ended, later]
    assert ledger.bookings.latest("sheet", "2026-W48") == {"CC-0001": None, "CC-0002": "eleven"}
    assert ledger.bookings.of("another", "CC-0001") == []
