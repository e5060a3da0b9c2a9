"""How far clips that were made are from real ones: each clip is a dot on the plane of their features."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from manim import ORIGIN, ValueTracker, VGroup

from lessons.adversarial.models.principal_plane import deviation_ellipse
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.marks import Dots, rimmed
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label, TwoDigits, plain_number
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import decoration, drawn
from voiceover.words import Word

_DEVIATIONS = 2.0  # of the ellipse around a cloud
_AIR = 0.04  # of the place, around the dots
_DOT, _FAINT = 0.42, 0.34
_EDGE = 8 * PIXEL  # of a picture


class Clouds(VGroup):
    """Real clips as a cloud of dots, and those of a generator, which come nearer from step to step.

    Each cloud has the ellipse of its mean and covariance, two standard deviations out; between the means is a
    line. The first axis of the plane goes up, the second to the right, both to one scale.

    Parameters
    ----------
    place
        Where: at first as much of the plane as all dots ever take, at last that which the last ones take.
    real
        Shape (n, 2).
    made
        Shape (K, n, 2): where the generator's clips were at each of K looks; between two, each goes straight.

    Attributes
    ----------
    look, near
        Trackers: which look is shown, 0 to K - 1, and how near the plane is seen, 0 to 1.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.theme import use_theme
    >>> use_theme(THEME)
    >>> rng = np.random.default_rng(0)
    >>> real = rng.normal(size=(200, 2))
    >>> clouds = Clouds(Region(0, 0, 6.4, 3.6), real, np.stack([real - [6, 2], real + [0.5, 0.2]]))
    >>> come = clouds.look.animate.set_value(1), clouds.near.animate.set_value(0.5)
    """

    def __init__(self, place: Region, real: np.ndarray, made: np.ndarray) -> None:
        colors, theme = current_theme().colors, current_theme()
        self.place, self.look, self.near = (
            place.inset(_AIR * place.height),
            ValueTracker(0.0),
            ValueTracker(0.0),
        )
        far = np.concatenate([real, *made])
        near = np.concatenate([real, made[-1]])
        self._views = [np.stack([points.min(axis=0), points.max(axis=0)]) for points in (far, near)]
        looks, steps = self.look.get_value, max(len(made) - 1, 1)
        self.made = along(made.astype(float), lambda: looks() / steps)
        still = real.astype(float)

        def between() -> np.ndarray:
            return self.at(np.stack([self.made().mean(axis=0), still.mean(axis=0)]))

        # A dark rim keeps the line clear of the dots.
        lines = rimmed(colors.text, theme.curve_width)
        for line in lines.set_z_index(1):
            line.add_updater(lambda line: line.set_points_as_corners(between()), call_updater=True)
        super().__init__(
            self.cloud(lambda: still, colors.real), self.cloud(self.made, colors.generator), lines
        )

    def at(self, points: np.ndarray) -> np.ndarray:
        """Scene points, shape (n, 3), of points of the plane."""
        share = self.near.get_value()
        low, high = (1 - share) * self._views[0] + share * self._views[1]
        unit = min(self.place.width / (high[1] - low[1]), self.place.height / (high[0] - low[0]))
        from_middle = unit * (np.asarray(points) - (low + high) / 2)
        return np.column_stack([from_middle[:, ::-1], np.zeros(len(points))]) + self.place.center

    def cloud(self, points: Callable[[], np.ndarray], color: str) -> VGroup:
        """Dots where clips are now, and their ellipse."""

        def ellipse() -> np.ndarray:
            return self.at(deviation_ellipse(points(), _DEVIATIONS))[:-1]

        tint = decoration(Shape(ellipse, color, opacity=0.1))
        edge = Shape(ellipse, color, opacity=0.0, edge=0.7 * current_theme().curve_width)
        dots = Dots(None, lambda: self.at(points())[:, :2], color, scale=_DOT, opacity=_FAINT)
        return drawn(VGroup(decoration(dots), tint, edge))


@dataclass(frozen=True)
class _Beside:
    """Where the name, a picture and the distance of one kind of clip stand."""

    name: Region
    picture: Region
    number: Region

    @classmethod
    def within(cls, place: Region, em: float) -> _Beside:
        """One below the other where there is height for it, else name and number at the picture's right."""
        line = 1.5 * em
        if place.upright:
            side = min(0.84 * place.width, place.height - 2 * line)
            whole = Region(place.x, place.y, place.width, side + 2 * line)
            name, picture, number = whole.rows(line, side, line)
            return cls(name, Region(picture.x, picture.y, side, side), number)
        place = place.inset(_EDGE)
        side = min(place.height, 0.42 * place.width)
        picture, text = place.columns(side, place.width - 1.16 * side, gap=0.16 * side)
        name, number = Region(text.x, text.y, text.width, 2 * line).rows(1, 1)
        return cls(name, Region(picture.x, picture.y, side, side), number)


