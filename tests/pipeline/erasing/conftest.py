"""An office whose week is over, set up once for all that is to be erased from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.erasing.lived_week import live_through_a_week
from tests.pipeline.office_factory import copy_office


@pytest.fixture(scope="session")
def lived_original(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office whose week is over; never changed."""
    folder = copy_office(founded, tmp_path_factory.mktemp("lived"))
    live_through_a_week(folder)
    return folder


@pytest.fixture
def lived(lived_original: Path, tmp_path: Path) -> Path:
    """The folder of an office of this test's own whose week is over."""
    return copy_office(lived_original, tmp_path / "office")
