"""Files that are no Google documents: kept as they came, given back, shown in the browser."""

from __future__ import annotations

import base64
from hashlib import md5
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.workspace.call import Call, GoogleError, Json, Media
from connectors.workspace.drive import files
from connectors.workspace.drive.access import require, support
from connectors.workspace.drive.files import drive_error
from connectors.workspace.workspace import Workspace

_KIND: Final = "content"
_GOOGLES_OWN: Final = "application/vnd.google-apps."


def keep(call: Call, file: Json, media: Media) -> Json:
    """Store a file's content in place of what it had; give the changed file."""
    if file["mimeType"].startswith(_GOOGLES_OWN):
        raise GoogleError(
            501, "UNIMPLEMENTED", "The embedded workspace does not convert uploaded files."
        )
    stored = base64.b64encode(media.content).decode("ascii")
    call.documents.put(_KIND, file["id"], stored)
    digest = md5(media.content, usedforsecurity=False).hexdigest()
    return files.update(call, file, size=str(len(media.content)), md5Checksum=digest)


def download(call: Call) -> Media:
    """Give a file's content; raises Drive's 403 for a Google document, which can be exported."""
    support(call, params=("acknowledgeAbuse",))
    return _content(call, require(call, "reader"))


def _content(call: Call, file: Json) -> Media:
    stored = call.documents.get(_KIND, file["id"])
    if stored is None:
        raise drive_error(
            403,
            "fileNotDownloadable",
            "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
            parameter="alt",
        )
    return Media(base64.b64decode(stored), file["mimeType"])


async def _view(request: Request) -> Response:
    return await run_in_threadpool(_shown, request)


def _shown(request: Request) -> Response:
    """Show a file as a browser can, to whoever may read it."""
    workspace: Workspace = request.app.state.workspace
    with workspace.transaction(write=False) as documents:
        params = {"fileId": request.path_params["file_id"]}
        call = workspace.call(request, documents, method="view", params=params)
        media = download(call)
    # What a browser would run as a page is not what anybody uploads here, and must not run.
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return Response(media.content, media_type=media.content_type, headers=headers)


ROUTES: Final = [Route("/file/d/{file_id}/view", _view)]
