"""The subset of Drive's search language that is understood: terms joined by ``and``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from connectors.workspace.call import Json
from connectors.workspace.drive.files import drive_error, root_of

_STRING: Final = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_TERM: Final = re.compile(
    rf"""\s*(?:
        (?P<field>name|mimeType)\s*(?P<operator>=|!=|contains)\s*(?P<text>{_STRING})
        | trashed\s*=\s*(?P<trashed>true|false)
        | (?P<member>{_STRING})\s+in\s+parents
        | parents\s+in\s+(?P<parent>{_STRING})
    )\s*(?P<joint>and\b|$)""",
    re.VERBOSE,
)


def matching(files: list[Json], query: str, actor: str | None) -> list[Json]:
    """Give the files that a query finds; raises Drive's 400 for what it doesn't understand."""
    tests = _tests(query, actor)
    return [file for file in files if all(test(file) for test in tests)]


def _tests(query: str, actor: str | None) -> list[Callable[[Json], bool]]:
    tests: list[Callable[[Json], bool]] = []
    at, joined = 0, bool(query.strip())
    while joined:
        term = _TERM.match(query, at)
        if term is None:
            raise drive_error(
                400,
                "invalid",
                f"Invalid Value: the embedded workspace does not understand {query[at:]!r} in q.",
                parameter="q",
            )
        tests.append(_test(term, actor))
        at, joined = term.end(), term["joint"] == "and"
    return tests


def _test(term: re.Match[str], actor: str | None) -> Callable[[Json], bool]:
    if term["trashed"]:
        wanted = term["trashed"] == "true"
        return lambda file: file["trashed"] is wanted
    if term["field"]:
        return _text_test(term["field"], term["operator"], _unquoted(term["text"]))
    folder = _unquoted(term["member"] or term["parent"])
    folder = root_of(actor) if folder == "root" else folder
    return lambda file: folder in file["parents"]


def _text_test(field: str, operator: str, text: str) -> Callable[[Json], bool]:
    if operator == "=":
        return lambda file: file[field] == text
    if operator == "!=":
        return lambda file: file[field] != text
    # Drive finds words that begin with the text; for mimeType any text that begins with it.
    if field == "name":
        words = re.compile(rf"\b{re.escape(text)}", re.IGNORECASE)
        return lambda file: words.search(file["name"]) is not None
    return lambda file: file["mimeType"].startswith(text)


def _unquoted(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal[1:-1])
