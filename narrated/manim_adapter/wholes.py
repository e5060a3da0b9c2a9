"""Pictures of several shapes that count as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from manim import Mobject

M = TypeVar("M", bound=Mobject)

_WHOLE = "part_of"


@dataclass(frozen=True, eq=False)
class Whole:
    """What the parts of a picture have in common; a copy of the picture has another one.

    While nothing else is drawn between its parts they fade as one.
    """

    name: str


def join(mobject: M) -> M:
    """Note that a thing and all its parts are one picture; the same is returned."""
    whole = Whole(type(mobject).__name__)
    for part in mobject.get_family():
        setattr(part, _WHOLE, whole)
    return mobject


def whole_of(mobject: Mobject) -> Whole | None:
    """The picture that it is a part of, as noted by :func:`join`."""
    return getattr(mobject, _WHOLE, None)