class ClipDistance(VGroup):
    """Both clouds, at either side a picture of what their dots are, and how far they are from real clips.

    Parameters
    ----------
    place
        All of it: the clouds between the pictures in a broad one, else above them.
    trace
        ``real_seen``, ``others_seen`` (n, 2), ``made_seen`` (K, n, 2) and ``finished_seen`` (n, 2): clips on
        the plane; ``distances`` (K,), ``distance`` and ``distance_real``: how far those are from the real
        ones, not on the plane alone; ``real`` and ``finished``, clips, and ``became`` (K, ...), pictures.
    words
        What real clips, other real ones, and those that were made are called.

    Attributes
    ----------
    clouds
        What moves.
    looks
        How many looks at the training there are; the last is that of the clips that were cleaned up.
    """

    def __init__(
        self, place: Region, trace: Mapping[str, np.ndarray], words: tuple[Word, Word, Word]
    ) -> None:
        self.words, self.theme = words, current_theme()
        self._others = trace["others_seen"].astype(float)
        self._distance_real = float(trace["distance_real"])
        colors, sizes = self.theme.colors, self.theme.type
        self._size = sizes.number if place.broad else sizes.body
        if place.broad:
            left, middle, right = place.columns(1, 3.3, 1)
        else:
            middle, low = place.rows(2.2, 1, gap=0.1 * place.height / 3)
            left, right = low.columns(1, 1, gap=0.3)
        self._left, right_ = (_Beside.within(side, sizes.heading * PIXEL) for side in (left, right))
        made = np.concatenate([trace["made_seen"], trace["finished_seen"][np.newaxis]])
        distances = np.append(trace["distances"], trace["distance"])
        pictures = np.concatenate([trace["became"], trace["finished"][:1]]) / 255
        self.looks, real = len(made), trace["real"][0] / 255
        self.clouds = Clouds(middle, trace["real_seen"], made)
        look = self.clouds.look

        def now() -> int:
            return int(look.get_value() + 0.5)

        self.known = self._name(words[0], colors.real, self._left)
        number = TwoDigits(
            lambda: float(distances[now()]), size=self._size, color=colors.generator, edge=ORIGIN
        )
        super().__init__(
            self.clouds,
            self.known,
            Raster(self._left.picture, lambda: real, edge=colors.real),
            self._name(words[2], colors.generator, right_),
            Raster(right_.picture, lambda: pictures[now()], edge=colors.generator),
            number.set_line(right_.number.center),
        )

    def others(self) -> tuple[VGroup, Label, Label]:
        """The cloud of other real clips, their name, and how far they are from the first ones."""
        color = self.theme.colors.real
        points = self._others
        number = Label(plain_number(self._distance_real, 1), self._size, color, weight="BOLD")
        return (
            self.clouds.cloud(lambda: points, self.theme.colors.text),
            self._name(self.words[1], color, self._left),
            number.set_line(self._left.number.center),
        )

    def _name(self, word: Word, color: str, beside: _Beside) -> Label:
        size = self.theme.type.body
        return Label(word, size, color, weight="BOLD", within=beside.name, edge=ORIGIN)
