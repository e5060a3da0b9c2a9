"""JSON files that tell of a film: read up to a limit, and taken for nothing but what they say."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voiceover.bounded import read_bounded

# An hour's film has sheets of a tenth of that.
_LIMIT = 16_000_000


def load(path: Path, what: str) -> Any:
    """What a JSON file holds.

    Raises
    ------
    InputError
        If it is no file, or too long.
    OSError, ValueError, RecursionError
        If it cannot be read, or is no JSON.
    """
    return json.loads(read_bounded(path, _LIMIT, what))


def sealed(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with a digest of it, by which `load_sealed` knows that no value has changed.

    Examples
    --------
    >>> sealed({"lines": []})["digest"][:8]
    'fde6cb9e'
    """
    return {**table, "digest": _digest(table)}


def load_sealed(path: Path, what: str) -> dict[str, Any]:
    """What a JSON file holds that was `sealed`; raises as `load` does, and a ValueError if it was changed."""
    table = load(path, what)
    if not isinstance(table, dict) or not seal_holds(table):
        raise ValueError(f"{what} is not as it was written")
    return table


def seal_holds(table: Mapping[str, Any]) -> bool:
    """Whether a table is as it was when it was `sealed`.

    Examples
    --------
    >>> table = sealed({"seed": 1})
    >>> seal_holds(table), seal_holds({**table, "seed": 2})
    (True, False)
    """
    return bool(table.get("digest") == _digest(table))


def _digest(table: Mapping[str, Any]) -> str:
    content = {key: value for key, value in table.items() if key != "digest"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def whole(table: Mapping[str, Any], key: str) -> int:
    """The whole number under ``key``: neither a truth value nor a text with digits.

    Raises
    ------
    KeyError, TypeError
        If there is none.
    """
    value = table[key]
    if type(value) is not int:
        raise TypeError(f"{key} is {value!r:.60}, not a whole number")
    return value


def number(table: Mapping[str, Any], key: str) -> float:
    """The finite number under ``key``; raises as `whole` does."""
    value = table[key]
    if type(value) not in {int, float} or not math.isfinite(value):
        raise TypeError(f"{key} is {value!r:.60}, not a number")
    return float(value)


def text(table: Mapping[str, Any], key: str) -> str:
    """The text under ``key``; raises as `whole` does."""
    value = table[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is {value!r:.60}, not a text")
    return value
