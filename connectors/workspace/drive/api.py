"""Drive v3: files, as far as forms, spreadsheets and folders go."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from connectors.workspace.call import Call, GoogleError, Handler, Json, Media, MediaHandler
from connectors.workspace.drive import contents, files
from connectors.workspace.drive.access import page, require, support
from connectors.workspace.drive.files import drive_error
from connectors.workspace.drive.permissions import PERMISSION_METHODS
from connectors.workspace.drive.permissions import resource as permission_resource
from connectors.workspace.drive.query import matching
from connectors.workspace.forms import api as forms_api
from connectors.workspace.sheets import api as sheets_api
from connectors.workspace.sheets import xlsx

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _about(call: Call) -> Json:
    support(call)
    if "fields" not in call.params:
        raise drive_error(
            400,
            "required",
            "The 'fields' parameter is required for this method.",
            parameter="fields",
        )
    if call.actor is None:
        raise GoogleError(401, "UNAUTHENTICATED", "Login Required.")
    name = call.actor.partition("@")[0]
    user = {"kind": "drive#user", "displayName": name, "emailAddress": call.actor, "me": True}
    return {"kind": "drive#about", "user": user}


def _create(call: Call) -> Json:
    support(call, members=("name", "mimeType", "parents"))
    name, kind = call.body.get("name", "Untitled"), call.body.get("mimeType")
    parents = call.body.get("parents", ["root"])
    if len(parents) != 1:
        raise drive_error(400, "multipleParentsNotSupported", "A file has exactly one parent.")
    in_folder = parents[0] not in ("root", files.root_of(call.actor))
    if in_folder:
        require(replace(call, params={"fileId": parents[0]}), "writer")
    file: Json = call.documents.get("file", _created(call, name, kind)) or {}
    if in_folder:
        file = files.update(call, file, parents=parents)
    return _resource(call, contents.keep(call, file, call.media) if call.media else file)


def _created(call: Call, name: str, kind: str | None) -> str:
    if kind == files.FOLDER:
        return str(files.register(call, files.fresh_id(call), name, files.FOLDER)["id"])
    if call.media:
        kind = kind or call.media.content_type
        return str(files.register(call, files.fresh_id(call), name, kind)["id"])
    bodies: dict[str | None, tuple[str, str, Json]] = {
        files.SPREADSHEET: (
            "sheets.spreadsheets.create", "spreadsheetId", {"properties": {"title": name}},
        ),
        files.FORM: (
            "forms.forms.create", "formId", {"info": {"title": name, "documentTitle": name}},
        ),
    }  # fmt: skip
    if kind not in bodies:
        raise GoogleError(
            501, "UNIMPLEMENTED", f"The embedded workspace cannot create files of type {kind!r}."
        )
    method, id_member, body = bodies[kind]
    create = {**forms_api.METHODS, **sheets_api.METHODS}[method]
    return str(create(replace(call, method=method, params={}, body=body))[id_member])


def _get(call: Call) -> Json:
    support(call, params=("acknowledgeAbuse",))
    return _resource(call, require(call, "reader"))


def _list(call: Call) -> Json:
    support(call, params=("pageSize", "pageToken", "q", "corpora", "spaces"))
    if (
        call.params.get("corpora", "user") != "user"
        or call.params.get("spaces", "drive") != "drive"
    ):
        raise GoogleError(501, "UNIMPLEMENTED", "Only the corpus 'user' in 'drive' is supported.")
    found = matching(files.visible(call), call.params.get("q", ""), call.actor)
    chosen, following = page(found, call, usual=100, largest=1000)
    listed = [_resource(call, file) for file in chosen]
    return {"kind": "drive#fileList", "incompleteSearch": False, "files": listed, **following}


def _update(call: Call) -> Json:
    support(call, members=("name", "trashed", "id", "mimeType"))
    file = require(call, "owner" if "trashed" in call.body else "writer")
    for fixed in ("id", "mimeType"):
        if call.body.get(fixed, file[fixed]) != file[fixed]:
            raise drive_error(403, "fieldNotWritable", f"The field {fixed} is not writable.")
    changes = {name: call.body[name] for name in ("name", "trashed") if name in call.body}
    changed = files.update(call, file, **changes)
    return _resource(call, contents.keep(call, changed, call.media) if call.media else changed)


def _delete(call: Call) -> Json:
    support(call)
    file = require(call, "owner")
    call.documents.purge(file["id"])
    return {}


def _export(call: Call) -> Media:
    support(call, params=("mimeType",))
    file = require(call, "reader")
    if file["mimeType"] != files.SPREADSHEET:
        raise drive_error(403, "fileNotExportable", "Export only supports Docs Editors files.")
    if call.params["mimeType"] != _XLSX:
        raise drive_error(
            400, "badRequest", "The requested conversion is not supported.", parameter="mimeType"
        )
    return Media(xlsx.export(call, file["id"]), _XLSX)


def _resource(call: Call, file: Json) -> Json:
    owner = next(p["emailAddress"] for p in file["permissions"] if p["role"] == "owner")
    shared = [permission_resource(permission) for permission in file["permissions"]]
    role = files.role_of(call, file["id"])
    resource: Json = {
        "kind": "drive#file",
        **{k: v for k, v in file.items() if k not in ("permissions", "version")},
        "version": str(file["version"]),
        "spaces": ["drive"],
        "owners": [
            {
                "kind": "drive#user",
                "displayName": owner.partition("@")[0],
                "emailAddress": owner,
                "me": owner == call.actor,
            }
        ],
        "ownedByMe": owner == call.actor,
        "shared": len(shared) > 1,
        "webViewLink": _web_view_link(call, file),
        "capabilities": {
            "canEdit": role in ("owner", "writer"),
            "canShare": role in ("owner", "writer"),
            "canDelete": role == "owner",
            "canTrash": role == "owner",
        },
    }
    if role in ("owner", "writer"):
        resource["permissions"] = [p for p in shared if "view" not in p]
        resource["permissionIds"] = [p["id"] for p in resource["permissions"]]
    return resource


def _web_view_link(call: Call, file: Json) -> str:
    kinds = {files.SPREADSHEET: "spreadsheets/d", files.FORM: "forms/d"}
    if file["mimeType"] in kinds:
        return f"{call.origin}/{kinds[file['mimeType']]}/{file['id']}/edit"
    if "md5Checksum" in file:
        return f"{call.origin}/file/d/{file['id']}/view"
    return f"{call.origin}/"


METHODS: Final[dict[str, Handler]] = {
    "drive.about.get": _about,
    "drive.files.create": _create,
    "drive.files.get": _get,
    "drive.files.list": _list,
    "drive.files.update": _update,
    "drive.files.delete": _delete,
    **PERMISSION_METHODS,
}
DOWNLOADS: Final[dict[str, MediaHandler]] = {"drive.files.get": contents.download}
MEDIA_METHODS: Final[dict[str, MediaHandler]] = {"drive.files.export": _export}

DEFAULT_FIELDS: Final = {
    **dict.fromkeys(
        ("drive.files.create", "drive.files.get", "drive.files.update"), "kind,id,name,mimeType"
    ),
    "drive.files.list": ("kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)"),
    **dict.fromkeys(
        ("drive.permissions.create", "drive.permissions.get", "drive.permissions.update"),
        "kind,id,type,role",
    ),
    "drive.permissions.list": "kind,nextPageToken,permissions(kind,id,type,role)",
}
"""What Drive replies unless asked for other fields."""
