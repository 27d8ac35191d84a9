"""One script played on one office, and the verdict on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from connectors.forms.visitor import FormVisitor
from connectors.google.access import GoogleAccess
from connectors.google.retry import RetryPolicy
from connectors.sheets.tab import Tab
from connectors.workspace.call import Switches
from connectors.workspace.faults import Fault
from connectors.workspace.server import running
from loket.errors import InternalError, LoketError
from loket.vocabulary import Service
from pipeline import tabs
from pipeline.configuration.settings_file import load
from pipeline.demo.office import Clock
from pipeline.office import Office, workspace_options
from pipeline.order import Order
from pipeline.sync import Report, locked_sync
from tests.pipeline.interleaving.desk import Desk
from tests.pipeline.interleaving.gaps import Call, Gaps, Killed
from tests.pipeline.interleaving.killable import KillablePass
from tests.pipeline.interleaving.page import declared
from tests.pipeline.interleaving.person import Person
from tests.pipeline.interleaving.record import hand_edits
from tests.pipeline.interleaving.script import (
    BUSY,
    HALF_REPLY,
    KILLED_AFTER,
    KILLED_BEFORE,
    LOST_REPLY,
    LOST_REQUEST,
    Mishap,
    Script,
    Step,
)
from tests.pipeline.interleaving.tokens import Loss
from tests.pipeline.interleaving.whole_book import wrong_cells
from tests.pipeline.office_factory import DRAFTED, WEEK, OpenOffice, at
from transforms.reading.indonesian import option_text

Sync = Callable[[Office, Order], Report | None]
"""Runs one pass; a protocol under trial."""

_FAULTS = {
    LOST_REPLY: Fault(drop="after"),
    LOST_REQUEST: Fault(drop="before"),
    BUSY: Fault(status=503),
    HALF_REPLY: Fault(truncate=True),
}
LAST_PASSES = 2
"""Passes after the last act, at most, until Loket's cells are right."""


