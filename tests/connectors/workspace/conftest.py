"""One embedded workspace a module, served over HTTP, with a clock that tests move."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from connectors.workspace.server import RunningWorkspace, running
from connectors.workspace.workspace import WorkspaceOptions
from tests.connectors.workspace.clients import OWNER, ROBOT, STAFF, Clock, Google


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[RunningWorkspace]:
    options = WorkspaceOptions(
        tmp_path_factory.mktemp("workspace") / "workspace.sqlite",
        service_accounts=frozenset({ROBOT}),
        people=(STAFF,),
        seed=b"tests",
    )
    with running(options, now=clock) as served:
        yield served


@pytest.fixture
def owner(workspace: RunningWorkspace) -> Google:
    return Google(workspace, OWNER)


@pytest.fixture
def browser(workspace: RunningWorkspace) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=workspace.url, follow_redirects=False) as client:
        yield client
