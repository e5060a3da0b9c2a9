"""Round trips over a meadow: a hive, flowers, the way of the moment, and a bee on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import segment_points
from narrated.mobjects.meadow import Bee, Flower, Hive

_HEAD = 0.66  # of a flower's height: where its head is
_PITCH = 0.24  # from dash to dash of a way, in scene units
_DOOR = 0.3  # of a hive's width: how high its middle is


class MeadowMap(VGroup):
    """A hive and flowers on a map, drawn as large as the region allows; index 0 is the hive.

    Parameters
    ----------
    region
        Where all of it stands.
    stops
        Shape (n + 1, 2), in any unit of length.
    flower
        Height of a flower, in pixels of the design.

    Attributes
    ----------
    places
        Where the heads of the flowers and the hive's door are; distances are to scale.
    """

    def __init__(
        self, region: Region, stops: np.ndarray, *, flower: float, theme: Theme | None = None
    ) -> None:
        self.theme = theme = current_theme(theme)
        high = flower * PIXEL
        low, top = stops.min(axis=0), stops.max(axis=0)
        # Room for half a flower's head at the sides and above, and for a stalk below.
        room = np.array([region.width - 0.7 * high, region.height - 1.0 * high])
        scale = float(np.min(room / (top - low)))
        flat = (stops - (low + top) / 2) * scale
        middle = region.center + np.array([0.0, 0.5 * (2 * _HEAD - 1.0) * high, 0.0])
        self.places = middle + np.column_stack([flat, np.zeros(len(flat))])
        hive = Hive(flower, theme=theme).stand(self.places[0] - np.array([0.0, _DOOR * high, 0.0]))
        flowers = [
            Flower(flower, theme=theme).stand(place - np.array([0.0, _HEAD * high, 0.0]))
            for place in self.places[1:]
        ]
        # What stands further down is nearer, and before the rest.
        super().__init__(*sorted([hive, *flowers], key=lambda thing: -thing.foot[1]))

    def way(
        self,
        order: Callable[[], Sequence[int]],
        color: str,
        width: float,
        share: Callable[[], float] = lambda: 1.0,
        *,
        dashed: bool = False,
    ) -> VMobject:
        """A live share of the way of the moment: indices of stops in the order of travel."""
        line = VMobject(stroke_color=color, stroke_width=width)
        stops, now, flown, where = self.places, detached(order), detached(share), detached(self.along)

        def follow(mobject: Any) -> None:
            way, at = list(now()), flown()
            points = stops[way]
            if at < 1.0:
                passed = _milestones(points) <= at
                points = np.vstack([points[passed], where(way, at)])
            heads, tails = points[:-1], points[1:]
            mobject.set_points(segment_points(*(_dashes(heads, tails) if dashed else (heads, tails))))

        line.add_updater(follow, call_updater=True)
        return line

    def along(self, order: Sequence[int], share: float) -> Point3D:
        """Where one is after a share of a way."""
        points = self.places[list(order)]
        passed, at = _milestones(points), np.clip(share, 0.0, 1.0)
        return np.array([np.interp(at, passed, points[:, axis]) for axis in range(3)])

    def bee(self, length: float, order: Callable[[], Sequence[int]], share: Callable[[], float]) -> Bee:
        """A bee that has flown a share of the way of the moment; it looks where it flies to."""
        bee = Bee(length, theme=self.theme)
        now, way, where = detached(share), detached(order), detached(self.along)

        def follow(mobject: Any) -> None:
            stops, at = way(), now()
            here, ahead = where(stops, at), where(stops, at + 0.01)
            mobject.stand(here)
            if ahead[0] != here[0]:
                mobject.turn(bool(ahead[0] < here[0]))

        bee.add_updater(follow, call_updater=True)
        return bee


def _dashes(heads: np.ndarray, tails: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Straight pieces in dashes, each as long as the gap after it."""
    starts, ends = [], []
    for head, tail in zip(heads, tails, strict=True):
        count = max(1, round(float(np.linalg.norm(tail - head)) / _PITCH))
        firsts = np.arange(count)[:, np.newaxis] / count
        starts.append(head + firsts * (tail - head))
        ends.append(head + (firsts + 0.5 / count) * (tail - head))
    return np.concatenate(starts), np.concatenate(ends)


def _milestones(points: np.ndarray) -> np.ndarray:
    """Share of a way at which each of its points is reached."""
    legs = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    return np.asarray(legs / legs[-1])
