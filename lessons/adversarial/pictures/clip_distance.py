"""How far clips that were made are from real ones: each clip is a dot on a plane of their features."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedVMobject, ValueTracker, VGroup, VMobject
from manim.typing import Point3D, Vector3D

from lessons.adversarial.models.round_plane import deviation_ellipse
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.marks import Dots
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label, TwoDigits
from narrated.mobjects.visual_role import bleeding, decoration, drawn
from voiceover.words import Word

WORDS = "true", "made", "others", "distance", "plane"
"""Keys of what a `ClipDistance` says."""
_DEVIATIONS = 2.0  # of the ring around a cloud
_DOT, _FAINT = 0.6, 0.4
_FILL = 0.16  # opacity of a cloud
_RINGS = 1  # over all dots
_DASHES = 30
# In standard deviations of the real clips:
_RIGHT, _AIR = 3.0, 0.25  # from their middle to the right edge; beyond the rings, on the other sides
_BESIDE = 0.35, 0.9  # what a cloud is called, from its ring, to the side and up or down, in em of that
_ASIDE = 0.4  # scene units between the distances and the clouds
_ROW = 1.25, 1.05  # height of a row of the distances, in em of its number: beside the clouds, and below them
_NAME = 1.4  # of a row for a name over a distance, in em
_NUMBER = 2.1  # width for a number and the gap before it, in em
_BAR = 0.6  # thickness of a bar, by its row


class Clouds(VGroup):
    """Real clips as a cloud of dots, and those of a generator beside it.

    Each cloud is filled as far as the ring of its mean and covariance, two standard deviations out. All is to
    one scale. First the real ones are alone, in the middle and large; then they stand where there is room for
    all of them. A dot beyond that place is not seen.

    Parameters
    ----------
    alone
        The ring of the real clips, when they are alone.
    place
        All rings, at its right end, when they are not.
    real
        Shape (n, 2), in their own standard deviations: they are round.
    made
        Those of the generator, shape (n, 2).

    Attributes
    ----------
    aside
        Tracker: 0, the real clips are alone, to 1, they have made room for the others.
    counted
        Tracker: how many of the real clips are shown, as dots.
    left
        Of all rings, on the scene, the left end with some air.
    real, ring, made
        The dots of the real clips, their ring, and both of the others.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.theme import use_theme
    >>> use_theme(THEME)
    >>> rng = np.random.default_rng(0)
    >>> real = rng.normal(size=(200, 2))
    >>> whole = Region(0, 0, 6.4, 3.6)
    >>> clouds = Clouds(whole, whole, real, real - [2, 0.5])
    >>> goes = clouds.aside.animate.set_value(1)
    """

    def __init__(self, alone: Region, place: Region, real: np.ndarray, made: np.ndarray) -> None:
        colors = current_theme().colors
        rings = deviation_ellipse(made, _DEVIATIONS)
        left, top, below = _AIR - rings[:, 0].min(), _AIR + rings[:, 1].max(), _AIR - rings[:, 1].min()
        unit = float(min(place.width / (left + _RIGHT), place.height / (top + below)))
        middle = place.edge(RIGHT) + unit * np.array([-_RIGHT, (below - top) / 2, 0.0])
        self.left = float(middle[0]) - left * unit
        # The ring has room, and no dot is beyond the sides.
        high = min(alone.width, alone.height) / (_DEVIATIONS + _AIR)
        large = min(high, (alone.width - 2 * _DOT * current_theme().dot) / np.abs(real[:, 0]).max()) / 2
        self._views = (large, alone.center), (unit, middle)
        self._place = place.inset(_DOT * current_theme().dot)
        self.aside, self.counted = ValueTracker(0.0), ValueTracker(float(len(real)))
        counted = self.counted.get_value

        def so_far() -> np.ndarray:
            return self.at(real[: int(counted())])[:, :2]

        self.real = decoration(Dots(None, so_far, colors.real, scale=_DOT, opacity=_FAINT))
        self.ring = self.around(real, colors.real)
        self.made = VGroup(self.dots(made, colors.generator), self.around(made, colors.generator))
        super().__init__(self.real, self.ring, self.made)

    def at(self, points: np.ndarray, aside: float | None = None) -> np.ndarray:
        """Scene points, shape (n, 3), of points of the plane: now, or when that much room has been made."""
        share = self.aside.get_value() if aside is None else aside
        (large, alone), (unit, middle) = self._views
        now: Point3D = (1 - share) * alone + share * middle
        size = (1 - share) * large + share * unit
        return np.column_stack([size * np.asarray(points), np.zeros(len(points))]) + now

    def dots(self, points: np.ndarray, color: str) -> Dots:
        """A dot where each of some clips is that is within the place."""
        low, high = (self._place.edge(way)[:2] for way in (DOWN + LEFT, UP + RIGHT))
        at = self.at(points, aside=1.0)[:, :2]
        seen = at[((at >= low) & (at <= high)).all(axis=1)]
        return decoration(Dots(None, lambda: seen, color, scale=_DOT, opacity=_FAINT))

    def around(self, points: np.ndarray, color: str) -> VMobject:
        """A cloud as far as its ring."""
        ring = deviation_ellipse(points, _DEVIATIONS)[:-1]
        cloud = Shape(lambda: self.at(ring), color, opacity=_FILL, edge=current_theme().curve_width)
        return bleeding(drawn(cloud)).set_z_index(_RINGS)

    def dashed(self, points: np.ndarray, color: str) -> VMobject:
        """The ring alone, in dashes, when room has been made."""
        ring = VMobject(stroke_color=color, stroke_width=current_theme().curve_width)
        ring.set_points_smoothly(self.at(deviation_ellipse(points, _DEVIATIONS), aside=1.0))
        return bleeding(drawn(DashedVMobject(ring, num_dashes=_DASHES))).set_z_index(_RINGS)


class Distance(VGroup):
    """What is measured, a bar as long as it is far, and at its end the number.

    Attributes
    ----------
    label, bar, number
        Its parts.
    grown
        Tracker of the bar: 0 to 1 of its length.
    """

    def __init__(self, name: Label, at: Region, far: float, longest: float, size: float, color: str) -> None:
        self.label, self.grown = name, ValueTracker(0.0)
        self.bar = Bar(at, lambda: self.grown.get_value() * far / longest, color)
        self.number = TwoDigits(lambda: far, size=size, color=color, weight="BOLD", edge=LEFT)
        self.number.set_line(at.edge(LEFT) + (far / longest * at.width + 0.25 * size * PIXEL) * RIGHT, LEFT)
        super().__init__(name, self.bar, self.number)


class ClipDistance(VGroup):
    """Both clouds, and how far it is from one to the other, as bars.

    Parameters
    ----------
    place
        All of it: the distances at the left of the clouds, or below them. First the real clips
        have all of it.
    trace
        ``real_seen``, ``others_seen``, ``finished_seen`` (n, 2): clips on the plane; ``distance`` and
        ``distance_real``: squares of how far the last and the second are from the first, not on the plane
        alone.
    words
        By `WORDS`: what the three clouds are called, the distance, and that all is seen on a plane.

    Attributes
    ----------
    clouds
        What moves.
    plane
        Says that of many directions two are seen.
    known, made, others
        What stands at the real clips; those that were made; and another set of real clips.
    title, far, near
        What is measured; how far those that were made are, and the other real ones.
    """

    def __init__(
        self, place: Region, trace: Mapping[str, np.ndarray], words: Mapping[str, Word | str]
    ) -> None:
        self.theme = current_theme()
        colors, sizes, broad = self.theme.colors, self.theme.type, place.broad
        size = sizes.title if broad else sizes.number
        line, row = 1.5 * sizes.body * PIXEL, _ROW[not broad] * size * PIXEL
        named = _NAME * sizes.body * PIXEL if broad else 0.0
        high = line + 2 * (named + row)
        real, made, second = (trace[f"{key}_seen"].astype(float) for key in ("real", "finished", "others"))
        aside = 1.2 * sizes.label * PIXEL  # a line for what is said of the plane, below it where it is narrow
        if broad:
            self._room = below = place
            said = place.edge(DOWN + RIGHT) + aside / 2 * UP
        else:
            self._room, line_below, below = place.rows(place.height - aside - high, aside, high)
            said = line_below.edge(RIGHT)
        # Elsewhere names stand at the right of clouds that fill the width.
        seen = self._room if broad else self._room.columns(4, 1)[0]
        self.clouds = clouds = Clouds(place, seen, real, made)
        left = float(place.edge(LEFT)[0])
        wide = clouds.left - _ASIDE - left if broad else place.width
        titled, *rows = Region(left + wide / 2, below.y, wide, high).rows(line, *[named + row] * 2)
        self.title = Label(words["distance"], sizes.body, colors.text, weight="BOLD", within=titled)
        self.title.set_line(titled.edge(LEFT), LEFT)
        inks = colors.generator, colors.real
        names = [
            Label(words[key], sizes.body, ink, weight="BOLD")
            for key, ink in zip(("made", "others"), inks, strict=True)
        ]
        apart = np.sqrt([trace["distance"], trace["distance_real"]])
        inset = 0.0 if broad else max(float(name.width) for name in names) + 0.4 * size * PIXEL
        length = wide - inset - _NUMBER * size * PIXEL
        distances = []
        for name, ink, far, at in zip(names, inks, apart, rows, strict=True):
            over, barred = at.rows(named, row) if broad else (at, at)
            name.set_line(over.edge(LEFT), LEFT)
            bar = Region(left + inset + length / 2, barred.y, length, _BAR * row)
            distances.append(Distance(name, bar, float(far), float(apart.max()), size, ink))
        self.far, self.near = distances
        self.known = VGroup(clouds.ring, self._named(words["true"], colors.real, real, DOWN + RIGHT))
        self.made = VGroup(clouds.made)
        if broad:  # elsewhere the name of its bar, in its colour, is close by
            self.made.add(self._named(words["made"], colors.generator, made, DOWN + LEFT))
        # The other real clips: where there is no difference, rings nearly meet.
        self.others = VGroup(
            clouds.dots(second, colors.real),
            clouds.dashed(second, colors.real),
            self._named(words["others"], colors.real, second, UP + RIGHT),
        )
        self.plane = Label(words["plane"], sizes.label, colors.muted)
        self.plane.set_line(said, RIGHT)
        super().__init__(clouds.real, self.known, self.made, self.title, self.far, self.plane)

    def _named(self, word: Word | str, color: str, points: np.ndarray, way: Vector3D) -> Label:
        """What a cloud is called, outside its ring, as far out as there is room."""
        size = self.theme.type.body
        name, ellipse = Label(word, size, color, weight="BOLD"), deviation_ellipse(points, _DEVIATIONS)
        gap = size * PIXEL * np.array([*_BESIDE, 0.0]) * way

        def follow(name: Any) -> None:
            ring = self.clouds.at(ellipse)
            at = ring[np.argmax(ring @ way)] + gap + name.width / 2 * way[0] * RIGHT
            kept = self._room.kept(at, name.width)
            # As far as it is kept back, it is moved up or down from the ring.
            name.set_line(kept + abs(at[0] - kept[0]) * way[1] * UP)

        name.add_updater(follow, call_updater=True)
        return name
