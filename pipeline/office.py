"""One office, connected: its settings and the ways to its forms, spreadsheet and files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.credentials import OAuthToken, ServiceAccount
from connectors.google.drive import DriveClient
from connectors.google.patience import Patience
from connectors.google.retry import RetryPolicy
from connectors.google.server_clock import ANY_TIME, ServerClock
from connectors.sheets.client import SpreadsheetClient
from loket.errors import ConfigurationError, LocalError
from loket.vocabulary import TIME_ZONE, Form
from pipeline.configuration.settings import Settings
from pipeline.questionnaires.question_titles import form_title

if TYPE_CHECKING:
    from connectors.workspace.server import RunningWorkspace
    from connectors.workspace.workspace import WorkspaceOptions


@dataclass(frozen=True)
class Office:
    """An office with its connections; for one thread at a time.

    ``founder`` is the access by which files are created: in the embedded workspace the owner's, as
    in an office where a person makes the files and shares them; with real Google Loket's own.
    """

    settings: Settings
    access: GoogleAccess
    founder: GoogleAccess
    now: Callable[[], datetime]

    @cached_property
    def forms(self) -> FormsClient:
        """The way to the forms."""
        return FormsClient(self.access, names=self.form_names)

    @property
    def form_names(self) -> dict[str, str]:
        """What messages call the forms, by id."""
        ids = {form: self.settings.forms.of(form).id for form in Form}
        return {form_id: form_title(form) for form, form_id in ids.items() if form_id}

    @property
    def drive(self) -> DriveClient:
        """The way to files and their sharing."""
        return DriveClient(self.access)

    @property
    def spreadsheet(self) -> SpreadsheetClient:
        """The way to the shared spreadsheet; raises ConfigurationError before ``loket init``."""
        found = self.settings.spreadsheet.id
        if found is None:
            raise ConfigurationError(
                "config.yaml has no id for the spreadsheet (spreadsheet.id).",
                remedy="Run `loket init`; it creates the spreadsheet or takes your own.",
            )
        return SpreadsheetClient(self.access, found, zone=TIME_ZONE)

    def export(self, path: Path) -> None:
        """Save the spreadsheet as an .xlsx file; raises LocalError where it cannot be written."""
        content = self.drive.export_xlsx(self.spreadsheet.spreadsheet_id)
        try:
            path.write_bytes(content)
        except OSError as error:
            raise LocalError(
                f"{path} cannot be written: {error.strerror}.", remedy="Choose another file."
            ) from error

    def in_browser(self, uri: str) -> str:
        """Give an address as people open it: that of `loket workspace` for an embedded one."""
        if self.settings.google.workspace is None:
            return uri
        path = "/" + uri.split("://", 1)[-1].split("/", 1)[-1]
        return browser_root(self.settings) + path


def browser_root(settings: Settings) -> str:
    """Give the address at which `loket workspace` serves its pages."""
    return f"http://127.0.0.1:{settings.google.port}"


@contextmanager
def open_office(
    settings: Settings,
    *,
    now: Callable[[], datetime],
    patience: Patience | None = None,
    clocks_agree: bool = False,
) -> Iterator[Office]:
    """Connect to Google, or to the embedded workspace, which is served while the block runs.

    ``clocks_agree``: a clock that differs from Google's by more than the settings allow is an
    error. Without ``patience`` there is time without end.
    """
    tolerance = timedelta(minutes=settings.sync.clock_minutes) if clocks_agree else None
    clock, patience = ServerClock(now, tolerance), patience or Patience()
    if settings.google.workspace is None:
        access = google_access(settings, patience, clock)
        with closing(access):
            yield Office(settings, access, access, now)
        return
    from connectors.workspace.server import running

    with running(workspace_options(settings), now=now) as workspace:
        office = office_at(settings, workspace, now=now, patience=patience, server_clock=clock)
        with closing(office.access), closing(office.founder):
            yield office


def google_access(
    settings: Settings, patience: Patience, server_clock: ServerClock
) -> GoogleAccess:
    """Give access to Google itself, at the pace that all of this machine's processes share."""
    return GoogleAccess(
        credential_source(settings),
        timeout=settings.google.timeout_s,
        retry=RetryPolicy(sleep=patience.sleep),
        quota_folder=settings.path(settings.google.quota_folder),
        patience=patience,
        server_clock=server_clock,
    )


def office_at(
    settings: Settings,
    workspace: RunningWorkspace,
    *,
    now: Callable[[], datetime],
    patience: Patience | None = None,
    server_clock: ServerClock = ANY_TIME,
) -> Office:
    """Connect to an embedded workspace that runs already."""
    google, patience = settings.google, patience or Patience()
    access, founder = (
        GoogleAccess.embedded(
            workspace.url,
            email,
            retry=RetryPolicy(sleep=patience.sleep),
            timeout=google.timeout_s,
            patience=patience,
            server_clock=server_clock,
        )
        for email in (google.loket, google.owner)
    )
    return Office(settings, access, founder, now)


def serve_workspace(
    settings: Settings, *, port: int | None, start: datetime | None, say: Callable[[str], None]
) -> None:
    """Serve the embedded workspace's pages until the process is told to stop.

    Its clock begins at ``start`` and runs on; None takes this machine's.
    """
    from connectors.workspace.server import clock_from, serve_forever, system_clock

    serve_forever(
        workspace_options(settings),
        port=settings.google.port if port is None else port,
        now=clock_from(start) if start else system_clock,
        announce=lambda url: say(f"The embedded workspace is at {url} (Ctrl-C stops it)."),
    )


def workspace_options(settings: Settings, *, seed: bytes | None = None) -> WorkspaceOptions:
    """Give the embedded workspace's options; raises ConfigurationError where real Google is set."""
    from connectors.workspace.workspace import WorkspaceOptions

    google = settings.google
    if google.workspace is None:
        raise ConfigurationError(
            "config.yaml is set to real Google (google.workspace is absent).",
            remedy="Add `workspace: workspace.sqlite` under `google:` to use the embedded one.",
        )
    return WorkspaceOptions(
        path=settings.path(google.workspace),
        people=(google.owner, *google.staff),
        seed=seed,
    )


def credential_source(settings: Settings) -> OAuthToken | ServiceAccount:
    """Give where the settings say that Loket's credentials for real Google are."""
    google = settings.google
    if google.credentials == "oauth":
        return OAuthToken(settings.path(google.oauth_token_file))
    return ServiceAccount(settings.path(google.service_account_file))
