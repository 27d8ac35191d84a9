"""The tables of the staff guide: every tab with its columns, and what staff type in theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connectors.sheets.tab import Column, Kind, Tab
from loket.week import Week
from pipeline import tabs

_WEEK = Week(2026, 48)
"""The week that stands for every week in the titles of tabs that come once a week."""

_HOW = {
    Kind.TEXT: "Teks",
    Kind.NUMBER: "Angka, misalnya 3,5",
    Kind.INTEGER: "Bilangan bulat, misalnya 4",
    Kind.PERCENT: "Persen, misalnya 80%",
    Kind.DATE: "Tanggal, misalnya 25/11/2026",
    Kind.TIME: "Jam, misalnya 10.30",
    Kind.DATETIME: "Tanggal dan jam, misalnya 25/11/2026 10.30",
    Kind.CHECKBOX: "Centang",
    Kind.LINK: "Tautan",
}


def tab_guide() -> str:
    """Give the tables as Markdown in Indonesian: columns of staff, then the tabs of Loket."""
    loket = (*tabs.LOKET_TABS, *tabs.week_tabs(_WEEK))
    return "\n\n".join(
        [
            "**Kolom yang Anda isi**",
            _table(("Tab", "Kolom", "Isi"), _entries((*tabs.STAFF_TABS, *loket))),
            "**Tab yang diisi Loket** (kolom bertanda ✎ milik Anda)",
            _table(("Tab", "Kolom"), ([tab.title, _headers(tab)] for tab in loket)),
        ]
    )


def _entries(every: Iterable[Tab]) -> Iterator[list[str]]:
    """Give a row per column of staff; the tab is named in its first row."""
    for tab in every:
        columns = tab.columns if tab.staff_owned else tab.staff_columns
        for number, column in enumerate(columns):
            yield ["" if number else f"**{tab.title}**", _header(column), _how(column)]


def _headers(tab: Tab) -> str:
    return ", ".join(map(_header, tab.columns)) or "Lembar siap cetak, bukan daftar"


def _header(column: Column) -> str:
    return f"✎{column.header}" if column.staff else column.header


def _how(column: Column) -> str:
    """Say what may stand in a column: its choices, the note on its header, or its kind."""
    if column.choices:
        return "; ".join(filter(None, (" / ".join(column.choices), column.note)))
    return column.note or _HOW[column.kind]


def _table(head: tuple[str, ...], rows: Iterable[list[str]]) -> str:
    lines = [list(head), ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
