"""How far clips that were made are from real ones: each clip is a dot on a plane of their features."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ValueTracker, VGroup
from manim.typing import Point3D, Vector3D

from lessons.adversarial.models.clip_steps import cleaned_up
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

WORDS = "true", "made", "others", "distance"
"""Keys of what a `ClipDistance` says."""
_DEVIATIONS = 2.0  # of the ring around a cloud
_DOT, _FAINT = 0.6, 0.4
_RINGS, _REAL_RING, _OVER_ALL = 1, 2, 3  # over all dots: rings, the one that stays, pictures
_MARKED = 1.1  # of a dot whose picture is shown
# In standard deviations of the real clips:
_RIGHT, _AIR = 3.3, 0.25  # from their middle to the right edge; beyond the rings, on the other sides
_PICTURE, _GAP = 1.2, 0.14  # side of a picture, and from its dot to its edge
_BESIDE = 0.35, 0.9  # what a cloud is called, from its ring, to the side and up or down, in em of that
_ROW = 1.7, 1.05  # height of a row of the distances, in em of its number: beside the clouds, and below them
_BAR = 0.5  # thickness of a bar, by that


class Clouds(VGroup):
    """Real clips as a cloud of dots, and those of a generator, which come nearer from look to look.

    Each cloud has the ring of its mean and covariance, two standard deviations out. All is to one scale, as
    large as the rings of all looks have room. A dot beyond the place is not seen.

    Parameters
    ----------
    place
        All rings, at its right end.
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
    middle, left
        Of the real clips; and of all rings, on the scene, the left end with some air.
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
        left, top, below = _AIR - rings[:, 0].min(), _AIR + rings[:, 1].max(), _AIR - rings[:, 1].min()
        self.unit = float(min(place.width / (left + _RIGHT), place.height / (top + below)))
        self.middle: Point3D = place.edge(RIGHT) + self.unit * np.array([-_RIGHT, (below - top) / 2, 0.0])
        self.left = float(self.middle[0]) - left * self.unit
        self._place = place.inset(_DOT * current_theme().dot)
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
        """A dot where each of some clips is that is within the place."""
        low, high = (self._place.edge(way)[:2] for way in (DOWN + LEFT, UP + RIGHT))

        def seen() -> np.ndarray:
            at = self.at(points())[:, :2]
            return at[((at >= low) & (at <= high)).all(axis=1)]

        return decoration(Dots(None, seen, color, scale=_DOT, opacity=_FAINT))

    def around(self, points: Callable[[], np.ndarray], color: str) -> VGroup:
        """The ring of a cloud."""

        def ring() -> np.ndarray:
            return self.at(deviation_ellipse(points(), _DEVIATIONS))[:-1]

        width = 0.7 * current_theme().curve_width
        rim = Shape(ring, current_theme().colors.background, opacity=0.0, edge=3.0 * width)
        rings = VGroup(decoration(rim), Shape(ring, color, opacity=0.0, edge=width))
        return bleeding(drawn(rings)).set_z_index(_RINGS)


