"""``config.yaml`` as a file: read with the line of everything in it, written with its comments."""

from __future__ import annotations

import shutil
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from loket.errors import ConfigurationError, LocalError


def read(path: Path) -> CommentedMap:
    """Read the file; raises ConfigurationError where it is missing, unreadable or no YAML."""
    try:
        content = _yaml().load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"There is no settings file {path}.",
            remedy="Go to the folder that holds config.yaml, or give --config PATH.",
        ) from error
    except OSError as error:
        raise ConfigurationError(
            f"The settings file {path} cannot be read: {error.strerror}.",
            remedy="Make it a file that this user may read.",
        ) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{path} is not YAML{_place(error)}.", remedy="Correct that line."
        ) from error
    if not isinstance(content, CommentedMap):
        raise ConfigurationError(f"{path} holds no settings.", remedy="Start from config.yaml.")
    return content


def write(content: CommentedMap, path: Path) -> None:
    """Put the file in place whole, with the rights that it had; raises LocalError if it cannot."""
    temporary = path.with_name(f"{path.name}.new")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            _yaml().dump(content, file)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except OSError as error:
        raise LocalError(
            f"The settings file {path} cannot be written: {error.strerror}.",
            remedy="Let this user write the file and its folder.",
        ) from error


def put(section: CommentedMap, key: str, value: object) -> None:
    """Set a key of a section; what stands below the section stays below it.

    A comment, and an empty line, belong to the last key above them, which may be one no more.
    """
    before = _last(section)
    section[key] = CommentedMap(value) if isinstance(value, dict) else value
    after = _last(section)
    if before and after and before != after:
        tokens = before[0].ca.items.get(before[1])
        if tokens and tokens[2] and tokens[2].value.startswith("\n"):
            after[0].ca.items[after[1]] = before[0].ca.items.pop(before[1])


def _last(section: CommentedMap) -> tuple[CommentedMap, str] | None:
    """Give the last key of a section's last section, and where it stands."""
    if not section:
        return None
    key = next(reversed(section))
    value = section[key]
    return (_last(value) if isinstance(value, CommentedMap) else None) or (section, key)


def line_of(content: CommentedMap, location: tuple[str | int, ...]) -> int:
    """Give the line at which a setting stands, or the nearest part of its path that does."""
    node: object = content
    line = 1
    for key in location:
        if isinstance(node, CommentedMap) and key in node:
            line = node.lc.key(key)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
            line = node.lc.item(key)[0] + 1
        else:
            break
        node = node[key]
    return line


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096  # an address stays on one line
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _place(error: Exception) -> str:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return f" at line {mark.line + 1}" if mark else ""
