"""When the service runs its passes, whatever the clock does; each of them fails at once here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.google.patience import Patience
from loket.vocabulary import TIME_ZONE
from pipeline.configuration.settings import Settings
from pipeline.demo.office import Clock
from tests.pipeline.office_factory import at
from tests.pipeline.service.serve_day import Simulation, expected, serve_until


@pytest.fixture
def unready(tmp_path: Path) -> Settings:
    """An office that was never set up: its passes are put on record and send nothing."""
    return Settings.model_validate({}, context={"root": tmp_path})


def passes(settings: Settings, simulation: Simulation) -> list[tuple[str, str]]:
    """Each pass's trigger, and the time by the clock at which it began."""
    runs = serve_until(settings, simulation)
    return [(run.trigger, f"{run.now.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}") for run in runs]


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that goes by the time of New York, where clocks change on 1 November 2026."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("abroad")
def test_machine_s_time_zone_and_its_summer_time_make_no_difference(unready: Settings) -> None:
    begin, end = at("2026-10-31T23:58"), at("2026-11-02T23:58")
    told = [(trigger, f"{due:%Y-%m-%d %H:%M}") for trigger, due in expected(unready, begin, end)]
    assert len(told) == 2 * 2 + 66
    found = passes(unready, Simulation(Clock(begin), end))
    assert found == [("start", "2026-10-31 23:58"), *told]


SETTINGS_OF_CLOCK = [
    pytest.param(
        "2026-11-17T09:18",
        {"2026-11-17T09:25": "2026-11-17T06:55"},
        "2026-11-17T07:15",
        [
            ("start", "2026-11-17 09:18"),
            ("rutin", "2026-11-17 09:20"),
            ("rutin", "2026-11-17 07:00"),
            ("rutin", "2026-11-17 07:10"),
        ],
        id="set back: what was due later is due sooner",
    ),
    pytest.param(
        "1970-01-01T07:03",
        {"1970-01-01T07:05": "2026-11-17T07:03"},
        "2026-11-17T07:25",
        [
            ("start", "1970-01-01 07:03"),
            ("harian", "2026-11-17 07:03"),
            ("penutupan", "2026-11-17 07:03"),
            ("rutin", "2026-11-17 07:03"),
            ("rutin", "2026-11-17 07:10"),
            ("rutin", "2026-11-17 07:20"),
        ],
        id="set forth after a power cut: each once, at once",
    ),
]


@pytest.mark.parametrize(("begin", "changes", "end", "told"), SETTINGS_OF_CLOCK)
def test_clock_that_is_set_takes_the_timetable_with_it(
    unready: Settings, begin: str, changes: dict[str, str], end: str, told: list[tuple[str, str]]
) -> None:
    settings_of_clock = {at(due): at(to) for due, to in changes.items()}

    class Days(Simulation):
        @property
        def stopped(self) -> bool:
            return not self.settings_of_clock and super().stopped

    assert passes(unready, Days(Clock(at(begin)), at(end), settings_of_clock)) == told


class Slow(Simulation):
    """The pass that begins at 07.00 takes 25 minutes."""

    def patience(self, seconds: float) -> Patience:
        if self.clock.now == at("2026-11-17T07:00"):
            self.clock.now += timedelta(minutes=25)
        return super().patience(seconds)


def test_runs_missed_during_a_long_pass_are_made_good_by_one(unready: Settings) -> None:
    slow = Slow(Clock(at("2026-11-17T06:55")), at("2026-11-17T07:35"))
    assert passes(unready, slow) == [
        ("start", "2026-11-17 06:55"),
        ("rutin", "2026-11-17 07:25"),
        ("rutin", "2026-11-17 07:25"),
        ("rutin", "2026-11-17 07:30"),
    ]
