"""What drawn things have to do with each other: noted by the author, for those who judge pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from weakref import ReferenceType, WeakKeyDictionary, ref

from manim import Mobject, VMobject

from narrated.mobjects.text import Label, LiveNumber

M = TypeVar("M", bound=Mobject)
N = TypeVar("N", bound=Label | LiveNumber)


@dataclass(frozen=True)
class Computation:
    """That a number is what a function makes of others."""

    function: Callable[..., float]
    operands: Sequence[Label | LiveNumber]


# Not on the mobjects: manim would copy what they refer to with them, for every animation.
_COMPUTED: WeakKeyDictionary[Mobject, Computation] = WeakKeyDictionary()
_DRIVERS: WeakKeyDictionary[Mobject, ReferenceType[VMobject]] = WeakKeyDictionary()
_GROUPS: WeakKeyDictionary[Mobject, tuple[ReferenceType[Mobject], ...]] = WeakKeyDictionary()


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


def driven_by(thing: M, arrow: VMobject) -> M:
    """Note that a thing is pushed the way that an arrow shows: a ball by its gradient, a car by its pedal.

    While both are on the screen the thing may not move against the arrow, and moves at some time. Where it is
    put back, hide the arrow. The arrow of a descent drives its own tail, and needs no note.

    Parameters
    ----------
    thing
        What moves.
    arrow
        Points from its ``get_start()`` to its ``get_end()``, as manim's ``Arrow`` and ``Line`` do.

    Returns
    -------
    Mobject
        The thing, so that the note stands where it is made.

    Examples
    --------
    >>> from manim import RIGHT, Arrow, Dot
    >>> ball = driven_by(Dot(), Arrow(0 * RIGHT, RIGHT))
    """
    _DRIVERS[thing] = ref(arrow)
    return thing


def driver_of(mobject: Mobject) -> VMobject | None:
    """The arrow that was noted by :func:`driven_by`."""
    found = _DRIVERS.get(mobject)
    return found() if found else None


def in_step(*marks: Mobject) -> None:
    """Note that several marks show one thing: a number, a dot, a bar that change in the same frame.

    Where one of them moves while another stands still, be it for a frame, ``make check`` tells it.

    Parameters
    ----------
    marks
        Two or more.

    Examples
    --------
    A number that counts finished laps is not in step with a car that goes on:

    >>> from manim import Dot, ValueTracker
    >>> laps, car = ValueTracker(0.0), Dot()
    >>> in_step(LiveNumber(lambda: laps.get_value() // 1, decimals=0), car)
    """
    group = tuple(ref(mark) for mark in marks)
    for mark in marks:
        _GROUPS[mark] = group


def group_of(mobject: Mobject) -> tuple[Mobject, ...]:
    """What was noted by :func:`in_step` with a mark, the mark among them; empty where nothing was."""
    there = (mark() for mark in _GROUPS.get(mobject, ()))
    return tuple(mark for mark in there if mark is not None)
