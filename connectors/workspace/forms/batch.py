"""The requests of ``forms.batchUpdate``, applied in order to one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from connectors.workspace import field_mask
from connectors.workspace.call import Call, GoogleError, Json
from connectors.workspace.forms.items import (
    check_line,
    completed,
    without_defaults,
    without_links_to,
)
from connectors.workspace.json_schema import unknown_fields
from connectors.workspace.sheets.errors import Refused


def apply(call: Call, form: Json) -> tuple[Json, list[Json]]:
    """Give the form after all requests of a call, and their replies.

    Raises Google's 400 that names the first request that fails; the form given stays as it is.
    """
    requests = call.body.get("requests", [])
    if not requests:
        raise GoogleError(400, "INVALID_ARGUMENT", "Must specify at least one request.")
    replies = []
    for index, request in enumerate(requests):
        if len(request) != 1:
            raise GoogleError(
                400, "INVALID_ARGUMENT", f"Invalid requests[{index}]: No request set."
            )
        ((kind, details),) = request.items()
        try:
            form, reply = _APPLY[kind](call, form, details)
        except Refused as refused:
            message = f"Invalid requests[{index}].{kind}: {refused.message}"
            raise GoogleError(400, "INVALID_ARGUMENT", message) from refused
        replies.append(reply)
    return form, replies


def _create_item(call: Call, form: Json, request: Json) -> tuple[Json, Json]:
    items = form["items"]
    index = _index(request, "location", len(items) + 1)
    item = completed(call, request.get("item", {}), items)
    reply: Json = {"createItem": {"itemId": item["itemId"]}}
    if "questionItem" in item:
        reply["createItem"]["questionId"] = [item["questionItem"]["question"]["questionId"]]
    return {**form, "items": [*items[:index], item, *items[index:]]}, reply


def _update_item(call: Call, form: Json, request: Json) -> tuple[Json, Json]:
    items = form["items"]
    index = _index(request, "location", len(items))
    mask = _mask(request, "Item")
    merged = field_mask.merged(items[index], request.get("item", {}), mask)
    item = completed(call, merged, [*items[:index], *items[index + 1 :]])
    return {**form, "items": [*items[:index], item, *items[index + 1 :]]}, {}


def _delete_item(_: Call, form: Json, request: Json) -> tuple[Json, Json]:
    items = form["items"]
    index = _index(request, "location", len(items))
    left = [*items[:index], *items[index + 1 :]]
    return {**form, "items": without_links_to(left, items[index]["itemId"])}, {}


def _move_item(_: Call, form: Json, request: Json) -> tuple[Json, Json]:
    items = list(form["items"])
    before = _index(request, "originalLocation", len(items))
    after = _index(request, "newLocation", len(items))
    items.insert(after, items.pop(before))
    return {**form, "items": items}, {}


def _update_form_info(_: Call, form: Json, request: Json) -> tuple[Json, Json]:
    mask = _mask(request, "Info")
    if "documentTitle" in mask:
        raise Refused("The document title can only be changed in Drive")
    new = {k: v for k, v in request.get("info", {}).items() if k != "documentTitle"}
    info = without_defaults(field_mask.merged(form["info"], new, mask))
    check_line(info.get("title", ""), required=True)
    return {**form, "info": info}, {}


def _update_settings(_: Call, form: Json, request: Json) -> tuple[Json, Json]:
    mask = _mask(request, "FormSettings")
    settings = field_mask.merged(form["settings"], request.get("settings", {}), mask)
    if settings.get("emailCollectionType", "DO_NOT_COLLECT") != "DO_NOT_COLLECT":
        raise _unsupported("the collection of e-mail addresses")
    if settings.get("quizSettings", {}).get("isQuiz"):
        raise _unsupported("quizzes")
    return {**form, "settings": without_defaults(settings)}, {}


def _mask(request: Json, schema: str) -> field_mask.Mask:
    if not request.get("updateMask"):
        raise Refused("update_mask is required")
    mask = field_mask.parse(request["updateMask"])
    for path in unknown_fields("forms.v1", schema, mask):
        raise Refused(f"There is no field {path!r} to update")
    return mask


def _index(request: Json, member: str, limit: int) -> int:
    index = request.get(member, {}).get("index")
    if index is None or not 0 <= index < limit:
        raise Refused(f"{member}.index must be in the range [0, {limit}), it is {index}")
    return int(index)


def _unsupported(what: str) -> GoogleError:
    return GoogleError(
        501, "UNIMPLEMENTED", f"The embedded workspace does not support {what} in forms."
    )


_APPLY: Final[dict[str, Callable[[Call, Json, Json], tuple[Json, Json]]]] = {
    "createItem": _create_item,
    "updateItem": _update_item,
    "deleteItem": _delete_item,
    "moveItem": _move_item,
    "updateFormInfo": _update_form_info,
    "updateSettings": _update_settings,
}
