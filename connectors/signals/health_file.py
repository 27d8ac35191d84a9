"""A small JSON file that says how things stand; whoever reads it finds it whole."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loket.errors import LocalError

_MODE = 0o644
"""Whatever watches the machine runs as another user."""


def write_health(path: Path, state: Mapping[str, Any]) -> None:
    """Put a state in place of the one before, at once; raises LocalError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, json.dumps(state, indent=2) + "\n")
    except OSError as error:
        raise LocalError(
            f"The health file {path} cannot be written: {error.strerror}.",
            remedy="Check the disk, the folder's permissions and signals.health_file.",
        ) from error


def read_health(path: Path) -> dict[str, Any]:
    """Give the state that was written last; empty if there is none, or none that can be read."""
    try:
        state = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _replace(path: Path, text: str) -> None:
    """Write beside the file, down to the disk, and rename: after a power cut either is whole."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fchmod(file.fileno(), _MODE)
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