class ClipDistance(VGroup):
    """Both clouds, pictures at some of the dots, and how far it is from one to the other, as bars.

    Parameters
    ----------
    place
        All of it: the distances at the left of the clouds, or below them.
    trace
        ``real_seen``, ``others_seen``, ``finished_seen`` (n, 2), ``made_seen`` (K, n, 2): clips on
        the plane; ``distances`` (K,), ``distance`` and ``distance_real``: squares of how far those are from
        the real ones, not on the plane alone; ``followed`` (m,), which of those that were made are seen as
        pictures, and ``became`` (K, m, ...), what they were. The last of K is the end of the training.
    words
        By `WORDS`: what the three clouds are called, and the distance.
    shown
        For some of the real clips, by their numbers, a function that is called on every update: its picture.

    Attributes
    ----------
    clouds
        What moves, by two looks: at what the trained generator makes, and at the same cleaned up.
    apart
        How far those that were made are at each of these; between them, number and bar go straight, as the
        cloud does.
    became
        Those of them that are seen as pictures, at both looks.
    pictures, seen
        Of the real clips that are shown, and of those that were made, each at its dot.
    known, made, others
        What stands at the real clips; all of those that were made, and how far away they are; and another
        set of real clips.
    """

    def __init__(
        self,
        place: Region,
        trace: Mapping[str, np.ndarray],
        words: Mapping[str, Word | str],
        shown: Mapping[int, Callable[[], np.ndarray]],
    ) -> None:
        self.theme = current_theme()
        colors, sizes = self.theme.colors, self.theme.type
        line, row = 1.5 * sizes.body * PIXEL, _ROW[not place.broad] * sizes.number * PIXEL
        high = line + 2 * row
        made = np.stack([trace["made_seen"][-1], trace["finished_seen"]]).astype(float)
        apart = self.apart = np.sqrt([trace["distances"][-1], trace["distance"]])
        others_apart = float(np.sqrt(trace["distance_real"]))
        trained, real = trace["became"][-1] / 255, trace["real_seen"].astype(float)
        self.became = trained, cleaned_up(trained)
        self._room, below = (place, place) if place.broad else place.rows(place.height - high, high)
        self.clouds = clouds = Clouds(self._room, trace["real_seen"], made)
        look = clouds.look.get_value
        left = float(place.edge(LEFT)[0])
        wide = clouds.left - left if place.broad else place.width
        titled, *rows = Region(left + wide / 2, below.y, wide, high).rows(line, row, row)
        title = Label(words["distance"], sizes.body, colors.text, weight="BOLD", within=titled)
        title.set_line(titled.edge(LEFT), LEFT)
        names = [
            Label(words[key], sizes.body, color, weight="BOLD").set_line(row.edge(LEFT), LEFT)
            for key, color, row in zip(("made", "others"), (colors.generator, colors.real), rows, strict=True)
        ]
        self._start = max(float(name.get_right()[0]) for name in names)
        far = self._measured(names[0], colors.generator, rows[0], clouds.of_look(apart))
        other = self._measured(names[1], colors.real, rows[1], lambda: others_apart)
        self.pictures = VGroup(
            *(
                self._pictured(lambda k=k: clouds.at(real[k : k + 1])[0], RIGHT, picture, colors.real)
                for k, picture in shown.items()
            )
        )
        marked = Dots(None, lambda: clouds.at(real[[*shown]])[:, :2], colors.real, scale=_MARKED)
        name = self._named(words["true"], colors.real, lambda: real, DOWN + RIGHT)
        self.known = VGroup(clouds.ring, decoration(marked), name)
        followed = [int(k) for k in trace["followed"]]
        which = Dots(None, lambda: clouds.at(clouds.now()[followed])[:, :2], colors.generator, scale=_MARKED)
        self.seen = VGroup(
            *(
                self._pictured(
                    lambda k=k: clouds.at(clouds.now()[k : k + 1])[0], UP + LEFT,
                    lambda m=m: self.became[int(look() + 0.5)][m], colors.generator,
                )
                for m, k in enumerate(followed)
            )
        )  # fmt: skip
        # The other real clips: where there is no difference, rings nearly meet.
        second = trace["others_seen"].astype(float)
        ring, dots = clouds.around(lambda: second, colors.real), clouds.dots(lambda: second, colors.real)
        name = self._named(words["others"], colors.real, lambda: second, UP + RIGHT)
        self.others = VGroup(dots, ring, name, other)
        name = self._named(words["made"], colors.generator, clouds.now, DOWN + LEFT)
        self.made = VGroup(clouds.made, name, decoration(which), self.seen, title, far)
        super().__init__(clouds.real, self.known, self.pictures, self.made)

    def _named(self, word: Word | str, color: str, points: Callable[[], np.ndarray], way: Vector3D) -> Label:
        """What a cloud is called, outside its ring, as far out as there is room."""
        size = self.theme.type.body
        name = Label(word, size, color, weight="BOLD")
        gap = size * PIXEL * np.array([*_BESIDE, 0.0]) * way

        def follow(name: Any) -> None:
            ring = self.clouds.at(deviation_ellipse(points(), _DEVIATIONS))
            at = ring[np.argmax(ring @ way)] + gap + name.width / 2 * way[0] * RIGHT
            name.set_line(self._room.kept(at, name.width))

        name.add_updater(follow, call_updater=True)
        return name

    def _measured(self, name: Label, color: str, row: Region, apart: Callable[[], float]) -> VGroup:
        """A distance: what is measured, a bar as long as it is, and at the end of that the number."""
        sizes = self.theme.type
        gap = 0.4 * sizes.number * PIXEL
        start = self._start + gap
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
