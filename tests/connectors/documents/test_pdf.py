"""PDF by a program that is there, that is not, and that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.documents.pdf import converter, to_pdf
from loket.errors import LocalError


def a_program(folder: Path, script: str) -> None:
    """Put something on the PATH that is called as LibreOffice is."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def documents(folder: Path) -> list[Path]:
    paths = [folder / "a.docx", folder / "b.docx"]
    for path in paths:
        path.write_text("x", "utf-8")
    return paths


def test_all_documents_are_converted_by_one_start(path: Path, tmp_path: Path) -> None:
    each = 'case $each in *.docx) :> "${each%.docx}.pdf";; esac'
    a_program(path, f'for each; do {each}; done; echo "$@" > "$0.log"')
    assert to_pdf(documents(tmp_path)) == [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    called = (path / "soffice.log").read_text("utf-8")
    assert called.count("--convert-to pdf") == 1
    assert "-env:UserInstallation=file:///" in called


def test_without_the_program_it_says_what_to_install(path: Path, tmp_path: Path) -> None:
    assert converter() is None
    with pytest.raises(LocalError, match="Install LibreOffice Writer"):
        to_pdf(documents(tmp_path))


def test_what_was_not_made_is_named_and_no_old_file_passes_for_it(
    path: Path, tmp_path: Path
) -> None:
    a_program(path, ':> "${7%.docx}.pdf"; echo "no space" >&2')
    (tmp_path / "b.pdf").write_text("old", "utf-8")
    with pytest.raises(LocalError, match=r"b\.pdf \(no space\)"):
        to_pdf(documents(tmp_path))
    assert not (tmp_path / "b.pdf").exists()
