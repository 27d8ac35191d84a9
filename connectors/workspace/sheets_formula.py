"""What formulas give: a small part of Google's functions, the rest an error that says so.

Supported are literals, references, the operators ``+ - * / ^ & = <> < > <= >= %`` and the functions
in ``_FUNCTIONS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from connectors.workspace.grid import Cell, Sheet
from connectors.workspace.grid_area import Area
from connectors.workspace.sheets_book import Book
from connectors.workspace.sheets_formula_syntax import Reference, Token, tokens

Scalar = str | float | bool | None
_DEPTH = 60


class FormulaError(Exception):
    """A formula has no value; ``kind`` is Google's error type."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind, self.message = kind, message
        super().__init__(message)


@dataclass(frozen=True)
class Place:
    """Where a formula stands: its sheet, and how far it is from where it was written."""

    sheet: Sheet
    rows: int = 0
    columns: int = 0


Value = Scalar | list[Scalar]
Node = Callable[["Formulas", Place], Value]


class Formulas:
    """Evaluates the cells of one book; results last as long as this object."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._results: dict[tuple[int, int, int], Scalar | FormulaError] = {}
        self._depth = 0

    def value(self, sheet: Sheet, row: int, column: int, cell: Cell | None) -> Scalar:
        """Give a cell's effective value; raises FormulaError."""
        if not cell or "x" not in cell:
            return cell.get("v") if cell else None
        key = (sheet.sheet_id, row, column)
        if key not in self._results:
            # Whoever meets the cell again while it is being computed meets this.
            self._results[key] = FormulaError("REF", "Circular dependency detected.")
            try:
                self._results[key] = _single(self.evaluate(cell["x"], Place(sheet)))
            except FormulaError as error:
                self._results[key] = error
        result = self._results[key]
        if isinstance(result, FormulaError):
            raise result
        return result

    def evaluate(self, formula: str, place: Place) -> Value:
        """Give the value of a formula's text (with its ``=``) at a place; raises FormulaError."""
        if self._depth >= _DEPTH:
            raise FormulaError("ERROR", "The embedded workspace computes no chain that long.")
        self._depth += 1
        try:
            return parsed(formula.removeprefix("="))(self, place)
        except RecursionError:
            raise _unsupported("a formula nested that deeply") from None
        finally:
            self._depth -= 1

    def holds(self, formula: str, place: Place) -> bool:
        """Say whether a condition's formula is true at a place; an error is not."""
        try:
            return bool(_single(self.evaluate(formula, place)))
        except FormulaError:
            return False

    def referred(self, reference: Reference, place: Place) -> Value:
        """Give the value of a cell, or the values of a range row by row."""
        moved = reference.offset(place.rows, place.columns)
        sheet = place.sheet if moved.title is None else self._book.titled(moved.title)
        area = moved.area(sheet.sheet_id) if sheet else None
        if sheet is None or area is None:
            raise FormulaError("REF", "Reference does not exist.")
        if reference.last is None:
            cell = sheet.cell(area.top, area.left)
            return self.value(sheet, area.top, area.left, cell)
        return self._values(sheet, area)

    def _values(self, sheet: Sheet, area: Area) -> list[Scalar]:
        return [self.value(sheet, row, column, cell) for row, column, cell in sheet.cells(area)]


@lru_cache(maxsize=1024)
def parsed(formula: str) -> Node:
    """Read a formula into a function; raises FormulaError if it is none we compute."""
    reader = _Reader([token for token in tokens(formula) if token.kind != "space"])
    node = reader.comparison()
    if reader.peek() is not None:
        raise _unsupported(formula)
    return node


class _Reader:
    """A recursive-descent reader; every method gives the node of one level of precedence."""

    def __init__(self, pieces: list[Token]) -> None:
        self._pieces, self._at = pieces, 0

    def peek(self) -> str | None:
        return self._pieces[self._at].text if self._at < len(self._pieces) else None

    def take(self) -> Token:
        if self._at >= len(self._pieces):
            raise FormulaError("ERROR", "Formula parse error.")
        self._at += 1
        return self._pieces[self._at - 1]

    def _binary(self, operators: str, below: Callable[[], Node]) -> Node:
        node = below()
        while (operator := self.peek()) in operators.split() and operator:
            self.take()
            node = _operation(operator, node, below())
        return node

    def comparison(self) -> Node:
        return self._binary("= <> < > <= >=", self._joined)

    def _joined(self) -> Node:
        return self._binary("&", self._sum)

    def _sum(self) -> Node:
        return self._binary("+ -", self._product)

    def _product(self) -> Node:
        return self._binary("* /", self._power)

    def _power(self) -> Node:
        return self._binary("^", self._signed)

    def _signed(self) -> Node:
        if self.peek() in {"-", "+"}:
            sign = -1 if self.take().text == "-" else 1
            operand = self._signed()
            return lambda formulas, place: sign * _number(operand(formulas, place))
        node = self._primary()
        while self.peek() == "%":
            self.take()
            node = _operation("/", node, lambda *_: 100)
        return node

    def _primary(self) -> Node:
        token = self.take()
        if token.kind == "number":
            number = float(token.text)
            return lambda *_: number
        if token.kind == "string":
            text = token.text[1:-1].replace('""', '"')
            return lambda *_: text
        if token.reference is not None:
            reference = token.reference
            return lambda formulas, place: formulas.referred(reference, place)
        if token.kind == "broken":
            raise FormulaError("REF", "Reference does not exist.")
        if token.kind == "name":
            return self._named(token.text.upper())
        if token.text == "(":
            node = self.comparison()
            self._close()
            return node
        raise _unsupported(token.text)

    def _named(self, name: str) -> Node:
        if self.peek() != "(":
            if name in {"TRUE", "FALSE"}:
                return lambda *_: name == "TRUE"
            raise FormulaError("NAME", f"Unknown range name: '{name}'.")
        self.take()
        arguments: list[Node] = []
        while self.peek() != ")":
            arguments.append(self.comparison())
            if self.peek() in {",", ";"}:
                self.take()
        self._close()
        if name == "IF":
            return _conditional(arguments)
        if name not in _FUNCTIONS:
            raise _unsupported(f"{name}()")
        function = _FUNCTIONS[name]
        return lambda formulas, place: function([node(formulas, place) for node in arguments])

    def _close(self) -> None:
        if self.take().text != ")":
            raise FormulaError("ERROR", "Formula parse error.")


