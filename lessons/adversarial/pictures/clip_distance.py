"""How far clips that were made are from real ones: each clip is a dot on the plane of their features."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from manim import LEFT, ORIGIN, UP, ValueTracker, VGroup
from manim.typing import Point3D

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
_DOT, _FAINT = 0.5, 0.4
_EDGE = 8 * PIXEL  # of a picture
_CLEAR = 24 * PIXEL  # between a picture and the name beside it
_ROOM = 0.5  # of the width of a broad place, for numbers with their names
_PICTURES = 0.4, 0.32  # of the height, for pictures below the clouds: in an upright place, in others
_BESIDE = 30 * PIXEL  # from a picture to the cloud of its kind, at last


class Clouds(VGroup):
    """Real clips as a cloud of dots, and those of a generator, which come nearer from step to step.

    Each cloud has the ellipse of its mean and covariance, two standard deviations out; between the means is a
    line. The first axis of the plane goes to the right, the second up, both to one scale that stays.

    Parameters
    ----------
    place
        Where: as much of the plane as all dots ever take.
    real
        Shape (n, 2).
    made
        Shape (K, n, 2): where the generator's clips were at each of K looks; between two, each goes straight.

    Attributes
    ----------
    look
        Tracker: which look is shown, 0 to K - 1.
    real, made
        The clouds.
    between, ends
        The line, and a function that says where it ends now: at the generator's clips, and at the real ones.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.theme import use_theme
    >>> use_theme(THEME)
    >>> rng = np.random.default_rng(0)
    >>> real = rng.normal(size=(200, 2))
    >>> clouds = Clouds(Region(0, 0, 6.4, 3.6), real, np.stack([real - [6, 2], real + [0.5, 0.2]]))
    >>> come = clouds.look.animate.set_value(1)
    """

    def __init__(self, place: Region, real: np.ndarray, made: np.ndarray) -> None:
        colors, theme = current_theme().colors, current_theme()
        self.place, self.look = place.inset(_AIR * place.height), ValueTracker(0.0)
        still = real.astype(float)
        pooled = np.concatenate([still, *made.astype(float)])
        self._low, self._high = pooled.min(axis=0), pooled.max(axis=0)
        looks, steps = self.look.get_value, max(len(made) - 1, 1)
        now = along(made.astype(float), lambda: looks() / steps)

        def ends() -> np.ndarray:
            return self.at(np.stack([now().mean(axis=0), still.mean(axis=0)]))

        self.ends = ends
        # A dark rim keeps the line clear of the dots.
        self.between = rimmed(colors.text, theme.curve_width)
        for line in self.between.set_z_index(1):
            line.add_updater(lambda line: line.set_points_as_corners(ends()), call_updater=True)
        self.real, self.made = self.cloud(lambda: still, colors.real), self.cloud(now, colors.generator)
        super().__init__(self.real, self.made, self.between)

    def at(self, points: np.ndarray) -> np.ndarray:
        """Scene points, shape (n, 3), of points of the plane."""
        wide, high = self._high - self._low
        unit = min(self.place.width / wide, self.place.height / high)
        from_middle = unit * (np.asarray(points) - (self._low + self._high) / 2)
        return np.column_stack([from_middle, np.zeros(len(points))]) + self.place.center

    def cloud(self, points: Callable[[], np.ndarray], color: str) -> VGroup:
        """Dots where clips are now, and their ellipse."""

        def ellipse() -> np.ndarray:
            return self.at(deviation_ellipse(points(), _DEVIATIONS))[:-1]

        tint = decoration(Shape(ellipse, color, opacity=0.1))
        width = 0.7 * current_theme().curve_width
        edge = Shape(ellipse, color, opacity=0.0, edge=width)
        rim = Shape(ellipse, current_theme().colors.background, opacity=0.0, edge=2.2 * width)
        dots = Dots(None, lambda: self.at(points())[:, :2], color, scale=_DOT, opacity=_FAINT)
        return drawn(VGroup(decoration(dots), tint, decoration(rim), edge))


class ClipDistance(VGroup):
    """Both clouds, a picture of what the dots of either are, and how far it is from one to the other.

    Parameters
    ----------
    place
        All of it: the clouds between the pictures in a broad one, else above them.
    trace
        ``real_seen``, ``others_seen`` (n, 2), ``made_seen`` (K, n, 2) and ``finished_seen`` (n, 2): clips on
        the plane; ``distances`` (K,), ``distance`` and ``distance_real``: squares of how far those are from
        the real ones, not on the plane alone; ``real`` and ``finished``, clips, and ``became`` (K, ...),
        pictures.
    words
        What real clips, those that were made, the distance, and that of two real sets are called.
    moment
        Called on every update: which picture of so many of the real clip is seen.

    Attributes
    ----------
    clouds
        What moves.
    looks
        How many looks at the training there are; the last is that of the clips that were cleaned up.
    real, made
        What belongs to real clips, and to those that were made; both without what moves between them.
    """

    def __init__(
        self,
        place: Region,
        trace: Mapping[str, np.ndarray],
        words: tuple[Word, Word, Word, Word],
        moment: Callable[[int], int],
    ) -> None:
        self.words, self.theme = words, current_theme()
        self._others = trace["others_seen"].astype(float)
        self._apart = float(np.sqrt(trace["distance_real"]))
        colors = self.theme.colors
        sizes = self.theme.type
        # In a broad one they stand where the cloud came from, one below the other.
        large, small = (sizes.title, sizes.heading) if place.broad else (sizes.heading, sizes.body)
        heights = 1.3 * large * PIXEL, 1.4 * small * PIXEL
        if place.broad:
            left, middle, right = place.columns(1, 3.4, 1)
            top = float(place.edge(UP)[1])
            room = Region(left.edge(LEFT)[0] + _ROOM * place.width / 2, top - sum(heights) / 2,
                          _ROOM * place.width, sum(heights))  # fmt: skip
            self._rows = room.rows(*heights)
        else:
            rest = place.height - sum(heights)
            share = _PICTURES[0 if place.upright else 1]
            *self._rows, middle, low = place.rows(*heights, (1 - share) * rest, share * rest)
            left, right = low.columns(1, 1, gap=0.3)
        # The network before its first step and after ten looks alike.
        made = np.concatenate([trace["made_seen"][1:], trace["finished_seen"][np.newaxis]])
        distances = np.sqrt(np.append(trace["distances"][1:], trace["distance"]))
        pictures = np.concatenate([trace["became"][1:], trace["finished"][:1]]) / 255
        self.looks, real = len(made), trace["real"] / 255
        self.clouds = Clouds(middle, trace["real_seen"], made)
        look = self.clouds.look

        def now() -> int:
            return int(look.get_value() + 0.5)

        name, size, at = self._named(words[2], large, colors.text, self._rows[0])
        number = TwoDigits(lambda: float(distances[now()]), size=size, color=colors.generator)
        self.real = VGroup(
            self.clouds.real,
            *self._pictured(words[0], colors.real, right, lambda: real[moment(len(real))]),
        )
        shown = VGroup(*self._pictured(words[1], colors.generator, left, lambda: pictures[now()]))
        if place.broad:
            self._ride(shown, made[-1].astype(float))
        self.made = VGroup(
            self.clouds.made,
            self.clouds.between,
            shown,
            name,
            number.set_line(at, LEFT),
        )
        super().__init__(self.real, self.made)

    def others(self) -> VGroup:
        """The cloud of other real clips, and how far they are from the first ones."""
        colors, points = self.theme.colors, self._others
        row = self._rows[1]
        name, size, at = self._named(self.words[3], row.height / PIXEL / 1.4, colors.real, row)
        number = Label(plain_number(self._apart, 1), size, colors.real, weight="BOLD")
        return VGroup(self.clouds.cloud(lambda: points, colors.text), name, number.set_line(at, LEFT))

    def _ride(self, shown: VGroup, last: np.ndarray) -> None:
        """What is shown of the generator's clips goes with their cloud, and ends beside it."""
        first = float(self.clouds.ends()[0][0])
        way = float(self.clouds.at(last).mean(axis=0)[0]) - first
        edge = float(self.clouds.at(deviation_ellipse(last, _DEVIATIONS))[:, 0].min())
        start, far = shown.get_x(), edge - _BESIDE - float(shown.get_right()[0])
        ends = self.clouds.ends

        def follow(group: VGroup) -> None:
            group.set_x(start + far * (float(ends()[0][0]) - first) / way)

        shown.add_updater(follow)

    def _named(self, word: Word, size: float, color: str, row: Region) -> tuple[Label, float, Point3D]:
        """The name of a number, how large both are, and where the number begins."""
        ems = 2.2  # of three digits, and before them
        label = Label(word, size, color, weight="BOLD")
        size *= min(1.0, row.width / (label.width + ems * size * PIXEL))
        label = Label(word, size, color, weight="BOLD").set_line(row.edge(LEFT), LEFT)
        return label, size, np.array([float(label.get_right()[0]) + 0.35 * size * PIXEL, row.y, 0.0])

    def _pictured(
        self, word: Word, color: str, place: Region, picture: Callable[[], np.ndarray]
    ) -> tuple[Label, Raster]:
        """A picture with a name: above it, or at its side where there is no height for that."""
        size = self.theme.type.body
        line = 1.4 * size * PIXEL
        place = place.inset(_EDGE)
        if place.height > 0.7 * place.width:
            side = min(place.width, place.height - line)
            below = Region(place.x, place.y - line / 2, side, side)
            name = Region(place.x, place.y + side / 2, place.width, line)
        else:
            side = min(place.height, 0.5 * place.width)
            picture_, name = place.columns(side, place.width - side - _CLEAR, gap=_CLEAR)
            below = Region(picture_.x, picture_.y, side, side)
        label = Label(word, size, color, weight="BOLD", within=name, edge=ORIGIN)
        return label, Raster(below, picture, edge=color)
