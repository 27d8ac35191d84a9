"""The service that gives a token for a consent: what Google has at oauth2.googleapis.com/token.

As a token is an identity's e-mail address, so is a refresh token.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from connectors.workspace.faults import CONSENT, Faults
from connectors.workspace.faults import Request as LoggedRequest
from connectors.workspace.faulty import faulty
from connectors.workspace.forms.answers import fields

_LIFETIME: Final = 3599


async def token(request: Request) -> Response:
    """Give a token; it is noted like a request of an API."""
    faults: Faults = request.app.state.faults
    given = fields((await request.body()).decode("latin-1"))

    async def handled() -> Response:
        return _token(given)

    fault = faults.take(CONSENT, request.url.path)
    response = await (faulty(fault, handled) if fault else handled())
    refreshed = given.get("refresh_token", [None])[0]
    faults.log(
        LoggedRequest(
            CONSENT, "POST", request.url.path, refreshed, response.status_code, is_read=True
        )
    )
    return response


def _token(given: dict[str, list[str]]) -> Response:
    if given.get("grant_type") != ["refresh_token"]:
        return JSONResponse({"error": "unsupported_grant_type"}, 400)
    (refresh_token,) = given.get("refresh_token", [""])
    if refresh_token.count("@") != 1:
        return JSONResponse({"error": "invalid_grant", "error_description": "Bad Request"}, 400)
    fresh = {"access_token": refresh_token, "expires_in": _LIFETIME, "token_type": "Bearer"}
    return JSONResponse(fresh)


ROUTES: Final = [Route("/token", token, methods=["POST"])]
