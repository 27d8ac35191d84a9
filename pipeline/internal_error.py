"""What nobody foresaw, told without a word of what it happened to."""

from __future__ import annotations

import traceback
from pathlib import Path

from loket.errors import InternalError

_ROOT = Path(__file__).parents[1]
_OWN = ("loket", "connectors", "transforms", "pipeline")


def trace_of(error: BaseException) -> str:
    """Give by which lines an error came, without the values that its message may hold."""
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])


def internal_error(error: Exception) -> InternalError:
    """Give the error that names the kind of another one and the last line of Loket's it came by.

    Its message is left out: a key or a value in it may be a client's name.
    """
    place = "an unknown place"
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _OWN:
            place = f"{path.relative_to(_ROOT).as_posix()}:{frame.lineno}"
    return InternalError(type(error).__name__, place)
