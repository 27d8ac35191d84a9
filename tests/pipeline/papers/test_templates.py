"""Loket's own templates are what the script in docs makes, so that either can be changed there."""

from __future__ import annotations

import importlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.papers.printing import TEMPLATES

DOCS = Path(__file__).parents[3] / "docs"
PARTS = ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml")


def test_the_templates_are_those_of_the_script(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    script = importlib.import_module("paper_templates")
    made = script.templates()
    assert {path.stem for path in TEMPLATES.glob("*.docx")} == set(made)
    for name, document in made.items():
        fresh = tmp_path / f"{name}.docx"
        fresh.write_bytes(script.content_of(document))
        with ZipFile(fresh) as ours, ZipFile(TEMPLATES / fresh.name) as kept:
            for part in PARTS:
                assert ours.read(part) == kept.read(part), f"run docs/paper_templates.py: {name}"
