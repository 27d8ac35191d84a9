"""What holds for every test."""

from __future__ import annotations

import gc
import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")

if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2 << 30:
    # Tests write many small files and keep none; in memory nothing waits for a disk.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# As the command line does: spreadsheets are many small objects without a cycle among them.
gc.set_threshold(100_000, 50, 50)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """Undo what commands set: a process of their own has it for itself, tests share one."""
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    levels = [(logger, logger.level) for logger in loggers]
    yield
    for logger, level in levels:
        logger.setLevel(level)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the long stories first, so that none is left over for one worker alone at the end."""
    items.sort(key=lambda item: "pipeline" not in item.path.parts)
