"""Some of the numbers that a clip is known by, as a column of bars."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike

from narrated.design.layout import Region
from narrated.design.theme import current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.marks import Dots
from narrated.mobjects.visual_role import decoration

_AIR = 0.45  # between two bars, by their thickness
_DOTS = 3  # for all the numbers that are not shown
_DOT = 0.1  # radius of each, by the height of a row


def most_telling(known: ArrayLike, count: int) -> np.ndarray:
    """Which features differ most from clip to clip, in their own order.

    Parameters
    ----------
    known
        Features, shape (n, m).
    count
        How many of the m are wanted.

    Examples
    --------
    >>> most_telling([[0, 5, 1, 2], [0, 1, 1, 9]], 2).tolist()
    [1, 3]
    """
    return np.sort(np.argsort(-np.std(np.asarray(known, dtype=float), axis=0), kind="stable")[:count])


class FeatureBars(VGroup):
    """Bars one below the other, to one scale, that grow; dots below them stand for more.

    Parameters
    ----------
    place
        The longest bar is as wide as it.
    values
        How long they become, 0 or more, to one scale.
    grown
        Called on every update: 0 to 1 of that.
    color
        Of all.

    Attributes
    ----------
    bars
        The bars alone.

    Examples
    --------
    >>> bars = FeatureBars(Region(0.0, 0.0, 2.0, 3.0), np.array([0.5, 1.0]), lambda: 1.0, "#7ee2a0")
    >>> [round(float(bar.width), 6) for bar in bars.bars]
    [1.0, 2.0]
    """

    def __init__(self, place: Region, values: np.ndarray, grown: Callable[[], float], color: str) -> None:
        shares = np.asarray(values, dtype=float) / np.max(values)
        *rows, last = place.rows(*[1.0] * (len(values) + 1))
        self.bars = VGroup(
            *(
                Bar(row.inset(0.0, _AIR / 2 * row.height), lambda value=value: value * grown(), color)  # type: ignore[misc]
                for row, value in zip(rows, shares.tolist(), strict=True)
            )
        )
        super().__init__(self.bars, self._more(last, color))

    def _more(self, row: Region, color: str) -> VMobject:
        """Dots, one below the other, at the beginning of a row."""
        radius, reach = _DOT * row.height, row.height / 3
        x = row.x - row.width / 2 + radius
        places = np.column_stack([np.full(_DOTS, x), row.y + np.linspace(reach, -reach, _DOTS)])
        return decoration(Dots(None, lambda: places, color, scale=radius / current_theme().dot))
