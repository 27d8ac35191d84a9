"""The declaration of one tab: its columns, what they hold, who owns them, how they look.

One value of ``Tab`` drives the creation of a sheet, its reading, its comparison with the desired
state and its writing. A tab without columns is free-form and takes a ``Grid`` (see ``grid``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    MEAN = "mean"
    INTEGER = "integer"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    CHECKBOX = "checkbox"
    LINK = "link"
    CHOICE = "choice"


@dataclass(frozen=True)
class Colour:
    """The colours that a cell takes while it holds ``value`` (``#rrggbb``)."""

    value: str
    background: str
    foreground: str = "#000000"


@dataclass(frozen=True)
class Link:
    """A cell that shows a text and opens an address; never a formula."""

    text: str
    uri: str


@dataclass(frozen=True)
class Column:
    """One column: its English field, the header that people read, and what it holds.

    ``staff`` marks a ✎ column: unprotected, and never written. ``width`` is in pixels. ``choices``
    becomes a drop-down list; ``choices_from`` one that offers what stands in another tab's column
    and lets people type something else (``choice_range`` is where that is; ``choice_lists`` fills
    it in). ``colours`` colours cells by their value. ``note`` hangs on the header. ``optional``
    says that the tab is whole without it. ``personal`` marks what may name or reach somebody, or
    hold what they wrote: it is kept out of records and goes when it is old.
    """

    field: str
    header: str
    kind: Kind = Kind.TEXT
    staff: bool = False
    width: int = 120
    choices: tuple[str, ...] = ()
    choices_from: Source | None = None
    choice_range: str = ""
    wrap: bool = False
    note: str = ""
    colours: tuple[Colour, ...] = ()
    optional: bool = False
    personal: bool = False


@dataclass(frozen=True)
class View:
    """A way to look at a tab: rows where each field of ``where`` has its text, in an order."""

    title: str
    order: tuple[str, ...]
    where: tuple[tuple[str, str], ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it needs."""
        return frozenset({*self.order, *(name for name, _ in self.where)})


@dataclass(frozen=True)
class Source:
    """The column of a tab whose values a drop-down offers."""

    tab: Tab
    field: str


@dataclass(frozen=True)
class Tab:
    """One tab. ``key`` names it for ever and gives its sheet id; ``title`` is what people read.

    ``row_key`` holds the fields that tell rows apart; without it rows are compared by position.
    ``staff_owned`` tabs get header and validation once and are only read afterwards.
    """

    key: str
    title: str
    columns: tuple[Column, ...] = ()
    row_key: tuple[str, ...] = ()
    staff_owned: bool = False
    colour: str = ""
    hidden: bool = False
    frozen_columns: int = 0
    views: tuple[View, ...] = ()
    place: int | None = None
    """Where the tab stands when it is made, 0 being the leftmost; None: behind all others."""

    def __post_init__(self) -> None:
        fields = [column.field for column in self.columns]
        headers = [normal_header(column.header) for column in self.columns]
        if len(set(fields)) < len(fields) or len(set(headers)) < len(headers):
            raise ValueError(f"Tab {self.key!r} declares a field or a header twice.")
        used = {*self.row_key, *(name for view in self.views for name in view.fields)}
        if unknown := used - set(fields):
            raise ValueError(f"Tab {self.key!r} uses fields without a column: {unknown}.")
        if self.keeps_rows and not (self.row_key or self.staff_owned):
            raise ValueError(f"Tab {self.key!r} has staff columns and no key to find rows by.")
        if any(self.column(field).staff for field in self.row_key):
            raise ValueError(f"Tab {self.key!r} has a staff column in its key.")

    def __hash__(self) -> int:
        """Hash the key alone: tabs are looked up by the thousand, and their columns are many."""
        return hash(self.key)

    @property
    def sheet_id(self) -> int:
        """The id under which the sheet is created and found, however it is renamed."""
        return fixed_id("tab", self.key)

    @property
    def free_form(self) -> bool:
        """Whether the tab takes a ``Grid`` instead of rows under headers."""
        return not self.columns

    @property
    def keeps_rows(self) -> bool:
        """Whether rows never leave: somebody has written, or may write, beside them."""
        return any(column.staff for column in self.columns)

    @property
    def places(self) -> dict[str, int]:
        """Where each field's column is when the tab is made."""
        return {column.field: place for place, column in enumerate(self.columns)}

    @property
    def staff_columns(self) -> tuple[Column, ...]:
        """The ✎ columns."""
        return tuple(column for column in self.columns if column.staff)

    @property
    def personal_columns(self) -> tuple[Column, ...]:
        """The columns whose cells may be personal."""
        return tuple(column for column in self.columns if column.personal)

    @property
    def loket_columns(self) -> tuple[Column, ...]:
        """The columns that are written."""
        return tuple(column for column in self.columns if not column.staff)

    def column(self, field: str) -> Column:
        """Give the column of a field; KeyError if there is none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


def fixed_id(kind: str, key: str) -> int:
    """Give a stable id of a thing that Loket makes: 2^20 … 2^31 − 1.

    Small numbers are left to the stamps of batches and to Google's own ids (0 is the first sheet).
    """
    digest = hashlib.sha256(f"{kind}:{key}".encode()).digest()
    lowest = 1 << 20
    return lowest + int.from_bytes(digest[:8], "big") % ((1 << 31) - lowest)


def normal_header(text: str) -> str:
    """Give the form in which headers are compared: without case, edge and double spaces."""
    return " ".join(text.split()).casefold()
