"""Objects that cover a range: protected ranges, filters, filter views, banding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book, new_id
from connectors.workspace.sheets.conditions import checked_condition
from connectors.workspace.sheets.errors import ProtectedCell, Refused
from connectors.workspace.sheets.filter import apply_filter
from connectors.workspace.sheets.formats import normal, with_twins, without_defaults
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.reply import protected_range, shown_filter

Check = Callable[[Book, Json], Json]


@dataclass(frozen=True)
class Kind:
    """One kind of object that sheets hold in a list, each with a number of its own."""

    member: str
    id_name: str
    noun: str
    check: Check

    def all(self, book: Book) -> Iterable[tuple[Sheet, Json]]:
        """Give every such object of a book with the sheet that holds it."""
        return ((sheet, entry) for sheet in book.sheets for entry in sheet.objects(self.member))

    def find(self, book: Book, number: int) -> tuple[Sheet, Json]:
        """Give an object by its id; raises Refused if there is none."""
        for sheet, entry in self.all(book):
            if entry[self.id_name] == number:
                return sheet, entry
        raise Refused(f"No {self.noun} with id: {number}")

    def add(self, book: Book, given: Json) -> Json:
        """Add an object; a fixed id that is taken is refused."""
        taken = {entry[self.id_name] for _, entry in self.all(book)}
        number = given.get(self.id_name) or new_id(taken, f"{self.member} {len(taken)}")
        if number in taken:
            raise Refused(f"A {self.noun} with id {number} already exists.")
        entry = self._checked(book, {**given, self.id_name: number})
        sheet = book.sheet(_sheet_id(entry))
        sheet.set(self.member, [*sheet.objects(self.member), entry])
        return entry

    def update(self, book: Book, given: Json, fields: str | None) -> tuple[Json, Json]:
        """Change the fields named of an object; gives it before and after."""
        sheet, old = self.find(book, given.get(self.id_name, 0))
        mask = with_twins(field_mask.of_update(fields))
        merged = field_mask.merged(old, normal(given), mask) | {self.id_name: old[self.id_name]}
        entry = self._checked(book, merged)
        rest = [e for e in sheet.objects(self.member) if e is not old]
        target = book.sheet(_sheet_id(entry))
        if target is sheet:
            known = sheet.objects(self.member)
            sheet.set(self.member, [entry if e is old else e for e in known])
        else:
            sheet.set(self.member, rest)
            target.set(self.member, [*target.objects(self.member), entry])
        return old, entry

    def delete(self, book: Book, number: int) -> Json:
        """Remove an object and give it."""
        sheet, old = self.find(book, number)
        sheet.set(self.member, [e for e in sheet.objects(self.member) if e is not old])
        return old

    def _checked(self, book: Book, entry: Json) -> Json:
        if "range" not in entry:
            raise Refused(f"A {self.noun} must specify a range.")
        book.area(entry["range"])
        checked = self.check(book, without_defaults(normal(entry)))
        return {**checked, "range": Area.of(entry["range"]).json()}


def _sheet_id(entry: Json) -> int:
    return Area.of(entry["range"]).sheet_id


def _check_protected(book: Book, entry: Json) -> Json:
    for name in ("namedRangeId", "tableId"):
        if name in entry:
            raise Refused(
                f"{name} of a protected range is not supported by the embedded workspace."
            )
    editors = entry.get("editors", {})
    if entry.get("warningOnly"):
        if any(editors.values()):
            raise Refused("Editors can't be specified for a protected range with warningOnly.")
        return {name: value for name, value in entry.items() if name != "editors"}
    if editors.get("groups") or editors.get("domainUsersCanEdit"):
        raise Refused("Groups and domains as editors are not supported by the embedded workspace.")
    users = [user.lower() for user in editors.get("users", [])] or [book.call.actor or ""]
    entry = {**entry, "editors": {"users": list(dict.fromkeys(users))}}
    entry.pop("requestingUserCanEdit", None)
    free = entry.get("unprotectedRanges")
    if not free:
        return {name: value for name, value in entry.items() if name != "unprotectedRanges"}
    whole = Area(_sheet_id(entry))
    if Area.of(entry["range"]) != whole:
        raise Refused("unprotectedRanges are only supported on protected sheets.")
    for grid_range in free:
        book.area(grid_range)
        if Area.of(grid_range).sheet_id != whole.sheet_id:
            raise Refused("unprotectedRanges must be on the protected sheet.")
    return entry | {"unprotectedRanges": [Area.of(grid_range).json() for grid_range in free]}


def _check_filter(_: Book, entry: Json) -> Json:
    for name in ("namedRangeId", "tableId"):
        if name in entry:
            raise Refused(f"{name} of a filter is not supported by the embedded workspace.")
    for spec in entry.get("filterSpecs", []):
        criterion = spec.get("filterCriteria", {})
        if criterion.keys() - {"hiddenValues", "condition"}:
            raise Refused("Filtering by colour is not supported by the embedded workspace.")
        if "condition" in criterion:
            checked_condition(criterion["condition"])
    return entry


def _with_specs(given: Json) -> Json:
    """Give a filter with its criteria, if they come in the older spelling, in the newer one."""
    older = given.get("criteria", {})
    specs = [{"columnIndex": int(at), "filterCriteria": older[at]} for at in sorted(older, key=int)]
    rest = {name: value for name, value in given.items() if name != "criteria"}
    return ({"filterSpecs": specs} if specs else {}) | rest


def _check_banding(book: Book, entry: Json) -> Json:
    if "rowProperties" not in entry and "columnProperties" not in entry:
        raise Refused("A banded range needs rowProperties or columnProperties.")
    number, area = entry["bandedRangeId"], book.area(entry["range"])
    for other in book.sheet(area.sheet_id).objects("bandedRanges"):
        if other["bandedRangeId"] != number and Area.of(other["range"]).meet(area):
            raise Refused(
                "You cannot add alternating background colors to a range that already has "
                "alternating background colors."
            )
    return entry


PROTECTED = Kind("protectedRanges", "protectedRangeId", "protected range", _check_protected)
FILTER_VIEW = Kind("filterViews", "filterViewId", "filter view", _check_filter)
BANDING = Kind("bandedRanges", "bandedRangeId", "banded range", _check_banding)


def add_protected_range(book: Book, request: Json) -> Json:
    """Protect a range, or a sheet but for its unprotected ranges."""
    entry = PROTECTED.add(book, request.get("protectedRange", {}))
    return {"addProtectedRange": {"protectedRange": protected_range(book, entry)}}


def update_protected_range(book: Book, request: Json) -> Json:
    """Change a protection that the caller gets through."""
    given = request.get("protectedRange", {})
    _guard_protection(book, given.get("protectedRangeId", 0))
    PROTECTED.update(book, given, request.get("fields"))
    return {}


def delete_protected_range(book: Book, request: Json) -> Json:
    """Lift a protection that the caller gets through."""
    number = request.get("protectedRangeId", 0)
    _guard_protection(book, number)
    PROTECTED.delete(book, number)
    return {}


def _guard_protection(book: Book, number: int) -> None:
    if not book.may_edit(PROTECTED.find(book, number)[1]):
        raise ProtectedCell


def add_filter_view(book: Book, request: Json) -> Json:
    """Add a filter view, which anyone who may write may have."""
    added = FILTER_VIEW.add(book, _with_specs(request.get("filter", {})))
    return {"addFilterView": {"filter": shown_filter(added)}}


def update_filter_view(book: Book, request: Json) -> Json:
    """Change a filter view."""
    fields = re.sub(r"\bcriteria\b", "filterSpecs", request.get("fields", ""))
    FILTER_VIEW.update(book, _with_specs(request.get("filter", {})), fields)
    return {}


def delete_filter_view(book: Book, request: Json) -> Json:
    """Remove a filter view."""
    FILTER_VIEW.delete(book, request.get("filterId", 0))
    return {}


def add_banding(book: Book, request: Json) -> Json:
    """Colour a range's rows or columns alternately."""
    given = request.get("bandedRange", {})
    book.guard(book.area(given.get("range", {})))
    return {"addBanding": {"bandedRange": BANDING.add(book, given)}}


