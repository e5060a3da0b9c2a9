"""A framed piece that is cut out of a drawing, as one crops a photograph."""

from __future__ import annotations

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import polygon_points
from narrated.mobjects.visual_role import drawn

_SAMPLES = 8  # corners for a cubic curve


class Crop(VGroup):
    """What of a drawing lies in a region, on a ground of its own and in a frame; the drawing stays whole.

    Parameters
    ----------
    drawing
        Shapes that are filled.
    region
        What is cut out.
    color
        Of the frame.
    ground
        Colour behind the piece; None: that of raised panels.
    theme
        The look.

    Attributes
    ----------
    frame
        The edge.

    Examples
    --------
    The face of a cat, beside the whole:

    >>> from narrated.mobjects.things import Cat
    >>> cat = Cat(380).stand([-1.6, -1.4, 0.0])
    >>> face = Region(-1.8, 0.5, 2.0, 1.6)
    >>> piece = Crop(cat, face, "#ffd700").shift([3.4, -0.5, 0.0])
    >>> round(float(piece.frame.width), 3)
    2.0
    """

    def __init__(
        self,
        drawing: VMobject,
        region: Region,
        color: str,
        *,
        ground: str | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        sheet = RoundedRectangle(width=region.width, height=region.height, corner_radius=0.8 * theme.corner)
        sheet.move_to(region.center)
        pieces = []
        for shape in drawing.family_members_with_points():
            if shape.get_fill_opacity():
                parts = [clipped(_sampled(path), region) for path in shape.get_subpaths()]
                points = np.concatenate([polygon_points(part) for part in parts])
                if len(points):
                    fill, opacity = shape.get_fill_color(), shape.get_fill_opacity()
                    piece = VMobject(stroke_width=0, fill_color=fill, fill_opacity=opacity)
                    pieces.append(piece.set_points(points))
        self.frame = sheet.copy().set_fill(opacity=0).set_stroke(color, theme.curve_width)
        sheet.set_stroke(width=0).set_fill(ground or theme.colors.raised, opacity=1)
        super().__init__(sheet, *pieces, self.frame)
        drawn(self)


def clipped(corners: np.ndarray, region: Region) -> np.ndarray:
    """What of a polygon lies in a rectangle, after Sutherland and Hodgman.

    Examples
    --------
    >>> square = np.array([(0.0, 0.0, 0.0), (2.0, 0.0, 0.0), (2.0, 2.0, 0.0), (0.0, 2.0, 0.0)])
    >>> clipped(square, Region(0.0, 1.0, 2.0, 4.0))[:, 0].max()
    np.float64(1.0)
    """
    for axis, low, sign in (
        (0, region.x - region.width / 2, 1.0),
        (0, region.x + region.width / 2, -1.0),
        (1, region.y - region.height / 2, 1.0),
        (1, region.y + region.height / 2, -1.0),
    ):
        if not len(corners):
            break
        inside = sign * (corners[:, axis] - low)
        kept = []
        for k, (here, depth) in enumerate(zip(corners, inside, strict=True)):
            before, former = corners[k - 1], inside[k - 1]
            if (depth >= 0.0) != (former >= 0.0):
                kept.append(before + former / (former - depth) * (here - before))
            if depth >= 0.0:
                kept.append(here)
        corners = np.array(kept).reshape(-1, 3)
    return corners


def _sampled(path: np.ndarray) -> np.ndarray:
    """Corners along a closed path of cubic curves."""
    t = np.arange(_SAMPLES)[:, np.newaxis] / _SAMPLES
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    curves = path.reshape(-1, 4, 3)
    return np.concatenate([sum(w * point for w, point in zip(weights, c, strict=True)) for c in curves])
