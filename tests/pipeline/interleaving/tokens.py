"""Where each value that somebody typed ought to be.

Every value typed is a text that stands nowhere else. What a person's act does to it is seen by
looking right before and right after the act: it came, it was copied, it went with its row, it was
overwritten. Whatever else happens to it is Loket's doing, and not allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from connectors.sheets.cell import plain_text
from tests.pipeline.interleaving.page import Column, Key, Page, Place, Row, Value


class State(Enum):
    """What became of a typed value."""

    LIVE = auto()
    REPLACED = auto()
    """A person wrote over it, or cleared it."""
    DELETED = auto()
    """A person deleted its row, column or tab; Loket may bring it back."""


@dataclass(eq=False)
class Token:
    """One typed value in one cell; a copy of it is another."""

    text: str
    sheet_id: int
    row: Row
    column: Column
    on_board: bool = False
    """It stands on a tab that is Loket's altogether."""
    state: State = State.LIVE
    put_back: bool = False
    """Loket has written over it, as it may in its own columns; so it is on record."""

    @property
    def is_edit(self) -> bool:
        """Whether it was typed into a cell of Loket's."""
        return self.on_board or (self.column.loket and self.row.key is not None)

    @property
    def home(self) -> Home:
        """Where it belongs, in words that outlast the row and column themselves."""
        return Home(
            self.sheet_id, self.row.key or id(self.row), self.column.header or id(self.column)
        )


@dataclass(frozen=True)
class Home:
    """A cell by tab, key and header; what has no key or header is known by itself alone."""

    sheet_id: int
    key: Key | int
    header: str | int


@dataclass(frozen=True)
class Loss:
    """A typed value that is not where it ought to be."""

    text: str
    tab: str
    key: object
    header: object
    what: str


@dataclass(frozen=True)
class HandEdit:
    """What Loket says that it found typed over a cell of its own."""

    row: str
    header: str
    value: str