def update_banding(book: Book, request: Json) -> Json:
    """Change a banded range."""
    for entry in BANDING.update(book, request.get("bandedRange", {}), request.get("fields")):
        book.guard(book.area(entry["range"]))
    return {}


def delete_banding(book: Book, request: Json) -> Json:
    """Remove a banded range."""
    book.guard(book.area(BANDING.delete(book, request.get("bandedRangeId", 0))["range"]))
    return {}


def set_basic_filter(book: Book, request: Json) -> Json:
    """Give a sheet its basic filter, in place of the one it has."""
    given = without_defaults(_with_specs(request.get("filter", {})))
    if "sortSpecs" in given:
        raise Refused("sortSpecs of a basic filter are not supported by the embedded workspace.")
    area = book.area(given.get("range", {}))
    book.guard_structure(area)
    checked = _check_filter(book, given)
    sheet = book.sheet(area.sheet_id)
    sheet.set("basicFilter", {**checked, "range": area.json()})
    apply_filter(book, sheet)
    return {}


def clear_basic_filter(book: Book, request: Json) -> Json:
    """Take a sheet's basic filter away."""
    sheet = book.sheet(request.get("sheetId", 0))
    known = sheet.objects("basicFilter")
    if known:
        book.guard_structure(book.area(known["range"]))
        sheet.set("basicFilter", None)
        apply_filter(book, sheet)
    return {}
