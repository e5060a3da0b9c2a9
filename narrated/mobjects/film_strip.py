"""A strip of film: frames in a row that hold pictures of the moment, and move along as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import RIGHT, Rectangle, VGroup, VMobject

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.raster import Raster, cell_points
from narrated.mobjects.visual_role import bleeding, decoration

_EDGE = 0.16  # of a frame's height: above and below it, where the holes are
_GAP = 0.07  # of a frame's width: between two frames
_HOLES = 4  # over a frame


class FilmStrip(VGroup):
    """Frames side by side on one strip, with holes along its edges.

    Parameters
    ----------
    first
        Place of the first frame's picture; the others stand at its right.
    pictures
        For each frame a function that is called on every update, as of ``Raster``.
    color
        Of the strip; None: that of panels that stand out.
    ends
        For each frame the colours of its darkest and its lightest grey; None: those of ``Raster``.
    leader
        How many empty frames go before the first one, and follow the last.
    theme
        The look.

    Attributes
    ----------
    frames
        The pictures.
    pitch
        From one frame to the next, in scene units.

    Examples
    --------
    A dot that goes its way, frame by frame:

    >>> at = np.linspace(0, 1, 12)
    >>> def dot(k: int) -> np.ndarray:
    ...     x, y = np.meshgrid(at - 0.2 - 0.2 * k, at - 0.7 + 0.15 * k)
    ...     return np.exp(-60 * (x**2 + y**2))
    >>> strip = FilmStrip(Region(-2.1, 0, 1.9, 1.9), [lambda k=k: dot(k) for k in range(3)])
    >>> len(strip.frames), round(float(strip.pitch), 3)
    (3, 2.033)
    """

    def __init__(
        self,
        first: Region,
        pictures: Sequence[Callable[[], np.ndarray]],
        *,
        color: str | None = None,
        ends: Sequence[tuple[str, str] | None] | None = None,
        leader: int = 0,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.pitch = (1 + _GAP) * first.width
        count = len(pictures)
        edge = _EDGE * first.height
        length = (count + 2 * leader) * self.pitch
        middle = first.center + (count - 1) / 2 * self.pitch * RIGHT
        base = Rectangle(width=length, height=first.height + 2 * edge, stroke_width=0)
        base.set_fill(color or theme.colors.raised, opacity=1).move_to(middle)
        holes = VMobject(stroke_width=0, fill_color=theme.colors.background, fill_opacity=1)
        there = (np.arange(3 * _HOLES * (count + 2 * leader)) % 3 == 1)[np.newaxis]
        rows = [
            cell_points(
                there, Region(float(middle[0]), first.y + side * (first.height + edge) / 2, length, edge / 2)
            )
            for side in (1, -1)
        ]
        holes.set_points(np.concatenate(rows))
        self.frames = VGroup(
            *(
                Raster(
                    Region(first.x + k * self.pitch, first.y, first.width, first.height),
                    picture,
                    dark=pair[0] if pair else None,
                    light=pair[1] if pair else None,
                    edge=theme.colors.drawn_front,
                    theme=theme,
                )
                for k, (picture, pair) in enumerate(zip(pictures, ends or [None] * count, strict=True))
            )
        )
        super().__init__(decoration(base), decoration(holes), self.frames)
        bleeding(self)
