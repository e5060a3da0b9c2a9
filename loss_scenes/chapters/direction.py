"""Chapter: gradient steps lead down the bowl of the loss, and the line among the houses turns with them."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Line,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
    Wait,
    rate_functions,
    smooth,
    squish_rate_func,
)

from loss_scenes.chapters.measuring import Measuring
from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.bowl_walk import BowlWalk
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.shelves import in_sight
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes, Dots, DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, beat

_SHOWN = 1.55  # of the slopes that are walked, what is shown to either side of the best
_LONG = 4.0  # steps that the arrow is long: each is a small one along it
_LANE = 0.55  # of the arrow, below the axis, in em of its name
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

    def __init__(self, scene: NarratedScene, *, line: Turning, steps: int = 20) -> None:
        super().__init__(scene)
        self.line, self.path = line, line.descend(line.start, steps=steps)
        self.shown, self.step = ValueTracker(0.0), ValueTracker(0.0)
        whole = in_sight(self.regions, scene.ground.horizon)
        self.broad = whole.broad

    @beat
    def point_the_way(self, large: Measuring | None = None) -> None:
        """``large``: what stands there, whose column and number go to their places."""
        motion, colors = self.theme.motion, self.theme.colors
        bowl_place, homes_place = self.places()
        homes, said, gaps, shelf = self.houses(homes_place)
        walk, column, left_behind, level, names, push = self.bowl(bowl_place)
        told, points = self.told(bowl_place, walk)
        with self.narrate("direct"):
            if large:
                large.come_to_rest()
                # A live number keeps its size on its way: its shape is what shrinks.
                number = VMobject(stroke_width=0, fill_color=colors.squared, fill_opacity=1)
                number.set_points(large.number.points)
                self.remove(large.number)
                self.add(number)
                stay = ((large.mean_square, column), (number, points))
                # What names something is gone before that moves.
                self.then(self.clear_body(*(before for before, _ in stay)), run_time=motion.snap)
                moved = (ReplacementTransform(before, after) for before, after in stay)
                # What is new comes where nothing passes any more.
                comes = FadeIn(homes, said, shelf, names, rate_func=squish_rate_func(smooth, 0.6, 1.0))
                self.then(*moved, comes, run_time=motion.calm)
            else:
                self.then(
                    self.clear_body(), FadeIn(homes, said, shelf, names, column, points),
                    run_time=motion.quick,
                )  # fmt: skip
            self.on("direct", Create(walk.curve), FadeIn(gaps, told), run_time=motion.calm)
            self.then(FadeIn(level, walk.ball), run_time=motion.quick)
            self.add(left_behind, level, walk.tangent, walk.arrow, walk.ball)
            self.then(self.shown.animate.set_value(1.0), FadeIn(push), run_time=motion.quick)
            # As far as the bowl is drawn, and the ball's level is clear of the number in it.
            way = self.line.best - self.line.start
            span = self.line.start, self.line.best + 0.8 * way
            self.explorable(
                "slope",
                handles=[
                    Handle("slope", self.line.slope, span, drags=(walk.ball,)),
                    Handle("shown", self.shown, (0.0, 1.0), follows=1.0),
                ],
                # The arrow's name fades, and comes a frame late, while the ball walks.
                marks=[said, gaps, column, level, walk, push.copy(), told, points],
                covered=[left_behind, push],
                tells={"points_lost": points},
            )
            self.on("arrow")
            self.walk(push, self.seconds_left() - motion.calm)
            self.fill(Wait())

    def walk(self, push: Label, lasts: float) -> None:
        """Go on to the last of the steps, in so many seconds."""
        path, slope, step = self.path, self.line.slope, self.step

        def follow(_: Mobject) -> None:
            whole, share = divmod(step.get_value(), 1.0)
            slope.set_value(float(interpolate(path, whole + min(1.0, share / _GOES))))

        slope.add_updater(follow)
        self.bring_to_back(slope)  # what reads it comes later in the frame
        # Near the best there is nothing left to point at.
        arrives = rate_functions.squish_rate_func(rate_functions.smooth, 0.65, 0.8)
        gone = (
            cast(Any, self.shown).animate(rate_func=arrives).set_value(0.0),
            FadeOut(push, rate_func=arrives),
        )
        # The first steps are seen one by one; near the best they are too small for that.
        goes = cast(Any, step).animate(rate_func=rate_functions.ease_in_quad).set_value(len(path) - 1)
        self.then(goes, *gone, run_time=lasts)
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

    def bowl(self, place: Region) -> tuple[BowlWalk, Boxes, Dots, DottedLines, VGroup, Label]:
        """The bowl with its ball, the loss as a column, where it was, its level, axes, and the arrow."""
        colors, line, sizes, hero = self.theme.colors, self.line, self.theme.type, self.regions.hero
        best, loss, slope = line.best, line.points, line.slope.get_value
        reach = _SHOWN * (best - line.start)
        # The names of the axes stand above the one, and below the other, above the ground.
        row, deep = 1.3 * sizes.label * PIXEL, 2.3 * sizes.label * PIXEL
        high = Region(place.x, place.y + (deep - row) / 2, place.width, place.height - row - deep)
        plot = Plot(high, (best - reach, best + reach), (0.0, 1.3 * float(loss(line.start))), bare=True)
        ball = min(72 * PIXEL, 0.12 * place.height)
        walk = BowlWalk(
            plot, loss, line.line.mean_loss_grad, slope, colors=(colors.squared, colors.gold),
            ball=ball, reach=_LONG * line.rate, shown=self.shown.get_value, lane=_LANE * sizes.label * PIXEL,
        )  # fmt: skip
        bleeding(walk)
        thin = 0.012 * reach
        radius = ball / 2 / high.height * plot.y_range[1]

        def under_the_ball() -> np.ndarray:
            top = float(loss(slope())) - radius
            return np.array([[slope() - thin, 0.0, slope() + thin, top]])[: int(top > 0)]

        column = Boxes(plot, under_the_ball, colors.squared, opacity=0.5)
        right = min(float(place.edge(RIGHT)[0]), float(hero.edge(RIGHT)[0]))
        left = max(float(place.edge(LEFT)[0]), float(hero.edge(LEFT)[0]))
        low = float(place.edge(DOWN)[1]) + 0.75 * sizes.label * PIXEL
        parameter = Label(self.word("parameter"), sizes.label, colors.muted)
        parameter.set_line(np.array([right, low, 0.0]), RIGHT)
        push = Label(self.word("push"), sizes.label, colors.gold, weight="BOLD")
        end = float(parameter.get_left()[0]) - 0.5 * sizes.label * PIXEL
        lane = Region((left + end) / 2, low, end - left, 0.0)

        def below(push: Mobject) -> None:
            tail, tip = walk.arrow.get_start()[0], walk.arrow.get_end()[0]
            push.set_line(lane.kept(np.array([(tail + tip) / 2, low, 0.0]), push.width))

        push.add_updater(detached(below), call_updater=True)
        left_behind = Dots(plot, self.visited, colors.drawn_other)
        foot = np.array([left, float(high.edge(DOWN)[1]), 0.0])
        top = np.array([left, float(high.edge(UP)[1]), 0.0])
        axes = VMobject(stroke_color=colors.muted, stroke_width=self.theme.line_width)
        axes.set_points_as_corners([top, foot, high.edge(DOWN + RIGHT)])
        name = Label(self.word("mse"), sizes.label, colors.squared, weight="BOLD")
        names = VGroup(bleeding(decoration(axes)), name.set_line(top + row / 2 * UP, LEFT), parameter)
        start = float(plot.p2c(foot)[0])

        def height() -> np.ndarray:
            return np.array([[start, float(loss(slope())), slope(), float(loss(slope()))]])

        level = bleeding(DottedLines(plot, height, colors.squared))
        return walk, column, bleeding(left_behind), level, names, push

    def visited(self) -> np.ndarray:
        """Where on the loss the ball has rested and is no more, shape (n, 2)."""
        slopes = self.path[: int(np.ceil(self.step.get_value() - 1e-6))]
        return np.column_stack([slopes, self.line.points(slopes)])

    def told(self, place: Region, walk: BowlWalk) -> tuple[VGroup, LiveNumber]:
        """Within the bowl the points that the line loses now, and their name."""
        colors, sizes, bowl = self.theme.colors, self.theme.type, walk.curve
        x, top = float(bowl.get_center()[0]), float(place.edge(UP)[1])
        room = Region(x, top - 1.4 * sizes.label * PIXEL, 0.68 * float(bowl.width), 2.4 * sizes.label * PIXEL)
        words = Label(
            self.word("points_lost"), sizes.label, colors.text, weight="BOLD", within=room, edge=ORIGIN
        )
        words.shift((top - 0.5 * sizes.label * PIXEL - float(words.get_top()[1])) * UP)
        number = LiveNumber(
            self.line.points_lost, decimals=0, size=sizes.display, color=colors.squared, edge=ORIGIN
        )
        under = float(words.get_bottom()[1]) - 0.1 * sizes.label * PIXEL
        number.set_line(np.array([x, under - 0.5 * sizes.display * PIXEL, 0.0]))
        return VGroup(words), number
