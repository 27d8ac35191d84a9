"""Formulas read into functions that compute them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from connectors.workspace.sheets.formula_syntax import Reference, Token, tokens
from connectors.workspace.sheets.formula_values import (
    FUNCTIONS,
    OPERATIONS,
    FormulaError,
    Value,
    number_of,
    single,
    truth_of,
    unsupported,
)

Resolve = Callable[[Reference], Value]
Node = Callable[[Resolve], Value]


@lru_cache(maxsize=1024)
def parsed(formula: str) -> Node:
    """Read a formula into a function; raises FormulaError if it is none we compute."""
    reader = _Reader([token for token in tokens(formula) if token.kind != "space"])
    node = reader.comparison()
    if reader.peek() is not None:
        raise unsupported(formula)
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
            return lambda resolve: sign * number_of(operand(resolve))
        node = self._primary()
        while self.peek() == "%":
            self.take()
            node = _operation("/", node, lambda _: 100)
        return node

    def _primary(self) -> Node:
        token = self.take()
        if token.kind == "number":
            number = float(token.text)
            return lambda _: number
        if token.kind == "string":
            text = token.text[1:-1].replace('""', '"')
            return lambda _: text
        if token.reference is not None:
            reference = token.reference
            return lambda resolve: resolve(reference)
        if token.kind == "broken":
            raise FormulaError("REF", "Reference does not exist.")
        if token.kind == "name":
            return self._named(token.text.upper())
        if token.text == "(":
            node = self.comparison()
            self._close()
            return node
        raise unsupported(token.text)

    def _named(self, name: str) -> Node:
        if self.peek() != "(":
            if name in {"TRUE", "FALSE"}:
                return lambda _: name == "TRUE"
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
        if name not in FUNCTIONS:
            raise unsupported(f"{name}()")
        function = FUNCTIONS[name]
        return lambda resolve: function([node(resolve) for node in arguments])

    def _close(self) -> None:
        if self.take().text != ")":
            raise FormulaError("ERROR", "Formula parse error.")


def _conditional(arguments: list[Node]) -> Node:
    if not 2 <= len(arguments) <= 3:
        raise FormulaError("N_A", "Wrong number of arguments to IF.")
    otherwise = arguments[2] if len(arguments) == 3 else lambda _: False

    def node(resolve: Resolve) -> Value:
        chosen = arguments[1] if truth_of(single(arguments[0](resolve))) else otherwise
        return chosen(resolve)

    return node


def _operation(operator: str, left: Node, right: Node) -> Node:
    compute = OPERATIONS[operator]

    def node(resolve: Resolve) -> Value:
        return compute(single(left(resolve)), single(right(resolve)))

    return node
