"""A picture of few large pixels that follows a function of the moment, and drawn things as such pictures."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import ManimColor, Mobject, VGroup, VMobject, interpolate_color

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.visual_role import drawn

_LEVELS = 16
_GAP = 0.06  # between two pixels, as a share of their pitch
_FINE = 3  # samples a pixel, each way, where a drawing is seen as pixels
_ALONG = 5  # points along a Bezier curve


class Pixels(VGroup):
    """A grey picture, from dark to light in sixteen steps, of square pixels.

    Parameters
    ----------
    region
        The largest picture in its middle.
    values
        Called on every update: shape (rows, columns), the first row on top; 0 is dark and 1 light, and what
        lies beyond is cut off.
    dark, light
        Colours of the ends; None: the panel's, and the light of drawn things.
    theme
        The look.

    Examples
    --------
    A drawn cat as a picture of pixels, more and more of it noise:

    >>> from manim import ValueTracker
    >>> from narrated.mobjects.things import Cat
    >>> cat, noise = as_pixels(Cat(100), 20), np.random.default_rng(0).random((20, 20))
    >>> mixed = ValueTracker(0.0)
    >>> picture = Pixels(
    ...     Region(0, 0, 3.6, 3.6),
    ...     lambda: (1 - mixed.get_value()) * cat + mixed.get_value() * noise,
    ... )
    >>> len(picture)  # a part for each step from dark to light
    16
    >>> mix = mixed.animate.set_value(0.25)
    """

    def __init__(
        self,
        region: Region,
        values: Callable[[], np.ndarray],
        *,
        dark: str | None = None,
        light: str | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.values = detached(values)
        rows, columns = np.shape(self.values())
        self.pitch = min(region.width / columns, region.height / rows)
        x = region.x + (np.arange(columns) - (columns - 1) / 2) * self.pitch
        y = region.y - (np.arange(rows) - (rows - 1) / 2) * self.pitch
        across, up = np.meshgrid(x, y)
        self.middles = np.stack([across, up, np.zeros_like(across)], axis=-1)
        ends = ManimColor(dark or theme.colors.panel), ManimColor(light or theme.colors.drawn_light)
        super().__init__(
            *(
                VMobject(
                    stroke_width=0, fill_opacity=1, fill_color=interpolate_color(*ends, k / (_LEVELS - 1))
                )
                for k in range(_LEVELS)
            )
        )
        half = self.pitch * (1 - _GAP) / 2
        corners = half * np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], dtype=float)
        steps = (
            (np.roll(corners, -1, axis=0) - corners)[:, np.newaxis]
            * np.array([0, 1, 2, 3])[:, np.newaxis]
            / 3
        )
        self.square = (corners[:, np.newaxis] + steps).reshape(-1, 3)
        drawn(self)
        self.add_updater(lambda picture: picture.follow())
        self.follow()

    def follow(self) -> None:
        """Show the picture of now."""
        levels = np.rint(np.clip(self.values(), 0.0, 1.0) * (_LEVELS - 1)).astype(int)
        for k, level in enumerate(self):
            level.set_points((self.middles[levels == k][:, np.newaxis] + self.square).reshape(-1, 3))


def as_pixels(drawing: VMobject, size: int, *, air: float = 0.06) -> np.ndarray:
    """How light a drawing is in each of ``size`` x ``size`` pixels, 0 to 1; where nothing is drawn it is 0.

    Parameters
    ----------
    drawing
        Filled shapes, the later ones over the earlier ones.
    size
        Pixels each way.
    air
        Around the drawing, as a share of the picture.

    Examples
    --------
    >>> from narrated.mobjects.things import Cat
    >>> cat = as_pixels(Cat(100), 16)
    >>> cat.shape, bool(cat.max() <= 1.0), float(cat[0, 0])
    ((16, 16), True, 0.0)
    """
    count = size * _FINE
    reach = max(drawing.width, drawing.height) * (0.5 + air)
    at = (np.arange(count) + 0.5) / count * 2 * reach - reach
    middle = drawing.get_center()
    x, y = np.meshgrid(middle[0] + at, middle[1] - at)
    seen = np.zeros((count, count))
    for shape in drawing.family_members_with_points():
        if shape.get_fill_opacity() > 0:
            red, green, blue = shape.get_fill_color().to_rgb()
            seen[_inside(shape, x, y)] = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return np.asarray(seen.reshape(size, _FINE, size, _FINE).mean(axis=(1, 3)))


def _inside(shape: Mobject, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Where the outline winds around a point at all."""
    turns = np.zeros(x.shape, dtype=int)
    t = np.linspace(0, 1, _ALONG, endpoint=False)[:, np.newaxis]
    for piece in shape.get_subpaths():
        a, b, c, d = (piece[k::4][:, np.newaxis] for k in range(4))
        points = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
        corners = points.reshape(-1, 3)[:, :2]
        for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if y0 == y1:
                continue
            crossed = (y >= min(y0, y1)) & (y < max(y0, y1))
            right = x < x0 + (y - y0) / (y1 - y0) * (x1 - x0)
            turns[crossed & right] += 1 if y1 > y0 else -1
    return np.asarray(turns != 0)
