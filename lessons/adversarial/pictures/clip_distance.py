"""How far clips that were made are from real ones: each clip is a dot on a plane of their features."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Rectangle, ValueTracker, VGroup
from manim.typing import Point3D

from lessons.adversarial.models.round_plane import deviation_ellipse
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.marks import Dots, rimmed
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label, TwoDigits, plain_number
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration, drawn
from voiceover.words import Word

_DEVIATIONS = 2.0  # of the ring around a cloud
_DOT, _FAINT = 0.6, 0.4
_RINGS, _REAL_RING, _OVER_ALL = 1, 2, 3  # over all dots: rings, the one that stays, pictures and distances
_PITCH = 26 * PIXEL  # from dot to dot of a way
_MARKED = 1.1  # of a dot whose picture is shown
# In standard deviations of the real clips:
_HIGH, _WIDE = 5.8, 7.6  # as much of the plane as is seen at last, at least
_BELOW = 2.75  # from the middle of the real clips down to the lower edge
_AIR = 0.1  # above a ring that comes
_RIGHT = 3.0  # from the middle of the real clips to the right edge, at last
_NAME = 1.5, -1.85  # from there to what they are called, below this
_PICTURE, _GAP = 1.15, 0.14  # side of a picture, and from its dot to its edge, at last
_LEAST = 0.4  # of that, while the plane is seen from afar
_STEPS = 700, 1500, 2500  # shown: before, both clouds would be specks to one scale; each nearer than the last
_ROW = 1.15  # height of a row of the distances, in em of its number
_RAISED = 0.3  # of their height, by which the clouds of a broad place stand higher


class Clouds(VGroup):
    """Real clips as a cloud of dots, and those of a generator, which come nearer from step to step.

    Each cloud has the ring of its mean and covariance, two standard deviations out. Behind those that come
    is the way of their mean, dotted; before them, from mean to mean, a line. What is seen of the plane is as
    much as the rings need that are still to come: the nearer they are, the nearer the picture.

    Parameters
    ----------
    place
        Where: the real clips in its middle or at its right, the others come from its left.
    real
        Shape (n, 2), in their own standard deviations: they are round.
    made
        Shape (K, n, 2): where the generator's clips were at each of K looks; between two, each goes straight.

    Attributes
    ----------
    look
        Tracker: which look is shown, 0 to K - 1.
    aside
        Tracker: whether the real clips are in the middle, 0, or have made room at the right, 1.
    counted
        Tracker: how many of the real clips are shown, as dots.
    nearest
        Scene units of a standard deviation, at last.
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
        self.nearest = min(place.height / _HIGH, place.width / _WIDE)
        self.aside, self._place = ValueTracker(1.0), place
        rings = [deviation_ellipse(each, _DEVIATIONS) for each in made.astype(float)]
        tops, lefts = (
            np.maximum.accumulate([side.max() for side in sides][::-1])[::-1]
            for sides in ([ring[:, 1] for ring in rings], [-ring[:, 0] for ring in rings])
        )
        above, before = place.height - _BELOW * self.nearest, place.width - _RIGHT * self.nearest
        self._units = np.minimum.reduce(
            [np.full(len(made), self.nearest), above / (tops + _AIR), before / (lefts + _AIR)]
        )
        self.look, self.counted = ValueTracker(0.0), ValueTracker(float(len(real)))
        steps, looks, counted = max(len(made) - 1, 1), self.look.get_value, self.counted.get_value
        self.now = now = along(made.astype(float), lambda: looks() / steps)
        still, means = real.astype(float), made.astype(float).mean(axis=1)

        def way() -> np.ndarray:
            passed = self.at(np.array([*means[: int(looks()) + 1], now().mean(axis=0)]))[:, :2]
            gone = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(passed, axis=0), axis=1)))
            each = np.arange(0.0, gone[-1], _PITCH)
            return np.column_stack([np.interp(each, gone, passed[:, k]) for k in (0, 1)])

        trail = Dots(None, way, colors.generator, scale=_DOT)
        # A dark rim keeps it clear of the dots.
        between = rimmed(colors.text, 0.7 * current_theme().curve_width)
        for line in between:
            line.add_updater(
                lambda line: line.set_points_as_corners(
                    self.at(np.array([now().mean(axis=0), still.mean(axis=0)]))
                ),
                call_updater=True,
            )
        self.real = self.dots(lambda: still[: int(counted())], colors.real)
        self.ring = self.around(lambda: still, colors.real).set_z_index(_REAL_RING)
        self.made = VGroup(
            bleeding(decoration(trail)),
            self.dots(now, colors.generator),
            self.around(now, colors.generator),
            bleeding(between).set_z_index(_RINGS),
        )
        super().__init__(self.real, self.ring, self.made)

    @property
    def unit(self) -> float:
        """Scene units of a standard deviation, now."""
        needed = float(np.interp(self.look.get_value(), np.arange(len(self._units)), self._units))
        return self.nearest + self.aside.get_value() * (needed - self.nearest)

    @property
    def middle(self) -> Point3D:
        """Where the middle of the real clips is now."""
        place, share = self._place, self.aside.get_value()
        last = place.edge(DOWN + RIGHT) + self.nearest * np.array([-_RIGHT, _BELOW, 0.0])
        return np.asarray(place.center + share * (last - place.center))

    def at(self, points: np.ndarray) -> np.ndarray:
        """Scene points of now, shape (n, 3), of points of the plane."""
        return np.column_stack([self.unit * np.asarray(points), np.zeros(len(points))]) + self.middle

    def dots(self, points: Callable[[], np.ndarray], color: str) -> Dots:
        """Dots where clips are now."""
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
    """Both clouds, pictures at some of the dots, and how far it is from one to the other.

    Parameters
    ----------
    place
        All of it: the distances in a corner of a broad one, else below the clouds.
    trace
        ``real_seen``, ``others_seen``, ``finished_seen`` (n, 2), ``made_seen`` (K, n, 2): clips on
        the plane; ``distances`` (K,), ``distance`` and ``distance_real``: squares of how far those are from
        the real ones, not on the plane alone; ``followed`` (m,), which of those that were made are seen as
        pictures, and ``became`` (K, m, ...), what they were.
    words
        What real clips, those that were made, the distance, and two real sets are called.
    shown
        For some of the real clips, by their numbers, a function that is called on every update: its picture.

    Attributes
    ----------
    clouds
        What moves.
    looks
        How many looks at the training are shown; the last is that of the clips that were cleaned up.
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
        high = 3 * _ROW * sizes.number * PIXEL
        left, low = float(place.edge(LEFT)[0]), float(place.edge(DOWN)[1])
        self._rows = Region(place.x, low + high / 2, place.width, high).rows(1, 1, 1)
        looks = np.searchsorted(trace["step"], _STEPS)
        made = np.concatenate([trace["made_seen"][looks], trace["finished_seen"][np.newaxis]]).astype(float)
        distances = np.sqrt(np.append(trace["distances"][looks], trace["distance"]))
        became = np.concatenate([trace["became"][looks], trace["became"][-1:]]) / 255
        self.looks, real = len(made), trace["real_seen"].astype(float)
        # In a broad one those that come pass over the distances, and then reach farther down.
        self._place, self._above = place, place.down_to(low + high)
        seen_on = place.down_to(low + _RAISED * high) if place.broad else self._above
        self.clouds = clouds = Clouds(seen_on, trace["real_seen"], made)
        look = clouds.look

        def now() -> int:
            return int(look.get_value() + 0.5)

        title = Label(words[2], sizes.body, colors.text, weight="BOLD").set_line(
            self._rows[0].edge(LEFT), LEFT
        )
        self._start = max(Label(word, sizes.body, weight="BOLD").width for word in (words[1], words[3]))
        named, number_at = self._name(words[1], colors.generator, self._rows[1])
        number = TwoDigits(
            lambda: float(distances[now()]), size=sizes.number, color=colors.generator, weight="BOLD"
        ).set_line(number_at, LEFT)
        others_name, other_at = self._name(words[3], colors.real, self._rows[2])
        # How far two sets of real clips are apart: as far as where there is no difference.
        apart = Label(
            plain_number(float(np.sqrt(trace["distance_real"])), 1), sizes.number, colors.real, weight="BOLD"
        ).set_line(other_at, LEFT)
        rows = title, named, number, others_name, apart
        # Dots pass behind what is read.
        wide = self._start + 3.2 * sizes.number * PIXEL
        plate = Rectangle(width=wide, height=high, stroke_width=0).move_to(
            [left + wide / 2, low + high / 2, 0]
        )
        plate.set_fill(colors.background, opacity=1)
        self.distances = VGroup(bleeding(decoration(plate)), *rows).set_z_index(_OVER_ALL)
        self.pictures = VGroup(
            *(
                self._pictured(lambda k=k: clouds.at(real[k : k + 1])[0], RIGHT, picture, colors.real)
                for k, picture in shown.items()
            )
        )
        marked = Dots(None, lambda: clouds.at(real[[*shown]])[:, :2], colors.real, scale=_MARKED)
        name = Label(words[0], sizes.body, colors.real, weight="BOLD")
        name.add_updater(
            lambda name: name.set_line(
                clouds.at(np.array([_NAME]))[0] + 0.75 * sizes.body * PIXEL * DOWN, ORIGIN
            ),
            call_updater=True,
        )
        self.known = VGroup(clouds.ring, decoration(marked), name)
        followed = [int(k) for k in trace["followed"]]
        which = Dots(None, lambda: clouds.at(clouds.now()[followed])[:, :2], colors.generator, scale=_MARKED)
        self.seen = VGroup(
            *(
                self._pictured(
                    lambda k=k: clouds.at(clouds.now()[k : k + 1])[0], UP + LEFT,
                    lambda m=m: became[now(), m], colors.generator,
                )
                for m, k in enumerate(followed)
            )
        )  # fmt: skip
        # The other real clips: where there is no difference, rings nearly meet.
        second = trace["others_seen"].astype(float)
        ring, dots = clouds.around(lambda: second, colors.real), clouds.dots(lambda: second, colors.real)
        self.others = VGroup(dots, ring)
        self.made = VGroup(clouds.made, bleeding(decoration(which)), self.seen, self.distances)
        super().__init__(clouds.real, self.known, self.pictures, self.made)

    def _name(self, word: Word, color: str, row: Region) -> tuple[Label, Point3D]:
        """What is measured, and where its number begins."""
        size = self.theme.type.body
        label = Label(word, size, color, weight="BOLD").set_line(row.edge(LEFT), LEFT)
        return label, row.edge(LEFT) + (self._start + 0.7 * size * PIXEL) * RIGHT

    def _pictured(
        self, dot: Callable[[], Point3D], side: Sequence[float], picture: Callable[[], np.ndarray], color: str
    ) -> Raster:
        """A picture beside its dot, or at an edge while that is beyond it."""
        clouds = self.clouds
        side_at_last = _PICTURE * clouds.nearest
        raster = Raster(Region(0.0, 0.0, side_at_last, side_at_last), picture, edge=color)
        raster.set_z_index(_OVER_ALL)

        def follow(raster: Raster) -> None:
            wide = _PICTURE * max(clouds.unit, _LEAST * clouds.nearest)
            rim = wide / 2 + 8 * PIXEL  # with the sheet that it lies on
            room, above = self._place.inset(rim), self._above.inset(rim)
            low, high = room.edge(DOWN + LEFT), room.edge(UP + RIGHT)
            at = dot() + (wide / 2 + _GAP / _PICTURE * wide) * np.asarray(side)
            raster.scale(wide / raster.plate.width)
            raster.move_to(np.clip(at, above.edge(DOWN + LEFT) if at[0] < low[0] else low, high))

        raster.add_updater(follow, call_updater=True)
        return raster
