"""How far clips that were made are from real ones: each clip is a dot on a plane of their features."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ValueTracker, VGroup
from manim.typing import Point3D, Vector3D

from lessons.adversarial.models.round_plane import deviation_ellipse
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.marks import Dots
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label, TwoDigits
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration, drawn
from voiceover.words import Word

_DEVIATIONS = 2.0  # of the ring around a cloud
_DOT, _FAINT = 0.6, 0.4
_RINGS, _REAL_RING, _OVER_ALL = 1, 2, 3  # over all dots: rings, the one that stays, pictures
_MARKED = 1.1  # of a dot whose picture is shown
# In standard deviations of the real clips, from their middle:
_BELOW, _RIGHT, _AIR = 2.75, 3.0, 0.6  # to the lower and the right edge; above a ring, and at its left
_NAMES = (1.5, -2.1), (0.9, 2.45)  # to what they are called, below this; and other real ones, above this
_PICTURE, _GAP = 1.2, 0.14  # side of a picture, and from its dot to its edge
_STEPS = 700, 2500  # shown: before, both clouds would be specks to one scale; each nearer than the last
_ROW = 1.05  # height of a row of the distances, in em of its number
_BAR = 0.5  # thickness of a bar, by that


class Clouds(VGroup):
    """Real clips as a cloud of dots, and those of a generator, which come nearer from step to step.

    Each cloud has the ring of its mean and covariance, two standard deviations out. All is to one scale, as
    large as the rings of all looks have room.

    Parameters
    ----------
    place
        All rings, and some of the dots around them; the others come from the left.
    real
        Shape (n, 2), in their own standard deviations: they are round.
    made
        Shape (K, n, 2): where the generator's clips were at each of K looks; between two, each goes straight.

    Attributes
    ----------
    look
        Tracker: which look is shown, 0 to K - 1.
    counted
        Tracker: how many of the real clips are shown, as dots.
    unit
        Scene units of a standard deviation.
    middle
        Of the real clips.
    real, ring, made
        The dots of the real clips, their ring, and all of the others.
    now
        Where the generator's clips are now, shape (n, 2).

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
        colors = current_theme().colors
        rings = np.concatenate([deviation_ellipse(each.astype(float), _DEVIATIONS) for each in made])
        left, top = _AIR - rings[:, 0].min(), _AIR + rings[:, 1].max()
        self.unit = float(min(place.width / (left + _RIGHT), place.height / (top + _BELOW)))
        self.middle: Point3D = place.center + self.unit / 2 * np.array([left - _RIGHT, _BELOW - top, 0.0])
        self.look, self.counted = ValueTracker(0.0), ValueTracker(float(len(real)))
        self.now = now = self.of_look(made)
        still, counted = real.astype(float), self.counted.get_value
        self.real = self.dots(lambda: still[: int(counted())], colors.real)
        self.ring = self.around(lambda: still, colors.real).set_z_index(_REAL_RING)
        self.made = VGroup(self.dots(now, colors.generator), self.around(now, colors.generator))
        super().__init__(self.real, self.ring, self.made)

    def of_look(self, rows: np.ndarray) -> Callable[[], Any]:
        """What rows, one for each look, say at the one that is shown; between two in proportion."""
        return along(rows, lambda: self.look.get_value() / max(len(rows) - 1, 1))

    def at(self, points: np.ndarray) -> np.ndarray:
        """Scene points, shape (n, 3), of points of the plane."""
        return np.column_stack([self.unit * np.asarray(points), np.zeros(len(points))]) + self.middle

    def dots(self, points: Callable[[], np.ndarray], color: str) -> Dots:
        """A dot where each of some clips is."""
        dots = Dots(None, lambda: self.at(points())[:, :2], color, scale=_DOT, opacity=_FAINT)
        return bleeding(decoration(dots))

    def around(self, points: Callable[[], np.ndarray], color: str) -> VGroup:
        """The ring of a cloud."""

        def ring() -> np.ndarray:
            return self.at(deviation_ellipse(points(), _DEVIATIONS))[:-1]

        width = 0.7 * current_theme().curve_width
        rim = Shape(ring, current_theme().colors.background, opacity=0.0, edge=3.0 * width)
        rings = VGroup(decoration(rim), Shape(ring, color, opacity=0.0, edge=width))
        return bleeding(drawn(rings)).set_z_index(_RINGS)


