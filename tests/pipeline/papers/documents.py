"""Reads Word documents as another program does: paragraphs, and tables by their headings."""

from __future__ import annotations

from pathlib import Path

from docx import Document

Row = dict[str, str]


def paragraphs(path: Path) -> list[str]:
    """The texts of the paragraphs outside tables."""
    return [paragraph.text for paragraph in Document(str(path)).paragraphs if paragraph.text]


def tables(path: Path) -> list[list[Row]]:
    """The rows of each table by heading."""
    found = []
    for table in Document(str(path)).tables:
        head, *rows = ([cell.text for cell in row.cells] for row in table.rows)
        found.append([dict(zip(head, row, strict=True)) for row in rows])
    return found


def table_with(path: Path, *headings: str) -> list[Row]:
    """The rows of the one table that has these headings and at least a row."""
    (found,) = (rows for rows in tables(path) if rows and set(headings) <= rows[0].keys())
    return found


def number(text: str) -> float | None:
    """A figure as it is printed in Indonesian; None for a dash."""
    if text == "–":
        return None
    plain = text.removesuffix("%").replace(".", "").replace(",", ".")
    return float(plain) / (100 if text.endswith("%") else 1)
