"""What a drawn thing is for: noted where it is made, for those who judge pictures."""

from __future__ import annotations

from typing import Literal, TypeVar

from manim import Mobject

M = TypeVar("M", bound=Mobject)
Role = Literal["decoration", "curve", "dashed"]

_ATTRIBUTE = "drawn_for"


def decoration(mobject: M) -> M:
    """Note that a thing carries no meaning of its own: a faint grid, the edge of a panel, a tint.

    What carries meaning must be seen clearly; a ground or a guide may be quiet.
    """
    return _note(mobject, "decoration")


def curve(mobject: M, *, dashed: bool = False) -> M:
    """Note that a thing is a curve of a plot, to be told from the other curves there."""
    return _note(mobject, "dashed" if dashed else "curve")


def role_of(mobject: Mobject) -> Role | None:
    """What a thing was noted as; copies that manim makes for its animations keep the note."""
    return getattr(mobject, _ATTRIBUTE, None)


def _note(mobject: M, role: Role) -> M:
    for part in mobject.get_family():
        setattr(part, _ATTRIBUTE, role)
    return mobject
