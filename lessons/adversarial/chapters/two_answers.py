"""Chapter: a sketch with two right pictures; what each loss makes of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    TAU,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)
from manim.typing import Point3D

from lessons.adversarial.models.shades import (
    WEIGHT,
    adversarial,
    decided,
    expected_absolute,
    expected_squared,
    score,
)
from lessons.adversarial.motion import late
from lessons.adversarial.pictures.players import Inspector
from lessons.adversarial.pictures.score_meter import ScoreMeter
from lessons.adversarial.pictures.shade_plot import Cost, ShadePlot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import rimmed
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_AROUND = 0.15  # gap between the picture and the frame around it
_ABSOLUTE = partial(expected_absolute, spread=0.0)  # of the two answers that stand at the ends alone
_WANDERS = 0.36  # to either side of the mean, where all shades cost the same
_SMALL = 0.22, 0.18  # side of the answers under the axis by the plot's height: in a wide picture, in others
_TALL, _SQUARE = (0.43, 0.57), (0.37, 0.63)  # heights of the painting and of the curves
_PAINTS = 2  # looks at a network until it has a house: before that it paints noise


def shade_of(pictures: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """How far pictures have gone from the first answer to the second, where these differ: 0 to 1.

    Parameters
    ----------
    pictures, answers
        Shape (..., rows, columns, 3) and (2, rows, columns, 3).

    Examples
    --------
    >>> answers = np.stack([np.zeros((2, 2, 3)), np.ones((2, 2, 3))])
    >>> shade_of(np.stack([answers[0], answers.mean(axis=0)]), answers).tolist()
    [0.0, 0.5]
    """
    way = answers[1] - answers[0]
    gone = ((pictures - answers[0]) * way).sum(axis=(-3, -2, -1))
    return np.asarray(np.clip(gone / (way**2).sum(), 0.0, 1.0))


def roofs(answers: np.ndarray) -> np.ndarray:
    """The colours of both answers where they differ most: shape (2, 3)."""
    row, column = np.unravel_index(np.abs(answers[1] - answers[0]).sum(axis=-1).argmax(), answers.shape[1:3])
    return np.asarray(answers[:, row, column])


@dataclass(frozen=True)
class _Places:
    """Where the curves stand, and what belongs to the painting.

    ``early`` is where the canvas stands until the inspector comes, with the step beside it or below;
    ``high`` is the inspector's height.
    """

    curves: Region
    early: Region
    canvas: Region
    meter: Region
    step: Region
    inspector: Point3D
    high: float

    @classmethod
    def in_hero(cls, hero: Region, ground: float, line: float, meter: float) -> _Places:
        """The places of a format.

        ``line`` is the height of a line, and ``meter`` the width that the meter needs with its name.
        """
        if hero.broad:
            curves, beside = hero.columns(0.64, 0.36, gap=0.3)
            side = beside.width - meter - 3 * _AROUND
        else:
            beside, curves = hero.rows(*(_TALL if hero.upright else _SQUARE), gap=0.1)
            side = beside.height - 2 * _AROUND
            # No wider than what stands there, which is in the middle.
            needed = side + meter + 4 * _AROUND + max(side - line, 2.4 * line)
            beside = Region(beside.x, beside.y, min(beside.width, needed), beside.height)
        left, top, _ = beside.edge(UP + LEFT) + _AROUND * (RIGHT + DOWN)
        canvas = Region(left + side / 2, top - side / 2, side, side)
        upright = Region(canvas.edge(RIGHT)[0] + 2 * _AROUND + meter / 2, canvas.y, meter, side)
        start = canvas.edge(LEFT)[0] if hero.broad else upright.edge(RIGHT)[0] + _AROUND
        room, low = beside.edge(RIGHT)[0] - start, canvas.edge(DOWN)[1]
        if hero.broad:
            high, step = low - 2 * _AROUND - ground, low - 2 * _AROUND - line / 2
        else:
            ground, high, step = low, side - line, top - line / 2
        foot = np.array([start + room - 0.28 * high, ground, 0.0])
        named = Region(start + room / 2, step, room, line)
        early = canvas if hero.broad else Region(hero.x - room / 2, canvas.y, side, side)
        return cls(curves, early, canvas, upright, named, foot, high)


class TwoAnswers(Chapter):
    """Squared error paints the mean of two answers, absolute error cannot decide, an inspector decides.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    trace
        ``sketch`` (rows, columns), ``answers`` (2, rows, columns, 3), and what networks painted after so many
        ``step`` (K,) when they were trained with the three losses: ``squared``, ``absolute``,
        ``adversarial`` (K, rows, columns, 3); all pictures from 0 to 255.
    """

    def __init__(self, scene: NarratedScene, *, trace: Mapping[str, np.ndarray]) -> None:
        super().__init__(scene)
        losses = ("squared", "absolute", "adversarial")
        self.pictures = {name: trace[name] / 255 for name in ("sketch", "answers", *losses)}
        self.steps = trace["step"]
        self.answers, self.painted = self.pictures["answers"], self.pictures["squared"]
        self.cost: Cost = expected_squared
        self.step, self.shade = ValueTracker(0.0), ValueTracker(0.0)
        self.swing: ValueTracker | None = None  # while the shade is anyone's choice: how often it went round
        # How far the curve is on its way to what an inspector makes of it, and the absolute error's weight.
        self.judged, self.weight = ValueTracker(0.0), ValueTracker(1.0)
        self.begun = ValueTracker(0.0)  # how far the sketch has given way to what the network paints
        sizes, ground = self.theme.type, float(self.regions.stage.edge(DOWN)[1])
        self.score_name = Label(
            self.word("score"), sizes.label, self.theme.colors.discriminator, weight="BOLD"
        )
        wide = max(self.score_name.width, 2 * sizes.label * PIXEL)
        at = self.at = _Places.in_hero(self.regions.hero, ground, 1.5 * sizes.body * PIXEL, wide)
        self.canvas = at.canvas
        foot = _SMALL[0 if self.regions.hero.broad else 1] * at.curves.height
        self.plot = ShadePlot(at.curves, roofs(self.answers), self.word("cost"), foot=foot)

    # -- the question --------------------------------------------------------------------------------------

    @beat
    def ask(self) -> None:
        motion, hero = self.theme.motion, self.regions.hero
        line = 1.4 * self.theme.type.heading * PIXEL
        places = hero.split(1, 1, gap=0.3)
        side = min(places[0].width, places[0].height - line) - 2 * _AROUND
        squares = [Region(at.x, at.y + line / 2, side, side) for at in places]
        large = min(hero.width, hero.height) - 2 * _AROUND
        middle = Region(hero.x, hero.y, large, large)
        colored = [ValueTracker(0.0), ValueTracker(0.0)]

        def coloring(k: int) -> np.ndarray:
            share, sketch = colored[k].get_value(), self.pictures["sketch"][..., np.newaxis]
            return np.asarray((1 - share) * sketch + share * self.answers[k])

        edge = self.theme.colors.drawn_front
        both = [Raster(middle, lambda k=k: coloring(k), edge=edge).scale(0.8) for k in (0, 1)]  # type: ignore[misc]
        halves = [
            Label(self.word("half"), self.theme.type.heading, weight="BOLD").set_line(
                at.edge(DOWN) + line / 2 * DOWN
            )
            for at in squares
        ]
        self.ends = VGroup(*both)
        self.add(both[0])
        with self.narrate("ask"):
            self.on("sketch", both[0].animate.scale(1 / 0.8), run_time=motion.calm)
            self.fill()
            both[1].scale(1 / 0.8)
            apart = [
                picture.animate.scale(side / middle.width).move_to(at.center)
                for picture, at in zip(both, squares, strict=True)
            ]
            self.on("first", *apart, run_time=motion.swift)
            for picture in both:
                picture.resume_updating()
            self.then(colored[0].animate.set_value(1.0), FadeIn(halves[0]), run_time=motion.quick)
            self.on("second", colored[1].animate.set_value(1.0), FadeIn(halves[1]), run_time=motion.quick)

    # -- three losses --------------------------------------------------------------------------------------

    def now(self) -> np.ndarray:
        """What the network paints at the moment, or where it may paint any shade, the one of the moment."""
        if self.swing:
            share = self.shade.get_value()
            return np.asarray((1 - share) * self.answers[0] + share * self.answers[1])
        begun, sketch = self.begun.get_value(), self.pictures["sketch"][..., np.newaxis]
        return np.asarray((1 - begun) * sketch + begun * self.painted[self.look()])

    def look(self) -> int:
        """Which of the looks at the network is shown."""
        return int(self.step.get_value() + 1e-6)

    def follow(self, _: ValueTracker) -> None:
        """The shade of what is painted at the moment; between two looks at the network it glides."""
        if self.swing:
            self.shade.set_value(0.5 + _WANDERS * float(np.sin(TAU * self.swing.get_value())))
            return
        shades = shade_of(self.painted, self.answers)
        self.shade.set_value(float(np.interp(self.step.get_value(), np.arange(len(shades)), shades)))

    def height(self, shade: np.ndarray) -> np.ndarray:
        """How high the curve of the moment is at a shade."""
        alone, share = self.plot.height_of(self.cost, shade), self.judged.get_value()
        return np.asarray((1 - share) * alone + share * self.plot.height_of(self.both, shade))

    def both(self, shade: np.ndarray) -> np.ndarray:
        """The adversarial loss and the absolute error, with its weight of the moment."""
        return decided(shade, weight=self.weight.get_value())

    def held(self, shade: np.ndarray) -> np.ndarray:
        """How much of that height is the absolute error's: on it lies what the inspector adds."""
        low, high = self.plot.ends(self.both)
        added = self.judged.get_value() * adversarial(shade) / (high - low)
        return np.maximum(self.height(shade) - added, 0.0)

    def train(self, name: str, cost: Cost, first: int = 0) -> None:
        """Begin with what a loss makes of the network, at one of the looks at it."""
        self.swing = None
        self.painted, self.cost = self.pictures[name], cost
        self.step.set_value(first)
        self.follow(self.shade)

    def small_ends(self) -> list[Region]:
        """Where the answers stand under the axis."""
        side, foot = self.plot.foot.height, self.plot.foot
        return [Region(float(self.plot.plot.c2p(float(x), 0.0)[0]), foot.y, side, side) for x in (0, 1)]

    @beat
    @after("ask")
    def blur(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        self.train("squared", expected_squared)
        self.curve = self.plot.curve(expected_squared, colors.squared)
        self.name: VMobject = self.named("squared", colors.squared)
        self.ball = self.plot.ball(self.shade.get_value, self.height)
        self.canvas_picture = Raster(self.at.early, self.now, edge=colors.drawn_front)
        self.step_name = self.trained_for()
        mean = self.plot.plot.drop(0.5, 0.0, 0.5, colors.gold)
        word = Label(self.word("mean"), self.theme.type.body, colors.gold, weight="BOLD")
        self.mean = VGroup(mean, word.set_line(self.plot.plot.c2p(0.5, 0.5) + 0.5 * word.size * PIXEL * UP))
        with self.narrate("blur"):
            shrink = [
                end.animate.scale(at.width / end.plate.width).move_to(at.center)
                for end, at in zip(self.ends, self.small_ends(), strict=True)
            ]
            halves = VGroup(*(self.beside_end(end) for end in self.small_ends()))
            sketch = FadeIn(self.canvas_picture, rate_func=late)  # once the answers have left its place
            comes = [FadeIn(self.plot, self.name), Create(self.curve), sketch]
            self.on("squared", self.scene.clear_body(*self.ends), *shrink, *comes, run_time=motion.calm)
            # What is painted of the sketch comes in its place: at first a network knows nothing.
            begins = self.begun.animate.set_value(1.0)
            self.then(begins, FadeIn(self.ball, halves, self.step_name), run_time=motion.quick)
            self.shade.add_updater(self.follow)
            self.add(self.shade, self.ball, self.canvas_picture, self.step_name)
            self.fill(steady(self.step, len(self.painted) - 1))
            self.on("mean", Create(mean), FadeIn(word), run_time=motion.quick)

    def beside_end(self, end: Region) -> Label:
        """How often a small answer is right, at its side that is turned to the other one."""
        inward = RIGHT if end.x < self.plot.foot.x else LEFT
        half = Label(self.word("half"), self.theme.type.label, weight="BOLD")
        return half.set_line(end.edge(inward) + 0.4 * half.size * PIXEL * inward, -inward)

    def trained_for(self) -> LiveNumber:
        """How many steps the network that paints has been trained for."""
        broad, sizes = self.regions.hero.broad, self.theme.type
        number = LiveNumber(
            lambda: float(self.steps[self.look()]),
            decimals=0,
            template=self.word("step"),
            size=sizes.body if broad else sizes.label,
            edge=LEFT,
        )
        early = self.at.early.edge(RIGHT) + 2 * _AROUND * RIGHT
        return number.set_line(self.at.step.edge(LEFT) if broad else early)

    def named(self, key: str, color: str) -> Label:
        """The name of a loss, above its curve."""
        size = self.theme.type.heading
        return Label(self.word(key), size, color, weight="BOLD", within=self.plot.head, edge=ORIGIN)

    def named_both(self) -> VGroup:
        """Both parts in their colours, with the weight of the moment; the last is the absolute error."""
        colors, head, size = self.theme.colors, self.plot.head, self.theme.type.heading
        first, weight, times, rest = Phrase(head, [
            (self.word("adversarial"), size, colors.discriminator),
            (plain_number(WEIGHT, 0), size, colors.absolute),
            ("\N{MULTIPLICATION SIGN}", size, colors.absolute),
            (self.word("absolute"), size, colors.absolute),
        ])  # fmt: skip
        number = LiveNumber(
            self.weight.get_value, decimals=0, size=weight.size, color=colors.absolute, edge=RIGHT
        )
        return VGroup(first, number.set_line([weight.get_right()[0], head.y, 0.0]), times, rest)

    @beat
    @after("blur")
    def cannot_decide(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        plot = self.plot.plot
        flat = VMobject(stroke_color=colors.gold, stroke_width=self.theme.curve_width)
        flat.set_points_as_corners([plot.c2p(0.12, 0.0), plot.c2p(0.88, 0.0)])
        word = Label(self.word("same"), self.theme.type.body, colors.gold, weight="BOLD")
        word.set_line(plot.c2p(0.5, 0.0) + 1.5 * word.size * PIXEL * UP)
        with self.narrate("median"):
            name = self.named("absolute", colors.absolute)
            curve = self.plot.curve(_ABSOLUTE, colors.absolute)
            gone = FadeOut(self.mean, self.ball, self.name, self.step_name, rate_func=motion.soon(0.4))
            bent = Transform(self.curve, curve), FadeIn(name, rate_func=late)
            self.on("absolute", *bent, gone, run_time=motion.quick)
            self.name = name
            self.train("absolute", _ABSOLUTE, _PAINTS)
            self.add(self.ball)
            self.fill(steady(self.step, len(self.painted) - 1))
            # All along the floor it costs the same: it goes to and fro, and rests nowhere.
            self.swing = ValueTracker(0.0)
            self.on("between", Create(flat), FadeIn(word), run_time=motion.quick)
            self.fill(steady(self.swing, 1.0))
        self.flat = VGroup(flat, word)

    @beat
    @after("cannot_decide")
    def decide(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        inspector, cross, meter = self.inspector(), self.crossed(), self.meter()
        curve = self.plot.plot.live_curve(lambda: self.height, colors.text, samples=240)
        held = self.plot.area(np.zeros_like, self.held, colors.absolute)
        lifted = self.plot.area(self.held, self.height, colors.discriminator)
        both = self.named_both()
        *comes, stays = both
        with self.narrate("decide"):
            makes_room = self.canvas_picture.animate.move_to(self.canvas.center)
            self.then(FadeIn(inspector, shift=0.4 * LEFT), FadeIn(meter), makes_room, run_time=motion.quick)
            gone = FadeOut(self.flat, rate_func=motion.soon(0.4))
            self.on("never", FadeIn(cross, scale=1.4), gone, run_time=motion.quick)
            self.fill()
            # The floor is lifted under the ball; what keeps a roof from colours beyond both is small yet.
            self.remove(self.curve)
            self.add(held, lifted, curve, self.ball)
            named = Transform(self.name, stays), FadeIn(*comes, rate_func=late)
            self.on("decide", self.judged.animate.set_value(1.0), *named, run_time=motion.calm)
        self.cross, self.score_meter = cross, meter

    @beat
    @after("decide")
    def settle(self) -> None:
        motion = self.theme.motion
        self.step_name.set_line(self.at.step.edge(LEFT))
        with self.narrate("settle"):
            self.then(Indicate(self.name, 1.0, self.theme.colors.gold), run_time=motion.beat)
            self.on("weight", self.weight.animate.set_value(WEIGHT), run_time=motion.calm)
            self.train("adversarial", decided, _PAINTS)
            self.remove(self.cross)
            self.add(self.step_name)
            self.fill(steady(self.step, len(self.painted) - 1))
            self.shade.clear_updaters()
            self.explorable(
                "shade",
                handles=[Handle("shade", self.shade, (-0.1, 1.1), drags=(self.ball[1],))],
                marks=[self.ball, self.score_meter],
                covered=[self.canvas_picture],
            )
            self.on("sharp", Create(self.gold_frame()), run_time=motion.quick)

    def inspector(self) -> Inspector:
        """The inspector, who looks at what is painted."""
        return bleeding(Inspector(self.at.high / PIXEL, mirrored=True).stand(self.at.inspector))

    def crossed(self) -> VGroup:
        """What the inspector says, on a dark rim, in a corner of the sky: the roof stays in sight."""
        half = 0.09 * self.canvas.width
        middle = self.canvas.edge(UP + RIGHT) + 1.6 * half * (DOWN + LEFT)
        cross = rimmed(self.theme.colors.discriminator, 1.4 * self.theme.curve_width)
        for line in cross:
            for way in (UP + RIGHT, UP + LEFT):
                line.start_new_path(middle - half * way).add_line_to(middle + half * way)
        return cross

    def meter(self) -> VGroup:
        """The best inspector's score of the shade, from 0 to 1, under its name."""
        place, size = self.at.meter, self.theme.type.label
        line = 1.3 * size * PIXEL
        named, scale = place.rows(line, place.height - line)
        bar = Region(scale.x, scale.y, 1.2 * size * PIXEL, scale.height)
        meter = ScoreMeter(bar, lambda: float(score(np.array(self.shade.get_value()))), size=size)
        return VGroup(self.score_name.set_line(named.center), meter)

    def gold_frame(self) -> RoundedRectangle:
        """Around the picture: this is what was asked for; with a gap, so that it is seen beside a sky."""
        at = self.canvas.inset(-_AROUND)
        frame = RoundedRectangle(width=at.width, height=at.height, corner_radius=self.theme.corner)
        return frame.set_stroke(self.theme.colors.gold, self.theme.curve_width).move_to(at.center)
