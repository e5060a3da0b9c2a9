"""A banknote: a small grey picture, stretched to a note's shape, on paper."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import ManimColor, RoundedRectangle, VGroup, VMobject, interpolate_color

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.raster import cell_points
from narrated.mobjects.visual_role import drawn

SHAPE = 1.5
"""Width of a note by its height."""

_LEVELS = 14
_PAPER = 0.065  # margin around the picture, as a share of the note's height
_EDGE = 14 * PIXEL  # less on a small note
_ROUND = 0.075  # radius of the corners, the same way


class Banknote(VGroup):
    """A note with a grey picture on it, of so many rows and columns as it has.

    Parameters
    ----------
    width
        In pixels of the design.
    picture
        Shape (rows, columns), 0 is black and 255 white; the first row on top.
    color
        Of its edge, which says whose it is; None: it does not say.
    theme
        The look.

    Attributes
    ----------
    frame
        The edge: what is seen of it around the paper.
    paper
        The sheet within.

    Examples
    --------
    A note of a 32 x 32 picture, which is shown stretched:

    >>> across = np.linspace(0, 255, 32)
    >>> note = Banknote(600, np.tile(across, (32, 1)))
    >>> round(float(note.width / note.height), 6)
    1.5
    >>> changed = note.set_picture(np.tile(across[::-1], (32, 1)))
    """

    def __init__(
        self, width: float, picture: np.ndarray, *, color: str | None = None, theme: Theme | None = None
    ) -> None:
        self.theme = current_theme(theme)
        colors = self.theme.colors
        wide, high = width * PIXEL, width * PIXEL / SHAPE
        edge = _EDGE * min(1.0, width / 320)
        self.frame = RoundedRectangle(width=wide, height=high, corner_radius=_ROUND * high)
        self.paper = RoundedRectangle(
            width=wide - 2 * edge, height=high - 2 * edge, corner_radius=_ROUND * high - edge / 2
        )
        for sheet in (self.frame, self.paper):
            sheet.set_stroke(width=0).set_fill(colors.drawn_light, opacity=1)
        ends = ManimColor(colors.drawn_glass), ManimColor(colors.drawn_light)
        shades = [interpolate_color(*ends, k / (_LEVELS - 1)) for k in range(_LEVELS)]
        self._levels = VGroup(*(VMobject(stroke_width=0, fill_color=c, fill_opacity=1) for c in shades))
        super().__init__(self.frame, self.paper, self._levels)
        drawn(self)
        self.mark(color)
        self.set_picture(picture)

    def mark(self, color: str | None) -> Self:
        """Say whose it is, by its edge; None: do not say."""
        self.frame.set_fill(color or self.theme.colors.drawn_light)
        return self

    def set_picture(self, picture: np.ndarray) -> Self:
        """Have another picture on it."""
        grey = np.asarray(picture, dtype=float)
        steps = np.rint(np.clip(grey / 255, 0.0, 1.0) * (_LEVELS - 1)).astype(int)
        margin = _PAPER * self.paper.height
        x, y, _ = self.paper.get_center()
        place = Region(x, y, self.paper.width, self.paper.height).inset(margin)
        for step, level in enumerate(self._levels):
            # What is lighter lies over it: so no gap is seen between two steps.
            level.set_points(cell_points(steps >= step, place))
        return self
