"""Copies of the ledger that lie about: damaged ones set aside, and those of killed rehearsals."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from loket.errors import LocalError

REHEARSAL = "loket-rehearsal-"
"""What the folder of a rehearsal's copy begins with; the number of its process follows."""


def rehearsal_prefix() -> str:
    """Give what the name of this process's folders for copies begins with."""
    return f"{REHEARSAL}{os.getpid()}-"


def drop_copies(ledger: Path) -> int:
    """Delete the copies of a ledger that nobody uses; give their number.

    Raises LocalError where one cannot be deleted.
    """
    count = 0
    try:
        for copy in ledger.parent.glob(f"{ledger.name}.damaged-*"):
            copy.unlink()
            count += 1
        for folder in _abandoned():
            shutil.rmtree(folder)
            count += 1
    except OSError as error:
        raise LocalError(
            f"The copy {error.filename} of the ledger cannot be deleted: {error.strerror}.",
            remedy="Delete it by hand: it holds personal data.",
        ) from error
    return count


def _abandoned() -> Iterator[Path]:
    """Give the folders of copies whose process is no more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{REHEARSAL}*"):
        found = re.match(rf"{REHEARSAL}(\d+)-", folder.name)
        if found and os.access(folder, os.W_OK) and not _runs(int(found[1])):
            yield folder


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
