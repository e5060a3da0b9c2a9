"""Eight kinds of real notes as heaps on a ring, and a forger's samples among them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, VGroup

from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.kinds import COUNT, print_of
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.plot import Plot
from narrated.mobjects.scatter import Scatter

_NOTE = 0.13  # width of a note, by the side of the place
_AIR = 0.02
_FILL = 0.16  # opacity of a heap: what lies behind it is seen
_DOT = 0.0055  # radius of a sample, by the side of the place


class Ring(VGroup):
    """Where the heap of each kind of real notes is, with a note of that kind beyond it.

    Parameters
    ----------
    place
        The ring fills the square in its middle.
    centers
        Shape (k, 2): where the heaps are, on a circle around 0; at most as many as there are kinds of notes.
    spread
        Radius of a heap.

    Attributes
    ----------
    plot
        The plane of the samples.
    heaps, notes
        The parts.
    """

    def __init__(self, place: Region, centers: np.ndarray, spread: float) -> None:
        theme = current_theme()
        colors = theme.colors
        self.side = side = min(place.width, place.height)
        wide = _NOTE * side
        radius = float(np.linalg.norm(centers, axis=1).max())
        # The notes stand outside of the ring, within the place.
        half = 0.5 * np.hypot(wide, wide / SHAPE)
        out = side / 2 - 0.5 * wide / SHAPE - _AIR * side
        unit = (out - half - _AIR * side) / (radius + spread)
        reach = side / 2 / unit
        square = Region(place.x, place.y, side, side)
        self.plot = Plot(square, (-reach, reach), (-reach, reach), bare=True)
        self.heaps, self.notes = VGroup(), VGroup()
        for kind, center in enumerate(centers[:COUNT]):
            heap = Circle(radius=spread * unit, stroke_color=colors.real, stroke_width=theme.line_width)
            heap.set_fill(colors.real, opacity=_FILL)
            self.heaps.add(heap.move_to(self.plot.c2p(*center)))
            note = Banknote(wide / PIXEL, print_of(kind), color=colors.real)
            way = np.append(center / np.linalg.norm(center), 0.0)
            self.notes.add(note.move_to(square.center + out * way))
        super().__init__(self.heaps, self.notes)

    def samples(self, rows: np.ndarray, row: Callable[[], float], within: Region) -> Scatter:
        """The forger's samples of shape (K, n, 2), at the row of the moment; none beyond a place."""
        theme, radius = current_theme(), _DOT * self.side
        place = within.inset(radius)
        low, high = (self.plot.p2c(place.edge(way)) for way in (LEFT + DOWN, RIGHT + UP))
        beyond = ((rows < low) | (rows > high)).any(axis=-1, keepdims=True)
        rows = np.where(beyond, np.nan, rows)
        return Scatter(self.plot, rows, row, theme.colors.generator, scale=radius / theme.dot, opacity=0.9)
