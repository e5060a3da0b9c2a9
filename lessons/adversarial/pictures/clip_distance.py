"""How far clips that were made are from real ones: each clip is a dot on a plane of their features."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedVMobject, ValueTracker, VGroup, VMobject
from manim.typing import Vector3D

from lessons.adversarial.models.round_plane import deviation_ellipse
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.marks import Dots
from narrated.mobjects.text import Label, TwoDigits
from narrated.mobjects.visual_role import bleeding, decoration, drawn
from voiceover.words import Word

WORDS = "true", "made", "others", "distance", "plane"
"""Keys of what a `ClipDistance` says."""
_DEVIATIONS = 2.0  # of the ring around a cloud
_DOT, _FAINT = 0.6, 0.26
_FILL = 0.12  # opacity of a cloud
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
    """A generator's clips as a cloud of dots, and real ones beside it.

    Each cloud is filled as far as the ring of its mean and covariance, two standard deviations out. All is to
    one scale. A dot beyond the place is not seen.

    Parameters
    ----------
    place
        All rings, at its right end.
    real
        Shape (n, 2), in their own standard deviations: they are round.
    made
        Those of the generator, shape (n, 2).

    Attributes
    ----------
    gathered
        Tracker: 0, no clip has become a dot; 1, those of the generator have; 2, the real ones have as well.
    left
        Of all rings, on the scene, the left end with some air.
    real, made
        Of each cloud its dots and its ring.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.theme import use_theme
    >>> use_theme(THEME)
    >>> rng = np.random.default_rng(0)
    >>> real = rng.normal(size=(200, 2))
    >>> clouds = Clouds(Region(0, 0, 6.4, 3.6), real, real - [2, 0.5])
    >>> gathers = clouds.gathered.animate.set_value(2)
    """

    def __init__(self, place: Region, real: np.ndarray, made: np.ndarray) -> None:
        colors = current_theme().colors
        rings = deviation_ellipse(made, _DEVIATIONS)
        left, top, below = _AIR - rings[:, 0].min(), _AIR + rings[:, 1].max(), _AIR - rings[:, 1].min()
        self._unit = float(min(place.width / (left + _RIGHT), place.height / (top + below)))
        self._middle = place.edge(RIGHT) + self._unit * np.array([-_RIGHT, (below - top) / 2, 0.0])
        self.left = float(self._middle[0]) - left * self._unit
        self._place = place.inset(_DOT * current_theme().dot)
        self.gathered = ValueTracker(2.0)
        self.made, self.real = (
            VGroup(self.dots(points, color, before=before), self.around(points, color))
            for before, (points, color) in enumerate(((made, colors.generator), (real, colors.real)))
        )
        super().__init__(self.made, self.real)

    def at(self, points: np.ndarray) -> np.ndarray:
        """Scene points, shape (n, 3), of points of the plane."""
        flat = np.column_stack([np.asarray(points), np.zeros(len(points))])
        return np.asarray(self._unit * flat + self._middle)

    def dots(self, points: np.ndarray, color: str, *, before: int = 0) -> Dots:
        """A dot where each of some clips is that is within the place; so many clouds gather before it."""
        low, high = (self._place.edge(way)[:2] for way in (DOWN + LEFT, UP + RIGHT))
        at = self.at(points)[:, :2]
        seen = at[((at >= low) & (at <= high)).all(axis=1)]
        gathered = self.gathered.get_value

        def so_far() -> np.ndarray:
            share = min(max(gathered() - before, 0.0), 1.0)
            return np.asarray(seen[: round(share * len(seen))])

        return decoration(Dots(None, so_far, color, scale=_DOT, opacity=_FAINT))

    def around(self, points: np.ndarray, color: str) -> VMobject:
        """A cloud as far as its ring."""
        cloud = VMobject(
            stroke_color=color,
            stroke_width=current_theme().curve_width,
            fill_color=color,
            fill_opacity=_FILL,
        )
        cloud.set_points_smoothly(self.at(deviation_ellipse(points, _DEVIATIONS)))
        return bleeding(drawn(cloud)).set_z_index(_RINGS)

    def dashed(self, points: np.ndarray, color: str) -> VMobject:
        """The ring alone, in dashes."""
        ring = VMobject(stroke_color=color, stroke_width=current_theme().curve_width)
        ring.set_points_smoothly(self.at(deviation_ellipse(points, _DEVIATIONS)))
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
        All of it: the distances at the left of the clouds, or below them.
    trace
        ``real_seen``, ``others_seen``, ``finished_seen`` (n, 2): clips on the plane; ``distance`` and
        ``distance_real``: squares of how far the last and the second are from the first, not on the plane
        alone.
    words
        By `WORDS`: what the three clouds are called, the distance, and that all is seen on a plane.

    Attributes
    ----------
    clouds
        What gathers.
    view, beside
        Where the clouds are, and where the distances.
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
        left, right = (float(place.edge(way)[0]) for way in (LEFT, RIGHT))
        if broad:
            self._room = place
            self.clouds = clouds = Clouds(place, real, made)
            wide = clouds.left - _ASIDE - left
            self.view = Region((clouds.left + right) / 2, place.y, right - clouds.left, place.height)
            self.beside = Region(left + wide / 2, place.y, wide, place.height)
            said, told = place.edge(DOWN + RIGHT) + aside / 2 * UP, self.beside
        else:
            self._room, self.beside = place.rows(place.height - aside - high, aside + high)
            self.view = self._room
            # Names stand at the right of clouds that fill the width.
            self.clouds = clouds = Clouds(self._room.columns(4, 1)[0], real, made)
            line_below, told = self.beside.rows(aside, high)
            said, wide = line_below.edge(RIGHT), place.width
        titled, *rows = Region(told.x, told.y, wide, high).rows(line, *[named + row] * 2)
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
        self.known = VGroup(clouds.real[1], self._named(words["true"], colors.real, real, DOWN + RIGHT))
        self.made = VGroup(clouds.made[1])
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
        super().__init__(
            clouds.made[0], clouds.real[0], self.known, self.made, self.title, self.far, self.plane
        )

    def _named(self, word: Word | str, color: str, points: np.ndarray, way: Vector3D) -> Label:
        """What a cloud is called, outside its ring, as far out as there is room."""
        size = self.theme.type.body
        name = Label(word, size, color, weight="BOLD")
        ring = self.clouds.at(deviation_ellipse(points, _DEVIATIONS))
        gap = size * PIXEL * np.array([*_BESIDE, 0.0]) * way
        at = ring[np.argmax(ring @ way)] + gap + name.width / 2 * way[0] * RIGHT
        kept = self._room.kept(at, name.width)
        # As far as it is kept back, it is moved up or down from the ring, but not out of the room.
        kept += abs(at[0] - kept[0]) * way[1] * UP
        low, high = (float(self._room.edge(side)[1]) for side in (DOWN, UP))
        kept[1] = np.clip(kept[1], low + size * PIXEL / 2, high - size * PIXEL / 2)
        return name.set_line(kept)
