"""Panels belong to the scene: they stay, and become those of the next chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, ReplacementTransform, Transform, VMobject

from narrated.design.layout import Region
from narrated.mobjects.panel import panel

if TYPE_CHECKING:
    from narrated.scene.narrated_scene import NarratedScene


class Panels:
    """Panels that stay on the screen from one chapter to the next, so that it is never bare.

    Parameters
    ----------
    scene
        Whose screen it is.
    """

    def __init__(self, scene: NarratedScene) -> None:
        self._scene = scene
        self._standing: Sequence[VMobject] = ()

    def take(self, *panels: VMobject) -> None:
        """Let these be the panels: they came, or will come, as a part of something else."""
        self._standing = panels

    def stand(self, *places: Region) -> None:
        """Add panels at these places to a screen that has none."""
        self._standing = [panel(place, theme=self._scene.theme) for place in places]
        self._scene.add(*self._standing)

    def ensure(self, *places: Region) -> None:
        """Add panels behind all else, where none stand: a beat may be told without the one before it."""
        if not self._standing:
            self.stand(*places)
            self._scene.bring_to_back(*self._standing)

    def two(self, *keep: Mobject) -> list[Animation]:
        """Animations that leave the large panel and the one beside it, empty but for ``keep``."""
        return self.deal(self._scene.regions.main, self._scene.regions.side, keep=keep)

    def deal(self, *places: Region, keep: Sequence[Mobject] = ()) -> list[Animation]:
        """Animations in which the panels become panels at these places, and what was on them leaves.

        A panel that stands at one of the places stays; with none to begin with, the new ones fade in.

        Parameters
        ----------
        places
            From left to right.
        keep
            What else stays.
        """
        # A panel that came as a part of something else is not to leave with it.
        self._scene.bring_to_back(*self._standing)
        return [self._scene.clear_body(*self._standing, *keep), *self._become(*places)]

    def _become(self, *places: Region) -> list[Animation]:
        staying = {place: old for place in places for old in self._standing if _fills(old, place)}
        made = {place: panel(place, theme=self._scene.theme) for place in places if place not in staying}
        old, new = [p for p in self._standing if p not in staying.values()], list(made.values())
        self._standing = [{**staying, **made}[place] for place in places]
        if not old or not new:
            return [FadeIn(p) for p in new] + [FadeOut(p) for p in old]
        moves: list[Animation] = []
        begun: list[VMobject] = []
        for k in range(count := max(len(old), len(new))):
            start, end = old[k * len(old) // count], new[k * len(new) // count]
            if end in begun:
                moves.append(Transform(start, end, remover=True))
            else:
                moving = start.copy() if start in begun else start
                self._scene.bring_to_back(moving)
                moves.append(ReplacementTransform(moving, end))
            begun += [start, end]
        return moves


def _fills(mobject: VMobject, place: Region) -> bool:
    size = np.array([mobject.width, mobject.height])
    here = np.allclose(mobject.get_center(), place.center)
    return here and np.allclose(size, (place.width, place.height))
