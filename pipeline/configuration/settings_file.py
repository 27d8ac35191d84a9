"""The settings in ``config.yaml``: every mistake is told with its line; ids are written back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap

from loket.errors import ConfigurationError
from loket.vocabulary import Form
from pipeline.configuration import config_file
from pipeline.configuration.settings import Settings
from pipeline.configuration.signal_settings import CONFIDENTIAL


def load(path: Path) -> Settings:
    """Read and check ``config.yaml``; raises ConfigurationError that lists every mistake."""
    content = config_file.read(path)
    try:
        return Settings.model_validate(content, context={"root": path.parent.resolve()})
    except ValidationError as error:
        lines = [_complaint(content, item) for item in error.errors()]
        raise ConfigurationError(
            f"{path} has {len(lines)} mistake{'s' * (len(lines) > 1)}:\n  " + "\n  ".join(lines),
            remedy="\nCorrect them and run the command again.",
        ) from error


def write_ids(path: Path, ids: dict[tuple[str, ...], str | dict[str, str]]) -> None:
    """Write ids into ``config.yaml`` at the given key paths, keeping its comments and order."""
    content = config_file.read(path)
    for keys, value in ids.items():
        section = content
        for key in keys[:-1]:
            section = section.setdefault(key, CommentedMap())
        config_file.put(section, keys[-1], value)
    config_file.write(content, path)


def copy_for_rehearsal(template: Path, target: Path) -> None:
    """Copy settings without ids and set them to an embedded workspace beside the copy."""
    content = config_file.read(template)
    content.setdefault("google", CommentedMap())["workspace"] = "workspace.sqlite"
    content.setdefault("spreadsheet", CommentedMap()).pop("id", None)
    if "public" in content:
        content["public"].pop("id", None)
    content.setdefault("forms", CommentedMap()).update({str(form): {} for form in Form})
    content.setdefault("sync", CommentedMap())["ledger"] = "loket.sqlite"
    config_file.write(content, target)


def _complaint(content: CommentedMap, item: Any) -> str:
    """Say one mistake in a line: where, what, and what stands there if that is one value."""
    where = ".".join(str(part) for part in item["loc"])
    unknown = item["type"] == "extra_forbidden"
    text = "unknown setting" if unknown else item["msg"].removeprefix("Value error, ")
    told = unknown or item["type"] == "missing" or isinstance(item["input"], (Mapping, list))
    told = told or not CONFIDENTIAL.isdisjoint(item["loc"])
    value = "" if told else f" (is {item['input']!r})"
    return f"line {config_file.line_of(content, item['loc'])}: {where}: {text}{value}"
