"""One office under examination: what several checks need is read once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from connectors.google.drive import DriveClient
from connectors.google.probe import server_time
from connectors.google.retry import RetryPolicy
from connectors.ledger.inspection import inspected
from connectors.ledger.run_ledger import Run
from connectors.sheets.client import SETUP_READING
from connectors.sheets.snapshot import Snapshot
from loket.errors import ConfigurationError
from loket.vocabulary import Form
from pipeline.configuration.settings import Settings
from pipeline.office import Office, open_office

_PATIENCE = RetryPolicy(attempts=2, seconds=20.0)
"""A doctor tells that a line is bad; he does not wait until it is good."""

_RUNS = 500


@dataclass(frozen=True)
class Premises:
    """What an office has on this machine. ``now`` is the clock."""

    settings: Settings
    now: Callable[[], datetime]

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.settings.path(self.settings.sync.ledger)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The latest passes, newest first; none where the ledger has none to tell."""
        with inspected(self.ledger) as ledger:
            return tuple(ledger.runs.latest(_RUNS)) if ledger.runs else ()

    def runs_of_last(self, span: timedelta) -> list[Run]:
        """Give the passes that began in the last while, newest first."""
        since = self.now() - span
        return [run for run in self.runs if run.now > since]


@dataclass(frozen=True)
class Case:
    """What an office has at Google, seen through ``office``."""

    office: Office

    @property
    def settings(self) -> Settings:
        """The office's settings."""
        return self.office.settings

    @cached_property
    def clock_offset(self) -> timedelta:
        """How far this machine's clock is ahead of the server's, to a second or so."""
        there = server_time(self.office.access)
        return self.office.now() - there

    @cached_property
    def account(self) -> str:
        """The e-mail address by which Google knows Loket."""
        return DriveClient(self.office.access).account()

    @cached_property
    def snapshot(self) -> Snapshot:
        """The spreadsheet, with the rules that Loket has laid over it."""
        return self.office.spreadsheet.read(SETUP_READING)

    def definition(self, form: Form) -> Mapping[str, Any]:
        """Give a form as Google describes it; raises ConfigurationError where none is named."""
        if form not in self._definitions:
            self._definitions[form] = self.office.forms.get(self.form_id(form))
        return self._definitions[form]

    def form_id(self, form: Form) -> str:
        """Give a form's id; raises ConfigurationError where none is named."""
        found = self.settings.forms.of(form).id
        if found is None:
            raise ConfigurationError(
                f"config.yaml has no id for the form {form!r} (forms.{form}).",
                remedy="Run `loket init`; it creates the form or maps your own.",
            )
        return found

    def described(self, file_id: str) -> Mapping[str, Any] | None:
        """Give what Drive tells of a file; None where it hides it (scope ``drive.file``)."""
        if file_id not in self._files:
            try:
                self._files[file_id] = self.office.drive.describe(file_id)
            except ConfigurationError:
                self._files[file_id] = None
        return self._files[file_id]

    @cached_property
    def may_edit_spreadsheet(self) -> bool | None:
        """Whether this account is an editor of the spreadsheet; None where nothing tells."""
        known = self.described(self.snapshot.spreadsheet_id)
        if known is None:
            return self.office.spreadsheet.may_edit()
        return bool(known.get("capabilities", {}).get("canEdit"))

    @cached_property
    def _files(self) -> dict[str, Mapping[str, Any] | None]:
        return {}

    @cached_property
    def _definitions(self) -> dict[Form, Mapping[str, Any]]:
        return {}


@contextmanager
def open_case(settings: Settings, *, now: Callable[[], datetime]) -> Iterator[Case]:
    """Connect to the office; raises LoketError where that cannot be.

    An embedded workspace that is not there yet is not made.
    """
    workspace = settings.google.workspace
    if workspace is not None and not settings.path(workspace).exists():
        raise ConfigurationError(
            f"There is no embedded workspace at {settings.path(workspace)}.",
            remedy="Run `loket init` to begin one, or remove google.workspace for real Google.",
        )
    with open_office(settings, now=now) as office:
        yield case_of(office)


def case_of(office: Office) -> Case:
    """Examine an office that is connected, with little patience."""
    access = replace(office.access, retry=replace(_PATIENCE, sleep=office.access.retry.sleep))
    return Case(replace(office, access=access))