@dataclass
class Trial:
    """An office under a script. ``faults`` are what is wrong in the end, in words."""

    opened: OpenOffice
    office: Office
    desk: Desk
    sync: Sync
    passes: int = 0
    calls: int = 0
    kills: int = 0
    real_kills: int = 0
    wrong: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    _step: Step = field(default_factory=Step)
    _done: int = 0

    def __post_init__(self) -> None:
        self.gaps = Gaps(self._before, self._arrived, self._arrived_unheard)
        self.gaps.watch(self.office.access)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost and all is right."""
        return not self.losses and not self.wrong

    def report(self) -> str:
        """Tell what happened and what is wrong with it."""
        return "\n".join([*self.desk.diary, *map(str, self.losses), *self.wrong])

    def play(self, script: Script) -> None:
        """Play a script to its end and judge."""
        for step in script.steps:
            self.take(step)
        self.judge()

    def take(self, step: Step) -> None:
        """Run one pass with all that happens around it."""
        for _ in range(step.clients):
            self._register()
        self.opened.clock.now += timedelta(hours=step.hours)
        self._step, self._done = step, -1
        with suppress(Killed):
            self._pass_in_a_process() if step.process else self._pass()
        self._act_until(max((act.gap for act in step.acts), default=0))
        self._step = Step()

    def judge(self) -> None:
        """Let Loket come to rest, and note all that is not as it ought to be."""
        self.desk.repair_headers()
        for _ in range(LAST_PASSES + 1):
            report = self._pass()
            writes = [call.path for call in self.gaps.calls if call.is_write]
            if report is not None and not writes:
                break
        else:
            self.wrong.append(f"not at rest after {LAST_PASSES} passes: {self.desk.diary[-1]}")
        if report is not None:
            self.wrong += [f"{type(error).__name__}: {error}" for error in report.errors]
            self.wrong += wrong_cells(report.book, self.desk.pages.values())
        edits = hand_edits(self.office.settings)
        self.losses = self.desk.tokens.losses(self.desk.pages, edits)
        self.wrong += self.desk.tokens.false_edits(edits)

    def _pass(self) -> Report | None:
        """Run one pass; what goes wrong with it for good reason is no fault of Loket's."""
        self._begin()
        try:
            return self.sync(self.office, Order(self.office.now()))
        except InternalError as error:
            self.wrong.append(f"pass {self.passes}: {error}")
        except LoketError as error:
            self.desk.diary.append(f"  failed: {error}")
        except Killed:
            self.kills += 1
            self.desk.diary.append("  killed")
            raise
        finally:
            self.calls += len(self.gaps.calls)
        return None

    def _pass_in_a_process(self) -> None:
        """Run a pass that a mishap really kills; nothing of it is left but what it has stored."""
        self._begin("in a process")
        running_pass = KillablePass(
            self.opened.config, self.opened.workspace.url, self.office.now()
        )
        try:
            while event := running_pass.event():
                kind, call = event
                self._before(call) if kind == "before" else self._arrived(call)
                self.calls += kind == "before"
                running_pass.go_on()
        except Killed:
            self.kills += 1
            self.real_kills += 1
            self.desk.diary.append("  killed by SIGKILL")
            running_pass.kill()
        else:
            running_pass.end()

    def _begin(self, how: str = "") -> None:
        self.gaps.begin()
        self.passes += 1
        self.desk.diary.append(f"pass {self.passes} at {self.office.now():%d %b %H.%M} {how}")

    def _before(self, call: Call) -> None:
        self._act_until(call.number)
        mishap = self._mishap(call)
        if mishap == KILLED_BEFORE:
            raise Killed
        if mishap in _FAULTS:
            self.desk.diary.append(f"  {mishap}: {call.verb} {call.path}")
            self.opened.workspace.faults.add(_FAULTS[mishap])

    def _arrived(self, call: Call) -> None:
        if call.batch:
            self.desk.loket_wrote(call.batch)
        if self._mishap(call) == KILLED_AFTER:
            raise Killed

    def _arrived_unheard(self, call: Call) -> bool:
        if self._mishap(call) != LOST_REPLY:
            return False
        return not call.batch or self.desk.was_applied(call.batch)

    def _mishap(self, call: Call) -> str:
        mishap = self._step.mishap or Mishap(-1, "")
        return mishap.what if mishap.gap == call.number else ""

    def _act_until(self, gap: int) -> None:
        for act in self._step.acts:
            if self._done < act.gap <= gap:
                self.desk.act(act)
        self._done = max(self._done, gap)

    def _register(self) -> None:
        number = len(self.opened.workspace.requests)
        days = tuple(option_text(day) for day in WEEK.days[number % 3 : number % 3 + 2])
        with suppress(LoketError):
            # A full week is offered no more: then nobody can register for it.
            self.opened.register(
                tuple(Service)[number % 2],
                name=f"Warga {number}",
                phone=f"0813-{number:04d}-0001",
                business=f"Usaha {number}",
                dates=days,
            )


@contextmanager
def on_trial(
    folder: Path, sync: Sync = locked_sync, *, switches: Switches | None = None, now: str = DRAFTED
) -> Iterator[Trial]:
    """Open an office of which a folder holds all, for one trial; the folder changes."""
    config = folder / "config.yaml"
    settings, clock = load(config), Clock(at(now))
    options = workspace_options(settings, seed=b"office")
    options = replace(options, switches=switches or Switches())
    with running(options, now=clock) as workspace:
        opened = OpenOffice(config, clock, workspace, FormVisitor(workspace.url))
        patience = RetryPolicy(sleep=lambda _: None)
        access, founder = (
            GoogleAccess.embedded(workspace.url, email, retry=patience)
            for email in (settings.google.loket, settings.google.owner)
        )
        book = str(settings.spreadsheet.id)
        people = {
            "owner": Person(workspace.url, book, settings.google.owner),
            "staff": Person(workspace.url, book, settings.google.staff[0]),
        }
        office = Office(settings, access, founder, clock)
        try:
            yield Trial(opened, office, Desk(people, declared(_tabs())), sync)
        finally:
            opened.close()
            for access in (office.access, office.founder):
                access.close()
            for person in people.values():
                person.close()


def _tabs() -> list[Tab]:
    weeks = [WEEK.shift(number) for number in range(-1, 4)]
    weekly = (tabs.schedule_tab, tabs.board_tab, tabs.evaluation_tab)
    return [*tabs.STAFF_TABS, *tabs.LOKET_TABS, *(tab(week) for week in weeks for tab in weekly)]
