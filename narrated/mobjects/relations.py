"""What drawn things have to do with each other: noted by the author, for those who judge pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakKeyDictionary

from manim import Mobject

from narrated.mobjects.text import Label, LiveNumber

N = TypeVar("N", bound=Label | LiveNumber)


@dataclass(frozen=True)
class Computation:
    """That a number is what a function makes of others."""

    function: Callable[..., float]
    operands: Sequence[Label | LiveNumber]


# Not on the mobjects: manim would copy what they refer to with them, for every animation.
_COMPUTED: WeakKeyDictionary[Mobject, Computation] = WeakKeyDictionary()


def computed_from(result: N, function: Callable[..., float], *operands: Label | LiveNumber) -> N:
    """Note that a number on the screen is what a function makes of other numbers on the screen.

    What stands on one line with an equals sign is read from the picture and needs no note. ``make check``
    holds the digits that are shown against each other wherever the numbers stand still.

    Parameters
    ----------
    result
        The number that follows from the others.
    function
        Takes the operands' numbers, as they are shown.
    operands
        The numbers, in the function's order.

    Returns
    -------
    Label or LiveNumber
        The result, so that the note stands where it is made.

    Examples
    --------
    >>> guess, truth = (LiveNumber(lambda v=v: v, decimals=1) for v in (3.8, 3.0))
    >>> square = LiveNumber(lambda: 0.8**2)
    >>> computed_from(square, lambda a, b: (a - b) ** 2, guess, truth).shown
    '0.64'
    """
    _COMPUTED[result] = Computation(function, operands)
    return result


def computation_of(mobject: Mobject) -> Computation | None:
    """What was noted by :func:`computed_from`."""
    return _COMPUTED.get(mobject)
