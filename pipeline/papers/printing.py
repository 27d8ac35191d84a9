"""Papers as files: a Word document each, and a PDF where LibreOffice is installed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.documents.pdf import converter, to_pdf
from connectors.documents.word import Authorship, filled
from loket.errors import LocalError, LoketError
from pipeline.configuration.settings import Settings
from pipeline.papers.frame import Occasion, Paper

TEMPLATES = Path(__file__).parent / "templates"
"""Loket's own templates, a .docx for each kind of paper."""

NO_PDF = (
    "No PDF was made: LibreOffice is not installed. The .docx files are complete; for PDF install "
    "LibreOffice Writer (Debian: `apt install libreoffice-writer`)."
)


@dataclass(frozen=True)
class Printed:
    """A paper and its files; ``pdf`` is None where no LibreOffice is installed."""

    paper: Paper
    docx: Path
    pdf: Path | None


def printed(
    occasion: Occasion, papers: Sequence[Paper], folder: Path
) -> tuple[list[Printed], list[LoketError]]:
    """Write papers into a folder, replacing those of the same name; give what was in the way.

    A template that staff have broken stops its own paper only.
    """
    documents: list[tuple[Paper, Path]] = []
    errors: list[LoketError] = []
    for paper in papers:
        try:
            documents.append((paper, document_of(occasion, paper, folder)))
        except LoketError as error:
            errors.append(error)
    if converter() is None:
        return [Printed(*pair, None) for pair in documents], errors
    made = to_pdf([path for _, path in documents])
    return [Printed(*pair, pdf) for pair, pdf in zip(documents, made, strict=True)], errors


def document_of(occasion: Occasion, paper: Paper, folder: Path) -> Path:
    """Write a paper into a folder as a Word document only.

    Raises LocalError, and ConfigurationError where the office's own template is broken.
    """
    own = occasion.settings.path(occasion.settings.papers.templates) / f"{paper.template}.docx"
    template = own if own.exists() else TEMPLATES / own.name
    about = Authorship(paper.title, occasion.settings.office.name, occasion.now)
    target = folder / f"{paper.name}.docx"
    _save(target, filled(template, paper.context, about))
    return target


def copy_templates(settings: Settings) -> tuple[list[Path], list[Path]]:
    """Put Loket's templates where staff restyle them; give those put and those already there.

    What is there is somebody's work and stays.
    """
    folder = settings.path(settings.papers.templates)
    put: list[Path] = []
    kept: list[Path] = []
    for source in sorted(TEMPLATES.glob("*.docx")):
        target = folder / source.name
        if target.exists():
            kept.append(target)
            continue
        _save(target, source.read_bytes())
        put.append(target)
    return put, kept


def _save(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise LocalError(
            f"{path} cannot be written: {error.strerror}.",
            remedy="Close it if it is open in Word, or choose another folder with -o.",
        ) from error


def files_of(papers: Iterable[Printed]) -> list[Path]:
    """Give all files, each paper's together."""
    return [path for each in papers for path in (each.docx, each.pdf) if path]
