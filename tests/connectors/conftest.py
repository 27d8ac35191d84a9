"""One embedded workspace a module, and access to it as its owner, without any waiting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.google.access import GoogleAccess
from connectors.sheets.client import SpreadsheetClient, create_spreadsheet
from connectors.workspace.server import RunningWorkspace, running
from connectors.workspace.workspace import WorkspaceOptions
from tests.connectors.factories import OWNER, ZONE, an_access


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningWorkspace]:
    path = tmp_path_factory.mktemp("workspace") / "workspace.sqlite"
    with running(WorkspaceOptions(path, seed=b"connectors")) as workspace:
        yield workspace


@pytest.fixture
def access(served: RunningWorkspace) -> Iterator[GoogleAccess]:
    access = an_access(served.url, OWNER)
    yield access
    access.close()


@pytest.fixture
def spreadsheet(access: GoogleAccess) -> SpreadsheetClient:
    spreadsheet_id = create_spreadsheet(access, "Klinik", locale="id_ID", time_zone="Asia/Jakarta")
    return SpreadsheetClient(access, spreadsheet_id, ZONE)
