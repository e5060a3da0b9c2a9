"""Chapter: a sketch with two right pictures; what each loss makes of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    TAU,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Rectangle,
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)
from manim.typing import Point3D

from lessons.adversarial.models.pencil import pencil_order
from lessons.adversarial.models.shades import (
    WEIGHT,
    adversarial,
    decided,
    descended,
    excess_absolute,
    expected_squared,
    rolled,
    score,
)
from lessons.adversarial.pictures.players import Inspector
from lessons.adversarial.pictures.score_meter import named_meter, score_name
from lessons.adversarial.pictures.shade_plot import BALL, Cost, ShadePlot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import rimmed
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_AROUND = 0.15  # gap between the picture and the frame around it
_WANDERS = 0.36  # to either side of the mean, where all shades cost the same
_SMALL = 0.22, 0.18  # side of the answers under the axis by the plot's height: in a wide picture, in others
_TALL, _SQUARE = (0.46, 0.54), (0.44, 0.56)  # heights of the painting and of the curves
_PALE = 0.65  # how much of the answer that is not chosen is hidden
_INSPECTOR = 0.72  # height of the inspector by the room below the picture, beside what is written there
_GROUND, _BEGUN = 0.2, 0.27  # of a sketch, before it is asked for, and at once when it is
_DRAWN = 0.8  # of the time until the answers come: in it the sketch is drawn
_TONES = 48  # of the picture: so many that what a network painted is seen as it is
_PAINTS = 2  # looks at a network until it has a house: before that it paints noise
_DESCENT = 2.5  # how long the squared error is descended: to within 1 % of the mean
_OUT, _BACK = 270, 1500  # moments of the ball until it is farthest out, and while the absolute error comes
_ROLL = rolled(
    np.append(np.zeros(_OUT), np.linspace(1.0, WEIGHT, _BACK)), start=0.505, friction=10.0, step=8e-4
)
"""From just beside the hump's top over blue and out, and back as the absolute error comes with its weight."""
_CLEAR = 2.7  # from the picture to the meter, by that gap
_OVER = 0.9  # em of the word for what is beyond, over the end of the curve and the ball
_BEYOND = 0.55  # of the time in which it rolls out, until it is beyond the examples


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


def rolling(chosen: float) -> float:
    """The ball on its way from the hump, at 0; from 1 to 2 the absolute error gains its weight."""
    moment = np.interp(chosen, (0, 1, 2), (0, _OUT, _OUT + _BACK - 1))
    return float(np.interp(moment, np.arange(len(_ROLL)), _ROLL))


def roofs(answers: np.ndarray) -> np.ndarray:
    """The colours of both answers where they differ most: shape (2, 3)."""
    row, column = np.unravel_index(np.abs(answers[1] - answers[0]).sum(axis=-1).argmax(), answers.shape[1:3])
    return np.asarray(answers[:, row, column])


@dataclass(frozen=True)
class _Places:
    """Where the curves stand, and what belongs to the painting.

    ``early`` is where the canvas stands until the inspector comes; in a ``line`` below it
    stands who painted what is on it;
    ``high`` is the inspector's height.
    """

    curves: Region
    early: Region
    canvas: Region
    meter: Region
    line: float
    inspector: Point3D
    high: float

    @classmethod
    def in_hero(cls, hero: Region, ground: float, line: float, meter: float) -> _Places:
        """The places of a format.

        ``line`` is the height of a line, and ``meter`` the width that the meter needs with its name.
        """
        if hero.broad:
            curves, beside = hero.columns(0.64, 0.36, gap=0.3)
            side = beside.width - meter - (1 + _CLEAR) * _AROUND
        else:
            beside, curves = hero.rows(*(_TALL if hero.upright else _SQUARE), gap=0.1)
            side = beside.height - 2 * _AROUND - line
            # No wider than what stands there, which is in the middle.
            needed = side + meter + (2 + _CLEAR) * _AROUND + side
            beside = Region(beside.x, beside.y, min(beside.width, needed), beside.height)
        left, top, _ = beside.edge(UP + LEFT) + _AROUND * (RIGHT + DOWN)
        canvas = Region(left + side / 2, top - side / 2, side, side)
        upright = Region(canvas.edge(RIGHT)[0] + _CLEAR * _AROUND + meter / 2, canvas.y, meter, side)
        start = canvas.edge(LEFT)[0] if hero.broad else upright.edge(RIGHT)[0] + _AROUND
        room, low = beside.edge(RIGHT)[0] - start, canvas.edge(DOWN)[1]
        ground, high = (ground, _INSPECTOR * (low - ground)) if hero.broad else (low, side)
        foot = np.array([start + room - 0.28 * high, ground, 0.0])
        if hero.broad:
            large = min(beside.width - 2 * _AROUND, beside.height - 2 * _AROUND - line)
            early = Region(beside.x, top - large / 2, large, large)
        else:
            early = Region(hero.x, canvas.y, side, side)
        return cls(curves, early, canvas, upright, line, foot, high)


