"""The steps row: number, dot and bar that show one thing change in the same frame."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from manim import Mobject

from narrated.design.layout import PIXEL
from narrated.mobjects.marks import Marks
from narrated.mobjects.relations import group_of
from narrated.mobjects.text import LiveNumber
from narrated.review.findings import Box
from narrated.review.limits import Limits
from narrated.review.observations import Note, quoted
from narrated.review.outline_pixels import box_of, to_pixels
from narrated.review.scene_snapshot import animated
from narrated.scene.narrated_scene import NarratedScene

_MOVES = 0.5 * PIXEL  # from which one sees that a mark moves
_STILL = 1e-9  # of scene units, or of a number: what floats may add to what stands still


class Steps:
    """Compares marks from frame to frame.

    Parameters
    ----------
    limits
        From which opacity a mark is seen.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._before: WeakKeyDictionary[Mobject, tuple[int, npt.NDArray[np.float64], str]] = (
            WeakKeyDictionary()
        )

    def wants(self, scene: NarratedScene) -> bool:
        """Whether marks are on the screen of which every frame must be seen."""
        return any(len(group) > 1 for group in self._groups(scene))

    def see_frame(self, scene: NarratedScene, frame: int) -> Iterator[Note]:
        """Compare the marks that show one thing with the frame before."""
        taken = set().union(*animated(scene))
        for group in self._groups(scene):
            moving, standing = [], []
            for mark in group:
                state, shown = _state(mark), mark.shown if isinstance(mark, LiveNumber) else ""
                before = self._before.get(mark)
                self._before[mark] = frame, state, shown
                # What an animation takes elsewhere changes its place, and not what it shows.
                if before is None or before[0] != frame - 1 or mark in taken:
                    continue
                change = _change(before[1], state)
                if shown != before[2] if isinstance(mark, LiveNumber) else change > _MOVES:
                    moving.append(mark)
                elif change <= _STILL * max(1.0, float(np.abs(state).max(initial=0.0))):
                    standing.append(mark)
            if moving and standing:
                message = (
                    f"{_said(standing[0])} stands still in the frame in which {_said(moving[0])} changes, "
                    "and both show one thing: let them read one value, which changes before they do"
                )
                yield Note("step", f"{id(standing[0])} {id(moving[0])}", message, _box(standing[0]))

    def see(self, scene: NarratedScene) -> Iterator[Note]:
        """Marks that are not where their functions put them."""
        taken = set().union(*animated(scene))
        for mark in (part for top in scene.mobjects for part in top.get_family()):
            if not isinstance(mark, Marks) or not mark.get_updaters() or mark in taken:
                continue
            if mark.off > _MOVES:
                message = (
                    f"a {type(mark).__name__} shows the frame before: what it reads changes after it; "
                    "bring that to the back of the scene"
                )
                yield Note("late", str(id(mark)), message, _box(mark))

    def _groups(self, scene: NarratedScene) -> list[list[Mobject]]:
        """The marks on the screen that show one thing."""
        family = [part for top in scene.mobjects for part in top.get_family()]
        there, groups = set(family), []
        for mark in family:
            group = group_of(mark)
            if group and mark is next((one for one in group if one in there), None):
                groups.append([one for one in group if one in there and self._is_seen(one)])
        return groups

    def _is_seen(self, mark: Mobject) -> bool:
        parts = mark.family_members_with_points()
        return any(
            max(part.get_fill_opacity(), part.get_stroke_opacity()) >= self.limits.seen_from for part in parts
        )


def _state(mark: Mobject) -> npt.NDArray[np.float64]:
    if isinstance(mark, LiveNumber):
        return np.array([float(mark.value())])
    return np.array(mark.get_all_points(), dtype=float)


def _change(before: npt.NDArray[np.float64], now: npt.NDArray[np.float64]) -> float:
    if before.shape != now.shape:
        return float("inf")
    return float(np.abs(now - before).max(initial=0.0))


def _said(mark: Mobject) -> str:
    return quoted(mark.shown) if isinstance(mark, LiveNumber) else f"a {type(mark).__name__}"


def _box(mark: Mobject) -> Box | None:
    points = mark.get_all_points()
    return box_of(to_pixels(points)) if len(points) else None
