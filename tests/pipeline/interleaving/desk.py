"""The spreadsheet with the people at it, and what is known of where everything ought to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from connectors.sheets.tab import Tab
from tests.pipeline.interleaving import structural
from tests.pipeline.interleaving.acts import KINDS, Act, Choice
from tests.pipeline.interleaving.page import Column, Page, Place, Row, Value
from tests.pipeline.interleaving.person import Person
from tests.pipeline.interleaving.tokens import Tokens

Json = dict[str, Any]

_STRUCTURE: Final = {"insertDimension", "deleteDimension", "moveDimension"}
_UNKNOWN: Final = {"insertRange", "deleteRange", "cutPaste", "appendCells"}


@dataclass
class Desk:
    """People at one spreadsheet. ``owner`` is whom no protection stops."""

    people: Mapping[str, Person]
    declared: Mapping[int, Tab]
    tokens: Tokens = field(default_factory=Tokens)
    pages: dict[int, Page] = field(default_factory=dict)
    acts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    diary: list[str] = field(default_factory=list)
    lost_columns: list[tuple[Page, Column, dict[Place, Value]]] = field(default_factory=list)
    lost_headers: list[tuple[Page, Row]] = field(default_factory=list)
    """Tabs whose headers somebody has deleted, each with the row that came after them."""

    def __post_init__(self) -> None:
        self._look_at_all()

    def act(self, act: Act) -> None:
        """Let a person act, and see what that did to the typed values."""
        chosen = KINDS[act.kind](self.pages, self.tokens, Choice(act.choices))
        if chosen is None:
            return
        page, batch = chosen
        if not self.people[act.who].do(*batch):
            self.refused[act.kind] += 1
            self.diary.append(f"  {act.who} {act.kind} on {page.title}: refused")
            return
        self.acts[act.kind] += 1
        self.diary.append(f"  {act.who} {act.kind} on {page.title}: {_shortly(str(batch))}")
        self._acted(page, batch)

    def loket_wrote(self, requests: Sequence[Json]) -> None:
        """See what a batch of Loket's did."""
        if "sortRange" in requests[0]:
            self._sorted(requests[0]["sortRange"]["range"])
        else:
            for request in requests:
                self._follow(request)
        self._look_at_all()
        for page in self.pages.values():
            page.learn_keys()
            self.tokens.loket_wrote(page)
        away = self.tokens.displaced(self.pages.values())
        self.diary.append(f"  Loket wrote{f'; displaced: {away}' if away else ''}")
        self.diary += [f"    {line}" for request in requests if (line := self._told(request))]

    def was_applied(self, batch: Sequence[Json]) -> bool:
        """Tell whether a batch was carried out whose reply is lost: its stamp is there then."""
        made = [
            (entry["metadataId"], entry["metadataValue"])
            for request in batch
            if (entry := request.get("createDeveloperMetadata", {}).get("developerMetadata"))
            and entry["location"].get("spreadsheet")
        ]
        there = self.people["owner"].metadata()
        found = {(entry["metadataId"], entry.get("metadataValue")) for entry in there}
        return bool(made) and found.issuperset(made)

    def repair_headers(self) -> None:
        """Do what a person does whom Loket has told which header is gone."""
        for page, below in self.lost_headers:
            if self.pages.get(page.sheet_id) is page:
                at = page.rows.index(below) if below in page.rows else 0
                self._must(page, structural.headers_again(page, at))
                page.header = page.rows[at]
                page.learn_keys()
        self.lost_headers.clear()
        for page in self.pages.values():
            renamed = [
                structural.cell(page, page.header_index, n, column.header)
                for n, column in enumerate(page.columns)
                if page.header and column.header and page.header_of(column) != column.header
            ]
            if renamed:
                self._must(page, renamed)
        for page, column, cells in self.lost_columns:
            if self.pages.get(page.sheet_id) is page:
                self._must(page, structural.column_again(page, column, cells))
        self.lost_columns.clear()

    def _must(self, page: Page, batch: Sequence[Json]) -> None:
        assert self.people["owner"].do(*batch), f"the owner could not repair {page.title}: {batch}"
        self._acted(page, batch)

    def _acted(self, page: Page, batch: Sequence[Json]) -> None:
        before, columns = dict(page.cells), [*page.columns]
        after_header = page.rows[min(page.header_index + 1, len(page.rows) - 1)]
        if "deleteSheet" in batch[0]:
            self.tokens.tab_deleted(page)
            del self.pages[page.sheet_id]
            return
        if "sortRange" in batch[0]:
            self._sorted(batch[0]["sortRange"]["range"])
        else:
            for request in batch:
                self._follow(request)
            title = _new_title(batch) or page.title
            (seen,) = self.people["owner"].look(title)
            page.fill(seen)
        self._name_new_columns(page)
        gone = [column for column in columns if column not in page.columns and column.header]
        self.lost_columns += [(page, column, before) for column in gone if page.header]
        if page.header and page.header not in page.rows:
            page.header = None
            self.lost_headers.append((page, after_header))
        page.forget_renamed_copies()
        page.learn_keys()
        self.tokens.person_changed(page, before)

    def _sorted(self, area: Json) -> None:
        page = self.pages[area["sheetId"]]
        (seen,) = self.people["owner"].look(page.title)
        page.sort(seen, area["startRowIndex"], area["endRowIndex"])

    def _name_new_columns(self, page: Page) -> None:
        known = {column.header for column in page.columns}
        named = {column.header: column for column in page.tab.columns}
        for column in page.columns:
            header = page.header_of(column)
            if column.header or not header or header in known:
                continue
            column.header = header
            if header in named:
                column.loket = not named[header].staff and not page.tab.staff_owned
                column.in_key = named[header].field in page.tab.row_key

    def _told(self, request: Json) -> str:
        """Tell one request of Loket's; none that is about its own sheets only."""
        ((kind, body),) = request.items()
        place = body.get("start") or body.get("range") or body.get("source") or body
        page = self.pages.get(place.get("sheetId", 0)) if kind != "copyPaste" else None
        if page is None:
            return ""
        where = ", ".join(str(n) for name, n in place.items() if name.endswith(("Index", "ION")))
        rows = [row.get("values", []) for row in body.get("rows", [])]
        entered = [cell.get("userEnteredValue", {}) for row in rows for cell in row]
        values = [next(iter(value.values()), "") for value in entered]
        return _shortly(f"{kind} {page.title} {where} {values or ''}")

    def _follow(self, request: Json) -> None:
        ((kind, body),) = request.items()
        span = body.get("range") or body.get("source") or {}
        page = self.pages.get(span.get("sheetId", body.get("sheetId", 0)))
        if page is None:
            return
        assert kind not in _UNKNOWN, f"{kind} cannot be followed"
        if kind in _STRUCTURE:
            page.follow(kind, body)
        elif kind == "appendDimension":
            size = len(page.rows if body["dimension"] == "ROWS" else page.columns)
            page.extend(body["dimension"], size + body["length"])
        elif kind == "deleteSheet":
            del self.pages[page.sheet_id]
        else:
            assert kind != "sortRange", "a sort within a batch cannot be followed"

    def _look_at_all(self) -> None:
        seen = {
            sheet["properties"].get("sheetId", 0): sheet for sheet in self.people["owner"].look()
        }
        for sheet_id, tab in self.declared.items():
            if sheet_id not in seen:
                self.pages.pop(sheet_id, None)
            elif sheet_id in self.pages:
                self.pages[sheet_id].fill(seen[sheet_id])
            else:
                self.pages[sheet_id] = Page.of(seen[sheet_id], tab)


def _new_title(batch: Sequence[Json]) -> str | None:
    for request in batch:
        title = request.get("updateSheetProperties", {}).get("properties", {}).get("title")
        if title:
            return str(title)
    return None


def _shortly(text: str) -> str:
    return text if len(text) < 300 else text[:300] + "…"
