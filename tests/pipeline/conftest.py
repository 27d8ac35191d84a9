"""One office, set up once a session; each test gets a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.office_factory import OpenOffice, copy_office, found_office, open_folder


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office that has been set up; never changed."""
    folder = tmp_path_factory.mktemp("founded")
    found_office(folder)
    return folder


@pytest.fixture
def folder(founded: Path, tmp_path: Path) -> Path:
    """A set-up office of this test's own, whose workspace does not run."""
    return copy_office(founded, tmp_path / "office")


@pytest.fixture
def opened(folder: Path) -> Iterator[OpenOffice]:
    """A set-up office of this test's own, whose workspace runs."""
    with open_folder(folder) as office:
        yield office
