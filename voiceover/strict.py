"""Values that others wrote, taken strictly: JSON as it was meant, and numbers that are numbers."""

from __future__ import annotations

import json
import re
from typing import NoReturn, TypeGuard

from voiceover.errors import InputError, excerpt


def load_json(data: bytes) -> object:
    """What a JSON file in UTF-8 holds; NaN, infinities and a key that appears twice are refused.

    Raises
    ------
    ValueError, RecursionError
        If it is no such JSON.
    """
    text = data.decode().removeprefix("\N{BYTE ORDER MARK}")
    return json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)


def is_whole(value: object, permitted: range) -> TypeGuard[int]:
    """Whether a value is a whole number in a range; to Python, ``True`` is one too.

    >>> is_whole(1, range(2)), is_whole(True, range(2)), is_whole(1.0, range(2))
    (True, False, False)
    """
    return type(value) is int and value in permitted


def is_number(value: object, least: float, most: float) -> TypeGuard[float]:
    """Whether a value is a number between two others; NaN is between none."""
    return type(value) in (int, float) and least <= value <= most  # type: ignore[operator]


def listed_names(text: str) -> list[str]:
    """Names with commas between them, each once; spaces may stand after commas.

    Examples
    --------
    >>> listed_names("zh, en,zh"), listed_names("")
    (['zh', 'en'], [])
    """
    return list(dict.fromkeys(filter(None, re.split(r", *", text))))


def whole_number(text: str, permitted: range, what: str) -> int:
    """The number that ``text`` writes in plain digits.

    ``int`` would take spaces, signs, underscores and the digits of other scripts.

    Parameters
    ----------
    what
        What the number is, for the message.

    Raises
    ------
    InputError
        If it is another text, or out of range.

    >>> whole_number("12", range(1, 100), "jobs")
    12
    """
    if re.fullmatch(r"[0-9]{1,9}", text) and int(text) in permitted:
        return int(text)
    raise InputError(
        f"{what}: {excerpt(text)}",
        permitted=f"a whole number from {permitted[0]} to {permitted[-1]}, in the digits 0 to 9 alone",
    )


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError(f"a key appears twice among {excerpt([key for key, _ in pairs], 200)}")
    return table