class TwoAnswers(Chapter):
    """Squared error paints the mean of two answers, absolute error cannot decide, an inspector decides.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    trace
        ``sketch`` (rows, columns), ``answers`` (2, rows, columns, 3), and what networks painted at K looks
        while they were trained with the three losses: ``squared``, ``absolute``, ``adversarial``
        (K, rows, columns, 3); all pictures from 0 to 255.
    """

    def __init__(self, scene: NarratedScene, *, trace: Mapping[str, np.ndarray]) -> None:
        super().__init__(scene)
        losses = ("squared", "absolute", "adversarial")
        self.pictures = {name: trace[name] / 255 for name in ("sketch", "answers", *losses)}
        self.answers, self.painted = self.pictures["answers"], self.pictures["squared"]
        self.shades = shade_of(self.painted, self.answers)  # of each look at the network
        self.alone: Cost = self.bowl  # how high the curve of one loss is, before the inspector's
        self.step, self.shade = ValueTracker(0.0), ValueTracker(0.0)
        self.order, self.sketched = pencil_order(self.pictures["sketch"]), ValueTracker(_GROUND)
        # How freely the shade is chosen, 1, or is that of what a network painted, 0; and what is chosen.
        self.free, self.chosen = ValueTracker(1.0), ValueTracker(0.0)
        self.choice: Callable[[float], float] = lambda chosen: float(descended(np.array(chosen)))
        # How far the curve is on its way to the inspector's, and how many times the absolute error is added.
        self.judged, self.times = ValueTracker(0.0), ValueTracker(0.0)
        self.begun = ValueTracker(0.0)  # how far the sketch has given way to what the network paints
        sizes, ground = self.theme.type, float(self.regions.stage.edge(DOWN)[1])
        self.score_name = score_name(self.word("score"), sizes.label)
        wide = max(self.score_name.width, 2 * sizes.label * PIXEL)
        line = 1.5 * (sizes.body if self.regions.hero.broad else sizes.label) * PIXEL
        at = self.at = _Places.in_hero(self.regions.hero, ground, line, wide)
        self.canvas = at.canvas
        foot = _SMALL[0 if self.regions.hero.broad else 1] * at.curves.height
        self.plot = ShadePlot(at.curves, roofs(self.answers), self.word("cost"), foot=foot)
        low, high = self.plot.ends(decided)
        self.unit = high - low  # what is as high as the plot, once both losses are added

    # -- the question --------------------------------------------------------------------------------------

    @beat
    def ask(self) -> None:
        motion, hero = self.theme.motion, self.regions.hero
        line = 1.4 * self.theme.type.heading * PIXEL
        places = hero.columns(1, 1, gap=0.3)
        side = min(places[0].width, places[0].height - line) - 2 * _AROUND
        squares = [Region(at.x, at.y + line / 2, side, side) for at in places]
        large = min(hero.width, hero.height) - 2 * _AROUND
        middle = Region(hero.x, hero.y, large, large)
        colored = [ValueTracker(0.0), ValueTracker(0.0)]

        def coloring(k: int) -> np.ndarray:
            share, sketch = colored[k].get_value(), self.sketch()[..., np.newaxis]
            return np.asarray((1 - share) * sketch + share * self.answers[k])

        edge = self.theme.colors.drawn_front
        both = [Raster(middle, lambda k=k: coloring(k), edge=edge) for k in (0, 1)]  # type: ignore[misc]
        halves = [
            Label(self.word("half"), self.theme.type.heading, weight="BOLD").set_line(
                at.edge(DOWN) + line / 2 * DOWN
            )
            for at in squares
        ]
        self.ends, self.halves = VGroup(*both), VGroup(*halves)
        self.add(both[0])
        with self.narrate("ask"):
            self.on("sketch", steady(self.sketched, _BEGUN), run_time=motion.snap)
            self.then(steady(self.sketched, 1.0), run_time=_DRAWN * self.seconds_left())
            self.fill()
            both[1].update()  # which was not on the screen while the sketch was drawn
            apart = [
                picture.animate.scale(side / middle.width).move_to(at.center)
                for picture, at in zip(both, squares, strict=True)
            ]
            self.on("first", *apart, run_time=motion.swift)
            for picture in both:
                picture.resume_updating()
            self.then(colored[0].animate.set_value(1.0), FadeIn(halves[0]), run_time=motion.quick)
            self.on("second", colored[1].animate.set_value(1.0), FadeIn(halves[1]), run_time=motion.quick)

    def sketch(self) -> np.ndarray:
        """The sketch as far as it is drawn."""
        whole = self.pictures["sketch"]
        return np.where(self.order <= self.sketched.get_value(), whole, whole.max())

    # -- three losses --------------------------------------------------------------------------------------

    def now(self) -> np.ndarray:
        """The sketch, which gives way to a house of the chosen shade, or to what a network painted."""
        share, free = self.choice(self.chosen.get_value()), self.free.get_value()
        house = (1 - share) * self.answers[0] + share * self.answers[1]
        begun, sketch = self.begun.get_value(), self.pictures["sketch"][..., np.newaxis]
        now = free * house + (1 - free) * self.painted[self.look()]
        return np.asarray((1 - begun) * sketch + begun * now)

    def look(self) -> int:
        """Which of the looks at the network is shown."""
        return int(self.step.get_value() + 1e-6)

    def follow(self, _: ValueTracker) -> None:
        """The shade of what is seen at the moment; between two looks at the network it glides."""
        free = self.free.get_value()
        painted = float(np.interp(self.step.get_value(), np.arange(len(self.shades)), self.shades))
        self.shade.set_value(free * self.choice(self.chosen.get_value()) + (1 - free) * painted)

    def height(self, shade: np.ndarray) -> np.ndarray:
        """How high the curve of the moment is at a shade."""
        share = self.judged.get_value()
        both = self.hump(shade) + self.times.get_value() * self.wall(shade)
        return np.asarray((1 - share) * self.alone(shade) + share * both)

    def bowl(self, shade: np.ndarray) -> np.ndarray:
        """How high the squared error is, to a scale of its own."""
        return self.plot.height_of(expected_squared, shade)

    def trough(self, shade: np.ndarray) -> np.ndarray:
        """How high the absolute error is, the same way."""
        return self.plot.height_of(excess_absolute, shade)

    def hump(self, shade: np.ndarray) -> np.ndarray:
        """How high the adversarial loss is, to the scale of it and 100 times the absolute error together."""
        return adversarial(shade) / self.unit

    def wall(self, shade: np.ndarray) -> np.ndarray:
        """How high the absolute error is over its floor, to the same scale: taken once, it is hardly seen."""
        return excess_absolute(shade) / self.unit

    def held(self, shade: np.ndarray) -> np.ndarray:
        """How much of the height is the absolute error's: on it lies what the inspector adds."""
        return np.maximum(self.height(shade) - self.judged.get_value() * self.hump(shade), 0.0)

    def train(self, name: str, first: int) -> None:
        """Take what a loss made of the network, from one of the looks at that on."""
        self.painted = self.pictures[name]
        self.shades = shade_of(self.painted, self.answers)
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
        self.train("squared", len(self.pictures["squared"]) - 1)
        self.curve = self.plot.curve(expected_squared, colors.squared)
        self.name: VMobject = self.named("squared", colors.squared)
        self.ball = self.plot.ball(self.shade.get_value, self.height)
        self.canvas_picture = Raster(self.at.early, self.now, tones=_TONES, edge=colors.drawn_front)
        self.whose: VMobject = self.painted_by("drawn")
        mean = self.plot.plot.drop(0.5, 0.0, 0.5, colors.gold)
        word = Label(self.word("mean"), self.theme.type.body, colors.gold, weight="BOLD")
        self.mean = VGroup(mean, word.set_line(self.plot.plot.c2p(0.5, 0.5) + 0.5 * word.size * PIXEL * UP))
        with self.narrate("blur"):
            shrink = [
                end.animate.scale(at.width / end.plate.width).move_to(at.center)
                for end, at in zip(self.ends, self.small_ends(), strict=True)
            ]
            # What is written goes before they move; they are in their corners before a curve comes.
            unnamed = FadeOut(self.halves, rate_func=motion.soon(0.3))
            self.halves = VGroup(*(self.beside_end(end) for end in self.small_ends()))
            self.on("squared", unnamed, *shrink, run_time=motion.quick)
            comes = [
                FadeIn(self.plot, self.name, self.canvas_picture, self.whose, self.halves),
                Create(self.curve),
            ]
            self.then(*comes, run_time=motion.quick)
            # Who paints it red pays for the blue ones: down the curve it is ever less.
            begins = self.begun.animate.set_value(1.0)
            self.then(begins, FadeIn(self.ball), run_time=motion.quick)
            self.shade.add_updater(self.follow)
            self.add(self.shade, self.ball, self.canvas_picture)
            self.fill(steady(self.chosen, _DESCENT))
            # And so does a network that was trained.
            painted = self.free.animate.set_value(0.0)
            told = self.told_by(self.painted_by("painted"))
            self.on("mean", painted, *told, Create(mean), FadeIn(word), run_time=motion.quick)

    def beside_end(self, end: Region) -> Label:
        """How often a small answer is right, at its side that is turned to the other one."""
        inward = RIGHT if end.x < self.plot.foot.x else LEFT
        half = Label(self.word("half"), self.theme.type.label, weight="BOLD")
        return half.set_line(end.edge(inward) + 0.4 * half.size * PIXEL * inward, -inward)

    def below(self, picture: Region) -> Point3D:
        """The middle of the line under a picture and its frame."""
        return np.asarray(picture.edge(DOWN) + (_AROUND + self.at.line / 2) * DOWN)

    def named(self, key: str, color: str) -> Label:
        """The name of a loss, above its curve."""
        size = self.theme.type.heading
        return Label(self.word(key), size, color, weight="BOLD", within=self.plot.head, edge=ORIGIN)

    def named_both(self) -> list[VMobject]:
        """Both parts in their colours, and before the absolute error how many times it is added now."""
        colors, size = self.theme.colors, self.theme.type.heading
        often = "{}\N{MULTIPLICATION SIGN}"
        first, plus, most, second = Phrase(self.plot.head, [
            (self.word("adversarial"), size, colors.discriminator),
            ("+", size, colors.text),
            (often.format(plain_number(WEIGHT, 0)), size, colors.absolute),
            (self.word("absolute"), size, colors.absolute),
        ])  # fmt: skip
        times = LiveNumber(
            self.times.get_value, decimals=0, template=often, size=most.em, color=colors.absolute, edge=RIGHT
        )
        times.set_line(np.array([most.get_right()[0], most.line_middle, 0.0]))
        return [first, plus, times, second]

    @beat
    @after("blur")
    def cannot_decide(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        plot = self.plot.plot
        flat = VMobject(stroke_color=colors.gold, stroke_width=self.theme.curve_width)
        flat.set_points_as_corners([plot.c2p(0.0, 0.0), plot.c2p(1.0, 0.0)])
        word = Label(self.word("same"), self.theme.type.body, colors.gold, weight="BOLD")
        word.set_line(plot.c2p(0.5, 0.0) + 1.5 * word.size * PIXEL * UP)
        with self.narrate("median"):
            name = self.named("absolute", colors.absolute)
            curve = self.plot.curve(excess_absolute, colors.absolute)
            gone = FadeOut(self.mean, self.ball, self.name, rate_func=motion.soon(0.4))
            bent = Transform(self.curve, curve), FadeIn(name, rate_func=motion.late(0.5))
            told = self.told_by(self.painted_by("painted"))
            self.on("absolute", *bent, *told, gone, run_time=motion.quick)
            self.name = name
            self.alone = self.trough
            self.train("absolute", _PAINTS)
            self.add(self.ball)
            self.fill(steady(self.step, len(self.painted) - 1))
            # All along the floor it costs the same: it goes to and fro, and rests nowhere.
            self.choice = lambda turns: 0.5 + _WANDERS * float(np.sin(TAU * turns))
            self.chosen.set_value(0.0)
            anyone = self.free.animate.set_value(1.0), *self.told_by(self.painted_by("drawn"))
            self.on("between", *anyone, Create(flat), FadeIn(word), run_time=motion.quick)
            self.fill(steady(self.chosen, 1.0))
        self.flat = VGroup(flat, word)

    @beat
    @after("cannot_decide")
    def decide(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        inspector, cross, meter = self.inspector(), self.crossed(), self.meter()
        curve = self.plot.plot.live_curve(lambda: self.height, colors.text, samples=240)
        held = self.plot.area(np.zeros_like, self.held, colors.absolute)
        lifted = self.plot.area(self.held, self.height, colors.discriminator)
        name = self.named("adversarial", colors.discriminator)
        with self.narrate("decide"):
            early = self.canvas_picture.place
            smaller = self.canvas_picture.animate.scale(self.canvas.width / early.width)
            lower = self.whose.animate.shift(self.below(self.canvas) - self.below(early))
            makes_room = smaller.move_to(self.canvas.center), lower
            self.then(FadeIn(inspector, shift=0.4 * LEFT), FadeIn(meter), *makes_room, run_time=motion.quick)
            gone = FadeOut(self.flat, rate_func=motion.soon(0.4))
            self.on("never", FadeIn(cross, scale=1.4), gone, run_time=motion.quick)
            self.fill()
            # Another loss: the floor is lifted under the ball, and nothing keeps it from colours beyond.
            self.remove(self.curve)
            self.add(held, lifted, curve, self.ball)
            named = self.instead(self.name, name)
            self.on("decide", steady(self.judged, 0.4), *named, run_time=motion.calm)
            self.fill(steady(self.judged, 1.0))
        self.cross, self.score_meter, self.name = cross, meter, name

    @beat
    @after("decide")
    def settle(self) -> None:
        motion = self.theme.motion
        with self.narrate("settle"):
            self.choice = rolling
            self.chosen.set_value(0.0)
            # Down from the hump to one side, and on: up again, where no roof is so blue.
            leaves = FadeOut(self.cross), *self.left_out()
            self.on("choose", *leaves, steady(self.chosen, 0.1), run_time=motion.swift)
            self.then(steady(self.chosen, _BEYOND), run_time=_BEYOND * self.seconds_left())
            beyond = self.beyond()
            self.fill(steady(self.chosen, 1.0), FadeIn(beyond))
            # The absolute error comes to it, once, and so little; then it is multiplied till its walls bring
            # the ball back: both at the same pace.
            first, *more = self.named_both()
            goes = Transform(self.name, first, rate_func=motion.soon(0.5))
            told = FadeOut(beyond, rate_func=motion.soon(0.3))
            named = goes, told, FadeIn(*more, rate_func=motion.late(0.4))
            self.times.set_value(1.0)
            self.on("weight", *named, run_time=motion.quick)
            self.fill(steady(self.chosen, 2.0), steady(self.times, WEIGHT))
            self.train("adversarial", len(self.painted) - 1)
            paints, named = self.free.animate.set_value(0.0), self.told_by(self.painted_by("painted"))
            self.on("sharp", paints, *named, run_time=motion.brief)
            self.fill(Create(self.gold_frame()))
            self.shade.clear_updaters()
            self.explorable(
                "shade",
                handles=[Handle("shade", self.shade, (-0.1, 1.1), drags=(self.ball[1],))],
                marks=[self.ball, self.score_meter],
                covered=[self.canvas_picture],
            )

    def beyond(self) -> Label:
        """Of the ball that rolls on: no example is as blue; over it and the end of the curve."""
        sizes, color, plot = self.theme.type, self.theme.colors.gold, self.plot.plot
        size = sizes.body if self.regions.hero.broad else sizes.label
        end, out = (
            float(plot.c2p(at, float(self.height(np.array(at))))[1]) for at in (plot.x_range[1], _ROLL.max())
        )
        high = max(end, out + BALL * PIXEL)
        label = Label(self.word("beyond"), size, color, weight="BOLD")
        at = np.array([plot.region.edge(RIGHT)[0], high + _OVER * size * PIXEL, 0.0])
        return label.set_line(at, RIGHT)

    def painted_by(self, key: str) -> Label:
        """Whose picture it is: below it."""
        broad, sizes = self.regions.hero.broad, self.theme.type
        label = Label(self.word(key), sizes.body if broad else sizes.label, weight="BOLD")
        return label.set_line(self.below(self.canvas_picture.place), ORIGIN)

    def told_by(self, name: VMobject) -> tuple[Animation, Animation]:
        """Another name comes below the picture when the one that stood there has gone."""
        before, self.whose = self.whose, name
        return self.instead(before, name)

    def instead(self, gone: VMobject, comes: VMobject) -> tuple[Animation, Animation]:
        """One thing comes when the other has gone."""
        motion = self.theme.motion
        return FadeOut(gone, rate_func=motion.soon(0.3)), FadeIn(comes, rate_func=motion.late(0.3))

    def left_out(self) -> list[Animation]:
        """The red house goes pale: it is the other one that is chosen."""
        end = self.ends[0]
        pale = Rectangle(width=end.width, height=end.height, stroke_width=0).move_to(end)
        pale.set_fill(self.theme.colors.background, opacity=_PALE)
        return [FadeIn(decoration(pale)), FadeOut(self.halves)]

    def inspector(self) -> Inspector:
        """The inspector, who looks at what is painted."""
        return bleeding(Inspector(self.at.high / PIXEL, mirrored=True).stand(self.at.inspector))

    def crossed(self) -> VGroup:
        """What the inspector says, on a dark rim, in the wider corner of the sky: the roof stays in sight."""
        half = 0.13 * self.canvas.width
        middle = self.canvas.edge(UP + LEFT) + 1.45 * half * (DOWN + RIGHT)
        cross = rimmed(self.theme.colors.wrong, 45 * half)  # as a stroke is counted: under half of an arm
        for line in cross:
            for way in (UP + RIGHT, UP + LEFT):
                line.start_new_path(middle - half * way).add_line_to(middle + half * way)
        return cross

    def meter(self) -> VGroup:
        """The best inspector's score of the shade, from 0 to 1, under its name."""
        return named_meter(
            self.score_name, self.at.meter, lambda: float(score(np.array(self.shade.get_value())))
        )

    def gold_frame(self) -> RoundedRectangle:
        """Around the picture: this is what was asked for; with a gap, so that it is seen beside a sky."""
        at = self.canvas.inset(-_AROUND)
        frame = RoundedRectangle(width=at.width, height=at.height, corner_radius=self.theme.corner)
        return frame.set_stroke(self.theme.colors.gold, self.theme.curve_width).move_to(at.center)
