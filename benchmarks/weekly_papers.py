"""The papers of a full week, against the bare rows of their tables by ``python-docx``.

Ours is what ``loket report --week`` does once it has read the office: what the attendance sheets,
the consultants' day lists and the weekly report say, their charts, and the Word documents from
their templates. The other writes three documents with the same tables, cell by cell, without
templates, charts and letterhead. The week is over, and nobody's attendance is recorded. Where
LibreOffice is installed, the note says how long it takes for the three PDF files beyond that.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from docx import Document

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.measurement import Job
from benchmarks.office_stages import WEEK, opened, stages
from connectors.documents.pdf import converter, to_pdf
from loket.vocabulary import TIME_ZONE
from pipeline.demo.office import Clock
from pipeline.papers.papers import papers_of
from pipeline.papers.printing import document_of
from pipeline.papers.record import Record, read_record

FULL = {600: Effort(runs=3)}
TINY = {20: Effort(runs=1, warm_up=False, memory=False)}

_OVER = datetime.combine(WEEK.days[-1], datetime.min.time(), TIME_ZONE) + timedelta(hours=9)

Texts = Sequence[Sequence[str]]


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare the papers of a week with so many registrations."""
    with tempfile.TemporaryDirectory() as name:
        office = stages(Path(name), size)[-1].folder
        lines = compare(
            f"{size} registrations",
            effort,
            Trial("papers of a week", partial(_papers, office)),
            Trial("bare tables by python-docx", partial(_bare, office)),
        )
        if not effort.memory:
            return lines
        return [replace(line, note=_note(office, line.results[0])) for line in lines]


@contextmanager
def _papers(office: Path) -> Iterator[Job]:
    record = _record(office)
    with tempfile.TemporaryDirectory() as folder:
        yield lambda: len(_documents(record, Path(folder)))


def _documents(record: Record, folder: Path) -> list[Path]:
    return [document_of(record, paper, folder) for paper in papers_of(record, WEEK)]


@contextmanager
def _bare(office: Path) -> Iterator[Job]:
    record = _record(office)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = _documents(record, folder)
        tables = {path.name: _tables(path) for path in made}

        def job() -> int:
            for each, rows in tables.items():
                _write(rows, folder / f"bare-{each}")
            return len(tables)

        yield job


def _record(office: Path) -> Record:
    with opened(office, Clock(_OVER)) as (connected, _):
        return read_record(connected, _OVER, [WEEK])


def _tables(path: Path) -> list[Texts]:
    document = Document(str(path))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def _write(tables: Sequence[Texts], path: Path) -> None:
    document = Document()
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(path))


def _note(office: Path, number: object) -> str:
    """Tell how many documents there were, and how long LibreOffice takes for them."""
    if converter() is None:
        return f"{number} documents; no LibreOffice here"
    record = _record(office)
    with tempfile.TemporaryDirectory() as folder:
        made = _documents(record, Path(folder))
        began = time.perf_counter()
        to_pdf(made)
        return f"{number} documents; PDF by LibreOffice {time.perf_counter() - began:.1f} s more"
