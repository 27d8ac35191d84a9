"""Google's discovery documents: which methods there are, where they answer, what they take.

The documents are those that google-api-python-client ships, so the embedded workspace and the
clients that talk to it always mean the same revision.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import googleapiclient.discovery_cache

from connectors.workspace.call import Json

APIS: Final = ("forms.v1", "sheets.v4", "drive.v3")


@dataclass(frozen=True)
class Method:
    """One method of an API, as its discovery document describes it."""

    id: str
    api: str
    http_method: str
    pattern: re.Pattern[str]
    parameters: Mapping[str, Json]
    request: str | None
    """Name of the schema of the body, if it takes one."""
    response: str | None
    """Name of the schema of the reply; None if the reply is empty or no JSON."""
    uploads: bool = False
    """Whether it also answers below ``/upload``, where its body brings a file."""

    @property
    def is_read(self) -> bool:
        """Tell whether it only reads: a GET, or one of the POSTs that carry a long question."""
        return self.http_method == "GET" or self.id.rpartition(".")[2] in (
            "getByDataFilter",
            "batchGetByDataFilter",
            "search",
        )


@cache
def document(api: str) -> Json:
    """Give a discovery document, such as that of ``sheets.v4``."""
    folder = Path(googleapiclient.discovery_cache.__file__).parent / "documents"
    content: Json = json.loads((folder / f"{api}.json").read_text(encoding="utf-8"))
    return content


@cache
def methods() -> tuple[Method, ...]:
    """Give every method of the three APIs, those whose path is more fixed first."""
    found = [method for api in APIS for method in _methods_of(api, document(api))]
    return tuple(sorted(found, key=lambda method: method.pattern.groups))


def route(
    http_method: str, raw_path: str, *, uploads: bool = False
) -> tuple[Method, dict[str, str]] | None:
    """Find the method that answers at a path, which is still percent-encoded, and its variables.

    uploads: only those that take a file, whose paths are then without ``/upload``.
    """
    for method in methods():
        if method.http_method == http_method and method.uploads >= uploads:
            match = method.pattern.fullmatch(raw_path)
            if match:
                return method, {name: unquote(v) for name, v in match.groupdict().items()}
    return None


def _methods_of(api: str, resource: Json) -> Iterator[Method]:
    for described in resource.get("methods", {}).values():
        yield Method(
            id=described["id"],
            api=api,
            http_method=described["httpMethod"],
            pattern=_pattern(f"/{document(api)['servicePath']}{described['path']}"),
            parameters=document(api)["parameters"] | described.get("parameters", {}),
            request=described.get("request", {}).get("$ref"),
            response=described.get("response", {}).get("$ref"),
            uploads="mediaUpload" in described,
        )
    for inner in resource.get("resources", {}).values():
        yield from _methods_of(api, inner)


def _pattern(path: str) -> re.Pattern[str]:
    fixed_and_names = re.split(r"\{(\w+)\}", path)
    parts = [re.escape(fixed_and_names[0])]
    for name, fixed in zip(fixed_and_names[1::2], fixed_and_names[2::2], strict=True):
        parts.append(f"(?P<{name}>[^/]+){re.escape(fixed)}")
    return re.compile("".join(parts))


def message_type(api: str, schema: str) -> str:
    """Give the name that Google's error messages use for a type of an API."""
    name, _, version = api.partition(".")
    return f"type.googleapis.com/google.apps.{name}.{version}.{schema}"


def schemas(api: str) -> Mapping[str, Any]:
    """Give the schemas of an API by name."""
    described: Mapping[str, Any] = document(api)["schemas"]
    return described
