"""One office of a year: what happens to it is told from outside, and its passes too.

A pass never waits: calls are tried again at once, for the clock is the test's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, auto
from pathlib import Path
from typing import Any

from connectors.google.access import GoogleAccess
from connectors.google.retry import RetryPolicy
from connectors.sheets.tab import Tab
from connectors.workspace.outages import failing
from loket.errors import LoketError, UnavailableError
from pipeline import tabs
from pipeline.configuration.settings_file import copy_for_rehearsal
from pipeline.demo.desk import CONSULTANTS, FIGURES, INVITED, QUOTAS
from pipeline.office import Office
from pipeline.order import Order
from pipeline.runs.outcome import CHANGED, QUIET
from pipeline.setup.setup import initialise
from pipeline.sync import Report, locked_sync
from tests.pipeline.interleaving.gaps import Call, Gaps, Killed
from tests.pipeline.interleaving.killable import KillablePass
from tests.pipeline.interleaving.page import Value
from tests.pipeline.interleaving.person import Person
from tests.pipeline.interleaving.structural import entered
from tests.pipeline.office_factory import CONFIG, OpenOffice, open_folder
from tests.pipeline.year.cells import SeenBook, SeenTab, look
from tests.pipeline.year.form_store import FormStore
from tests.pipeline.year.staff import Act, Sorted, Typed
from tests.pipeline.year.trouble import LedgerImage, Plan, Trouble

Json = dict[str, Any]


class Ending(Enum):
    """How a pass ended."""

    DONE = auto()
    PARTIAL = auto()
    FAILED = auto()
    KILLED = auto()


@dataclass
class YearOffice:
    """An office with its people. ``wrong``: what no trouble excuses, in words."""

    opened: OpenOffice
    known: dict[int, Tab]
    person: Person
    forms: FormStore
    calls: int = 0
    passes: int = 0
    arrived: int = 0
    """Batches of the last pass that have changed the spreadsheet, also if it never heard of it."""
    report: Report | None = None
    wrong: list[str] = field(default_factory=list)
    _plan: Plan = field(default_factory=Plan)
    _batches: int | None = None
    _trouble: Trouble | None = None
    _reply_lost: bool = False
    _image: LedgerImage | None = None

    def __post_init__(self) -> None:
        self.gaps = Gaps(self._before, self._carried_out, lambda _: self._reply_lost)
        self.start()

    def start(self) -> None:
        """Begin anew, as a process does."""
        google = self.opened.settings.google
        access = GoogleAccess.embedded(
            self.opened.workspace.url, google.loket, retry=RetryPolicy(sleep=lambda _: None)
        )
        self.gaps.watch(access)
        self.office = Office(self.opened.settings, access, access, self.opened.clock)

    def look(self, *titles: str) -> SeenBook:
        """Look at the spreadsheet, or at some of its tabs."""
        return look(self.person, self.known, titles)

    def type(self, acts: Sequence[Act]) -> None:
        """Let staff type, all at once."""
        titles = {act.tab.title for act in acts}
        if not titles:
            return
        seen, below = self.look(*titles), defaultdict[str, int](int)
        batch = []
        for act in acts:
            there = seen.tabs[act.tab.title]
            if isinstance(act, Typed):
                place = (there.row_of(act.key), there.headers.index(act.header))
                batch.append(_cells(act.tab, *place, [act.value]))
            elif isinstance(act, Sorted):
                batch.append(_sort(there, act.header))
            else:
                row = len(there.lines) + below[act.tab.title]
                below[act.tab.title] += 1
                batch.append(_cells(act.tab, row, 0, act.values))
        assert self.person.do(*batch), "staff were not let type"

    def run(
        self,
        trouble: Trouble | None = None,
        plan: Plan | None = None,
        *,
        batches: int | None = None,
    ) -> Ending:
        """Run a pass at the clock's time, with what it meets; it may end after so many batches."""
        self._trouble, self._plan, self._image = trouble, plan or Plan(), None
        self._batches = batches
        self.passes += 1
        self.arrived, self.report = 0, None
        self.gaps.begin()
        faults = self.opened.workspace.faults
        if self._plan.down:
            faults.add(replace(failing(), method=self._plan.down, times=1000))
        try:
            return self._pass_in_a_process() if self._plan.by_signal else self._pass()
        finally:
            faults._waiting.clear()
            self.calls += len(self.gaps.calls)

    def leave_ledger(self, trouble: Trouble) -> None:
        """Put the ledger's file into the state in which the power cut left it."""
        if self._image:
            trouble.counts[self._image.leave(trouble.random)] += 1

    def writes(self) -> list[str]:
        """Give the paths of the last pass's writes."""
        return [call.path for call in self.gaps.calls if call.is_write]

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.opened.settings.path(self.opened.settings.sync.ledger)

    def _pass(self) -> Ending:
        try:
            order = Order(self.opened.clock.now, trigger="cron")
            self.report = locked_sync(self.office, order)
        except Killed:
            return Ending.KILLED
        except UnavailableError:
            return Ending.FAILED
        except LoketError as error:
            self.wrong.append(f"{self.opened.clock.now:%d %b %H.%M}: {error}")
            return Ending.FAILED
        strange = [e for e in self.report.errors if not isinstance(e, UnavailableError)]
        self.wrong += [f"{self.opened.clock.now:%d %b %H.%M}: {error}" for error in strange]
        return Ending.DONE if self.report.outcome in {CHANGED, QUIET} else Ending.PARTIAL

    def _pass_in_a_process(self) -> Ending:
        """Run a pass until it is killed by a signal; if it ends before, it has ended well."""
        now, number = self.opened.clock.now, 0
        process = KillablePass(self.opened.config, self.opened.workspace.url, now)
        while event := process.event():
            kind, call = event
            number += kind == "before"
            self.arrived += kind == "arrived" and bool(call.batch)
            if (kind == "arrived") == self._plan.after and call.number == self._plan.kill_at:
                process.kill()
                return Ending.KILLED
            process.go_on()
        process.end()
        return Ending.DONE

    def _before(self, call: Call) -> None:
        if call.batch and self.arrived == self._batches:
            raise Killed
        if self._plan.kill_at == call.number and not self._plan.after:
            self._die()
        if self._trouble:
            faults = self.opened.workspace.faults
            self._reply_lost = self._trouble.meet_call(faults, self._plan)

    def _carried_out(self, call: Call) -> None:
        self.arrived += bool(call.batch)
        if self._plan.kill_at == call.number and self._plan.after:
            self._die()

    def _die(self) -> None:
        if self._plan.power_cut:
            self._image = LedgerImage.of(self.ledger)
        raise Killed


