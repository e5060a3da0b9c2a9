"""Real notes and fakes as hills over the axis of ink, and above them what the discriminator scores there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject
from manim.typing import Point3D

from lessons.adversarial.pictures.score_meter import GUESS, HALF
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.density import Density
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.text import Label, short_number
from narrated.mobjects.visual_role import bleeding, decoration

_SHARE = 0.5  # of the height, for the hills
_FIGURE, _NARROW = 0.2, 0.16  # a player's height, by the region's height, and by the hero's width at most
_PITCH = 20.0  # pixels of the design from dot to dot of a dotted curve that is level
_SAMPLES = 400


class NoteHill(Density):
    """The hill of notes of one kind: where many have as much ink, it is high."""


class Hills(VGroup):
    """A green hill that stands, an orange one that moves, and above both the curve of D from 0 to 1.

    Parameters
    ----------
    region
        From edge to edge; the hills stand on its lower edge.
    hero
        What of it is read: the numbers of D's axis stand at its left edge.
    span
        Ends of the axis of ink, at the sides of ``hero``.
    known
        As far as densities and D may be drawn beyond it.
    top
        The density at which the hills' room ends.
    marks
        At which scores of D a faint line runs, with its number.
    real, fake
        Densities: that of the real notes, and of the fakes of the moment.
    score
        D of the moment, elementwise.

    Attributes
    ----------
    land, sky
        The plots of the densities and of D.
    real, fake, score
        What is drawn of them.
    seen
        Part of the axis of ink over which D is drawn.
    guides, ticks
        The faint lines, and their numbers.
    figure
        How high a player is beside a hill, in pixels of the design.
    """

    def __init__(
        self,
        region: Region,
        hero: Region,
        *,
        span: tuple[float, float],
        known: tuple[float, float] = (-np.inf, np.inf),
        top: float,
        real: Function,
        fake: Callable[[], Function],
        score: Callable[[], Function],
        marks: Sequence[float] = (0.0, 0.5, 1.0),
    ) -> None:
        self.theme = theme = current_theme()
        colors = theme.colors
        region, span = _widened(region, hero, span, known)
        self.figure = min(_FIGURE * region.height, _NARROW * hero.width) / PIXEL
        low = region.edge(DOWN)[1]
        high = hero.edge(UP)[1] - 0.6 * theme.type.label * PIXEL
        foot = low + _SHARE * (high - low) + 0.5 * theme.type.label * PIXEL
        self.land = Plot(_from_to(region, low, low + _SHARE * (high - low)), span, (0.0, top), bare=True)
        self.sky = Plot(_from_to(region, foot, high), span, (0.0, 1.0), bare=True)
        self.real = NoteHill(self.land, lambda: real, colors.real)
        self.fake = NoteHill(self.land, fake, colors.generator)
        # D begins beside its numbers, and ends with the lines of them.
        numbers = 1.3 * theme.type.label * PIXEL
        ends = hero.edge(LEFT) + numbers * RIGHT, hero.edge(RIGHT)
        self.seen = float(self.sky.p2c(ends[0])[0]), float(self.sky.p2c(ends[1])[0])
        self.score = self.sky.live_curve(score, colors.discriminator, over=self.seen, samples=_SAMPLES)
        self.guides, self.ticks = VGroup(), VGroup()
        at = float(self.sky.p2c(hero.edge(LEFT))[0])
        for value in marks:
            self.guides.add(self.sky.curve(lambda x, value=value: value + 0.0 * x, colors.drawn_far,
                                           over=self.seen, width=theme.hair_width, samples=2))  # fmt: skip
            text = HALF if value == GUESS else short_number(value)
            tick = Label(text, theme.type.label, colors.muted, weight="BOLD")
            self.ticks.add(tick.set_line(self.sky.c2p(at, value), LEFT))
        bleeding(decoration(self.guides))
        super().__init__(self.guides, self.real, self.fake, self.score, self.ticks)
        for part in (self.real, self.fake, self.score):
            bleeding(part)

    def title(self, text: str, color: str, place: Callable[[], tuple[float, float]]) -> Label:
        """A hill's name over a live place of it, which it follows."""
        return hill_title(text, color, lambda: self.land.c2p(*place()))

    def dotted(self, function: Callable[[], Function], color: str) -> Dots:
        """A curve of D of the moment as round dots, equally far from each other along it."""
        sky = self.sky
        x = np.linspace(*self.seen, _SAMPLES)
        count = round(float(sky.c2p(x[-1], 0.0)[0] - sky.c2p(x[0], 0.0)[0]) / (_PITCH * PIXEL))
        scale = sky.size / np.array([np.ptp(sky.x_range), np.ptp(sky.y_range)])

        def places() -> np.ndarray:
            y = np.asarray(function()(x), dtype=float)
            steps = np.hypot(np.diff(x) * scale[0], np.diff(y) * scale[1])
            way = np.concatenate([[0.0], np.cumsum(steps)])
            at = np.linspace(0.0, way[-1], count)
            return np.column_stack([np.interp(at, way, x), np.interp(at, way, y)])

        return bleeding(Dots(sky, places, color, scale=0.36))

    def ghosts(self, densities: Sequence[Function], ages: Callable[[], np.ndarray], color: str) -> VGroup:
        """Outlines of where a hill has been, which fade: seen from an age of 0 up to 1."""
        now, lines = detached(ages), VGroup()

        def follow(line: VMobject, k: int) -> None:
            age = float(now()[k])
            line.set_stroke(opacity=0.7 * (1.0 - age) if 0.0 < age < 1.0 else 0.0)

        for k, density in enumerate(densities):
            line = VMobject(stroke_color=color, stroke_width=self.theme.hair_width)
            line.set_points(self.land.curve_points(density))
            line.add_updater(partial(follow, k=k), call_updater=True)
            lines.add(line)
        return bleeding(decoration(lines))


def hill_title(text: str, color: str, top: Callable[[], Point3D]) -> Label:
    """A hill's name over a live scene point, which it follows."""
    size = current_theme().type.body
    label, now, above = Label(text, size, color, weight="BOLD"), detached(top), 0.75 * size * PIXEL * UP
    label.add_updater(lambda label: label.set_line(now() + above), call_updater=True)
    return label


def _widened(
    region: Region, hero: Region, span: tuple[float, float], known: tuple[float, float]
) -> tuple[Region, tuple[float, float]]:
    """The region and the span of its own sides, so that ``span`` is at the sides of ``hero``."""
    unit = hero.width / (span[1] - span[0])
    middle = (span[0] + span[1]) / 2
    sides = (float(region.edge(way)[0]) for way in (LEFT, RIGHT))
    low, high = (middle + (side - hero.x) / unit for side in sides)
    low, high = max(low, known[0]), min(high, known[1])
    x = hero.x + ((low + high) / 2 - middle) * unit
    return Region(x, region.y, (high - low) * unit, region.height), (low, high)


def _from_to(region: Region, low: float, high: float) -> Region:
    return Region(region.x, (low + high) / 2, region.width, high - low)
