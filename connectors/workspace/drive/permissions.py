"""Drive v3: who a file is shared with. A form's responders have the view ``published``."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Final, NoReturn

from connectors.workspace.call import Call, Handler, Json
from connectors.workspace.drive import files
from connectors.workspace.drive.access import page, require, support
from connectors.workspace.drive.files import drive_error

_ROLES: Final = ("owner", "writer", "commenter", "reader")
_MEMBERS: Final = ("type", "role", "emailAddress", "domain", "view", "withLink")
"""``withLink`` is of Drive v2: gspread still sends it, and Drive v3 ignores it."""
_NO_MAIL: Final = ("sendNotificationEmail", "emailMessage")
"""No mail is ever sent here, so these change nothing."""


def resource(permission: Json) -> Json:
    """Give a stored permission as Drive's ``Permission``."""
    shown: Json = {"kind": "drive#permission", "id": permission_id(permission), **permission}
    if permission["type"] in ("anyone", "domain"):
        shown["allowFileDiscovery"] = False
    if "emailAddress" in permission:
        shown["displayName"] = permission["emailAddress"].partition("@")[0]
    return shown


def permission_id(permission: Json) -> str:
    """Give the id of a permission: the same for the same person, domain or link on every file."""
    whom = permission.get("emailAddress") or permission.get("domain", "")
    view = permission.get("view", "")
    if permission["type"] == "anyone" and not view:
        return "anyoneWithLink"
    digest = blake2b(f"{permission['type']} {whom} {view}".encode(), digest_size=8).digest()
    return f"{int.from_bytes(digest):020d}"


def _create(call: Call) -> Json:
    support(call, params=("transferOwnership", *_NO_MAIL), members=_MEMBERS)
    file = require(call, "writer")
    wanted = _wanted(call, file)
    if wanted["role"] == "owner":
        return resource(_with_new_owner(call, file, wanted))
    others = [p for p in file["permissions"] if permission_id(p) != permission_id(wanted)]
    if any(p["role"] == "owner" for p in file["permissions"] if p not in others):
        _refuse("The owner of a file cannot be removed.", "cannotRemoveOwner", 403)
    files.update(call, file, permissions=[*others, wanted])
    return resource(wanted)


def _wanted(call: Call, file: Json) -> Json:
    """Give the permission that a body asks for, checked."""
    body = {k: v for k, v in call.body.items() if k in ("type", "role", "view")}
    if body.get("type") not in ("user", "domain", "anyone") or body.get("role") not in _ROLES:
        _refuse("The permission type and role fields are required (user, domain or anyone).")
    if body.get("view") not in (None, "published"):
        _refuse(f"The view {body['view']!r} is not supported.")
    published = body.get("view") == "published"
    if published and (body["role"] != "reader" or file["mimeType"] != files.FORM):
        _refuse("Only a form has a published view, and its role is reader.")
    return body | _whom(body["type"], call.body)


def _whom(kind: str, body: Json) -> Json:
    if kind == "user":
        address = str(body.get("emailAddress", "")).strip().lower()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
            _refuse("The specified emailAddress is invalid or not applicable.")
        return {"emailAddress": address}
    if kind == "domain":
        domain = str(body.get("domain", "")).strip().lower()
        if not domain:
            _refuse("The specified domain is invalid or not applicable.")
        return {"domain": domain}
    return {}


def _with_new_owner(call: Call, file: Json, wanted: Json) -> Json:
    if not call.params.get("transferOwnership"):
        _refuse(
            "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
            "forbidden",
            403,
        )
    if files.role_of(call, file["id"]) != "owner" or wanted["type"] != "user":
        _refuse("Only the owner can give a file to another user.", "forbidden", 403)
    if wanted["emailAddress"] in call.service_accounts:
        _refuse("Service accounts cannot own files.", "invalidSharingRequest", 403)
    former = [
        p | {"role": "writer"} if p["role"] == "owner" else p
        for p in file["permissions"]
        if permission_id(p) != permission_id(wanted)
    ]
    files.update(call, file, permissions=[*former, wanted])
    return wanted


def _list(call: Call) -> Json:
    support(call, params=("pageSize", "pageToken", "includePermissionsForView"))
    file = require(call, "writer")
    view = call.params.get("includePermissionsForView")
    shown = [resource(p) for p in file["permissions"] if p.get("view") in (None, view)]
    chosen, following = page(shown, call, usual=100, largest=100)
    return {"kind": "drive#permissionList", "permissions": chosen, **following}


def _get(call: Call) -> Json:
    support(call, params=("permissionId",))
    return resource(_found(call, require(call, "writer")))


def _update(call: Call) -> Json:
    support(call, params=("permissionId", "transferOwnership"), members=("role",))
    file = require(call, "writer")
    before = _found(call, file)
    after = before | {"role": call.body.get("role")}
    if after["role"] not in _ROLES or ("view" in after and after["role"] != "reader"):
        _refuse("The specified role is not valid.")
    if after["role"] == "owner":
        return resource(_with_new_owner(call, file, after))
    if before["role"] == "owner":
        _refuse("A file keeps its owner until another takes over.", "forbidden", 403)
    others = [after if p == before else p for p in file["permissions"]]
    files.update(call, file, permissions=others)
    return resource(after)


def _delete(call: Call) -> Json:
    support(call, params=("permissionId",))
    # Whoever a file is shared with may leave it; only its editors may remove others.
    file = require(call, "reader")
    permission = _found(call, file)
    if permission["role"] == "owner":
        _refuse("The owner of a file cannot be removed.", "cannotRemoveOwner", 403)
    if permission.get("emailAddress") != call.actor:
        require(call, "writer")
    files.update(call, file, permissions=[p for p in file["permissions"] if p != permission])
    return {}


def _found(call: Call, file: Json) -> Json:
    wanted = call.params["permissionId"]
    for permission in file["permissions"]:
        if permission_id(permission) == wanted:
            return dict(permission)
    raise drive_error(404, "notFound", f"Permission not found: {wanted}.", parameter="permissionId")


def _refuse(message: str, reason: str = "invalid", code: int = 400) -> NoReturn:
    raise drive_error(code, reason, message)


PERMISSION_METHODS: Final[dict[str, Handler]] = {
    "drive.permissions.create": _create,
    "drive.permissions.list": _list,
    "drive.permissions.get": _get,
    "drive.permissions.update": _update,
    "drive.permissions.delete": _delete,
}
