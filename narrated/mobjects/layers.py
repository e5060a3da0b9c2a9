"""Layers of a network as grids of cells, all to one scale, with what joins each to the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Rectangle, VGroup, VMobject

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import polygon_points, segment_points
from narrated.mobjects.visual_role import decoration
from voiceover.errors import InputError

_GAP = 0.045  # between two layers, as a share of the way along them
_LINE = 0.28  # opacity of the lines between cells


class Layers(VGroup):
    """Grids of so many cells each way, side by side in a broad region, else one below the other.

    Parameters
    ----------
    region
        Filled as far as the scale permits, which is the same for all of them: so a layer of twice as many
        cells is twice as large.
    sizes
        Cells each way, from layer to layer; from the rule that makes them.
    color
        Of the grids.
    aspect
        Width of a cell by its height.
    theme
        The look.

    Attributes
    ----------
    places
        Where each grid stands.
    row
        Whether they stand side by side.
    grids, joints
        The grids; between each and the next the rays that lead from the one to the other.

    Raises
    ------
    InputError
        For a size that is none.

    Examples
    --------
    The widths that transposed convolutions make, with four cells for one, and then twice as many each time:

    >>> sizes = [1, 4]
    >>> while sizes[-1] < 16:
    ...     sizes.append((sizes[-1] - 1) * 2 - 2 * 1 + 4)
    >>> layers = Layers(Region(0, 0, 6.6, 3.4), sizes, "#ffa45c")
    >>> sizes, [round(float(b.width / a.width), 6) for a, b in zip(layers.places, layers.places[1:])]
    ([1, 4, 8, 16], [4.0, 2.0, 2.0])
    """

    def __init__(
        self,
        region: Region,
        sizes: Sequence[int],
        color: str,
        *,
        aspect: float = 1.0,
        theme: Theme | None = None,
    ) -> None:
        if not sizes or min(sizes) < 1:
            raise InputError(f"layers of {list(sizes)} cells", permitted="one size or more, each 1 or more")
        theme = current_theme(theme)
        self.places, self.row = _places(region, sizes, aspect), region.broad
        self.grids = VGroup(
            *(_grid(place, n, color, theme) for place, n in zip(self.places, sizes, strict=True))
        )
        self.joints = VGroup(
            *(_joint(a, b, self.row, color) for a, b in zip(self.places, self.places[1:], strict=False))
        )
        super().__init__(decoration(self.joints), self.grids)


def _places(region: Region, sizes: Sequence[int], aspect: float) -> tuple[Region, ...]:
    row = region.broad
    length, breadth = (region.width, region.height) if row else (region.height, region.width)
    along, across = (aspect, 1.0) if row else (1.0, aspect)  # of a cell, in its heights
    gap = _GAP * length
    cell = min((length - gap * (len(sizes) - 1)) / (along * sum(sizes)), breadth / (across * max(sizes)))
    used = cell * along * sum(sizes) + gap * (len(sizes) - 1)
    at, places = -used / 2, []
    for n in sizes:
        middle = at + n * cell * along / 2
        x, y = (region.x + middle, region.y) if row else (region.x, region.y - middle)
        places.append(Region(x, y, n * cell * aspect, n * cell))
        at += n * cell * along + gap
    return tuple(places)


def _grid(place: Region, n: int, color: str, theme: Theme) -> VGroup:
    """A sheet, lines between its cells, and an edge; one cell is filled."""
    sheet = Rectangle(width=place.width, height=place.height).move_to(place.center)
    if n == 1:
        return VGroup(sheet.set_stroke(width=0).set_fill(color, opacity=1))
    edge = sheet.copy().set_fill(opacity=0).set_stroke(color, theme.line_width)
    decoration(sheet).set_stroke(width=0).set_fill(color, opacity=0.24)
    left, low, _ = place.edge(LEFT + DOWN)
    right, high, _ = place.edge(RIGHT + UP)
    across, up = np.linspace(left, right, n + 1)[1:-1], np.linspace(low, high, n + 1)[1:-1]
    none = np.zeros(n - 1)
    starts = [np.column_stack([across, none + low, none]), np.column_stack([none + left, up, none])]
    ends = [np.column_stack([across, none + high, none]), np.column_stack([none + right, up, none])]
    lines = VMobject(stroke_color=color, stroke_width=theme.hair_width, stroke_opacity=_LINE)
    lines.set_points(segment_points(np.concatenate(starts), np.concatenate(ends)))
    return VGroup(sheet, decoration(lines), edge)


def _joint(a: Region, b: Region, row: bool, color: str) -> VMobject:
    """From the whole edge of a grid to that of the next."""
    forward, aside = (RIGHT, UP) if row else (DOWN, RIGHT)
    corners = [
        a.edge(forward + aside),
        b.edge(aside - forward),
        b.edge(-aside - forward),
        a.edge(forward - aside),
    ]
    joint = VMobject(stroke_width=0, fill_color=color, fill_opacity=0.14)
    return joint.set_points(polygon_points(np.array(corners)))
