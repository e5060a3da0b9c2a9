"""Chapter: a sketch with two right pictures; what each loss makes of that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

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
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)

from lessons.adversarial.models.shades import (
    WEIGHT,
    adversarial,
    decided,
    expected_absolute,
    expected_squared,
    score,
)
from lessons.adversarial.pictures.painter import PaintingNetwork
from lessons.adversarial.pictures.players import Inspector
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

_LENS = 0.46  # from the inspector's foot to the edge of the painting that it looks at, by its height
_INSPECTOR = 0.72  # and all that it needs beside the painting
_AROUND = 0.15  # gap between the picture and the frame around it
_ABSOLUTE = partial(expected_absolute, spread=0.0)  # of the two answers that stand at the ends alone
_WANDERS = 0.36  # to either side of the mean, where all shades cost the same
_SKETCH = 0.38, 0.34  # side of the sketch by that of the painting: in a wide picture, in others
_NETWORK = 0.74  # height of the network by that of the sketch
_SMALL = 0.2  # side of the answers under the axis, as a share of the plot's height


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


class TwoAnswers(Chapter):
    """Squared error paints the mean of two answers, absolute error cannot decide, an inspector decides.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    trace
        ``sketch`` (rows, columns), ``answers`` (2, rows, columns, 3), and what networks painted on their way
        when they were trained with the three losses: ``squared``, ``absolute``, ``adversarial``
        (K, rows, columns, 3); all from 0 to 255.
    """

    def __init__(self, scene: NarratedScene, *, trace: Mapping[str, np.ndarray]) -> None:
        super().__init__(scene)
        losses = ("squared", "absolute", "adversarial")
        self.pictures = {name: trace[name] / 255 for name in ("sketch", "answers", *losses)}
        self.answers, self.painted = self.pictures["answers"], self.pictures["squared"]
        self.cost: Cost = expected_squared
        self.step, self.shade = ValueTracker(0.0), ValueTracker(0.0)
        self.swing: ValueTracker | None = None  # while the shade is anyone's choice: how often it went round
        # How far the curve is on its way to what an inspector makes of it, and the absolute error's weight.
        self.judged, self.weight = ValueTracker(0.0), ValueTracker(1.0)
        hero = self.regions.hero
        first, second = hero.columns(0.42, 0.58, gap=0.3) if hero.broad else hero.rows(0.43, 0.57, gap=0.1)
        curves, self.beside = (first, second) if hero.broad else (second, first)
        self.plot = ShadePlot(curves, roofs(self.answers), self.word("cost"), foot=_SMALL * curves.height)
        # The sketch, the network, and what it paints; the inspector stands below the first two, or between.
        size, share = self.theme.type.label * PIXEL, _SKETCH[0 if hero.broad else 1]
        self.network_name = Label(self.word("network"), self.theme.type.label, weight="BOLD")
        between = max(4.4 * size, self.network_name.width + 4 * _AROUND)
        line = 1.5 * self.theme.type.body * PIXEL
        across = (self.beside.width - between - 2 * _AROUND) / (1 + share)
        side = min(across, self.beside.height - (line + 3 * _AROUND if hero.broad else 2 * _AROUND))
        small = share * side
        inner = self.beside.inset(_AROUND)
        (left, top, _), right = inner.edge(UP + LEFT), inner.edge(RIGHT)[0]
        middle = top - side / 2
        row = middle if hero.broad else top - _NETWORK / 2 * small - 1.3 * size
        self.sketch_at = Region(left + small / 2, row, small, small)
        self.network_at = Region(left + small + between / 2, row, between, small)
        self.canvas = Region(right - side / 2, middle, side, side)
        self.line = Region(self.canvas.x, self.canvas.edge(DOWN)[1] - 2 * _AROUND - line / 2, side, line)
        # Where the inspector stands, and how high.
        ground = float((self.regions.stage if hero.broad else self.canvas).edge(DOWN)[1])
        below, between = self.sketch_at.edge(DOWN)[1] - ground, right - side - self.network_at.edge(RIGHT)[0]
        high = max(0.92 * below, min(0.8 * side, between / _INSPECTOR))
        self.judge = Region(right - side - _LENS * high, ground + high / 2, _INSPECTOR * high, high)

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
        return np.asarray(self.painted[int(self.step.get_value() + 1e-6)])

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

    def train(self, name: str, cost: Cost) -> None:
        """Begin with what a loss makes of the network."""
        self.swing = None
        self.painted, self.cost = self.pictures[name], cost
        self.step.set_value(0.0)
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
        self.canvas_picture = Raster(self.canvas, self.now, edge=colors.drawn_front)
        self.sketch = self.small_sketch()
        network = self.network()
        mean = self.plot.plot.drop(0.5, 0.0, 0.5, colors.gold)
        word = Label(self.word("mean"), self.theme.type.body, colors.gold, weight="BOLD")
        self.mean = VGroup(mean, word.set_line(self.plot.plot.c2p(0.5, 0.5) + 0.5 * word.size * PIXEL * UP))
        with self.narrate("blur"):
            shrink = [
                end.animate.scale(at.width / end.plate.width).move_to(at.center)
                for end, at in zip(self.ends, self.small_ends(), strict=True)
            ]
            halves = VGroup(*(self.beside_end(end) for end in self.small_ends()))
            comes = [FadeIn(self.plot, self.sketch, network), Create(self.curve), FadeIn(self.name)]
            self.on("squared", self.scene.clear_body(*self.ends), *shrink, *comes, run_time=motion.calm)
            self.then(self.goes_in(), FadeIn(self.ball, self.canvas_picture, halves), run_time=motion.brief)
            self.shade.add_updater(self.follow)
            self.add(self.shade, self.ball, self.canvas_picture)
            self.fill(steady(self.step, len(self.painted) - 1))
            self.on("mean", Create(mean), FadeIn(word), run_time=motion.quick)

    def beside_end(self, end: Region) -> Label:
        """How often a small answer is right, at its side that is turned to the other one."""
        inward = RIGHT if end.x < self.plot.foot.x else LEFT
        half = Label(self.word("half"), self.theme.type.label, weight="BOLD")
        return half.set_line(end.edge(inward) + 0.4 * half.size * PIXEL * inward, -inward)

    def small_sketch(self) -> Raster:
        """The sketch, small, beside what is painted of it."""
        sketch = self.pictures["sketch"]
        return Raster(self.sketch_at, lambda: sketch, edge=self.theme.colors.drawn_front)

    def network(self) -> VGroup:
        """The network between sketch and painting, with its name."""
        at, size = self.network_at, self.theme.type.label
        network = PaintingNetwork(_NETWORK * at.height / PIXEL)
        network.stand(at.center + network.height / 2 * DOWN)
        name = self.network_name.set_line(network.get_top() + 0.8 * size * PIXEL * UP)
        return VGroup(network, name)

    def goes_in(self) -> FadeOut:
        """The sketch goes into the network."""
        sketch = self.small_sketch()
        sketch.clear_updaters()
        return FadeOut(sketch, target_position=self.network_at.center, scale=0.2)

    def named(self, key: str, color: str) -> Label:
        """The name of a loss, above its curve."""
        size = self.theme.type.heading
        return Label(self.word(key), size, color, weight="BOLD", within=self.plot.head, edge=ORIGIN)

    def named_both(self) -> VGroup:
        """Both parts in their colours, with the weight of the moment."""
        colors, head, size = self.theme.colors, self.plot.head, self.theme.type.heading
        first, weight, rest = Phrase(head, [
            (self.word("adversarial"), size, colors.discriminator),
            (plain_number(WEIGHT, 0), size, colors.absolute),
            (self.word("absolute_part"), size, colors.absolute),
        ])  # fmt: skip
        number = LiveNumber(
            self.weight.get_value, decimals=0, size=weight.size, color=colors.absolute, edge=ORIGIN
        )
        return VGroup(first, number.set_line([weight.get_center()[0], head.y, 0.0]), rest)

    def rename(self, name: VMobject) -> list[Animation]:
        """Put another loss's name in the place of the one that stands there."""
        gone, self.name = self.name, name
        return [FadeOut(gone, rate_func=self.theme.motion.soon(0.4)), FadeIn(name)]

    @beat
    @after("blur")
    def cannot_decide(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        plot = self.plot.plot
        flat = VMobject(stroke_color=colors.gold, stroke_width=self.theme.curve_width)
        flat.set_points_as_corners([plot.c2p(0.12, 0.0), plot.c2p(0.88, 0.0)])
        word = Label(self.word("same"), self.theme.type.body, colors.gold, weight="BOLD")
        word.set_line(plot.c2p(0.5, 0.0) + 1.1 * word.size * PIXEL * UP)
        with self.narrate("median"):
            name = self.named("absolute", colors.absolute)
            curve = self.plot.curve(_ABSOLUTE, colors.absolute)
            gone = FadeOut(self.mean, self.ball, rate_func=motion.soon(0.4))
            bent = Transform(self.curve, curve), *self.rename(name)
            self.on("absolute", *bent, gone, self.goes_in(), run_time=motion.quick)
            self.train("absolute", _ABSOLUTE)
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
        inspector, cross, said = self.inspector().set_z_index(2), self.crossed(), self.rated()
        curve = self.plot.plot.live_curve(lambda: self.height, colors.text, samples=240)
        held = self.plot.area(np.zeros_like, self.held, colors.absolute)
        lifted = self.plot.area(self.held, self.height, colors.discriminator)
        with self.narrate("decide"):
            self.then(FadeIn(inspector, shift=0.4 * RIGHT), run_time=motion.quick)
            gone = FadeOut(self.flat, rate_func=motion.soon(0.4))
            self.on("never", FadeIn(cross, scale=1.4), gone, FadeIn(said), run_time=motion.quick)
            self.add(said)
            self.fill()
            # The floor is lifted under the ball; what keeps a roof from colours beyond both is small yet.
            gone = FadeOut(self.curve, rate_func=motion.soon(0.4))
            self.add(held, lifted, curve, self.ball)
            named = self.rename(self.named_both())
            self.on("decide", self.judged.animate.set_value(1.0), *named, gone, run_time=motion.calm)
        self.cross, self.said = cross, said

    @beat
    @after("decide")
    def settle(self) -> None:
        motion = self.theme.motion
        with self.narrate("settle"):
            self.on("weight", self.weight.animate.set_value(WEIGHT), run_time=motion.calm)
            self.then(self.goes_in(), FadeOut(self.cross, rate_func=motion.soon(0.4)), run_time=motion.brief)
            self.train("adversarial", decided)
            self.fill(steady(self.step, len(self.painted) - 1))
            self.shade.clear_updaters()
            self.explorable(
                "shade",
                handles=[Handle("shade", self.shade, (-0.1, 1.1), drags=(self.ball[1],))],
                marks=[self.ball, self.said],
                covered=[self.canvas_picture],
            )
            self.on("sharp", Create(self.gold_frame()), run_time=motion.quick)

    def inspector(self) -> Inspector:
        """The inspector, whose lens is at the edge of what is painted, so that nothing of that is hidden."""
        return bleeding(Inspector(self.judge.height / PIXEL).stand(self.judge.edge(DOWN)))

    def crossed(self) -> VGroup:
        """What the inspector says of the roof, on a dark rim."""
        half = 0.16 * self.canvas.width
        row = self.roof_row()
        middle = np.array([self.canvas.x, self.canvas.edge(UP)[1] - row * self.canvas.height, 0.0])
        cross = rimmed(self.theme.colors.discriminator, 1.8 * self.theme.curve_width)
        for line in cross:
            for way in (UP + RIGHT, UP + LEFT):
                line.start_new_path(middle - half * way).add_line_to(middle + half * way)
        return cross

    def roof_row(self) -> float:
        """How far down the middle of the roof is, as a share of the picture."""
        differ = np.abs(self.answers[1] - self.answers[0]).sum(axis=(1, 2))
        return float((differ * (np.arange(len(differ)) + 0.5)).sum() / differ.sum() / len(differ))

    def rated(self) -> VGroup:
        """The best inspector's score of the shade, with its name."""
        size, color = self.theme.type.body, self.theme.colors.discriminator
        name = Label(self.word("score"), size, color, weight="BOLD")
        number = LiveNumber(
            lambda: float(score(np.array(self.shade.get_value()))), size=1.3 * size, color=color, edge=LEFT
        )
        gap = 0.4 * size * PIXEL
        if self.regions.hero.broad:
            start, y, _ = self.line.edge(LEFT)
            number.set_line(np.array([start + name.width + gap, y, 0.0]), LEFT)
        else:  # in two rows, before the inspector
            behind = self.judge.x - (_INSPECTOR - _LENS) * self.judge.height
            start = behind - gap - max(name.width, number.width)
            y = self.judge.edge(DOWN)[1] + 2.2 * size * PIXEL
            number.set_line(np.array([start, y - 1.3 * size * PIXEL, 0.0]), LEFT)
        return VGroup(name.set_line(np.array([start, y, 0.0]), LEFT), number)

    def gold_frame(self) -> RoundedRectangle:
        """Around the picture: this is what was asked for; with a gap, so that it is seen beside a sky."""
        at = self.canvas.inset(-_AROUND)
        frame = RoundedRectangle(width=at.width, height=at.height, corner_radius=self.theme.corner)
        return frame.set_stroke(self.theme.colors.gold, self.theme.curve_width).move_to(at.center)