class ClipDistance(VGroup):
    """Both clouds, pictures at some of the dots, and how far it is from one to the other, as two bars.

    Parameters
    ----------
    place
        All of it: the distances below the clouds.
    trace
        ``real_seen``, ``others_seen``, ``finished_seen`` (n, 2), ``made_seen`` (K, n, 2): clips on
        the plane; ``distances`` (K,), ``distance`` and ``distance_real``: squares of how far those are from
        the real ones, not on the plane alone; ``followed`` (m,), which of those that were made are seen as
        pictures, and ``became`` (K, m, ...), what they were.
    words
        What real clips, those that were made, the distance, and other real clips are called.
    shown
        For some of the real clips, by their numbers, a function that is called on every update: its picture.

    Attributes
    ----------
    clouds
        What moves.
    looks
        How many looks at the training are shown; the last is that of the clips that were cleaned up.
    apart
        How far those that were made are at each of these; between two, number and bar go straight, as the
        cloud does.
    pictures, seen
        Of the real clips that are shown, and of those that were made, each at its dot.
    known, made, others
        What stands at the real clips, all of those that were made, and another set of real clips.
    """

    def __init__(
        self,
        place: Region,
        trace: Mapping[str, np.ndarray],
        words: tuple[Word, Word, Word, Word],
        shown: Mapping[int, Callable[[], np.ndarray]],
    ) -> None:
        self.theme = current_theme()
        colors, sizes = self.theme.colors, self.theme.type
        line, row = 1.3 * sizes.label * PIXEL, _ROW * sizes.number * PIXEL
        above, titled, *rows = place.rows(place.height - line - 2 * row, line, row, row)
        looks = np.searchsorted(trace["step"], _STEPS)
        made = np.concatenate([trace["made_seen"][looks], trace["finished_seen"][np.newaxis]]).astype(float)
        self.apart = np.sqrt(np.append(trace["distances"][looks], trace["distance"]))
        others_apart = float(np.sqrt(trace["distance_real"]))
        became = np.concatenate([trace["became"][looks], trace["became"][-1:]]) / 255
        self.looks, real = len(made), trace["real_seen"].astype(float)
        self._room = above
        self.clouds = clouds = Clouds(above, trace["real_seen"], made)
        look = clouds.look.get_value
        title = Label(words[2], sizes.label, colors.text, weight="BOLD").set_line(titled.edge(LEFT), LEFT)
        self._start = max(Label(word, sizes.body, weight="BOLD").width for word in (words[1], words[3]))
        come = self._measured(words[1], colors.generator, rows[0], clouds.of_look(self.apart))
        other = self._measured(words[3], colors.real, rows[1], lambda: others_apart)
        self.distances = VGroup(title, come)
        self.pictures = VGroup(
            *(
                self._pictured(lambda k=k: clouds.at(real[k : k + 1])[0], RIGHT, picture, colors.real)
                for k, picture in shown.items()
            )
        )
        marked = Dots(None, lambda: clouds.at(real[[*shown]])[:, :2], colors.real, scale=_MARKED)
        self.known = VGroup(clouds.ring, decoration(marked), self._named(words[0], _NAMES[0], DOWN))
        followed = [int(k) for k in trace["followed"]]
        which = Dots(None, lambda: clouds.at(clouds.now()[followed])[:, :2], colors.generator, scale=_MARKED)
        self.seen = VGroup(
            *(
                self._pictured(
                    lambda k=k: clouds.at(clouds.now()[k : k + 1])[0], UP + LEFT,
                    lambda m=m: became[int(look() + 0.5), m], colors.generator,
                )
                for m, k in enumerate(followed)
            )
        )  # fmt: skip
        # The other real clips: where there is no difference, rings nearly meet.
        second = trace["others_seen"].astype(float)
        ring, dots = clouds.around(lambda: second, colors.real), clouds.dots(lambda: second, colors.real)
        self.others = VGroup(dots, ring, self._named(words[3], _NAMES[1], UP), other)
        self.made = VGroup(clouds.made, bleeding(decoration(which)), self.seen, self.distances)
        super().__init__(clouds.real, self.known, self.pictures, self.made)

    def _named(self, word: Word, at: tuple[float, float], way: Vector3D) -> Label:
        """What real clips are called, beyond a point of the plane, or as far out as there is room."""
        size = self.theme.type.body
        name = Label(word, size, self.theme.colors.real, weight="BOLD")
        place = self.clouds.at(np.array([at]))[0] + 0.75 * size * PIXEL * np.asarray(way)
        place[0] = min(place[0], self._room.edge(RIGHT)[0] - name.width)
        return name.set_line(place, LEFT)

    def _measured(self, word: Word, color: str, row: Region, apart: Callable[[], float]) -> VGroup:
        """A distance: what is measured, a bar as long as it is, and at the end of that the number."""
        sizes = self.theme.type
        name = Label(word, sizes.body, color, weight="BOLD").set_line(row.edge(LEFT), LEFT)
        gap = 0.4 * sizes.number * PIXEL
        start = float(row.edge(LEFT)[0]) + self._start + gap
        # Room for the number at the end of the longest one.
        longest = float(row.edge(RIGHT)[0]) - 2.4 * sizes.number * PIXEL - start
        at = Region(start + longest / 2, row.y, longest, _BAR * row.height)
        bar = Bar(at, lambda: apart() / float(self.apart.max()), color)
        number = TwoDigits(apart, size=sizes.number, color=color, weight="BOLD", edge=LEFT)
        number.add_updater(
            lambda number: number.set_line(bar.get_right() + gap / 2 * RIGHT, LEFT), call_updater=True
        )
        return VGroup(name, bar, number)

    def _pictured(
        self, dot: Callable[[], Point3D], side: Sequence[float], picture: Callable[[], np.ndarray], color: str
    ) -> Raster:
        """A picture beside its dot, or at an edge while that is beyond it."""
        wide = _PICTURE * self.clouds.unit
        raster = Raster(Region(0.0, 0.0, wide, wide), picture, edge=color)
        raster.set_z_index(_OVER_ALL)
        room = self._room.inset(wide / 2 + 16 * PIXEL)  # with the sheets that it comes on
        away = (wide / 2 + _GAP * self.clouds.unit) * np.asarray(side)

        def follow(raster: Raster) -> None:
            raster.move_to(np.clip(dot() + away, room.edge(DOWN + LEFT), room.edge(UP + RIGHT)))

        raster.add_updater(follow, call_updater=True)
        return raster
