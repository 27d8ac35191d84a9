"""What all methods of Drive share: access in Drive's words, what is supported, paging."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Final

from connectors.workspace.call import Call, GoogleError, Json
from connectors.workspace.drive import files
from connectors.workspace.drive.files import Role, drive_error

_EVERYWHERE: Final = {
    "$.xgafv",
    "alt",
    "fields",
    "fileId",
    "includeItemsFromAllDrives",
    "includeTeamDriveItems",
    "key",
    "prettyPrint",
    "quotaUser",
    "supportsAllDrives",
    "supportsTeamDrives",
    "uploadType",
    "upload_protocol",
}
"""Parameters of every method, and those about shared drives, of which there are none here."""


def require(call: Call, role: Role) -> Json:
    """Give the file that the request is about.

    Raises Drive's 404 if the caller cannot see it and its 403 if the role is not enough.
    """
    file_id = call.params["fileId"]
    file, held = files.find(call, file_id), files.role_of(call, file_id)
    if file is None or held is None:
        raise drive_error(404, "notFound", f"File not found: {file_id}.", parameter="fileId")
    if files.at_least(held, role):
        return file
    raise drive_error(
        403,
        "insufficientFilePermissions",
        "The user does not have sufficient permissions for this file.",
    )


def support(
    call: Call, *, params: Sequence[str] = (), members: Sequence[str] | None = None
) -> None:
    """Refuse parameters, and members of the body, that would have no effect here.

    ``members`` of None leaves the body alone: the method takes none.
    """
    unknown = [name for name in call.params if name not in _EVERYWHERE and name not in params]
    if members is not None:
        unknown += [name for name in call.body if name not in members]
    if unknown:
        raise GoogleError(
            501,
            "UNIMPLEMENTED",
            f"The embedded workspace does not support {', '.join(unknown)} in {call.method}.",
        )


def page(found: Sequence[Json], call: Call, *, usual: int, largest: int) -> tuple[list[Json], Json]:
    """Give one page of a list, and the ``nextPageToken`` member if there is more."""
    size = call.params.get("pageSize", usual)
    if not 1 <= size <= largest:
        raise drive_error(
            400,
            "invalidParameter",
            f"Invalid value '{size}'. Values must be within the range: [1, {largest}]",
            parameter="pageSize",
        )
    start = _position(call.params.get("pageToken"))
    rest = found[start + size :]
    return list(found[start : start + size]), (
        {"nextPageToken": _token(start + size)} if rest else {}
    )


def _token(position: int) -> str:
    return base64.urlsafe_b64encode(f"after {position}".encode()).decode()


def _position(token: str | None) -> int:
    if token is None:
        return 0
    try:
        word, _, number = base64.urlsafe_b64decode(token).decode("ascii").partition(" ")
    except (binascii.Error, ValueError):
        word, number = "", ""
    if word != "after" or not number.isdecimal():
        raise drive_error(400, "invalid", "Invalid Value", parameter="pageToken")
    return int(number)
