"""The arrows row: what is shown with the arrow that drives it moves with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from manim import Mobject, VMobject

from narrated.mobjects.relations import driver_of
from narrated.review.findings import Box
from narrated.review.limits import Limits
from narrated.review.observations import Note
from narrated.review.outline_pixels import Points, box_of, to_pixels
from narrated.review.scene_snapshot import animated
from narrated.scene.narrated_scene import NarratedScene

_MOVES = 3.0  # pixels between two looks from which one sees that a thing moves
_ARROW = 8.0  # pixels: a shorter arrow says that there is nowhere to go
_AGAINST = -0.1  # cosine: a path may bend, and a curve be steeper than its arrow


@dataclass
class _Pair:
    """A thing with its arrow as they were last seen together."""

    place: Points
    way: Points
    first: int
    last: int
    box: Box
    path: float = 0.0


class Arrows:
    """Remembers where driven things were.

    Parameters
    ----------
    limits
        From which opacity a thing is seen, and how long one may stand still with its arrow.
    fps
        Frames a second.
    """

    def __init__(self, limits: Limits, fps: int) -> None:
        self.limits, self.fps = limits, fps
        self._pairs: WeakKeyDictionary[Mobject, _Pair] = WeakKeyDictionary()
        self._ended: list[tuple[str, _Pair]] = []

    def see(self, scene: NarratedScene, frame: int) -> Iterator[Note]:
        """Look at a frame."""
        now = set()
        for thing in (part for top in scene.mobjects for part in top.get_family()):
            arrow = driver_of(thing)
            if arrow is None or not (self._is_seen(thing) and self._is_seen(arrow)):
                continue
            start, end = to_pixels(np.array([arrow.get_start(), arrow.get_end()]))
            place = start if thing is arrow else to_pixels(np.array([thing.get_center()]))[0]
            before = self._pairs.get(thing)
            box = box_of(to_pixels(thing.get_all_points()))
            pair = _Pair(place, end - start, before.first if before else frame, frame, box)
            now.add(thing)
            self._pairs[thing] = pair
            if before is None:
                continue
            moved = place - before.place
            length, reach = float(np.linalg.norm(moved)), float(np.linalg.norm(before.way))
            pair.path = before.path + length
            if length < _MOVES or reach < _ARROW or _moved_together(scene, thing, arrow):
                continue
            if float(moved @ before.way) < _AGAINST * length * reach:
                message = (
                    f"a {_name(thing)} moves against the arrow that drives it: let it follow, or hide the "
                    "arrow while it is put back"
                )
                yield Note("against", f"{id(thing)}", message, box)
        for thing in [thing for thing in self._pairs if thing not in now]:
            self._leave(thing)

    def _leave(self, thing: Mobject) -> None:
        pair = self._pairs.pop(thing)
        if driver_of(thing) is not thing:
            self._ended.append((_name(thing), pair))

    def notes(self) -> Iterator[Note]:
        """What an arrow never moved."""
        for thing in list(self._pairs):
            self._leave(thing)
        for name, pair in self._ended:
            seconds = (pair.last - pair.first) / self.fps
            if pair.path < _MOVES and seconds > self.limits.driven_rests:
                message = (
                    f"a {name} stands still for {seconds:.1f} s with the arrow that drives it: let it move, "
                    "or let the arrow come when it does"
                )
                yield Note("still", f"{name} {pair.first}", message, pair.box, pair.first)

    def _is_seen(self, thing: Mobject) -> bool:
        parts = (part for part in thing.family_members_with_points() if isinstance(part, VMobject))
        opacities = (max(part.get_fill_opacity(), part.get_stroke_opacity()) for part in parts)
        return any(opacity >= self.limits.seen_from for opacity in opacities)


def _moved_together(scene: NarratedScene, thing: Mobject, arrow: Mobject) -> bool:
    """Whether an animation takes both to another place, as when a picture makes room for another one."""
    return any({thing, arrow} <= family for family in animated(scene))


def _name(thing: Mobject) -> str:
    return type(thing).__name__
