"""What is live in several films, so that it takes little room; ``assets/explores.js`` unpacks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

_LONG = 30  # characters from which a text is worth a place among those that come again


def packed(explores: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The content of several ``explore.json``, by film.

    The same part of all films stands together, those of one shape side by side, since what is alike and near
    is compressed well. Outlines and other long texts, which films in two languages share, stand once; so do
    tables, whose numbers are written by how they change (`told_by_changes`).

    Examples
    --------
    >>> part = {"name": "bowl", "title": "@home", "path": "M0 0" + 10 * "l1 0l0 1"}
    >>> found = packed({"en-wide": {"fps": 30, "parts": [part]}, "zh-wide": {"fps": 30, "parts": [part]}})
    >>> found["parts"][0] == ("en-wide", {"name": "bowl", "title": "@0", "path": "@1"})
    True
    >>> len(found["texts"])
    2
    """
    texts: dict[str, int] = {}

    def pack(value: Any) -> Any:
        if isinstance(value, str) and (len(value) > _LONG or value.startswith("@")):
            return f"@{texts.setdefault(value, len(texts))}"
        if isinstance(value, list):
            return [pack(one) for one in value]
        if isinstance(value, dict):
            return {key: pack(told_by_changes(one) if key == "table" else one) for key, one in value.items()}
        return value

    about = {
        film: pack({key: value for key, value in explore.items() if key not in ("parts", "made_of")})
        for film, explore in explores.items()
    }
    parts = [(film, part) for film, explore in explores.items() for part in explore["parts"]]
    order = list(dict.fromkeys(part["name"] for _, part in parts))
    parts.sort(key=lambda one: (order.index(one[1]["name"]), one[0].rpartition("-")[2]))
    return {"films": about, "parts": [(film, pack(part)) for film, part in parts], "texts": list(texts)}


def told_by_changes(table: Sequence[Sequence[float]]) -> str:
    """A table of rows as text: its decimal places, then whole numbers, column after column.

    What is drawn bends little from row to row, and its points, of which x and y stand in turn, lie side by
    side: of the second differences down each column each number is told less the one two columns before.

    Parameters
    ----------
    table
        Rows of equal length, of decimal numbers.

    Examples
    --------
    A column that rises evenly, and one that does so twice as fast:

    >>> told_by_changes([[1.5, 3.0], [2.5, 5.0], [3.5, 7.0]])
    '1 15 -5 0 30 -10 0'
    """
    places = max((_places(number) for row in table for number in row), default=0)
    numbers = np.rint(np.array(table, dtype=float) * 10.0**places).astype(np.int64)
    for _ in range(2):
        numbers = np.diff(numbers, axis=0, prepend=0)
    numbers[:, 2:] -= numbers[:, :-2].copy()
    return " ".join(map(str, [places, *numbers.T.ravel().tolist()]))


def _places(number: float) -> int:
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return max(0, -int(exponent))
