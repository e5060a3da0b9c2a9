"""Chapter: gradient steps go down the bowl of the loss, and the line among the houses turns with them."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
)

from loss_scenes.chapters.measuring import Measuring
from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.bowl_walk import BowlWalk
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.shelves import above_ground
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BROAD, _SLIM = 1.45, 1.62  # of the range of slopes that is walked, what is shown to either side of the best


class Direction(Chapter):
    """The mean squared error over the slope; a ball goes down from the left, and later from the right.

    Parameters
    ----------
    scene
        Where it is told.
    line
        The line; its slope follows the steps.
    steps
        Gradient steps from either side.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning, steps: int = 8) -> None:
        super().__init__(scene)
        self.line, self.steps = line, steps
        self.shown, self.step = ValueTracker(0.0), ValueTracker(0.0)
        self.starts = line.start, 2 * line.best - line.start
        self.broad = self.regions.hero.width > 1.5 * self.regions.hero.height

    @beat
    def point_the_way(self, large: Measuring | None = None) -> None:
        """``large``: what stands there, whose houses become the small ones; none: these come in."""
        motion, line = self.theme.motion, self.line
        bowl_place, homes_place = self.places()
        homes, said = self.small(homes_place)
        walk, column, names, push = self.bowl(bowl_place)
        ball = VGroup(column, walk.arrow, walk.ball)
        with self.narrate("direct"):
            if large:
                moved = [ReplacementTransform(large.homes, homes), ReplacementTransform(large.said, said)]
                self.then(self.clear_body(large.homes, large.said), *moved, run_time=motion.quick)
            else:
                self.then(self.clear_body(), FadeIn(homes, said), run_time=motion.quick)
            self.on("direct", Create(walk.curve), FadeIn(names, column, walk.ball), run_time=motion.calm)
            self.add(walk.arrow, walk.ball)
            self.then(self.shown.animate.set_value(1.0), FadeIn(push), run_time=motion.quick)
            self.on("arrow")
            self.walk_from(self.starts[0], 1, motion.quick)
            self.walk_from(self.starts[0], self.steps, motion.calm, FadeOut(push))
            self.then(FadeOut(ball), line.slope.animate.set_value(self.starts[1]), run_time=motion.brief)
            self.step.set_value(0.0)
            self.then(FadeIn(ball), run_time=motion.snap)
            self.add(ball)
            self.walk_from(self.starts[1], self.steps, motion.beat)

    def walk_from(self, start: float, steps: int, run_time: float, *others: Animation) -> None:
        """Go on to a number of gradient steps from a slope."""
        path = self.line.descend(start, steps=self.steps)
        slope, step = self.line.slope, self.step

        def follow(_: Mobject) -> None:
            slope.set_value(float(interpolate(path, step.get_value())))

        slope.add_updater(follow)
        self.bring_to_back(slope)  # what reads it comes later in the frame
        self.then(steady(step, steps), *others, run_time=run_time)
        slope.clear_updaters()

    def places(self) -> tuple[Region, Region]:
        """Of the bowl, down to the ground, and of the houses, in the bowl where it is broad, else above."""
        whole = above_ground(self.regions, self.scene.ground.horizon)
        if self.broad:
            inner = Region(whole.x, whole.y + 0.22 * whole.height, 0.4 * whole.width, 0.52 * whole.height)
            return whole, inner
        above, below = whole.rows(1, 1.55, gap=0.25)
        return below, above.inset(0.5, 0.0)

    def small(self, place: Region) -> tuple[Houses, VMobject]:
        """The houses and the line once more, small."""
        plot = MarketPlot(place, place, self.line.market, mansion=False)
        return Houses(plot), self.line.drawn_on(plot, plot.x_range, width=1.6 * self.theme.line_width)

    def bowl(self, place: Region) -> tuple[BowlWalk, Boxes, VGroup, Label]:
        """The bowl with ball and arrow, the loss as a column under the ball, and the names of both axes."""
        colors, line, sizes = self.theme.colors, self.line, self.theme.type
        best, loss, slope = line.best, line.line.mean_loss, line.slope.get_value
        reach = (_BROAD if self.broad else _SLIM) * (best - line.start)
        ends = best - reach, best + reach
        top = 1.12 * float(loss(line.start))
        plot = Plot(place, ends, (0.0, top), bare=True)
        ball = 84 * PIXEL
        walk = BowlWalk(
            plot, loss, line.line.mean_loss_grad, slope, colors=(colors.squared, colors.gold),
            ball=ball, start=line.start, longest=0.36 * place.height, shown=self.shown.get_value,
        )  # fmt: skip
        thin = 0.0035 * (ends[1] - ends[0])
        column = Boxes(
            plot, lambda: np.array([[slope() - thin, 0.0, slope() + thin, float(loss(slope()))]]),
            colors.squared, opacity=0.5,
        )  # fmt: skip
        parameter = Label(self.word("parameter"), sizes.label, colors.muted)
        parameter.set_line(place.edge(DOWN + RIGHT) + 0.7 * sizes.label * PIXEL * UP, RIGHT)
        height = Label(self.word("height"), sizes.label, colors.muted)
        height.set_line(place.edge(LEFT), LEFT)
        push = Label(self.word("push"), sizes.body, colors.gold, weight="BOLD")
        push.set_line(walk.ball.foot + 0.9 * ball * RIGHT + 0.1 * ball * UP, LEFT)
        return walk, column, VGroup(parameter, height), push
