"""Chapter: every gap becomes a square, the squares level out and become one, whose size is a number."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, ValueTracker

from loss_scenes.catalogue import SQUARED
from loss_scenes.chapters.turning import Turning
from loss_scenes.models.lines import Line
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.reading import Reading
from loss_scenes.pictures.shelves import in_sight
from loss_scenes.pictures.squares import ResidualSquares
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, DottedLines
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_THIN = 0.06  # of a square's width, when it begins as a gap
_BEHIND = 0.52  # opacity of the squares while houses stand before them


class Measuring(Chapter):
    """Every house and what the line says of it; the squares on the gaps, and their mean in points.

    Parameters
    ----------
    scene
        Where it is told.
    line
        The line; it stays as it is, and is level.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning) -> None:
        super().__init__(scene)
        self.line = line
        self.grown, self.squared, self.level, self.merged = (ValueTracker(0.0) for _ in range(4))
        place = in_sight(self.regions, scene.ground.horizon)
        stage = Region(self.regions.frame.x, place.y, self.regions.frame.width, place.height)
        self.plot = MarketPlot(stage, place, line.market, mansion=False)
        self.ink = SQUARED.color(self.theme.colors)
        self.homes = bleeding(Houses(self.plot))
        self.said = bleeding(line.drawn_on(self.plot, self.plot.x_range)).set_z_index(-1)
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
            self.then(self.level.animate.set_value(1.0), run_time=motion.calm)
            self.then(self.merged.animate.set_value(1.0), FadeIn(self.name), run_time=motion.quick)
            self.remove(squares)
            self.add(self.mean_square)
            word, number = self.reading
            self.then(FadeIn(word), run_time=motion.swift)
            self.on("number", FadeIn(number), run_time=motion.swift)

    def result(self) -> tuple[Boxes, Reading, Label]:
        """Above the cheap houses: the square that is the mean of all, its points, and its name."""
        sizes, hero, plot = self.theme.type, self.regions.hero, self.plot
        corner, em = hero.edge(UP + LEFT), sizes.body * PIXEL
        name = Label(self.word("mean_squared"), sizes.body, self.ink, weight="BOLD")
        name.set_line(corner + 0.7 * em * DOWN, LEFT)
        high = (1.15 * sizes.body + 1.15 * sizes.display) * PIXEL
        # No house is as high as the words above it are low.
        low = float(corner[1]) - 2.5 * em
        houses = [home.get_left()[0] - 0.3 * em for home in self.homes.drawn if home.get_top()[1] > low]
        wide = min(houses, default=float(hero.edge(RIGHT)[0])) - corner[0]
        room = Region(corner[0] + wide / 2, float(corner[1]) - 1.3 * em - high / 2, wide, high)
        reading = Reading(
            room, self.word("points_lost"), self.line.points_lost, "{}",
            widest=self.line.points_lost(), color=self.theme.colors.gold,
        )  # fmt: skip
        word, number = reading
        left, low = float(corner[0]), float(number.get_bottom()[1])
        side = self.line.typical_gap() * plot.size[1] / np.ptp(plot.y_range)
        low = min(low, float(word.get_bottom()[1]) - 0.3 * em - side)
        number.shift((side + 0.5 * em) * RIGHT)
        first, last = (plot.p2c(np.array([left + k * side, low + k * side, 0.0]))[:2] for k in (0, 1))
        place = np.array([[*first, *last]])
        return bleeding(Boxes(plot, lambda: place, self.ink, opacity=1.0)), reading, name

    # -- what is drawn, by the trackers ---------------------------------------------------------------------

    def gaps(self) -> DottedLines:
        """From the line to every house."""
        market, says = self.line.market, self.line.says(self.line.market.x)

        def reached() -> np.ndarray:
            ends = says + self.grown.get_value() * (market.y - says)
            return np.column_stack([market.x, says, market.x, ends])

        return bleeding(DottedLines(self.plot, reached, self.theme.colors.outlier, dot=12.0, pitch=24.0))

    def squares(self) -> Boxes:
        """The squares on the gaps, which level out, and become one."""
        market, mean = self.line.market, float(self.line.line.y.mean())
        away, flat = np.sign(market.y - mean), Line(0.0, mean)

        def standing(prices: np.ndarray) -> np.ndarray:
            points = np.column_stack([market.x, prices])
            squares = ResidualSquares(self.plot, lambda: points, lambda: flat, self.ink)
            return np.asarray(squares.source())

        at_home, level = standing(market.y), standing(mean + away * self.line.typical_gap())
        one = self.mean_square.source()
        # A square grows away from its gap, which is its right side above the line, else its left one.
        far, near, each = np.where(away > 0, 0, 2), np.where(away > 0, 2, 0), np.arange(len(away))

        def now() -> np.ndarray:
            grown, lying, merged = (
                tracker.get_value() for tracker in (self.squared, self.level, self.merged)
            )
            here = at_home + lying * (level - at_home)
            wide = _THIN + grown * (1 - _THIN)
            here[each, far] = here[each, near] + wide * (here[each, far] - here[each, near])
            return np.asarray(here + merged * (one - here))

        drawn = bleeding(Boxes(self.plot, now, self.ink, opacity=_BEHIND))
        drawn.add_updater(
            lambda boxes: boxes.set_fill(opacity=_BEHIND + (1 - _BEHIND) * self.merged.get_value())
        )
        return drawn.set_stroke(self.theme.colors.background, self.theme.hair_width)
