"""The embedded workspace served over HTTP on this machine's loopback address, and nowhere else."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from connectors.workspace.app import create_app
from connectors.workspace.faults import Faults, Request
from connectors.workspace.store import Store
from connectors.workspace.workspace import Workspace, WorkspaceOptions
from loket.errors import LocalError

_ADDRESS = "127.0.0.1"
_LONGEST_STOP = 30.0


@dataclass(frozen=True)
class RunningWorkspace:
    """A workspace that answers at ``url`` until its block ends."""

    url: str
    workspace: Workspace
    faults: Faults
    server: _Server

    @property
    def requests(self) -> list[Request]:
        """The API requests so far, in the order in which their replies went out."""
        return self.faults.requests

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let nobody connect while the block runs, as if the server were gone."""
        self.server.go_away()
        try:
            yield
        finally:
            self.server.come_back(int(self.url.rpartition(":")[2]))


def system_clock() -> datetime:
    """Give the time of this machine."""
    return datetime.now(UTC)


def clock_from(start: datetime) -> Callable[[], datetime]:
    """Give a clock that shows ``start`` now and runs on."""
    begun = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)


@contextmanager
def running(
    options: WorkspaceOptions,
    *,
    port: int = 0,
    now: Callable[[], datetime] = system_clock,
    faults: Faults | None = None,
) -> Iterator[RunningWorkspace]:
    """Serve a workspace in a thread while the block runs; port 0 takes a free one.

    Raises LocalError if the port is taken or the file cannot be used.
    """
    faults = faults or Faults()
    with _opened(options, port, now, faults) as (app, listening):
        url = f"http://{_ADDRESS}:{listening.getsockname()[1]}"
        server = _Server(_configuration(app))
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listening]}, name="embedded-workspace"
        )
        thread.start()
        try:
            server.accepts.wait(_LONGEST_STOP)
            yield RunningWorkspace(url, app.state.workspace, faults, server)
        finally:
            server.should_exit = True
            thread.join(_LONGEST_STOP)


def serve_forever(
    options: WorkspaceOptions,
    *,
    port: int,
    now: Callable[[], datetime] = system_clock,
    announce: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve a workspace until the process is told to stop (SIGINT, SIGTERM).

    ``announce`` is given the address once the port is held. Raises LocalError as ``running`` does.
    """
    with _opened(options, port, now, Faults()) as (app, listening):
        announce(f"http://{_ADDRESS}:{listening.getsockname()[1]}")
        uvicorn.Server(_configuration(app)).run(sockets=[listening])


@contextmanager
def _opened(
    options: WorkspaceOptions, port: int, now: Callable[[], datetime], faults: Faults
) -> Iterator[tuple[Starlette, socket.socket]]:
    with _listening(port) as listening:
        store = Store(options.path, options.seed)
        try:
            yield create_app(options, store, now=now, faults=faults), listening
        finally:
            store.close()


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    # Only of a socket that names its protocol does asyncio send small packets at once.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_ADDRESS, port))
        except OSError as error:
            raise LocalError(
                f"Port {port} of {_ADDRESS} cannot be used: {error.strerror}.",
                remedy="Stop the program that holds it, or choose another port with --port.",
            ) from error
        yield listening


def _configuration(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        # Replies bear the date of the workspace's own clock, see ``date_header``.
        date_header=False,
        # Google keeps idle connections for minutes; a client must not learn otherwise here.
        timeout_keep_alive=240,
        timeout_graceful_shutdown=5,
    )


class _Server(uvicorn.Server):
    """Tells when it accepts connections, and leaves signals to the thread that has them."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepts = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        self.accepts.set()

    def go_away(self) -> None:
        """Break all connections and refuse new ones; for another thread to call."""
        self._run(self._gone())

    def come_back(self, port: int) -> None:
        """Accept connections again; for another thread to call."""
        with _listening(port) as listening:
            self._run(self.startup([listening.dup()]))

    async def _gone(self) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()

    def _run(self, job: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(job, self._loop).result(_LONGEST_STOP)


class _Protocol(H11Protocol):
    """Lets the application see the transport, so that a fault can break the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}
