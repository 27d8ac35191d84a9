"""The embedded workspace as an ASGI application: the three APIs and the pages for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.workspace import batch, home_page, token_service, upload
from connectors.workspace.api import Asked, answer, refusal
from connectors.workspace.call import GoogleError
from connectors.workspace.date_header import DateHeader
from connectors.workspace.discovery import Method, route
from connectors.workspace.drive import contents
from connectors.workspace.faults import DRIVE_BATCH, Faults, worded
from connectors.workspace.faults import Request as LoggedRequest
from connectors.workspace.faulty import Unanswered, faulty, short_page
from connectors.workspace.forms import editor_page, page
from connectors.workspace.quotas import QuotaMeter
from connectors.workspace.sheets import page as sheet_page
from connectors.workspace.store import Store
from connectors.workspace.workspace import Workspace, WorkspaceOptions

_VERBS: Final = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_LOOPBACK: Final = ("127.0.0.1", "localhost")
_PAGES: Final = [
    *home_page.ROUTES,
    *token_service.ROUTES,
    *page.ROUTES,
    *editor_page.ROUTES,
    *sheet_page.ROUTES,
    *contents.ROUTES,
]


def create_app(
    options: WorkspaceOptions, store: Store, *, now: Callable[[], datetime], faults: Faults
) -> Starlette:
    """Give the application; ``app.state.workspace`` is what its handlers work on."""
    app = Starlette(
        routes=[
            *_PAGES,
            Route("/batch/drive/v3", _drive_batch, methods=["POST"]),
            Route("/{path:path}", _api, methods=_VERBS),
        ],
        middleware=[
            Middleware(DateHeader, now=now),
            Middleware(TrustedHostMiddleware, allowed_hosts=_LOOPBACK),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=1),
        ],
        exception_handlers={GoogleError: _google_error, HTTPException: _http_error},
    )
    app.state.workspace = Workspace(options, store, now)
    app.state.faults = faults
    app.state.meter = QuotaMeter(options.quotas) if options.quotas else None
    return app


async def _api(request: Request) -> Response:
    method, response = await _carried_out(request)
    request.app.state.faults.log(_noted(request, method, response))
    return response


async def _drive_batch(request: Request) -> Response:
    """Carry out a batch of Drive requests; it is one request, and noted as one."""
    noted: list[LoggedRequest] = []
    answers: list[tuple[str, Response]] = []
    response: Response | None = None
    try:
        for part in batch.parts(request, await request.body(), "/drive/v3/"):
            method, answered = await _carried_out(part.request)
            noted.append(_noted(part.request, method, answered))
            answers.append((part.content_id, answered))
            if isinstance(answered, Unanswered) or answered.status_code == 401:
                # The parts have no token of their own: it is the whole that is refused.
                response = answered
                break
    except GoogleError as error:
        response = refusal(error)
    response = response or batch.reply(answers)
    is_read = all(part.is_read for part in noted)
    whole = replace(
        _noted(request, None, response), method_id=DRIVE_BATCH, is_read=is_read, parts=tuple(noted)
    )
    request.app.state.faults.log(whole)
    return response


async def _carried_out(request: Request) -> tuple[Method | None, Response]:
    verb, query, body = await _sent(request)
    path = _raw_path(request)
    uploads = path.startswith(f"{upload.PATH}/")
    found = route(verb, path.removeprefix(upload.PATH), uploads=uploads)
    if found is None:
        return None, refusal(_no_such_method(verb, request))
    asked = Asked(*found, query, body, uploads)
    fault = request.app.state.faults.take(asked.method.id, request.url.path)
    if fault is None:
        return asked.method, await _handled(request, asked)
    handled = partial(_handled, request, short_page(asked, fault.page), fault.meanwhile)
    return asked.method, await faulty(worded(fault, asked.method), handled)


async def _handled(
    request: Request, asked: Asked, meanwhile: Callable[[], object] | None = None
) -> Response:
    workspace: Workspace = request.app.state.workspace
    meter: QuotaMeter | None = request.app.state.meter
    if meter is not None:
        try:
            meter.count(asked.method, workspace.actor(request), workspace.now())
        except GoogleError as error:
            return refusal(error)
    return await run_in_threadpool(answer, workspace, request, asked, meanwhile)


async def _sent(request: Request) -> tuple[str, str, bytes]:
    """Give verb, query and body; a URI too long for a GET comes as a POST with a form body."""
    query, body = request.url.query, await request.body()
    override = request.headers.get("x-http-method-override")
    if override == "GET" and request.method == "POST":
        return "GET", "&".join(filter(None, (query, body.decode("latin-1")))), b""
    return override or request.method, query, body


def _raw_path(request: Request) -> str:
    raw: bytes = request.scope.get("raw_path") or quote(request.url.path).encode()
    return raw.decode("latin-1").partition("?")[0]


def _noted(request: Request, method: Method | None, response: Response) -> LoggedRequest:
    try:
        actor = request.app.state.workspace.actor(request)
    except GoogleError:
        actor = None
    return LoggedRequest(
        method_id=method.id if method else "",
        http_method=request.method,
        path=request.url.path,
        actor=actor,
        status=response.status_code,
        is_read=method.is_read if method else request.method == "GET",
    )


def _no_such_method(verb: str, request: Request) -> GoogleError:
    if request.url.path.startswith(("/upload/", "/batch")):
        return GoogleError(
            501, "UNIMPLEMENTED", f"The embedded workspace does not support {request.url.path}."
        )
    return GoogleError(404, "NOT_FOUND", f"Method not found: {verb} {request.url.path}")


async def _google_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, GoogleError)  # noqa: S101 - Starlette's types cannot say so
    return refusal(error)


async def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette's types cannot say so
    status = {404: "NOT_FOUND", 405: "INVALID_ARGUMENT"}.get(error.status_code, "UNKNOWN")
    return refusal(GoogleError(error.status_code, status, error.detail))
