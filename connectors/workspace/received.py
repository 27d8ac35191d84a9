"""What a request of an API says: its query parameters and its JSON body, typed and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final, NoReturn
from urllib.parse import parse_qsl

from connectors.workspace import field_mask
from connectors.workspace.call import GoogleError, Json
from connectors.workspace.discovery import Method, message_type
from connectors.workspace.json_schema import check_request, unknown_fields
from connectors.workspace.sheets.errors import Refused

_INVALID: Final = "Invalid JSON payload received."
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def parameters(method: Method, query: str, path: dict[str, str]) -> Json:
    """Give the typed parameters by name; raises Google's 400. Repeated ones are lists."""
    params: Json = {}
    for name, text in parse_qsl(query, keep_blank_values=True, errors="replace"):
        described = method.parameters.get(name)
        if described is None or described.get("location") == "path":
            _refuse(
                f'{_INVALID} Unknown name "{name}": Cannot bind query parameter. '
                f"Field '{name}' could not be found in request message."
            )
        value = _typed(method.api, name, described, text)
        if described.get("repeated"):
            params.setdefault(name, []).append(value)
        else:
            params[name] = value
    for name, text in path.items():
        params[name] = _typed(method.api, name, method.parameters[name], text)
    _check_required(method, params)
    return params


def body(method: Method, raw: bytes) -> Json:
    """Give the body without its nulls, checked against the method's schema; raises Google's 400.

    Integral numbers become int, so a handler never meets ``1.0`` where Google means an integer.
    """
    if method.request is None:
        return {}
    parsed = _parsed(raw)
    if not isinstance(parsed, dict):
        _refuse(f'{_INVALID} Unknown name "": Root element must be a message.')
    check_request(method.api, method.request, parsed)
    return parsed


def mask(method: Method, text: str | None) -> field_mask.Mask:
    """Give the ``fields`` of a request as a mask of its reply; raises Google's 400."""
    if not text or method.response is None:
        return field_mask.EVERYTHING
    try:
        wanted = field_mask.parse(text)
    except Refused as refused:
        raise GoogleError(400, "INVALID_ARGUMENT", refused.message) from refused
    for path in unknown_fields(method.api, method.response, wanted):
        _refuse(
            "Request contains an invalid argument. Error expanding 'fields' parameter. "
            f"Cannot find matching fields for path '{path}'."
        )
    return wanted


def _typed(api: str, name: str, described: Json, text: str) -> Any:
    kind = described["type"]
    if kind == "boolean" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind == "integer" and re.fullmatch(r"-?\d{1,10}", text):
        return int(text)
    if kind == "string" and text in described.get("enum", (text,)):
        return text
    wanted = {"boolean": "TYPE_BOOL", "integer": "TYPE_INT32"}.get(
        kind, message_type(api, name[:1].upper() + name[1:])
    )
    return _refuse(f"Invalid value at '{_snake(name)}' ({wanted}), \"{text}\"")


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def _check_required(method: Method, params: Json) -> None:
    for name, described in method.parameters.items():
        if described.get("required") and name not in params:
            _refuse(f"Missing required field: {name}")


def _parsed(raw: bytes) -> Any:
    if not raw.strip():
        return {}
    try:
        text = raw.decode("utf-8")
        parsed = json.loads(
            text,
            object_pairs_hook=_without_nulls,
            parse_float=_number,
            parse_constant=_no_constant,
        )
    except (UnicodeDecodeError, ValueError, RecursionError):
        _refuse(f"{_INVALID} Unexpected token.")
    if "\\u" in text and _LONE_SURROGATE.search(json.dumps(parsed, ensure_ascii=False)):
        _refuse(f"{_INVALID} Missing low surrogate.")
    return parsed


def _without_nulls(pairs: Iterable[tuple[str, Any]]) -> Json:
    return {name: value for name, value in pairs if value is not None}


def _number(text: str) -> float | int:
    number = float(text)
    if number.is_integer() and abs(number) < 2**53:
        return int(number)
    if number - number != 0:
        raise ValueError(text)
    return number


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _refuse(message: str) -> NoReturn:
    raise GoogleError(400, "INVALID_ARGUMENT", message)
