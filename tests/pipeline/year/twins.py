"""A year of two offices: in one of them calls fail and the power goes, in the other nothing does.

Both are told the same by the public and by staff, at the same times. The second one passes when the
first one has: at the times of its passes that ended well, and of those of whose batches some had
arrived when the process died, as far as these went. So both spreadsheets ought to hold the same.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from loket import columns as c
from loket.vocabulary import TIME_ZONE, Form
from loket.week import Week
from pipeline import tabs
from pipeline.runs.outcome import QUIET
from tests.pipeline.year.cells import SeenBook, differences, known_tabs
from tests.pipeline.year.events import Public
from tests.pipeline.year.looks import formulas, other_looks
from tests.pipeline.year.people import People
from tests.pipeline.year.promises import half_written
from tests.pipeline.year.staff import Clerks
from tests.pipeline.year.trouble import Plan, Trouble
from tests.pipeline.year.year_office import Ending, YearOffice, found_year, open_year_office

FIRST = Week(2026, 45)
ATTEMPTS = 12
"""Passes, at most, until one ends well."""

BUSY_WEEK = ((0, 0, 5), (0, 16, 35), (2, 8, 50), (2, 16, 35), (4, 12, 5), (4, 16, 35))
"""When passes are due: the day of the week, hour and minute. The first of each day lists all."""
SLOW_WEEK = ((0, 0, 5), (3, 16, 35))

Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How long a year is, and how much happens in it; the power is cut ``cuts`` times in all."""

    weeks: int
    clients: int
    cuts: int
    signals: int
    slots: tuple[tuple[int, int, int], ...] = BUSY_WEEK


