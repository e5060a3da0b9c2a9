"""Chapter: gradient steps lead down the bowl of the loss, and the line among the houses turns with them."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    Line,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
)

from loss_scenes.chapters.measuring import Measuring
from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.bowl_walk import BowlWalk
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.shelves import in_sight
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_SHOWN = 1.55  # of the slopes that are walked, what is shown to either side of the best
_LONG = 2.0  # steps that the arrow is long: each is a small one along it
_GOES = 0.6  # of the time of a step; the rest of it the ball rests


class Direction(Chapter):
    """The mean squared error over the slope, and the houses with the line of that slope, equally large.

    Parameters
    ----------
    scene
        Where it is told.
    line
        The line; its slope follows the steps.
    steps
        Gradient steps.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning, steps: int = 5) -> None:
        super().__init__(scene)
        self.line, self.steps = line, steps
        self.shown, self.step = ValueTracker(0.0), ValueTracker(0.0)
        whole = in_sight(self.regions, scene.ground.horizon)
        self.broad = whole.width > 1.5 * whole.height

    @beat
    def point_the_way(self, large: Measuring | None = None) -> None:
        """``large``: what stands there, whose houses go to their new places; none: these come in."""
        motion = self.theme.motion
        bowl_place, homes_place = self.places()
        homes, said, gaps, shelf = self.houses(homes_place)
        walk, column, names, push = self.bowl(bowl_place)
        with self.narrate("direct"):
            if large:
                moved = [ReplacementTransform(large.homes, homes), ReplacementTransform(large.said, said)]
                self.then(
                    self.clear_body(large.homes, large.said), *moved, FadeIn(shelf), run_time=motion.calm
                )
            else:
                self.then(self.clear_body(), FadeIn(homes, said, shelf), run_time=motion.quick)
            self.on("direct", Create(walk.curve), FadeIn(names, gaps), run_time=motion.calm)
            self.then(FadeIn(walk.ball, column), run_time=motion.quick)
            self.add(walk.arrow, walk.ball)
            self.then(self.shown.animate.set_value(1.0), FadeIn(push), run_time=motion.quick)
            self.on("arrow")
            self.walk()

    def walk(self) -> None:
        """Go on to the last of the steps."""
        path = self.line.descend(self.line.start, steps=self.steps)
        slope, step = self.line.slope, self.step

        def follow(_: Mobject) -> None:
            whole, share = divmod(step.get_value(), 1.0)
            slope.set_value(float(interpolate(path, whole + min(1.0, share / _GOES))))

        slope.add_updater(follow)
        self.bring_to_back(slope)  # what reads it comes later in the frame
        self.fill(steady(step, self.steps))
        slope.clear_updaters()

    def places(self) -> tuple[Region, Region]:
        """Of the bowl, down to the ground, and of the houses, beside it or above it."""
        whole = in_sight(self.regions, self.scene.ground.horizon)
        if self.broad:
            bowl, homes = whole.columns(1, 1.15, gap=0.6)
            return bowl, homes
        homes, bowl = whole.rows(1, 1.15, gap=0.3)
        return bowl, homes

    def houses(self, place: Region) -> tuple[Houses, Mobject, DottedLines, Mobject]:
        """The houses, the line that turns, how far it is off for each, and what the stems stand on."""
        colors, line, foot = self.theme.colors, self.line, place.edge(DOWN)
        plot = MarketPlot(place, place, line.market, mansion=False)
        market = line.market

        def gaps() -> np.ndarray:
            return np.column_stack([market.x, line.says(market.x), market.x, market.y])

        aside = place.width / 2 * RIGHT
        shelf = Line(foot - aside, foot + aside, stroke_color=colors.drawn_far)
        shelf.set_stroke(width=self.theme.line_width)
        return (
            bleeding(Houses(plot)),
            line.drawn_on(plot, plot.x_range),
            bleeding(DottedLines(plot, gaps, colors.outlier, dot=10.0)),
            bleeding(decoration(shelf)),
        )

    def bowl(self, place: Region) -> tuple[BowlWalk, Boxes, VGroup, Label]:
        """The bowl with ball and arrow, the loss as a column under the ball, and the names of both axes."""
        colors, line, sizes, hero = self.theme.colors, self.line, self.theme.type, self.regions.hero
        best, loss, slope = line.best, line.line.mean_loss, line.slope.get_value
        reach = _SHOWN * (best - line.start)
        # The names of the axis stand below it, above the ground.
        above, top = place.height - 1.7 * sizes.label * PIXEL, float(place.edge(UP)[1])
        high = Region(place.x, top - above / 2, place.width, above)
        plot = Plot(high, (best - reach, best + reach), (0.0, 1.3 * float(loss(line.start))), bare=True)
        ball = min(72 * PIXEL, 0.12 * place.height)
        walk = BowlWalk(
            plot, loss, line.line.mean_loss_grad, slope, colors=(colors.squared, colors.gold),
            ball=ball, reach=_LONG * line.rate, shown=self.shown.get_value,
        )  # fmt: skip
        bleeding(walk)
        thin = 0.005 * reach
        column = Boxes(
            plot, lambda: np.array([[slope() - thin, 0.0, slope() + thin, float(loss(slope()))]]),
            colors.squared, opacity=0.5,
        )  # fmt: skip
        right = min(float(place.edge(RIGHT)[0]), float(hero.edge(RIGHT)[0]))
        left = max(float(place.edge(LEFT)[0]), float(hero.edge(LEFT)[0]))
        low = float(place.edge(DOWN)[1]) + 0.75 * sizes.label * PIXEL
        parameter = Label(self.word("parameter"), sizes.label, colors.muted)
        parameter.set_line(np.array([right, low, 0.0]), RIGHT)
        height = Label(self.word("height"), sizes.label, colors.muted)
        height.set_line(plot.c2p(best, 1.05 * float(loss(line.start))))
        push = Label(self.word("push"), sizes.label, colors.gold, weight="BOLD")
        push.set_line(np.array([max(left, float(plot.c2p(line.start, 0.0)[0])), low, 0.0]), LEFT)
        axis = Line(high.edge(DOWN + LEFT), high.edge(DOWN + RIGHT), stroke_color=colors.muted)
        bleeding(decoration(axis.set_stroke(width=self.theme.line_width)))
        return walk, column, VGroup(axis, parameter, height), push
