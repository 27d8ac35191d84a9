"""Field masks: read, applied to a reply, applied to a stored document.

A mask is a tree: the members wanted, each with its own mask; an empty one wants everything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from connectors.workspace.call import Json
from connectors.workspace.sheets.errors import Refused

Mask = dict[str, "Mask"]

EVERYTHING: Mask = {}

_TOKEN = re.compile(r"[A-Za-z_*][A-Za-z0-9_]*|[.,/()]")


@lru_cache(maxsize=512)
def parse(text: str) -> Mask:
    """Read ``a,b.c,d/e,f(g,h)`` or ``*``; raises Refused. The tree is shared: don't change it."""
    compact = re.sub(r"\s", "", text)
    tokens = _TOKEN.findall(compact)
    if "".join(tokens) != compact or not tokens:
        raise Refused(f"Invalid field mask: {text!r}")
    mask, rest = _members(tokens, 0)
    if rest != len(tokens):
        raise Refused(f"Invalid field mask: {text!r}")
    return _simplified(mask)


def _members(tokens: list[str], at: int) -> tuple[Mask, int]:
    mask: Mask = {}
    while True:
        at = _path(tokens, at, mask)
        if at >= len(tokens) or tokens[at] != ",":
            return mask, at
        at += 1


def _path(tokens: list[str], at: int, mask: Mask) -> int:
    if at >= len(tokens) or tokens[at] in ".,/()":
        raise Refused("Invalid field mask: a field name is missing")
    node = mask.setdefault(_camel(tokens[at]), {})
    at += 1
    if at < len(tokens) and tokens[at] in "./":
        return _path(tokens, at + 1, node)
    if at < len(tokens) and tokens[at] == "(":
        inner, at = _members(tokens, at + 1)
        if at >= len(tokens) or tokens[at] != ")":
            raise Refused("Invalid field mask: a closing parenthesis is missing")
        _join(node, inner)
        return at + 1
    node["*"] = {}
    return at


def _camel(name: str) -> str:
    """Accept the snake-case spelling that Google accepts too."""
    head, *tail = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in tail)


def _join(mask: Mask, other: Mask) -> None:
    for name, node in other.items():
        _join(mask.setdefault(name, {}), node)


def _simplified(mask: Mask) -> Mask:
    if mask.get("*") is not None and not mask["*"].keys() - {"*"}:
        return {}
    return {name: _simplified(node) for name, node in mask.items()}


def inner(mask: Mask, name: str) -> Mask | None:
    """Give the mask of one member; None if it isn't wanted."""
    return mask.get(name, mask.get("*")) if mask else mask


def select(document: Any, mask: Mask) -> Any:
    """Give the part of a JSON document that a mask wants; lists are walked through."""
    if not mask:
        return document
    if isinstance(document, list):
        return [select(item, mask) for item in document]
    if not isinstance(document, dict):
        return document
    chosen, others = {}, mask.get("*")
    for name, value in document.items():
        node = mask.get(name, others)
        if node is not None:
            chosen[name] = select(value, node) if node else value
    return chosen


def merged(old: Json, new: Json, mask: Mask) -> Json:
    """Give ``old`` with the members that the mask names taken from ``new``, or cleared."""
    if not mask:
        return new
    result = dict(old)
    for name, node in mask.items():
        if name == "*":
            result.update(new)
        elif node and isinstance(old.get(name, new.get(name)), dict):
            result[name] = merged(old.get(name) or {}, new.get(name) or {}, node)
            if not result[name]:
                del result[name]
        elif new.get(name) is None:
            result.pop(name, None)
        else:
            result[name] = new[name]
    return result


def of_update(text: str | None) -> Mask:
    """Read the ``fields`` of an update request, which must name at least one."""
    if not text:
        raise Refused(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    return parse(text)