def _unsupported(what: str) -> FormulaError:
    return FormulaError("ERROR", f"The embedded workspace does not compute {what[:80]}.")


def _conditional(arguments: list[Node]) -> Node:
    if not 2 <= len(arguments) <= 3:
        raise FormulaError("N_A", "Wrong number of arguments to IF.")
    otherwise = arguments[2] if len(arguments) == 3 else lambda *_: False

    def node(formulas: Formulas, place: Place) -> Value:
        chosen = arguments[1] if _truth(_single(arguments[0](formulas, place))) else otherwise
        return chosen(formulas, place)

    return node


def _operation(operator: str, left: Node, right: Node) -> Node:
    compute = _OPERATIONS[operator]

    def node(formulas: Formulas, place: Place) -> Value:
        return compute(_single(left(formulas, place)), _single(right(formulas, place)))

    return node


def _divided(left: Scalar, right: Scalar) -> Scalar:
    if not _number(right):
        raise FormulaError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return _number(left) / _number(right)


def _powered(left: Scalar, right: Scalar) -> Scalar:
    try:
        result = _number(left) ** _number(right)
    except (OverflowError, ZeroDivisionError):
        result = 1j
    if isinstance(result, complex):
        raise FormulaError("NUM", "POWER evaluates to no real number.")
    return float(result)


def _order(value: Scalar) -> tuple[int, str | float]:
    """Order as Google compares and sorts: numbers, then texts, then booleans."""
    if isinstance(value, bool):
        return 2, float(value)
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, float(value or 0)


def _equal(left: Scalar, right: Scalar) -> bool:
    if left is None or right is None:
        return (left or None) == (right or None)
    return _order(left) == _order(right)


_OPERATIONS: dict[str, Callable[[Scalar, Scalar], Scalar]] = {
    "+": lambda left, right: _number(left) + _number(right),
    "-": lambda left, right: _number(left) - _number(right),
    "*": lambda left, right: _number(left) * _number(right),
    "/": _divided,
    "^": _powered,
    "&": lambda left, right: _text(left) + _text(right),
    "=": _equal,
    "<>": lambda left, right: not _equal(left, right),
    "<": lambda left, right: _order(left) < _order(right),
    ">": lambda left, right: _order(left) > _order(right),
    "<=": lambda left, right: _order(left) <= _order(right),
    ">=": lambda left, right: _order(left) >= _order(right),
}


def _single(value: Value) -> Scalar:
    if isinstance(value, list):
        raise FormulaError("VALUE", "An array value could not be found.")
    return value


def _number(value: Value) -> float:
    single = _single(value)
    if isinstance(single, str):
        try:
            return float(single)
        except ValueError:
            raise FormulaError("VALUE", f"{single[:40]!r} is a text, not a number.") from None
    return single or 0


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else f"{value:.15g}" if isinstance(value, int | float) else value


def _truth(value: Scalar) -> bool:
    if isinstance(value, str):
        raise FormulaError("VALUE", f"{value[:40]!r} is a text, not a truth value.")
    return bool(value)


def _flat(arguments: list[Value]) -> list[Scalar]:
    return [
        v
        for argument in arguments
        for v in (argument if isinstance(argument, list) else [argument])
    ]


def _numbers(arguments: list[Value]) -> list[float]:
    return [v for v in _flat(arguments) if isinstance(v, int | float) and not isinstance(v, bool)]


def _average(arguments: list[Value]) -> Scalar:
    return _divided(sum(_numbers(arguments)), len(_numbers(arguments)))


def _hyperlink(arguments: list[Value]) -> Scalar:
    if not 1 <= len(arguments) <= 2:
        raise FormulaError("N_A", "Wrong number of arguments to HYPERLINK.")
    return _single(arguments[-1])


_FUNCTIONS: dict[str, Callable[[list[Value]], Value]] = {
    "HYPERLINK": _hyperlink,
    "SUM": lambda a: sum(_numbers(a)),
    "COUNT": lambda a: len(_numbers(a)),
    "COUNTA": lambda a: sum(v is not None for v in _flat(a)),
    "AVERAGE": _average,
    "MIN": lambda a: min(_numbers(a), default=0),
    "MAX": lambda a: max(_numbers(a), default=0),
    "AND": lambda a: all(_truth(v) for v in _flat(a)),
    "OR": lambda a: any(_truth(v) for v in _flat(a)),
    "NOT": lambda a: not any(_truth(v) for v in _flat(a)),
    "ISBLANK": lambda a: _flat(a) in ([None], []),
    "LEN": lambda a: len(_text(_flat(a)[0])) if _flat(a) else 0,
    "CONCATENATE": lambda a: "".join(_text(v) for v in _flat(a)),
}


def link_of(formula: str) -> str | None:
    """Give the address of a HYPERLINK formula whose address is a plain text."""
    pieces = [token for token in tokens(formula.removeprefix("=")) if token.kind != "space"]
    if len(pieces) > 2 and pieces[0].text.upper() == "HYPERLINK" and pieces[2].kind == "string":
        return pieces[2].text[1:-1].replace('""', '"')
    return None
