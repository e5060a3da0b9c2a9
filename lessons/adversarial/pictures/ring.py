"""Eight kinds of real notes as heaps on a ring, and a forger's samples among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, VGroup

from lessons.adversarial.pictures.kinds import COUNT
from lessons.adversarial.pictures.scored_kind import ScoredKind
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Plot
from narrated.mobjects.scatter import Scatter
from narrated.mobjects.vector_field import Arrows
from narrated.mobjects.visual_role import decoration

_NOTE = 0.13  # width of a note, by the side of the place
_AIR = 0.02
_FILL = 0.16  # opacity of a heap: what lies behind it is seen
_BOLD = 2.5  # times the width of its rim, for a heap that is printed
_LEAVES = 1.2, 1.6  # how wide a circle is that leaves its heap, by that: at first and at last
_DOT = 0.0055  # radius of a sample, by the side of the place
_THICK = 1.1  # half the width of the head of such an arrow, in units of the theme's dot
_REACH = 12.0  # units of the plane for a push of 1 nat a unit


class Ring(VGroup):
    """Where the heap of each kind of real notes is, with a note of that kind beyond it, and its score.

    Parameters
    ----------
    place
        The ring fills the square in its middle.
    centers
        Shape (k, 2): where the heaps are, on a circle around 0; at most as many as there are kinds of notes.
    spread
        Radius of a heap.
    scores
        Called on every update, shape (k,): what the discriminator scores each kind, from 0 to 1.

    Attributes
    ----------
    plot
        The plane of the samples.
    heaps, kinds
        The parts.
    edges
        The point of each heap that is farthest out.
    radius
        Of the circle on which the heaps are.
    """

    def __init__(
        self,
        place: Region,
        centers: np.ndarray,
        spread: float,
        scores: Callable[[], np.ndarray],
    ) -> None:
        theme, now = current_theme(), detached(scores)
        colors = theme.colors
        self.side = side = min(place.width, place.height)
        self.kinds = VGroup(
            *(
                ScoredKind(
                    kind,
                    _NOTE * side / PIXEL,
                    lambda kind=kind: float(now()[kind]),  # type: ignore[misc]
                    side=LEFT if center[0] < 0 else RIGHT,  # away from the heaps
                )
                for kind, center in enumerate(centers[:COUNT])
            )
        )
        # Those above and below the ring are within the place; each is as near to its heap as the others,
        # and as far from the samples there as if its bar lay between.
        half = np.array([self.kinds[0].width, self.kinds[0].height]) / 2
        radius = float(np.linalg.norm(centers, axis=1).max())
        outer = side / 2 - 2 * half[1] - 2 * _AIR * side
        unit = outer / (radius + spread)
        self.radius = radius * unit
        reach = side / 2 / unit
        square = Region(place.x, place.y, side, side)
        self.plot = Plot(square, (-reach, reach), (-reach, reach), bare=True)
        self.heaps, self.edges = VGroup(), []
        for stand, center in zip(self.kinds, centers, strict=False):
            heap = Circle(radius=spread * unit, stroke_color=colors.real, stroke_width=theme.line_width)
            heap.set_fill(colors.real, opacity=_FILL)
            self.heaps.add(heap.move_to(self.plot.c2p(*center)))
            way = center / np.linalg.norm(center)
            out = outer + _AIR * side + float(np.abs(way) @ half)
            stand.shift(square.center + out * np.append(way, 0.0) - stand.note.get_center())
            self.edges.append(square.center + outer * np.append(way, 0.0))
        super().__init__(self.heaps, self.kinds)

    def samples(self, rows: np.ndarray, row: Callable[[], float], within: Region) -> Scatter:
        """The forger's samples of shape (K, n, 2), at the row of the moment; none beyond a place."""
        theme, radius = current_theme(), _DOT * self.side
        place = within.inset(radius)
        low, high = (self.plot.p2c(place.edge(way)) for way in (LEFT + DOWN, RIGHT + UP))
        beyond = ((rows < low) | (rows > high)).any(axis=-1, keepdims=True)
        rows = np.where(beyond, np.nan, rows)
        return Scatter(self.plot, rows, row, theme.colors.generator, scale=radius / theme.dot, opacity=0.9)

    def flashes(self, ages: Callable[[], np.ndarray]) -> VGroup:
        """A circle leaves each heap and fades, at an age (k,) from 0 to 1; from 0 on the rim is bold."""
        thin, now = current_theme().line_width, detached(ages)

        def glow(halo: Any, kind: int, width: float) -> None:
            age = float(now()[kind])
            share = 1.0 - age if 0.0 <= age < 1.0 else 0.0
            first, last = _LEAVES
            halo.set_stroke(opacity=share).scale_to_fit_width(width * (last + share * (first - last)))

        def bold(heap: Any, kind: int) -> None:
            age = float(now()[kind])
            heap.set_stroke(width=(_BOLD if age >= 0.0 else 1.0) * thin)

        halos = VGroup()
        for kind, heap in enumerate(self.heaps):
            halo = heap.copy().set_fill(opacity=0.0).set_stroke(width=thin)
            width = float(heap.width)
            halo.add_updater(lambda halo, kind=kind, width=width: glow(halo, kind, width), call_updater=True)
            heap.add_updater(lambda heap, kind=kind: bold(heap, kind))
            halos.add(decoration(halo))
        return halos


def pushes_of(
    plot: Plot, places: Callable[[], np.ndarray], pushes: Callable[[], np.ndarray], *, reach: float = _REACH
) -> Arrows:
    """An arrow from each of some fakes, the way that it is pushed, as long as that is hard; shape (n, 2).

    ``reach`` is in units of the plane, for a push of 1 nat a unit.
    """

    def ends() -> np.ndarray:
        at = places()
        return np.hstack([at, at + reach * pushes()])

    theme = current_theme()
    arrows = Arrows(plot, ends, theme.colors.gold, thick=_THICK)
    # Told from the samples by a dark edge.
    return arrows.set_stroke(theme.colors.background, 2 * theme.line_width, background=True)
