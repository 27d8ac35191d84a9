"""Takes the pictures of the papers: the demo's papers as PDF, each page as a picture to look at.

Needs LibreOffice and pdftoppm (poppler-utils). ``python docs/papers.py`` keeps the first pages in
docs/images; with a folder as its argument it also leaves every page of every paper there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.documents.pdf import converter
from pipeline.demo.story import run_demo

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
KEPT = {
    "laporan-mingguan": (1, 2, 3),
    "daftar-hadir": (2,),
    "daftar-konsultan": (1,),
    "laporan-skm": (1, 2),
    "laporan-halo": (1,),
    "surat-undangan": (1,),
    "poster-umpan-balik": (1,),
}
"""Pages that are kept, by the template's name; the same demo has the same ones."""
_DOTS_PER_INCH, _TO_LOOK_AT = 62, 80


def main() -> None:
    """Run the demo in a folder that goes again, and take all pictures."""
    if converter() is None or shutil.which("pdftoppm") is None:
        sys.exit("LibreOffice and pdftoppm (poppler-utils) are needed for the pictures.")
    with TemporaryDirectory() as name:
        folder = Path(name)
        run_demo(ROOT / "config.yaml", folder, seed=48, clients=80, say=lambda _: None)
        documents = sorted((folder / "laporan").glob("*.pdf"))
        for document in documents:
            _keep(document)
        if len(sys.argv) > 1:
            _spread(documents, Path(sys.argv[1]))


def _keep(document: Path) -> None:
    """Keep the chosen pages of a paper in the documentation."""
    name = next(name for name in KEPT if document.name.startswith(name))
    for page in KEPT[name]:
        target = IMAGES / f"{name}-{page}"
        _take(document, target, _DOTS_PER_INCH, "-f", page, "-l", page, "-singlefile")
        size = target.with_suffix(".png").stat().st_size
        sys.stdout.write(f"docs/images/{target.name}.png: {size // 1000} kB\n")


def _spread(documents: Iterable[Path], folder: Path) -> None:
    """Leave every page of every paper in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        _take(document, folder / document.stem, _TO_LOOK_AT)


def _take(document: Path, target: Path, dots: int, *options: object) -> None:
    command = ["pdftoppm", "-png", "-r", dots, *options, document, target]
    subprocess.run([str(part) for part in command], check=True, timeout=120)


if __name__ == "__main__":
    main()
