"""One run that meets one fault at one call, what came of it, and the verdict."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.rate_limit import NoRateLimit
from connectors.google.retry import RetryPolicy
from connectors.google.transport import Endpoints
from connectors.ledger.ledger import Ledger
from connectors.workspace.faults import Faults
from connectors.workspace.server import RunningWorkspace, running
from loket.vocabulary import Form
from pipeline.configuration.settings import Settings
from pipeline.configuration.settings_file import load
from pipeline.office import Office, workspace_options
from pipeline.runs.outcome import CHANGED
from tests.connectors.consent import Consent
from tests.pipeline.faults.kinds import USUAL, Kind
from tests.pipeline.faults.outcome import Cells, cells_of
from tests.pipeline.faults.stages import Ended, Stage
from tests.pipeline.faults.watch import Call, Patience, Watch
from tests.pipeline.office_factory import at, copy_office

LEDGER_PATIENCE_MS = 20
"""For how long a ledger waits here for another program; really it is ten seconds."""


@dataclass(frozen=True)
class Plain:
    """What a stage comes to when nothing goes wrong: its calls and what stands there then."""

    calls: tuple[Call, ...]
    cells: Cells


@dataclass
class Clock:
    """The server's clock, which may be off from the local one."""

    local: datetime
    off: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.local + self.off


@dataclass
class Trial:
    """An office whose workspace runs, and the fault that its next run meets."""

    config: Path
    stage: Stage
    workspace: RunningWorkspace
    clock: Clock
    kind: Kind | None = None
    place: int = -1
    waited: float = 0
    """Seconds that the run would have slept."""
    _ledger: Ledger | None = None
    _till_the_end: ExitStack = field(default_factory=ExitStack)
    _back: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.watch = Watch(self._before)

    @property
    def faults(self) -> Faults:
        """The faults that the workspace is told of."""
        return self.workspace.faults

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return _settings(self.config, self.config.stat().st_mtime_ns)

    def run(self) -> Ended:
        """Run once; afterwards all is in order again."""
        access, founder = (self._access(email) for email in self._identities)
        office = Office(self.settings, access, founder, lambda: self.clock.local)
        with self._till_the_end:
            ended = self.stage.run(office, self.config, self._opened)
        self.faults.clear()
        self.kind, self._ledger = None, None
        for each in (access, founder):
            each.close()
        return ended

    def look(self) -> Cells:
        """Give what stands there."""
        access = GoogleAccess.embedded(self.workspace.url, self.settings.google.owner)
        try:
            return cells_of(access, self.settings)
        finally:
            access.close()

    def go_away(self, *, till_a_retry: bool = False) -> None:
        """Stop the server till the end of the run, or till the first retry."""
        away = self._till_the_end.enter_context(ExitStack())
        away.enter_context(self.workspace.away())
        if till_a_retry:
            self._back = away.close

    def close_the_form(self) -> None:
        """Close the registration form, as staff do; it has to stay closed."""
        form = self.settings.forms.of(Form.REGISTRATION)
        if form.id is None:
            return
        access = GoogleAccess.embedded(self.workspace.url, self.settings.google.owner)
        FormsClient(access).publish(form.id, accepting=False)
        access.close()
        self._till_the_end.callback(self._require_closed)

    def skew(self, by: timedelta) -> None:
        """Let the server's clock show another time."""
        self.clock.off = by
        self._till_the_end.callback(setattr, self.clock, "off", timedelta())

    def fill_the_disk(self) -> None:
        """Leave no room for another byte."""
        if self._ledger is None:
            self._spoil_settings(lambda path: path.symlink_to("/dev/full"))
        else:
            self._pragma("max_page_count = 1")

    def make_read_only(self) -> None:
        """Let nothing more be written to the disk."""
        if self._ledger is None:
            self._spoil_settings(Path.mkdir)
        else:
            self._pragma("query_only = on")

    def lock_the_ledger(self) -> None:
        """Let another program hold the ledger for writing."""
        assert self._ledger is not None
        other = sqlite3.connect(self._ledger._database.path, isolation_level=None)
        other.execute("begin immediate")
        self._till_the_end.callback(other.close)

    def _before(self, call: Call) -> Patience:
        kind = self.kind
        if kind is None or call.number < self.place:
            return USUAL
        if call.number == self.place:
            kind.begin(self, call)
        return kind.impatient if kind.lasts or call.number == self.place else USUAL

    def _sleep(self, seconds: float) -> None:
        self.waited += seconds
        self._back()

    def _opened(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._pragma(f"busy_timeout = {LEDGER_PATIENCE_MS}")

    def _pragma(self, text: str) -> None:
        assert self._ledger is not None
        self._ledger._database._connection.execute(f"pragma {text}")

    def _spoil_settings(self, spoil: Callable[[Path], None]) -> None:
        """Put something in the way of the file by which the settings are replaced."""
        path = self.config.with_name(f"{self.config.name}.new")
        spoil(path)
        self._till_the_end.callback(path.unlink if path.is_symlink() else path.rmdir)

    def _require_closed(self) -> None:
        form_id = str(self.settings.forms.of(Form.REGISTRATION).id)
        access = GoogleAccess.embedded(self.workspace.url, self.settings.google.owner)
        state = FormsClient(access).get(form_id)["publishSettings"]["publishState"]
        access.close()
        assert not state.get("isAcceptingResponses"), "Loket has opened a form that staff closed"

    @property
    def _identities(self) -> tuple[str, str]:
        return self.settings.google.loket, self.settings.google.owner

    def _access(self, email: str) -> GoogleAccess:
        url = self.workspace.url
        access = GoogleAccess(
            Consent(email, url),
            Endpoints.at(url),
            retry=RetryPolicy(sleep=self._sleep),
            limit=NoRateLimit(),
        )
        self.watch.watch(access)
        return access


@lru_cache
def _settings(config: Path, _: int) -> Settings:
    return load(config)


@contextmanager
def on_trial(original: Path, stage: Stage) -> Iterator[Trial]:
    """Serve a copy of a stage's office while the block runs."""
    with TemporaryDirectory(dir=original.parent) as folder:
        config = copy_office(original, Path(folder, "office")) / "config.yaml"
        clock = Clock(at(stage.now))
        options = workspace_options(load(config), seed=b"office")
        with running(options, now=clock) as workspace:
            yield Trial(config, stage, workspace, clock)


def plain(original: Path, stage: Stage) -> Plain:
    """Run a stage without any fault; it has to succeed."""
    with on_trial(original, stage) as trial:
        ended = trial.run()
        assert ended.outcome == CHANGED, ended
        return Plain(tuple(trial.watch.calls), trial.look())
