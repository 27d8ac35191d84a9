"""Two weeks of the simulated year; and that its judges see what goes wrong."""

from __future__ import annotations

from pathlib import Path

from pipeline import tabs
from tests.pipeline.year.staff import Typed
from tests.pipeline.year.twins import SLOW_WEEK, Size, twins

TWO_WEEKS = Size(weeks=2, clients=14, cuts=2, signals=0, slots=SLOW_WEEK)


def test_two_weeks_of_trouble_end_as_two_without(tmp_path: Path) -> None:
    with twins(tmp_path, seed=1, size=TWO_WEEKS, say=lambda _: None) as year:
        year.play()
        assert not year.wrong
        assert year.counts["power cuts"] == TWO_WEEKS.cuts
        assert year.trouble.faults > 0

        # Somebody types in one office alone, and wipes out what staff had typed there.
        schedule = next(act for act in year.people.judge.typed if act[2] == "Diberitahu")
        (tab,) = (tab for tab in year.struck.known.values() if tab.title == schedule[0])
        row = next(iter(year.struck.look(tabs.MILESTONES.title).rows(tabs.MILESTONES)))
        year.struck.type(
            [
                Typed(tab, schedule[1], "Diberitahu", None),
                Typed(tabs.MILESTONES, row, "Catatan", "x"),
            ]
        )
        year.compare("then", in_order=False)
    assert {line.split(": ")[1].split()[0] for line in year.wrong} == {
        "Jadwal",
        "Tahapan",
        "promise",
    }
