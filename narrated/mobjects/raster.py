"""A picture of cells, grey or coloured, that fills its place, and a window that slides over it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import ManimColor, Rectangle, VGroup, VMobject, interpolate_color
from PIL import Image

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import rimmed, segment_points
from narrated.mobjects.visual_role import drawn
from voiceover.errors import InputError

_EDGE = 7 * PIXEL  # of the sheet that a picture lies on
_REFINED = 4  # rounds in which a colour of the palette becomes the mean of those that it stands for
_OVER = 0.4 * PIXEL  # by which coloured cells reach over each other, so that no seam is seen


class Raster(VGroup):
    """A picture of rectangular cells that follows a function of the moment.

    Unlike ``Pixels`` it has no gaps, its cells need not be square, and it may be coloured, moved and scaled.

    Parameters
    ----------
    region
        Filled by the picture; its cells are as wide and high as that makes them.
    values
        Called on every update: shape (rows, columns), from 0, dark, to 1, light, or (rows, columns, 3), red,
        green and blue from 0 to 1; the first row on top, what lies beyond is cut off.
    tones
        How many greys or colours it is drawn in.
    dark, light
        Colours of the ends of greys; None: the darkest and the lightest of drawn things.
    edge
        Colour of the sheet that it lies on, seen as an edge around it; None: it has none.
    theme
        The look.

    Attributes
    ----------
    plate
        What lies behind the cells, as large as the picture.

    Raises
    ------
    InputError
        For values of another shape.

    Examples
    --------
    A hill in greys, stretched, and a sky that turns from red to blue:

    >>> from manim import ValueTracker
    >>> at, share = np.linspace(-1, 1, 16), ValueTracker(0.2)
    >>> hill = Raster(Region(-1.7, 0, 3.0, 2.0), lambda: np.exp(-3 * np.add.outer(at**2, at**2)))
    >>> up = np.linspace(0, 1, 16)[:, np.newaxis, np.newaxis]
    >>> red, blue = np.array([0.85, 0.28, 0.23]), np.array([0.23, 0.44, 0.85])
    >>> def sky() -> np.ndarray:
    ...     now = (1 - share.get_value()) * red + share.get_value() * blue
    ...     return np.tile((1 - up) * now + up, (1, 16, 1))
    >>> picture = Raster(Region(1.7, 0, 3.0, 2.0), sky)
    >>> [round(float(side), 6) for side in (picture.plate.width, picture.plate.height)]
    [3.0, 2.0]
    >>> turn = share.animate.set_value(0.8)
    """

    def __init__(
        self,
        region: Region,
        values: Callable[[], np.ndarray],
        *,
        tones: int = 24,
        dark: str | None = None,
        light: str | None = None,
        edge: str | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors = theme.colors
        ends = ManimColor(dark or colors.drawn_dark), ManimColor(light or colors.drawn_light)
        self._greys = [interpolate_color(*ends, k / (tones - 1)) for k in range(tones)]
        self.plate = Rectangle(width=region.width, height=region.height, stroke_width=0)
        self.plate.move_to(region.center).set_fill(self._greys[0], opacity=1)
        cells = [VMobject(stroke_width=0, fill_opacity=1, fill_color=grey) for grey in self._greys]
        self.cells = VGroup(*cells)
        super().__init__(self.plate, self.cells)
        if edge:
            around = 2 * _EDGE
            sheet = Rectangle(width=region.width + around, height=region.height + around, stroke_width=0)
            self.add_to_back(sheet.move_to(region.center).set_fill(edge, opacity=1))
        drawn(self)
        self.values = detached(values)
        self._seen: np.ndarray = np.zeros((0, 0))
        self.add_updater(lambda picture: picture.follow())
        self.follow()

    def follow(self) -> None:
        """Show the picture of now."""
        values = np.asarray(self.values(), dtype=float)
        if values.shape == self._seen.shape and np.array_equal(values, self._seen):
            return
        self._seen = values.copy()
        if values.ndim == 2:
            self._show_greys(values)
        elif values.ndim == 3 and values.shape[2] == 3:
            self._show_colors(values)
        else:
            raise InputError(
                f"a picture of shape {values.shape}",
                permitted="(rows, columns), or (rows, columns, 3) for red, green and blue",
            )

    @property
    def place(self) -> Region:
        """Where it is now."""
        x, y, _ = self.plate.get_center()
        return Region(float(x), float(y), float(self.plate.width), float(self.plate.height))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._seen.shape[0], self._seen.shape[1]

    def cell(self, row: float, column: float, size: float = 1.0) -> Region:
        """The place of a cell, or of the square of ``size`` cells each way that begins there.

        Examples
        --------
        >>> picture = Raster(Region(0, 0, 4, 2), lambda: np.zeros((2, 4)))
        >>> picture.cell(0, 0)
        Region(x=-1.5, y=0.5, width=1.0, height=1.0)
        """
        place, (rows, columns) = self.place, self.shape
        wide, high = place.width / columns, place.height / rows
        left, top = place.x - place.width / 2, place.y + place.height / 2
        return Region(
            left + (column + size / 2) * wide, top - (row + size / 2) * high, size * wide, size * high
        )

    def _show_greys(self, values: np.ndarray) -> None:
        levels = np.rint(np.clip(values, 0.0, 1.0) * (len(self._greys) - 1)).astype(int)
        for k, cells in enumerate(self.cells):
            # What is lighter lies over it: so no seam is seen between two of them.
            cells.set_points(cell_points(levels >= k, self.place))

    def _show_colors(self, values: np.ndarray) -> None:
        palette, which = _few_colors(
            np.rint(np.clip(values, 0.0, 1.0) * 255).astype(np.uint8), len(self._greys)
        )
        self.plate.set_fill(ManimColor(values.reshape(-1, 3).mean(axis=0).clip(0, 1)), opacity=1)
        for k, cells in enumerate(self.cells):
            cells.set_points(cell_points(which == k, self.place, _OVER))
            if k < len(palette):
                cells.set_fill(ManimColor(palette[k] / 255), family=False)


def _few_colors(picture: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """A palette of so many colours at most, and which of them each cell has: its own where that suffices."""
    own, which = np.unique(picture.reshape(-1, 3), axis=0, return_inverse=True)
    if len(own) <= most:
        return own, which.reshape(picture.shape[:2])
    # By how far colours are from each other, not by how often they occur: small things keep their colour.
    few = Image.fromarray(picture).quantize(
        most, method=Image.Quantize.MAXCOVERAGE, kmeans=_REFINED, dither=Image.Dither.NONE
    )
    return np.array(few.getpalette()).reshape(-1, 3), np.array(few)


def cell_points(there: np.ndarray, place: Region, over: float = 0.0) -> np.ndarray:
    """Bezier points of those cells of a grid that are there, those beside each other as one rectangle.

    Parameters
    ----------
    there
        Shape (rows, columns), the first row on top.
    place
        Filled by the grid.
    over
        By which each rectangle reaches over its edges, in scene units.

    Examples
    --------
    >>> cell_points(np.array([[True, True, False, True]]), Region(0, 0, 4, 1)).shape  # two rectangles
    (32, 3)
    """
    rows, columns = there.shape
    ends = np.diff(np.pad(there.astype(int), ((0, 0), (1, 1))), axis=1)
    (row, start), (_, end) = np.nonzero(ends == 1), np.nonzero(ends == -1)
    left, top = place.x - place.width / 2, place.y + place.height / 2
    x0, x1 = left + start * place.width / columns - over, left + end * place.width / columns + over
    y0, y1 = top - (row + 1) * place.height / rows - over, top - row * place.height / rows + over
    corners = np.stack([np.stack(at, axis=-1) for at in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))], axis=1)
    corners = np.concatenate([corners, np.zeros((*corners.shape[:2], 1))], axis=2)
    return segment_points(corners.reshape(-1, 3), np.roll(corners, -1, axis=1).reshape(-1, 3))


class Window(VGroup):
    """A frame around a few cells of a picture, which slides over it; a dark rim keeps it clear of light ones.

    Parameters
    ----------
    picture
        What it slides over.
    at
        Called on every update: row and column of its upper left cell, not whole while it slides.
    size
        Cells each way.
    color
        Of the frame.
    width
        Of its stroke; None: that of the theme's curves.
    theme
        The look.

    Examples
    --------
    A window, three cells wide, and what it sees:

    >>> from manim import ValueTracker
    >>> at, column = np.linspace(-1, 1, 12), ValueTracker(2.0)
    >>> ring = np.exp(-40 * (np.hypot.outer(at, at) - 0.6) ** 2)
    >>> picture = Raster(Region(-0.9, 0, 3.2, 3.2), lambda: ring)
    >>> window = Window(picture, lambda: (3, column.get_value()), 3, "#ffd700")
    >>> seen = Raster(
    ...     Region(2.0, 0, 1.6, 1.6), lambda: ring[3:6, round(column.get_value()) :][:, :3]
    ... )
    >>> slide = column.animate.set_value(6)
    """

    def __init__(
        self,
        picture: Raster,
        at: Callable[[], tuple[float, float]],
        size: int,
        color: str,
        *,
        width: float | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        width = width or theme.curve_width
        super().__init__(*rimmed(color, width, theme=theme))
        self.place = detached(lambda: picture.cell(*at(), size=size))
        self.add_updater(lambda window: window.follow())
        self.follow()

    def follow(self) -> None:
        """Stand where the function says."""
        points = cell_points(np.array([[True]]), self.place())
        for line in self:
            line.set_points(points)
