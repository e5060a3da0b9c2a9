"""Eight kinds of real notes as heaps on a ring, and a forger's samples among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, VGroup

from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.kinds import COUNT, print_of
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Plot
from narrated.mobjects.scatter import Scatter
from narrated.mobjects.vector_field import Arrows
from narrated.mobjects.visual_role import decoration

_NOTE = 0.115  # width of a note, by the side of the place
_GAP = 16 * PIXEL  # from a heap to its note
_FILL = 0.05  # opacity of a heap: how bright the map is there is seen
_BOLD = 2.5  # times the width of its rim, for a heap that is printed
_LEAVES = 1.2, 1.6  # how wide a circle is that leaves its heap, by that: at first and at last
_DOT = 0.0065  # radius of a sample, by the side of the place
_THICK = 0.6  # half the width of the head of such an arrow, in units of the theme's dot
_REACH = 16.0  # units of the plane for a push of 1 nat a unit


class Ring(VGroup):
    """Where the heap of each kind of real notes is, with a note of that kind close beyond it.

    Parameters
    ----------
    place
        The ring fills it, and is in its middle.
    centers
        Shape (k, 2): where the heaps are, on a circle around 0; at most as many as there are kinds of notes.
    spread
        Radius of a heap.

    Attributes
    ----------
    plot
        The plane of the samples.
    heaps, kinds
        The parts.
    radius
        Of the circle on which the heaps are.
    """

    def __init__(self, place: Region, centers: np.ndarray, spread: float) -> None:
        theme = current_theme()
        colors = theme.colors
        self.side = side = min(place.width, place.height)
        width = _NOTE * side / PIXEL
        self.kinds = VGroup(
            *(Banknote(width, print_of(kind), color=colors.real) for kind in range(len(centers[:COUNT])))
        )
        half = np.array([self.kinds[0].width, self.kinds[0].height]) / 2
        radius = float(np.linalg.norm(centers, axis=1).max())
        outer = float((np.array([place.width, place.height]) / 2 - 2 * half).min()) - _GAP
        unit = outer / (radius + spread)
        self.radius = radius * unit
        reach = side / 2 / unit
        square = Region(place.x, place.y, side, side)
        self.plot = Plot(square, (-reach, reach), (-reach, reach), bare=True)
        self.heaps = VGroup()
        for note, center in zip(self.kinds, centers, strict=False):
            heap = Circle(radius=spread * unit, stroke_color=colors.real, stroke_width=theme.line_width)
            heap.set_fill(colors.real, opacity=_FILL)
            self.heaps.add(heap.move_to(self.plot.c2p(*center)))
            way = center / np.linalg.norm(center)
            out = outer + _GAP + float(np.abs(way) @ half)
            note.move_to(square.center + out * np.append(way, 0.0))
        super().__init__(self.heaps, self.kinds)

    def samples(
        self, rows: np.ndarray, row: Callable[[], float], within: Region, *, opacity: float = 1.0
    ) -> Scatter:
        """The forger's samples of shape (K, n, 2), at the row of the moment; none beyond a place."""
        theme, radius = current_theme(), _DOT * self.side
        place = within.inset(radius)
        low, high = (self.plot.p2c(place.edge(way)) for way in (LEFT + DOWN, RIGHT + UP))
        beyond = ((rows < low) | (rows > high)).any(axis=-1, keepdims=True)
        rows = np.where(beyond, np.nan, rows)
        return Scatter(
            self.plot, rows, row, theme.colors.generator, scale=radius / theme.dot, opacity=opacity
        )

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


def pushes_of(plot: Plot, places: Callable[[], np.ndarray], pushes: Callable[[], np.ndarray]) -> Arrows:
    """An arrow from each of some fakes, the way that it is pushed, as long as that is hard; shape (n, 2)."""

    def ends() -> np.ndarray:
        at = places()
        return np.hstack([at, at + _REACH * pushes()])

    theme = current_theme()
    arrows = Arrows(plot, ends, theme.colors.gold, thick=_THICK)
    # Told from the samples by a dark edge.
    return arrows.set_stroke(theme.colors.background, theme.line_width, background=True)