def _cells(tab: Tab, row: int, column: int, values: Sequence[Value]) -> Json:
    start = {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": column}
    rows = [{"values": [entered(value) for value in values]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _sort(seen: SeenTab, header: str) -> Json:
    place = {"sheetId": seen.tab.sheet_id, "startRowIndex": 1, "endRowIndex": len(seen.lines)}
    spec = {"dimensionIndex": seen.headers.index(header), "sortOrder": "ASCENDING"}
    return {"sortRange": {"range": place, "sortSpecs": [spec]}}


def found_year(folder: Path, now: str, first_show: date) -> None:
    """Set an office up with its roster, on which the year's offices are to go on alike."""
    copy_for_rehearsal(CONFIG, folder / "config.yaml")
    with open_folder(folder, now) as opened:
        initialise(opened.office, opened.config)
        staff = opened.staff
        staff.fill(tabs.CONSULTANTS, [(*row, True) for row in CONSULTANTS])
        staff.fill(tabs.QUOTAS, QUOTAS)
        codes = [f"UND-{number}" for number in range(1, len(INVITED) + 1)]
        rows = [(*row, code, True) for row, code in zip(INVITED, codes, strict=True)]
        staff.fill(tabs.INVITATIONS, rows)
        show = (first_show, "Narasumber", "Ketua", "Koperasi Sauyunan", "Cerita usaha", "")
        staff.fill(tabs.EPISODES, [(*show, *FIGURES[0], 12, 30)])


@contextmanager
def open_year_office(folder: Path, known: dict[int, Tab], now: datetime) -> Iterator[YearOffice]:
    """Open one of the year's offices."""
    with open_folder(folder, f"{now:%Y-%m-%dT%H:%M}") as opened:
        book, owner = str(opened.settings.spreadsheet.id), opened.settings.google.owner
        person = Person(opened.workspace.url, book, owner)
        office = YearOffice(opened, known, person, FormStore(opened))
        try:
            yield office
        finally:
            office.office.access.close()
            person.close()
