"""What the demo is played on: its folder, its browser, and where its result is to be seen."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from connectors.forms.visitor import FormVisitor
from connectors.workspace.server import RunningWorkspace
from loket.errors import LocalError
from pipeline.configuration.settings import Settings
from pipeline.configuration.settings_file import copy_for_rehearsal, load


def fresh_folder(template: Path, folder: Path) -> Path:
    """Make the demo's folder with settings of its own."""
    load(template)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in ("workspace.sqlite", "loket.sqlite", "loket.xlsx"):
            for path in folder.glob(f"{old}*"):
                path.unlink()
        copy_for_rehearsal(template, folder / "config.yaml")
    except OSError as error:
        raise LocalError(
            f"The demo's folder {folder} cannot be used: {error}.", remedy="Choose another --dir."
        ) from error
    return folder / "config.yaml"


@contextmanager
def visitor(workspace: RunningWorkspace) -> Iterator[FormVisitor]:
    """Give somebody with a browser, for the length of the block."""
    somebody = FormVisitor(workspace.url)
    try:
        yield somebody
    finally:
        somebody.close()


def where_to_look(settings: Settings, config: Path, export: Path, papers: Sequence[Path]) -> str:
    """Say where the result lies and which commands show it."""
    port = settings.google.port
    loket = sys.argv[0] if Path(sys.argv[0]).name == "loket" else "loket"
    return (
        "\nWhere to look\n"
        f"  {export}: the whole spreadsheet\n"
        f"  {papers[0].parent}: {len(papers)} papers, among them {papers[0].name}\n"
        f"  {loket} workspace --config {config}: open http://127.0.0.1:{port}/\n"
        f"  {loket} digest --config {config} --now 2026-12-01T07:00: the day in a message\n"
        f"  {loket} status --config {config} --now 2026-12-01T09:00\n"
    )