@dataclass
class Tokens:
    """All typed values so far."""

    given: int = 0
    all: list[Token] = field(default_factory=list)
    _texts: set[str] = field(default_factory=set)
    _put: set[str | None] = field(default_factory=set)
    """The texts of all that people have put into cells, with copies of what stood elsewhere."""
    _told: set[tuple[str, Home]] = field(default_factory=set)
    """What Loket has written itself of what people typed elsewhere, such as an answer corrected."""

    def fresh(self) -> str:
        """Give a text that was never typed before."""
        self.given += 1
        text = f"ketikan {self.given}"
        self._texts.add(text)
        return text

    @property
    def followed(self) -> int:
        """How many typed values there were, copies included."""
        return len(self.all)

    def at(self, page: Page) -> list[Token]:
        """Give the live values of a sheet."""
        return [t for t in self.all if t.state is State.LIVE and t.sheet_id == page.sheet_id]

    def person_changed(self, page: Page, before: Mapping[Place, Value]) -> None:
        """Take in what a person's act has changed on a sheet."""
        rows, columns = set(page.rows), set(page.columns)
        changed = {
            place for place in {*before, *page.cells} if before.get(place) != page.cells.get(place)
        }
        for token in self.all:
            if token.sheet_id != page.sheet_id or token.state is State.DELETED:
                continue
            if token.row not in rows or token.column not in columns:
                token.state = State.DELETED
            elif (token.row, token.column) in changed and not token.put_back:
                token.state = State.REPLACED
        self._put |= {plain_text(page.cells.get(place)) for place in changed}
        for row, column in sorted(changed, key=str):
            text = page.cells.get((row, column))
            if text in self._texts and row in rows and column in columns:
                token = Token(str(text), page.sheet_id, row, column, page.tab.free_form)
                key = row.key or page.key_of(row)
                if (
                    token.text,
                    Home(page.sheet_id, key or id(row), column.header),
                ) not in self._told:
                    self.all.append(token)

    def tab_deleted(self, page: Page) -> None:
        """Take in that a person deleted a whole tab."""
        for token in self.all:
            if token.sheet_id == page.sheet_id:
                token.state = State.DELETED

    def loket_wrote(self, page: Page) -> None:
        """Note which edits of its cells Loket has put back."""
        for token in self.at(page):
            if token.is_edit:
                token.put_back = page.cells.get((token.row, token.column)) != token.text
        typed = {(token.row, token.column) for token in self.at(page) if not token.put_back}
        self._told |= {
            (str(text), Home(page.sheet_id, row.key, column.header))
            for (row, column), text in page.cells.items()
            if text in self._texts and column.loket and row.key and (row, column) not in typed
        }

    def displaced(self, pages: Iterable[Page]) -> list[str]:
        """Give the values that do not stand where they stood, for the record of a run."""
        cells = {place: value for page in pages for place, value in page.cells.items()}
        return [
            token.text
            for token in self.all
            if token.state is State.LIVE
            and not token.is_edit
            and cells.get((token.row, token.column)) != token.text
        ]

    def losses(self, pages: Mapping[int, Page], edits: Sequence[HandEdit]) -> list[Loss]:
        """Give every value that is not, exactly once, where it ought to be."""
        expected = Counter(
            (t.text, t.home) for t in self.all if t.state is State.LIVE and not t.is_edit
        )
        allowed = Counter(
            (t.text, t.home) for t in self.all if t.state is State.DELETED and not t.column.loket
        )
        found = Counter(self._found(pages.values()))
        found_texts = {text for text, _ in found}
        lost = [
            self._loss(pages, text, home, "moved" if text in found_texts else "gone")
            for text, home in (expected - found).elements()
            if not self._is_put_back(pages, text, home, edits)
        ]
        extra = [
            self._loss(pages, text, home, "stands here as well")
            for text, home in (found - expected - allowed).elements()
        ]
        unrecorded = [
            self._loss(pages, t.text, t.home, "not on record")
            for t in self.all
            if t.state is State.LIVE
            and t.is_edit
            and t.put_back
            and not self._is_recorded(t, edits)
        ]
        return [*lost, *extra, *unrecorded]

    def false_edits(self, edits: Sequence[HandEdit]) -> list[str]:
        """Give what Loket says that somebody typed, and nobody did.

        All that stands in a row that somebody has given a key is taken for typed.
        """
        return [
            f"nobody typed {edit.value!r} into {edit.header} of {edit.row}"
            for edit in edits
            if edit.value not in self._put
            and not self._texts.intersection(f"{edit.row} · {edit.value}".split(" · "))
        ]

    def _found(self, pages: Iterable[Page]) -> Iterator[tuple[str, Home]]:
        """Give where typed values stand by the keys and headers that stand there now."""
        for page in pages:
            for (row, column), value in page.cells.items():
                derived = page.tab.free_form or (column.loket and row.key is not None)
                if value not in self._texts or derived:
                    continue
                key = page.key_of(row) if row.key is not None else None
                header = page.header_of(column) if column.header else ""
                yield str(value), Home(page.sheet_id, key or id(row), header or id(column))

    def _is_recorded(self, token: Token, edits: Sequence[HandEdit]) -> bool:
        """Tell whether an edit is on record; of a key typed over, all parts are named together.

        What was typed in the very moment of a batch is under the key that stood there then; that
        this was typed over the row's own is on record as well.
        """
        if token.on_board:
            return any(edit.value == token.text for edit in edits)
        first = next((part for part in token.row.key or () if isinstance(part, str)), "")
        typed_over = {edit.value for edit in edits if first in edit.row} & self._texts
        return any(
            token.text in edit.value.split(" · ")
            and token.column.header in edit.header.split(", ")
            and (
                first in edit.row
                or token.column.in_key
                or typed_over.intersection(edit.row.split(" · "))
            )
            for edit in edits
        )

    @staticmethod
    def _is_put_back(
        pages: Mapping[int, Page], text: str, home: Home, edits: Sequence[HandEdit]
    ) -> bool:
        """Tell whether it stood in a cell of Loket's beside a key of nobody, and is on record.

        Loket may take such a row for one of its own.
        """
        page = pages.get(home.sheet_id)
        own = {column.header for column in page.tab.loket_columns} if page else set()
        return home.header in own and any(
            edit.value == text and edit.header == home.header for edit in edits
        )

    @staticmethod
    def _loss(pages: Mapping[int, Page], text: str, home: Home, what: str) -> Loss:
        page = pages.get(home.sheet_id)
        return Loss(text, page.title if page else str(home.sheet_id), home.key, home.header, what)
