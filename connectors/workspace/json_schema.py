"""Bodies checked against the schemas of the discovery documents, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, Final

import jsonschema_rs

from connectors.workspace import discovery
from connectors.workspace.call import GoogleError, Json

_MOST_VIOLATIONS: Final = 20
_INTEGERS: Final[dict[str, Json]] = {
    "int32": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "uint32": {"type": "integer", "minimum": 0, "maximum": 2**32 - 1},
}
_STRINGS: Final[dict[str, Json]] = {
    "int64": {"type": ["string", "integer"], "pattern": r"^-?[0-9]{1,19}$"},
    "google-datetime": {
        "type": "string",
        "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
    },
}
_PLAIN_TYPES: Final = {"string": "TYPE_STRING", "boolean": "TYPE_BOOL", "integer": "TYPE_INT32"}


def check_request(api: str, schema: str, body: Json) -> None:
    """Raise Google's 400 with every violation (the first few of many) if a body is wrong.

    Drive alone ignores members that it doesn't know: gspread relies on it when it shares a file.
    """
    validator = _validator(api, schema, closed=not api.startswith("drive."))
    if validator.is_valid(body):
        return
    errors = islice(validator.iter_errors(body), _MOST_VIOLATIONS)
    violations = [violation for error in errors for violation in _violations(api, error)]
    details = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{"field": f, "description": d} for f, d in violations if f]
        or [{"description": d} for _, d in violations],
    }
    message = "\n".join(description for _, description in violations)
    raise GoogleError(400, "INVALID_ARGUMENT", message, (details,))


def check_reply(api: str, schema: str, body: Json) -> None:
    """Raise a 500 if a reply of ours isn't one that Google could give: a bug of the workspace."""
    validator = _validator(api, schema, closed=True)
    if not validator.is_valid(body):
        error = next(validator.iter_errors(body))
        raise GoogleError(
            500,
            "INTERNAL",
            f"The embedded workspace built an invalid {schema}: {error.message} "
            f"at {_field(error.instance_path)!r}. This is a bug of the workspace.",
        )


def unknown_fields(api: str, schema: str, mask: dict[str, Any], path: str = "") -> Iterator[str]:
    """Give the paths of a field mask that don't exist in a schema."""
    described = discovery.schemas(api)[schema]
    for name, inner in mask.items():
        if name == "*":
            continue
        member = described.get("properties", {}).get(name)
        if member is None:
            yield f"{path}{name}"
            continue
        while member.get("items") or member.get("additionalProperties"):
            if "additionalProperties" in member:
                inner = next(iter(inner.values()), {})  # noqa: PLW2901 - the key isn't a field
            member = member.get("items") or member["additionalProperties"]
        if "$ref" in member:
            yield from unknown_fields(api, member["$ref"], inner, f"{path}{name}.")
        elif "properties" not in member:
            yield from (f"{path}{name}.{below}" for below in inner if below != "*")


@cache
def _validator(api: str, schema: str, *, closed: bool) -> jsonschema_rs.Draft202012Validator:
    needed = {schema: _converted(discovery.schemas(api)[schema], closed=closed)}
    waiting = [schema]
    while waiting:
        for name in _references(discovery.schemas(api)[waiting.pop()]):
            if name not in needed:
                needed[name] = _converted(discovery.schemas(api)[name], closed=closed)
                waiting.append(name)
    return jsonschema_rs.Draft202012Validator({"$ref": f"#/$defs/{schema}", "$defs": needed})


def _references(described: Any) -> Iterator[str]:
    if isinstance(described, dict):
        if isinstance(described.get("$ref"), str):
            yield described["$ref"]
        for inner in described.values():
            yield from _references(inner)


def _converted(described: Json, *, closed: bool) -> Json:
    """Turn a schema of a discovery document into JSON Schema; closed: no unknown members."""
    if "$ref" in described:
        return {"$ref": f"#/$defs/{described['$ref']}"}
    if "enum" in described:
        return {"enum": described["enum"]}
    kind, form = described["type"], described.get("format", "")
    if kind == "object":
        return _converted_object(described, closed=closed)
    if kind == "array":
        return {"type": "array", "items": _converted(described["items"], closed=closed)}
    if kind == "any":
        return {}
    return _INTEGERS.get(form) or _STRINGS.get(form) or {"type": kind}


def _converted_object(described: Json, *, closed: bool) -> Json:
    members = described.get("properties", {})
    others = described.get("additionalProperties")
    return {
        "type": "object",
        "properties": {name: _converted(m, closed=closed) for name, m in members.items()},
        "additionalProperties": _converted(others, closed=closed) if others else not closed,
    }


def _violations(api: str, error: jsonschema_rs.ValidationError) -> Iterator[tuple[str, str]]:
    field = _field(error.instance_path)
    at = f" at '{field}'" if field else ""
    if error.kind.name == "additionalProperties":
        for name in error.kind.as_dict()["unexpected"]:
            yield (
                field,
                f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.',
            )
        return
    yield field, f"Invalid value{at} ({_expected(api, error)}), {_shown(error.instance)}"


def _expected(api: str, error: jsonschema_rs.ValidationError) -> str:
    if error.kind.name == "enum":
        name = str(error.instance_path[-1]) if error.instance_path else ""
        return discovery.message_type(api, name[:1].upper() + name[1:])
    wanted = error.kind.as_dict().get("types", ["integer" if "imum" in error.kind.name else ""])
    return _PLAIN_TYPES.get(wanted[0], "TYPE_MESSAGE" if wanted[0] == "object" else "value")


def _shown(value: Any) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 200 else f"{text[:200]}..."


def _field(path: list[str | int]) -> str:
    """Write a path as Google does: snake case, indices in brackets."""
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step}]"
        else:
            snake = re.sub(r"(?<!^)([A-Z])", r"_\1", step).lower()
            written += f".{snake}" if written else snake
    return written
