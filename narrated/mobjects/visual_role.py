"""What a drawn thing is for: noted where it is made, for those who judge pictures."""

from __future__ import annotations

from typing import Literal, TypeVar

from manim import Mobject

from narrated.manim_adapter.wholes import join

M = TypeVar("M", bound=Mobject)
Role = Literal["decoration", "curve", "dashed", "source"]

_ATTRIBUTE = "drawn_for"
_BLEEDS = "may_bleed"


def decoration(mobject: M) -> M:
    """Note that a thing carries no meaning of its own: a faint grid, the edge of a panel, a tint.

    What carries meaning must be seen clearly; a ground or a guide may be quiet, and may run behind words. So
    ``make check`` asks no contrast of it.

    Parameters
    ----------
    mobject
        Noted with all its parts.

    Returns
    -------
    Mobject
        The same, so that the note stands where the thing is made.

    Examples
    --------
    >>> from manim import NumberPlane
    >>> grid = decoration(NumberPlane(background_line_style={"stroke_opacity": 0.2}))
    """
    return _note(mobject, "decoration")


def curve(mobject: M, *, dashed: bool = False) -> M:
    """Note that a thing is a curve of a plot, to be told from the other curves there."""
    return _note(mobject, "dashed" if dashed else "curve")


def source(mobject: M) -> M:
    """Note that words say where a fact comes from: they may be small, for nobody must read them in time.

    ``make check`` asks no height on a phone of them, and no time to read them.

    Parameters
    ----------
    mobject
        Noted with all its parts.

    Returns
    -------
    Mobject
        The same, so that the note stands where the thing is made.

    Examples
    --------
    >>> from narrated import Label
    >>> footnote = source(Label("Lin et al. 2017", 24))
    """
    return _note(mobject, "source")


def bleeding(mobject: M) -> M:
    """Note that a thing may reach over the frame's edge and under the captions: a ground, a long line.

    Nothing of it must be lost with what is cut off or covered: ``make check`` takes no offence at it.

    Parameters
    ----------
    mobject
        Noted with all its parts.

    Returns
    -------
    Mobject
        The same, so that the note stands where the thing is made.
    """
    for part in mobject.get_family():
        setattr(part, _BLEEDS, True)
    return mobject


def drawn(mobject: M) -> M:
    """Note that a thing is one picture of several shapes: a house, a cat on its mat, a board with its stones.

    Such a picture must be seen clearly where it stands; what its parts are to each other is its own matter.
    So ``make check`` asks contrast of its clearest large shape, and of no other; and it fades as one: nothing
    of what is behind its walls shines through. A ``Drawing`` is one by itself.

    Parameters
    ----------
    mobject
        Noted with all its parts.

    Returns
    -------
    Mobject
        The same, so that the note stands where the thing is made.

    Examples
    --------
    >>> from manim import Dot, Square, VGroup
    >>> from narrated.manim_adapter.wholes import whole_of
    >>> die = drawn(VGroup(Square(), Dot()))
    >>> whole_of(die[0]) is whole_of(die[1]), whole_of(die[0]) is whole_of(die.copy()[0])
    (True, False)
    """
    return join(mobject)


def may_bleed(mobject: Mobject) -> bool:
    """Whether it was noted as :func:`bleeding`."""
    return getattr(mobject, _BLEEDS, False)


def role_of(mobject: Mobject) -> Role | None:
    """What a thing was noted as; copies that manim makes for its animations keep the note."""
    return getattr(mobject, _ATTRIBUTE, None)


def _note(mobject: M, role: Role) -> M:
    for part in mobject.get_family():
        setattr(part, _ATTRIBUTE, role)
    return mobject
