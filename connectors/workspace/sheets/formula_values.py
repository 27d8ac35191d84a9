"""What the operators and functions of formulas do with values."""

from __future__ import annotations

from collections.abc import Callable

Scalar = str | float | bool | None
Value = Scalar | list[Scalar]


class FormulaError(Exception):
    """A formula has no value; ``kind`` is Google's error type."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind, self.message = kind, message
        super().__init__(message)


def unsupported(what: str) -> FormulaError:
    """Give the error of something that is not computed here."""
    return FormulaError("ERROR", f"The embedded workspace does not compute {what[:80]}.")


def _divided(left: Scalar, right: Scalar) -> Scalar:
    if not number_of(right):
        raise FormulaError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return number_of(left) / number_of(right)


def _powered(left: Scalar, right: Scalar) -> Scalar:
    try:
        result = number_of(left) ** number_of(right)
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


OPERATIONS: dict[str, Callable[[Scalar, Scalar], Scalar]] = {
    "+": lambda left, right: number_of(left) + number_of(right),
    "-": lambda left, right: number_of(left) - number_of(right),
    "*": lambda left, right: number_of(left) * number_of(right),
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


def single(value: Value) -> Scalar:
    """Give a value that is no range; raises FormulaError for one."""
    if isinstance(value, list):
        raise FormulaError("VALUE", "An array value could not be found.")
    return value


def number_of(value: Value) -> float:
    """Give a value as a number; raises FormulaError for a text that is none."""
    scalar = single(value)
    if isinstance(scalar, str):
        try:
            return float(scalar)
        except ValueError:
            raise FormulaError("VALUE", f"{scalar[:40]!r} is a text, not a number.") from None
    return scalar or 0


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else f"{value:.15g}" if isinstance(value, int | float) else value


def truth_of(value: Scalar) -> bool:
    """Give a value as a truth value; raises FormulaError for a text."""
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
    return single(arguments[-1])


FUNCTIONS: dict[str, Callable[[list[Value]], Value]] = {
    "HYPERLINK": _hyperlink,
    "SUM": lambda a: sum(_numbers(a)),
    "COUNT": lambda a: len(_numbers(a)),
    "COUNTA": lambda a: sum(v is not None for v in _flat(a)),
    "AVERAGE": _average,
    "MIN": lambda a: min(_numbers(a), default=0),
    "MAX": lambda a: max(_numbers(a), default=0),
    "AND": lambda a: all(truth_of(v) for v in _flat(a)),
    "OR": lambda a: any(truth_of(v) for v in _flat(a)),
    "NOT": lambda a: not any(truth_of(v) for v in _flat(a)),
    "ISBLANK": lambda a: _flat(a) in ([None], []),
    "LEN": lambda a: len(_text(_flat(a)[0])) if _flat(a) else 0,
    "CONCATENATE": lambda a: "".join(_text(v) for v in _flat(a)),
}
