"""The workspace's first page: who one is, and the files that one may open."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from connectors.workspace.drive import files
from connectors.workspace.forms.answers import fields
from connectors.workspace.templating import html
from connectors.workspace.workspace import IDENTITY_COOKIE, Workspace

_KINDS: Final = {
    files.SPREADSHEET: ("Spreadsheet", "/spreadsheets/d/{}/edit"),
    files.FORM: ("Formulir", "/forms/d/{}/edit"),
}

_FILE: Final = ("Berkas", "/file/d/{}/view")
"""What else there is has been uploaded."""


async def home(request: Request) -> Response:
    """Show the identities to choose from and the chosen one's files."""
    return await run_in_threadpool(_home, request)


async def choose_identity(request: Request) -> Response:
    """Make a browser one of the configured people."""
    workspace: Workspace = request.app.state.workspace
    chosen = fields((await request.body()).decode("utf-8", "replace")).get("as", [""])[0]
    response = RedirectResponse("/", 303)
    if chosen in workspace.options.people:
        response.set_cookie(IDENTITY_COOKIE, chosen, httponly=True, samesite="strict")
    return response


def _home(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    with workspace.transaction(write=False) as documents:
        call = workspace.call(request, documents, method="home")
        listed = [file for file in files.visible(call) if file["mimeType"] != files.FOLDER]
    shown = [
        {
            "name": file["name"],
            "kind": _KINDS.get(file["mimeType"], _FILE)[0],
            "link": _KINDS.get(file["mimeType"], _FILE)[1].format(file["id"]),
        }
        for file in listed
        if not file["trashed"]
    ]
    return html("home.html", actor=call.actor, people=workspace.options.people, files=shown)


ROUTES: Final = [
    Route("/", home),
    Route("/identity", choose_identity, methods=["POST"]),
]
