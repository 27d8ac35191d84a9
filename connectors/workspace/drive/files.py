"""Files and who may do what with them: the part of Drive that every API asks.

A file document has the members of Drive's ``File`` that are stored: id, name, mimeType, times,
parents, trashed, version and ``permissions`` (Drive's ``Permission`` with role, type, address).
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Final, Literal

from connectors.workspace.call import Call, GoogleError, Json

Role = Literal["owner", "writer", "reader"]

SPREADSHEET: Final = "application/vnd.google-apps.spreadsheet"
FORM: Final = "application/vnd.google-apps.form"
FOLDER: Final = "application/vnd.google-apps.folder"

_RANK: Final = {"reader": 1, "commenter": 1, "writer": 2, "owner": 3}
_ROLE_OF_RANK: Final[dict[int, Role]] = {1: "reader", 2: "writer", 3: "owner"}


def require(call: Call, file_id: str, role: Role) -> Json:
    """Give the file if the caller has at least this role.

    Raises Google's 404 if there is no such file, its 403 if the caller may not do this with it.
    """
    file = find(call, file_id)
    if file is None:
        raise GoogleError(404, "NOT_FOUND", "Requested entity was not found.")
    if _rank(file, call.actor) < _RANK[role]:
        raise GoogleError(403, "PERMISSION_DENIED", "The caller does not have permission")
    return file


def role_of(call: Call, file_id: str) -> Role | None:
    """Give the caller's role in a file; None without access or without such a file."""
    file = find(call, file_id)
    return None if file is None else _ROLE_OF_RANK.get(_rank(file, call.actor))


def may_respond(call: Call, file_id: str) -> bool:
    """Tell whether the caller may answer a form: its responders and its editors may."""
    file = find(call, file_id)
    if file is None:
        return False
    published = [p for p in file["permissions"] if p.get("view") == "published"]
    return _rank(file, call.actor) >= _RANK["writer"] or any(
        _applies(permission, call.actor) for permission in published
    )


def at_least(held: Role, role: Role) -> bool:
    """Tell whether a role includes another."""
    return _RANK[held] >= _RANK[role]


def find(call: Call, file_id: str) -> Json | None:
    """Give a file whoever asks, or None."""
    return call.documents.get("file", file_id)


def visible(call: Call) -> list[Json]:
    """Give the files that are the caller's or shared with the caller by name, newest first."""
    files: Iterable[Json] = call.documents.children("file", "").values()
    return [file for file in files if _rank(file, call.actor, by_name=True)][::-1]


def register(call: Call, file_id: str, name: str, mime_type: str) -> Json:
    """Add a file that the caller owns.

    Raises Google's 401 for anonymous callers and Drive's 403 for service accounts, which have no
    storage.
    """
    if call.actor is None:
        raise GoogleError(401, "UNAUTHENTICATED", "Request is missing required credentials.")
    if call.actor in call.service_accounts:
        raise drive_error(403, "storageQuotaExceeded", _NO_STORAGE, domain="usageLimits")
    file: Json = {
        "id": file_id,
        "name": name,
        "mimeType": mime_type,
        "createdTime": timestamp(call),
        "modifiedTime": timestamp(call),
        "parents": [root_of(call.actor)],
        "trashed": False,
        "version": 1,
        "permissions": [{"role": "owner", "type": "user", "emailAddress": call.actor}],
    }
    call.documents.put("file", file_id, file)
    return file


def update(call: Call, file: Json, **changes: object) -> Json:
    """Store a changed file; its version and time of modification advance."""
    changed = {
        **file,
        **changes,
        "modifiedTime": timestamp(call),
        "version": file["version"] + 1,
    }
    call.documents.put("file", file["id"], changed)
    return changed


def root_of(actor: str | None) -> str:
    """Give the id of the folder that all of somebody's own files are in at first."""
    return f"root-of-{actor}"


def fresh_id(call: Call) -> str:
    """Give an id that looks like those of Drive."""
    return "1" + base64.urlsafe_b64encode(call.documents.fresh("file")).decode()[:43]


def timestamp(call: Call) -> str:
    """Give the time of the request as Drive writes it."""
    return call.now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{call.now.microsecond // 1000:03d}Z"


def drive_error(
    code: int, reason: str, message: str, *, domain: str = "global", parameter: str = ""
) -> GoogleError:
    """Give an error in the older shape that Drive uses."""
    error = {"message": message, "domain": domain, "reason": reason}
    if parameter:
        error |= {"location": parameter, "locationType": "parameter"}
    return GoogleError(code, "", message, errors=(error,))


def _rank(file: Json, actor: str | None, *, by_name: bool = False) -> int:
    ranks = [
        _RANK[permission["role"]]
        for permission in file["permissions"]
        if permission.get("view") != "published"
        and (permission["type"] == "user" or not by_name)
        and _applies(permission, actor)
    ]
    return max(ranks, default=0)


def _applies(permission: Json, actor: str | None) -> bool:
    if permission["type"] == "anyone":
        return True
    if actor is None:
        return False
    if permission["type"] == "domain":
        return actor.endswith(f"@{permission['domain']}")
    return bool(permission["emailAddress"] == actor)


_NO_STORAGE: Final = (
    "Service Accounts do not have storage quota. Leverage shared drives, or use OAuth delegation "
    "instead."
)
