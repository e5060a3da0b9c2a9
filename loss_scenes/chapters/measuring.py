"""Chapter: every gap becomes a square, the squares level out, and their mean is one number."""

from __future__ import annotations

from typing import cast

import numpy as np
from manim import ORIGIN, UP, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.catalogue import SQUARED
from loss_scenes.chapters.turning import Turning
from loss_scenes.models.lines import Line
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.reading import Reading
from loss_scenes.pictures.shelves import in_sight
from loss_scenes.pictures.squares import ResidualSquares
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, DottedLines, Segments
from narrated.mobjects.text import Label
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_AIR = 0.12  # between two squares, in scene units
_THIN = 0.06  # of a square's width, when it begins as a gap
_BEHIND = 0.52  # opacity of the squares while houses stand before them
_SMALL = 0.78  # of a house, when all lie in a row on the ground


class Measuring(Chapter):
    """Every house and what the line says of it; the squares on the gaps, and their mean in points.

    Parameters
    ----------
    scene
        Where it is told.
    line
        The line; it stays as it is, and is level: the squares come to stand on it.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning) -> None:
        super().__init__(scene)
        self.line = line
        self.grown, self.squared, self.gathered, self.level, self.merged = (
            ValueTracker(0.0) for _ in range(5)
        )
        place = in_sight(self.regions, scene.ground.horizon)
        self.broad = place.width > 1.5 * place.height
        stage = Region(self.regions.frame.x, place.y, self.regions.frame.width, place.height)
        self.plot = MarketPlot(stage, place, line.market, mansion=False)
        self.ink = SQUARED.color(self.theme.colors)
        self.homes = bleeding(Houses(self.plot))
        self.said = bleeding(
            Segments(self.plot, self.said_now, self.ink, width=self.theme.curve_width).set_z_index(-1)
        )
        self.mean_square, self.reading, self.name = self.result()

    @beat
    def measure(self) -> None:
        motion, gaps, squares = self.theme.motion, self.gaps(), self.squares()
        with self.narrate("measure"):
            self.then(self.clear_body(), FadeIn(self.homes, self.said), run_time=motion.brief)
            self.add(gaps)
            self.on("measure", self.grown.animate.set_value(1.0), run_time=motion.quick)
            self.remove(gaps)
            self.add(squares)
            self.bring_to_back(squares)
            self.then(self.squared.animate.set_value(1.0), run_time=motion.quick)
            lying = [
                home.animate.shift(way).scale(_SMALL, about_point=cast(House, home).foot + way)
                for home, way in zip(self.homes.drawn, self.ways(), strict=True)
            ]
            self.then(
                self.gathered.animate.set_value(1.0), FadeOut(self.homes.stems), *lying,
                run_time=motion.calm,
            )  # fmt: skip
            self.then(self.level.animate.set_value(1.0), FadeIn(self.name), run_time=motion.calm)
            self.on("number", self.merged.animate.set_value(1.0), FadeIn(self.reading), run_time=motion.quick)
            self.remove(squares)
            self.add(self.mean_square, self.reading)

    # -- where the squares come to stand: above the houses, which lie down in a row on the ground ------------

    def ways(self) -> list[np.ndarray]:
        """How each house comes down to the ground."""
        ground = self.scene.ground.horizon
        return [(ground - float(cast(House, home).foot[1])) * UP for home in self.homes.drawn]

    def floors(self) -> tuple[float, ...]:
        """Heights that squares stand on, from below: above the roofs, and in an upright picture once more."""
        high = max(float(home.height) for home in self.homes.drawn)
        low = self.scene.ground.horizon + 1.1 * _SMALL * high
        top = float(self.plot.place.edge(UP)[1])
        return (low,) if self.broad else (low, low + 0.5 * (top - low))

    def standing(self) -> tuple[np.ndarray, np.ndarray]:
        """The squares side by side, and as large as they are on average: each left, low, right, high."""
        lengths, mean, floors = self.line.gaps(), self.line.typical_gap(), self.floors()
        rows = np.array_split(lengths, len(floors))
        place = self.regions.hero
        room = place.width - (max(map(len, rows)) - 1) * _AIR
        unit = room / max(float(row.sum()) for row in (*rows, np.full(len(rows[0]), mean)))

        def boxes(floor: float, sides: np.ndarray) -> np.ndarray:
            ends = np.cumsum(sides + _AIR)
            left = ends - sides - _AIR - (ends[-1] - _AIR) / 2 + place.x
            return np.column_stack([left, np.full_like(sides, floor), left + sides, floor + sides])

        # The first houses stand in the upper row.
        pairs = list(zip(reversed(floors), rows, strict=True))
        return (
            np.concatenate([boxes(floor, unit * row) for floor, row in pairs]),
            np.concatenate([boxes(floor, np.full_like(row, unit * mean)) for floor, row in pairs]),
        )

    def result(self) -> tuple[Boxes, Reading, VGroup]:
        """The one square that is the mean of all, its points beside or below it, and the name of the mean."""
        sizes, hero, low = self.theme.type, self.regions.hero, self.floors()[0]
        top = float(hero.edge(UP)[1])
        high = (1.15 * sizes.body + 1.15 * sizes.display) * PIXEL
        # None of those that are averaged is larger or smaller.
        left, _, right, _ = self.standing()[1][0]
        side = float(right - left)

        def told(x: float, y: float) -> Reading:
            return Reading(
                Region(x, y, 0.0, high), self.word("points_lost"), self.line.points_lost, "{}",
                widest=self.line.points_lost(), color=self.theme.colors.gold,
            )  # fmt: skip

        across = told(0.0, 0.0).width
        name = Label(self.word("mean_squared"), sizes.body, self.ink, weight="BOLD")
        foot = low + self.theme.curve_width / 200
        if self.broad:
            left = hero.x - (side + 0.6 + across) / 2
            reading = told(left + side + 0.6, low + 0.5 * max(side, high))
            above = np.array([hero.x, foot + max(side, high) + 0.8 * sizes.body * PIXEL, 0.0])
        else:
            left = hero.x - side / 2
            above = np.array([hero.x, top - 0.6 * sizes.body * PIXEL, 0.0])
            under = top - 1.4 * sizes.body * PIXEL - high
            reading = told(hero.x - across / 2, under + high / 2)
        name.set_line(above, ORIGIN)
        corners = (
            self.plot.p2c(np.array([left, foot, 0.0])),
            self.plot.p2c(np.array([left + side, foot + side, 0.0])),
        )
        place = np.array([[*corners[0][:2], *corners[1][:2]]])
        square = Boxes(self.plot, lambda: place, self.ink, opacity=1.0)
        return bleeding(square), reading, VGroup(name)

    # -- what is drawn, by the trackers ---------------------------------------------------------------------

    def said_now(self) -> np.ndarray:
        """The line, at the mean price first, and under the squares at last."""
        (left, right), mean = self.plot.x_range, float(self.line.line.y.mean())
        share = self.gathered.get_value()
        heights = [self.plot.p2c(np.array([0.0, floor, 0.0]))[1] for floor in self.floors()]
        rows = [
            [left, mean + share * (height - mean), right, mean + share * (height - mean)]
            for height in heights
        ]
        # All but the lowest are gone when there is one square.
        kept = 1 if self.merged.get_value() > 0 or share == 0 else len(rows)
        return np.array(rows[:kept])

    def gaps(self) -> DottedLines:
        """From the line to every house."""
        market, says = self.line.market, self.line.says(self.line.market.x)

        def reached() -> np.ndarray:
            ends = says + self.grown.get_value() * (market.y - says)
            return np.column_stack([market.x, says, market.x, ends])

        return bleeding(DottedLines(self.plot, reached, self.theme.colors.outlier, dot=12.0, pitch=24.0))

    def squares(self) -> Boxes:
        """The squares on the gaps, which stand up side by side, level out, and become one."""
        market, mean = self.line.market, float(self.line.line.y.mean())
        points = np.column_stack([market.x, market.y])
        flat = Line(0.0, mean)
        at_home = ResidualSquares(self.plot, lambda: points, lambda: flat, self.ink).source()
        side, level = (self.on_plot(boxes) for boxes in self.standing())
        one = self.mean_square.source()
        away = np.sign(market.y - mean)

        def now() -> np.ndarray:
            grown, stood, lying, merged = (
                tracker.get_value() for tracker in (self.squared, self.gathered, self.level, self.merged)
            )
            here = at_home.copy()
            # A square grows away from its gap, which is its right side above the line, else its left one.
            far, near = np.where(away > 0, 0, 2), np.where(away > 0, 2, 0)
            each = np.arange(len(here))
            wide = _THIN + grown * (1 - _THIN)
            here[each, far] = here[each, near] + wide * (here[each, far] - here[each, near])
            here = here + stood * (side - here)
            here = here + lying * (level - here)
            return np.asarray(here + merged * (one - here))

        drawn = bleeding(Boxes(self.plot, now, self.ink, opacity=_BEHIND))
        drawn.add_updater(
            lambda boxes: boxes.set_fill(opacity=_BEHIND + (1 - _BEHIND) * self.gathered.get_value())
        )
        return drawn.set_stroke(self.theme.colors.background, self.theme.hair_width)

    def on_plot(self, boxes: np.ndarray) -> np.ndarray:
        """Boxes in scene units, as values of area and price."""
        corners = [self.plot.p2c(np.array([x, y, 0.0]))[:2] for box in boxes for x, y in (box[:2], box[2:])]
        return np.array(corners, dtype=float).reshape(-1, 4)
