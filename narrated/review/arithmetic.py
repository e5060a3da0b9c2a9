"""Equations of numbers, as they are written on a screen: whether they hold for the digits shown."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from narrated.design.typography import Typography

_SIGNS = str.maketrans(
    {
        "−": "-", "–": "-", "×": "*", "·": "*", "∙": "*", "⋅": "*", "÷": "/", "（": "(", "）": ")",
        "²": "^2 ", "³": "^3 ", "½": "(1/2)", "＝": "=", "＋": "+", "％": "%", "$": " ",
    }
)  # fmt: skip
_TYPST = (
    (r"\bapprox\b", "≈"),
    (r"\b(?:times|dot\.op|dot)\b", "*"),
    (r"\bfrac\(([^(),]*),([^(),]*)\)", r"((\1)/(\2))"),
)
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "ln": math.log, "log": math.log, "sqrt": math.sqrt, "exp": math.exp, "abs": abs, "max": max, "min": min,
}  # fmt: skip
_BARE = re.compile(rf"\b({'|'.join(_FUNCTIONS)})\s+(\d[\d.]*)")  # "ln 0.9"
_LITERAL = r"\d+(?:\.\d+)?"
_UNIT = re.compile(rf"({_LITERAL})[ ]*([^\W\d_]+)")
_OPERATIONS: dict[type, Callable[..., float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip


@dataclass(frozen=True)
class _Side:
    text: str
    value: float | None
    unit: float  # of the last digit that is shown


def faults(text: str, typography: Typography) -> Iterator[str]:
    """What does not hold in a line with equals signs; nothing for what is no arithmetic.

    Examples
    --------
    >>> from narrated.design.typography import typography
    >>> list(faults("0.8² = 0.64", typography("en"))), list(faults("3.8 − 3.0 = 0.75", typography("en")))
    ([], ['3.8 - 3.0 is 0.8, not 0.75: show digits that agree'])
    """
    plain = _plain(text, typography)
    if re.search(r"[<>≤≥≠]", plain) or not re.search("[=≈]", plain):
        return
    parts = re.split("([=≈])", _without_unit(plain))
    sides, signs = [_side(part) for part in parts[::2]], parts[1::2]
    for (one, two), sign in zip(pairwise(sides), signs, strict=True):
        if one.value is not None and two.value is not None:
            steps = 1.0 if sign == "≈" else 0.5
            if abs(one.value - two.value) > steps * max(one.unit, two.unit) * (1 + 1e-6) + 1e-12:
                yield f"{one.text} is {_short(one.value)}, not {two.text}: show digits that agree"
        elif term := _left_over(one, two) or _left_over(two, one):
            yield f"{term} stands on one side only, and the rest is equal: give its value, or leave it out"


def number_in(text: str, typography: Typography) -> tuple[float, float] | None:
    """The only number in a text, and the unit of its last digit; None where there is none, or several."""
    found = re.findall(rf"-?{_LITERAL}", _plain(text, typography))
    return (float(found[0]), _last_digit(found[0])) if len(found) == 1 else None


def _plain(text: str, typography: Typography) -> str:
    plain = text.replace(typography.minus, "-").translate(_SIGNS)
    if typography.decimal_point != ".":
        plain = plain.replace(typography.decimal_point, ".")
    for written, meant in _TYPST:
        plain = re.sub(written, meant, plain)
    plain = re.sub(r"(?<=\d)[, \u00a0\u2009\u202f](?=\d{3}\b)", "", plain)
    return " ".join(_BARE.sub(r"\1(\2)", plain).split())


def _without_unit(plain: str) -> str:
    """Without the unit that all numbers have in common."""
    words = [unit for _, unit in _UNIT.findall(plain)]
    numbers = re.findall(_LITERAL, plain)
    if words and len(words) == len(numbers) and len(set(words)) == 1:
        return _UNIT.sub(r"\1", plain)
    return plain


def _side(text: str) -> _Side:
    said = re.split("[:：]", text)[-1].strip(" ,，。;；")
    numbers = re.findall(rf"({_LITERAL})\s*(%?)", said)
    units = [_last_digit(number) * (0.01 if percent else 1.0) for number, percent in numbers]
    alone = re.fullmatch(rf"[-+]?\s*{_LITERAL}\s*%?", said)
    value = _value(re.sub(rf"({_LITERAL})\s*%", r"(\1*0.01)", said))
    # What is computed has no digits of its own: the result beside it says how far it goes.
    return _Side(said, value, min(units) if alone and units else 0.0)


def _last_digit(number: str) -> float:
    return float(10.0 ** -len(number.partition(".")[2]))


def _value(expression: str) -> float | None:
    try:
        return _evaluated(ast.parse(expression.replace("^", "**").strip(), mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, KeyError, TypeError):
        return None


def _evaluated(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_evaluated(node.left), _evaluated(node.right))
    if isinstance(node, ast.UnaryOp):
        return _OPERATIONS[type(node.op)](_evaluated(node.operand))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return float(_FUNCTIONS[node.func.id](*map(_evaluated, node.args)))
    raise ValueError(ast.dump(node))


def _left_over(numeric: _Side, other: _Side) -> str:
    """The term that one side has beyond what the other one sums up to; empty where that cannot be said."""
    if numeric.value is None or other.value is not None:
        return ""
    terms = re.split(r"\s(?=[-+]\s)", other.text)
    numbers = [_value(term) for term in terms]
    known = [number for number in numbers if number is not None]
    symbols = [term.lstrip("+- ") for term, number in zip(terms, numbers, strict=True) if number is None]
    if not known or len(symbols) != 1 or not re.search(r"[^\W\d_]", symbols[0]):
        return ""
    return symbols[0] if abs(sum(known) - numeric.value) < 1e-9 else ""


def _short(value: float) -> str:
    return f"{round(value, 6):g}"
