"""One office, set up once a session; each test gets a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.office_factory import (
    DRAFTED,
    NEXT_OPENED,
    OpenOffice,
    copy_office,
    draft_week,
    found_office,
    open_folder,
)


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


@pytest.fixture(scope="session")
def two_weeks_original(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office whose form offers two weeks' dates; never changed."""
    folder = copy_office(founded, tmp_path_factory.mktemp("two_weeks"))
    with open_folder(folder, NEXT_OPENED) as office:
        office.sync()
    return folder


@pytest.fixture
def two_weeks(two_weeks_original: Path, tmp_path: Path) -> Iterator[OpenOffice]:
    """An office of this test's own whose form offers two weeks' dates, whose workspace runs."""
    with open_folder(copy_office(two_weeks_original, tmp_path / "office"), NEXT_OPENED) as office:
        yield office


@pytest.fixture(scope="session")
def drafted_original(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with a drafted week; never changed."""
    folder = copy_office(founded, tmp_path_factory.mktemp("drafted"))
    draft_week(folder)
    return folder


@pytest.fixture
def drafted_folder(drafted_original: Path, tmp_path: Path) -> Path:
    """An office of this test's own with a drafted week, whose workspace does not run."""
    return copy_office(drafted_original, tmp_path / "office")


@pytest.fixture
def drafted(drafted_folder: Path) -> Iterator[OpenOffice]:
    """An office of this test's own with a drafted week, whose workspace runs."""
    with open_folder(drafted_folder, DRAFTED) as office:
        yield office
