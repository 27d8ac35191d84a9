"""PDF from Word documents, by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from loket.errors import LocalError

PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180
_INSTALL = "Install LibreOffice Writer (Debian: `apt install libreoffice-writer`)"


def converter() -> Path | None:
    """Give LibreOffice's program, or None where it is not installed."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    return Path(found) if found else None


def to_pdf(documents: Sequence[Path]) -> list[Path]:
    """Make a PDF beside each .docx file, replacing an older one; raises LocalError.

    One start of LibreOffice for all of them, under a profile of its own: a window that somebody
    has open on this machine would take the order and say that all is well.
    """
    program = converter()
    if program is None:
        raise LocalError("LibreOffice, which makes PDF, is not installed.", remedy=f"{_INSTALL}.")
    wanted = [document.with_suffix(".pdf") for document in documents]
    for path in wanted:
        path.unlink(missing_ok=True)
    with TemporaryDirectory() as profile:
        said = _run(program, documents, Path(profile))
    missing = [path.name for path in wanted if not path.exists()]
    if missing:
        raise LocalError(
            f"LibreOffice made no {', '.join(missing)} ({said or 'it does not say why'}).",
            remedy="The .docx files are complete: open them and save them as PDF.",
        )
    return wanted


def _run(program: Path, documents: Sequence[Path], profile: Path) -> str:
    """Convert the documents of one folder; give what LibreOffice complains of."""
    folder = documents[0].parent
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, documents),
    ]
    try:
        done = subprocess.run(  # noqa: S603  our own arguments, no shell
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"it did not end within {_SECONDS} seconds"
    except OSError as error:
        return str(error.strerror)
    return done.stderr.strip()[-300:]
