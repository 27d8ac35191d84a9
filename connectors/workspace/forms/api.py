"""Forms v1: forms.

A stored form has ``info``, ``settings``, ``items`` and ``publishState`` as in Google's ``Form``,
and ``revision`` and ``publishedId`` (the id in the responders' link, which is another).
"""

from __future__ import annotations

import base64
from typing import Final

from connectors.workspace.call import Call, GoogleError, Handler, Json
from connectors.workspace.drive import files
from connectors.workspace.drive.files import Role
from connectors.workspace.forms import batch
from connectors.workspace.forms.items import check_line, without_defaults
from connectors.workspace.forms.responses import RESPONSE_METHODS
from connectors.workspace.sheets.errors import Refused


def stored(call: Call, role: Role) -> Json:
    """Give the form that a call is about; raises Google's 404 or 403."""
    form_id = call.params["formId"]
    files.require(call, form_id, role)
    form = call.documents.get("form", form_id)
    if form is None:
        raise GoogleError(404, "NOT_FOUND", "Requested entity was not found.")
    return dict(form)


def _create(call: Call) -> Json:
    info = call.body.get("info", {})
    if set(call.body) - {"info"} or set(info) - {"title", "documentTitle"}:
        raise _invalid(
            "Only info.title can be set when creating a form. To add items and change settings, "
            "use batchUpdate."
        )
    try:
        check_line(info.get("title", ""), required=True)
    except Refused as refused:
        raise _invalid(f"Invalid form.info.title: {refused.message}") from refused
    form_id = files.fresh_id(call)
    files.register(call, form_id, info.get("documentTitle") or info["title"], files.FORM)
    form: Json = {
        "formId": form_id,
        "info": {"title": info["title"]},
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"},
        "items": [],
        "publishState": {},
        "revision": 1,
        "publishedId": _published_id(call),
    }
    call.documents.put("published_form", form["publishedId"], form_id, parent=form_id)
    call.documents.put("form", form_id, form)
    return _reply(call, form)


def _get(call: Call) -> Json:
    return _reply(call, stored(call, "reader"))


def _batch_update(call: Call) -> Json:
    form = stored(call, "writer")
    _check_revision(call.body.get("writeControl", {}), form)
    form, replies = batch.apply(call, form)
    form["revision"] += 1
    call.documents.put("form", form["formId"], form)
    _touch(call, form["formId"])
    reply: Json = {
        "replies": replies,
        "writeControl": {"requiredRevisionId": _revision_id(form)},
    }
    if call.body.get("includeFormInResponse"):
        reply["form"] = _reply(call, form)
    return reply


def _set_publish_settings(call: Call) -> Json:
    form = stored(call, "writer")
    mask = call.body.get("updateMask", "*")
    if mask not in ("*", "publishState", "publish_state"):
        raise _invalid(f"Invalid update_mask: {mask}")
    state = call.body.get("publishSettings", {}).get("publishState")
    if state is None:
        raise _invalid("publish_settings.publish_state is required.")
    if state.get("isAcceptingResponses") and not state.get("isPublished"):
        raise _invalid("A form that is not published cannot accept responses.")
    form["publishState"] = without_defaults(state)
    call.documents.put("form", form["formId"], form)
    return {
        "formId": form["formId"],
        "publishSettings": {"publishState": form["publishState"]},
    }


def _check_revision(control: Json, form: Json) -> None:
    if "targetRevisionId" in control:
        raise GoogleError(
            501, "UNIMPLEMENTED", "The embedded workspace does not support targetRevisionId."
        )
    required = control.get("requiredRevisionId")
    if required is not None and required != _revision_id(form):
        raise _invalid(f"The required revision ID '{required}' does not match the latest revision.")


def _reply(call: Call, form: Json) -> Json:
    file = files.find(call, form["formId"]) or {}
    return {
        "formId": form["formId"],
        "info": {**form["info"], "documentTitle": file["name"]},
        "settings": form["settings"],
        **({"items": form["items"]} if form["items"] else {}),
        "revisionId": _revision_id(form),
        "responderUri": f"{call.origin}/forms/d/e/{form['publishedId']}/viewform",
        "publishSettings": {"publishState": form["publishState"]},
    }


def _touch(call: Call, form_id: str) -> None:
    file = files.find(call, form_id)
    if file is not None:
        files.update(call, file)


def _revision_id(form: Json) -> str:
    return f"{form['revision']:08x}"


def _published_id(call: Call) -> str:
    digest = call.documents.fresh("published form") + call.documents.fresh("published form")
    return "1FAIpQLS" + base64.urlsafe_b64encode(digest).decode()[:48]


def _invalid(message: str) -> GoogleError:
    return GoogleError(400, "INVALID_ARGUMENT", message)


METHODS: Final[dict[str, Handler]] = {
    "forms.forms.create": _create,
    "forms.forms.get": _get,
    "forms.forms.batchUpdate": _batch_update,
    "forms.forms.setPublishSettings": _set_publish_settings,
    **RESPONSE_METHODS,
}