@dataclass
class Twins:
    """The two offices under way. ``wrong``: all that is not as it ought to be."""

    struck: YearOffice
    spared: YearOffice
    size: Size
    trouble: Trouble
    people: People
    say: Say
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    _slots_left: int = 0
    _last_listed: date | None = None
    """The day of the last pass that ended well and listed all responses, its first one."""
    _at_rest: bool = True
    """Whether the last pass has ended well, so that all has been taken in."""

    def play(self) -> None:
        """Play all weeks, then a day on which everything comes to rest; stop at what is wrong."""
        self._slots_left = self.size.weeks * len(self.size.slots)
        for number in range(self.size.weeks):
            week = FIRST.shift(number)
            for day, hour, minute in self.size.slots:
                moment = datetime.combine(week.days[day], time(hour, minute), TIME_ZONE)
                self._slot(moment + timedelta(minutes=self.trouble.random.randrange(8)))
            if self._at_rest:
                self.compare(str(week), in_order=False)
            self.say(f"{week}: {self.told()}")
            if self.wrong:
                return
        self._rest(FIRST.shift(self.size.weeks))

    def told(self) -> str:
        """Tell how far it has come."""
        kinds = self.counts + self.trouble.counts + self.people.counts
        return ", ".join(f"{name} {count}" for name, count in sorted(kinds.items()))

    def _slot(self, moment: datetime) -> None:
        """Let people act until a time; then the office passes until it has passed."""
        self.people.act(moment)
        self._set(moment)
        for _ in range(ATTEMPTS):
            plan = self.trouble.plan(1 / max(self._slots_left, 1))
            ending = self._attempt(plan)
            self._at_rest = ending is Ending.DONE
            if self._at_rest:
                break
            if ending is Ending.KILLED and self.trouble.stays_off():
                self.counts["left off"] += 1
                break
            self._set(self._now + timedelta(minutes=self.trouble.random.randrange(1, 6)))
        else:
            self.wrong.append(f"{moment}: no pass has ended well")
        self._slots_left -= 1

    def _attempt(self, plan: Plan) -> Ending:
        ending = self.struck.run(self.trouble, plan)
        self.counts[f"passes {ending.name.lower()}"] += 1
        self.counts["calls"] += len(self.struck.gaps.calls)
        if ending is Ending.KILLED:
            self._died(plan)
        if ending is Ending.DONE:
            self._spared_passes()
        elif ending is not Ending.PARTIAL and self.struck.arrived:
            self._spared_passes(batches=self.struck.arrived)
        if ending is Ending.DONE:
            self._ended_well()
        return ending

    def _died(self, plan: Plan) -> None:
        how = "power cuts" if plan.power_cut else "SIGKILLs" if plan.by_signal else "kills"
        self.counts[how] += 1
        if plan.power_cut:
            self.trouble.cuts -= 1
            self.struck.leave_ledger(self.trouble)
        if plan.by_signal:
            self.trouble.signals -= 1
        self.struck.start()
        book = self.struck.look(*self.people.week_titles(), tabs.REGISTRATIONS.title)
        self.wrong += [f"{self._now}, after a kill: {line}" for line in half_written(book)]

    def _spared_passes(self, *, batches: int | None = None) -> None:
        """Let the other office pass, no further than the struck one has come."""
        self.counts["fault-free passes"] += 1
        ending = self.spared.run(batches=batches)
        if ending is Ending.KILLED:
            self.spared.start()
        elif ending is not Ending.DONE:
            self.wrong.append(f"{self._now}: the fault-free pass did not end well")

    def _ended_well(self) -> None:
        self.people.seen = self.struck.forms.codes(Form.REGISTRATION)
        if self._now.date() != self._last_listed:
            self._last_listed = self._now.date()
            self.people.gone.clear()
        for office in (self.struck, self.spared):
            plans = office.report.book.clinic if office.report else None
            for week, plan in plans.plans.items() if plans else ():
                self.counts["weeks planned"] += 1
                if not plan.levels[c.PROVEN].all():
                    self.wrong.append(f"{self._now}: {week} is not proven best")
        if self.struck.forms.offered() != self.spared.forms.offered():
            self.wrong.append(f"{self._now}: the forms offer other dates")

    def compare(self, when: str, *, in_order: bool) -> None:
        """Note each cell in which the two differ, and each promise that does not hold."""
        one, other = self.struck.look(), self.spared.look()
        self.counts["cells compared"] += _cells(one)
        self.wrong += [f"{when}: {line}" for line in differences(one, other, in_order=in_order)]
        broken = self.people.broken(one)
        self.wrong += [f"{when}: {line}" for line in broken]
        self.wrong += [f"{when}: {line}" for o in (self.struck, self.spared) for line in o.wrong]

    def _rest(self, week: Week) -> None:
        """Let passes of a new day go by without trouble: then all is alike, row by row."""
        moment = datetime.combine(week.monday, time(0, 5), TIME_ZONE)
        self.people.act(moment)
        self._set(moment)
        self.spared.run()
        self.struck.run()
        self.struck.run()
        outcome = self.struck.report.outcome if self.struck.report else "none"
        if outcome != QUIET or self.struck.writes():
            self.wrong.append(f"promise 1: a second pass was {outcome}: {self.struck.writes()}")
        self.compare("at the end", in_order=True)
        self.wrong += other_looks(self.struck.person, self.spared.person)
        own = [tab.title for tab in self.struck.known.values() if not tab.staff_owned]
        self.wrong += formulas(self.struck.person, own)

    @property
    def _now(self) -> datetime:
        return self.struck.opened.clock.now

    def _set(self, moment: datetime) -> None:
        for office in (self.struck, self.spared):
            office.opened.clock.now = moment


@contextmanager
def twins(folder: Path, seed: int, size: Size, say: Say) -> Iterator[Twins]:
    """Open two offices that are alike, for one run."""
    begin = datetime.combine(FIRST.monday - timedelta(days=1), time(7), TIME_ZONE)
    weeks = [FIRST.shift(number) for number in range(-2, size.weeks + 5)]
    known = known_tabs(weeks)
    for name in ("struck", "spared"):
        (folder / name).mkdir()
    found_year(folder / "struck", f"{begin:%Y-%m-%dT%H:%M}", FIRST.days[4])
    shutil.copytree(folder / "struck", folder / "spared", dirs_exist_ok=True)
    with ExitStack() as stack:
        struck, spared = (
            stack.enter_context(open_year_office(folder / name, known, begin))
            for name in ("struck", "spared")
        )
        randoms = (Random(f"{seed} {what}") for what in ("trouble", "public", "staff"))
        trouble = Trouble(next(randoms), size.cuts, size.signals)
        public = Public(next(randoms), struck.opened.settings.clinic)
        people = People(struck, spared, size.clients, public, Clerks(next(randoms)), begin)
        yield Twins(struck, spared, size, trouble, people, say)


def _cells(book: SeenBook) -> int:
    return sum(len(line) for seen in book.tabs.values() for line in seen.lines)
