"""Chapter: both players learn in turn; the fakes' hill moves onto the real one, and D ends at one half."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    ValueTracker,
    smooth,
    squish_rate_func,
    there_and_back,
)
from manim.typing import Point3D
from scipy.stats import norm

from lessons.adversarial.models.best_discriminator import best_discriminator
from lessons.adversarial.models.goals import nonsaturating_push
from lessons.adversarial.pictures.hills import Hills
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.score_meter import HALF
from lessons.adversarial.pictures.score_pushes import ScorePushes
from lessons.adversarial.pictures.workshop import Wall, gaze
from lessons.adversarial.traces import read
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes, Dots
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Function
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_SPAN = (-6.0, 5.0)  # of ink: where there are notes
_TOP = 0.62
_GHOSTS, _SEEN = 6, 2.0  # places on the way of the fakes; and how many of them are seen at once
BEHIND = 2.3
"""Where a forger stands on the axis of ink: so many spreads of his fakes before their middle."""
_UNDER = 2.2  # width of the line that lies under another one, by that of the other: both are seen
_HOP = 0.22  # of a player whose turn it is, by its height
_TURN = 0.65  # seconds
FAKES = (-0.8, 0.3, 1.1)
"""Random numbers z of the fakes that are shown: where D is flat, less so, and where it is steep."""
_REACH = 0.62  # units of the axis of ink for a push of 1 nat a unit
# Where names of the curve end, left of its rise: on the axis of ink, and as a score.
_NAMED, _HIGH = -0.6, 0.8
_SECOND = 0.5  # how high the name of the pushes is, and that of the network: below that of D
PUSHED = 0.7
"""Share of the fakes' way on which their pushes are seen: these are in the order of D's slopes there."""
_NOTES = 0.02  # the least density of both kinds together, where it is said that there are notes
_DIM, _OVER = 0.75, 0.06  # how the curves are dimmed elsewhere, and how far beyond scores of 0 and 1
_THICK = 0.3, 38  # of the wall, in units of the axis of ink; but in pixels no less


def leaps(high: ValueTracker) -> Any:
    """Up, and down again."""
    return cast(Any, high).animate(rate_func=there_and_back).set_value(1.0)


class Learning(Chapter):
    """A trained game of one dimension, step by step; what it needs no training for is drawn from formulas.

    Parameters
    ----------
    scene
        Where it is told.
    judged
        Steps at the end of the first turn of the discriminator.
    forged
        Steps at the end of the generator's turn; the discriminator learns as many after it.
    settled
        Steps from which on the network is held against the formula; from here on both learn at once.
    rested
        Steps at the end of the way on which the network is held against the formula.

    Notes
    -----
    The trained players take turns at every step, which is too small to be seen: of the steps of a turn here
    all those of one player are shown, then those of the other. The arrows are of the discriminator that
    stands while the generator learns: d ln D/dx of the trained D at each fake, all at one scale, 0.62 units
    of the axis of ink for a push of 1 nat a unit. Over them is D itself, with its tangents: as long as both
    are seen, the fake under the steeper one has the longer arrow.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        judged: int = 1,
        forged: int = 100,
        settled: int = 180,
        rested: int = 460,
    ) -> None:
        super().__init__(scene)
        self.trace = read("one_dimension")
        self.judged, self.forged, self.settled, self.rested = judged, forged, settled, rested
        self.last = int(self.trace["step"][-1])
        self.step = ValueTracker(0.0)
        self.behind = ValueTracker(0.0)  # steps by which the discriminator is behind the generator
        # How high the forger and the inspector are in the air, from 0 to 1.
        self.leap, self.hop = ValueTracker(0.0), ValueTracker(0.0)
        self.turn = ValueTracker(0.0)  # whose turn it is: -1 the inspector's, 1 the forger's, 0 nobody waits
        self.under = ValueTracker(1.0)  # width of the real notes' line, by that of the others
        hero, stage = self.regions.hero, self.regions.stage
        x, p = self.trace["x"], self.trace["p"]
        mean = float(np.average(x, weights=p))
        self.spread = spread = float(np.sqrt(np.average((x - mean) ** 2, weights=p)))
        self.real: Function = lambda at: norm.pdf(at, mean, spread)
        self.peak = mean, float(norm.pdf(0.0)) / spread
        self.hills = Hills(
            stage, hero, span=_SPAN, known=(float(x[0]), float(x[-1])), top=_TOP,
            real=self.real, fake=self.fakes, score=self.network,
        )  # fmt: skip
        self.widen(self.hills)

    # -- what is drawn, of the moment ----------------------------------------------------------------------

    def at_step(self, name: str, step: float) -> Any:
        """An array of the trace at a step; between two that were kept in proportion."""
        steps = self.trace["step"]
        share = float(np.interp(step, steps, np.linspace(0.0, 1.0, len(steps))))
        return along(self.trace[name], lambda: share)()

    def of_now(self, name: str, *, behind: float = 0.0) -> Any:
        """An array of the trace so many steps before now."""
        return self.at_step(name, self.step.get_value() - behind)

    def fakes(self) -> Function:
        """The density of the fakes: that of N(b, a^2), whatever a and b are now."""
        a, b = abs(self.of_now("a")), self.of_now("b")
        return lambda x: norm.pdf(x, b, a)

    def network(self) -> Function:
        """D of the network."""
        x, d = self.trace["x"], self.of_now("d", behind=self.behind.get_value())
        return lambda at: np.interp(at, x, d)

    def push(self) -> Function:
        """How hard -ln D of the network pushes a fake to the right."""
        x, d = self.trace["x"], self.of_now("d", behind=self.behind.get_value())
        slopes = nonsaturating_push(x, d)
        return lambda at: np.interp(at, x, slopes)

    def printed(self) -> np.ndarray:
        """Where some fakes are: those of the same random numbers, whatever a and b are now."""
        return self.of_now("b") + self.of_now("a") * np.array(FAKES)

    def exact(self) -> Function:
        """The best D against the fakes of now."""
        p, q = self.real, self.fakes()
        return lambda at: best_discriminator(p(at), q(at))

    # -- beats ---------------------------------------------------------------------------------------------

    @beat
    def train_in_turn(self) -> None:
        """The discriminator learns first."""
        self.forger, self.inspector = self.players()
        self.passed, (self.real_name, self.fake) = self.ghosts(), self.names()
        size, color = self.theme.type.body, self.theme.colors.discriminator
        self.curve = Label(self.word("curve"), size, color, weight="BOLD").set_line(self.named(_HIGH), RIGHT)
        # With what the discriminator says before it has learnt.
        self.add(self.passed, self.hills, self.real_name, self.fake, self.forger, self.inspector)
        with self.narrate("train"):
            self.then(FadeIn(self.curve), run_time=self.theme.motion.quick)
            self.on("judge", *self.judges(-self.judged), run_time=self.theme.motion.beat)

    @beat
    @after("train_in_turn")
    def feel_the_slope(self) -> None:
        """What the discriminator says of some fakes becomes pushes on them and their hill."""
        motion, hills = self.theme.motion, self.hills
        wall, sight = self.wall()
        told = ValueTracker(0.0)
        legend = self.beside_the_curve("push", self.theme.colors.gold)
        pushes = ScorePushes(
            hills, places=self.printed, density=self.fakes, score=self.network, push=self.push,
            told=told.get_value, reach=_REACH,
        )  # fmt: skip
        with self.narrate("feel"):
            self.on("wall", FadeIn(wall, shift=0.5 * DOWN), self.lights(1.0), run_time=motion.quick)
            self.then(GrowFromPoint(sight, self.forger.eye), run_time=motion.quick)
            gone = FadeOut(sight, wall, self.fake, rate_func=motion.soon(0.4))
            come = FadeIn(pushes.tangents, pushes.fakes, legend)
            self.on("slope", gone, come, run_time=motion.quick)
            # What is felt on the curve comes down to the fakes, and becomes a push on each.
            self.add(pushes)
            tells = told.animate(rate_func=squish_rate_func(smooth, 0.0, 0.8)).set_value(1.0)
            self.fill(tells)
            moves = steady(self.step, self.forged), steady(self.behind, self.forged - self.judged)
            self.on("move")
            moving = max(self.seconds_left() - motion.swift - _TURN, motion.beat)
            felt = pushes.tangents, pushes.stems, pushes.arrows, legend
            seen = FadeOut(*felt, rate_func=squish_rate_func(smooth, 0.5 * PUSHED, PUSHED))
            self.then(*moves, seen, leaps(self.leap), run_time=moving)
            self.then(FadeOut(pushes.fakes), run_time=motion.swift)
            self.then(*self.judges(0.0), FadeIn(self.fake), run_time=_TURN)

    @beat
    @after("feel_the_slope")
    def keep_close(self) -> None:
        """The formula as dots on the network's line, on the way to one half everywhere."""
        motion, hills, colors, sizes = self.theme.motion, self.hills, self.theme.colors, self.theme.type
        dots = hills.dotted(self.exact, colors.text)
        sky = hills.sky
        law = formula("{{ p : real }} \\/ ({{ p : real }} + {{ q : fake }})", sizes.heading)
        law.select("real").set_color(colors.real)
        law.select("fake").set_color(colors.generator)
        law.move_to(self.named(_HIGH), aligned_edge=RIGHT)
        network = self.beside_the_curve("network", colors.discriminator)
        half = Label(HALF, sizes.display, colors.gold, weight="BOLD")
        half.set_line(sky.c2p(self.peak[0], 0.5) + 0.55 * sizes.display * PIXEL * UP)
        shade = self.where_no_notes_are()
        with self.narrate("exact"):
            both = steady(self.step, self.settled)
            # The formula comes where the curve's name was.
            gone = FadeOut(self.curve, rate_func=motion.soon(0.3))
            come = FadeIn(dots, shade), FadeIn(law, rate_func=motion.late(0.4)), self.lights(0.0)
            self.on("formula", both, gone, *come, run_time=motion.calm)
            # Along all of the formula's line, before the network's is looked at.
            at = ValueTracker(hills.seen[0])
            dot = self.rider(at)
            self.add(dot)
            self.fill(steady(at, hills.seen[1]))
            self.remove(dot)
            self.on("network", FadeIn(network), run_time=motion.quick)
            # Where the name stands the curve comes up later.
            gone = FadeOut(network, rate_func=squish_rate_func(smooth, 0.55, 0.75))
            met = FadeOut(self.fake, rate_func=motion.soon(0.2))
            self.fill(steady(self.step, self.rested), gone, met)
            self.explorable(
                "learning",
                handles=[Handle("step", self.step, (self.judged, self.last), decimals=0)],
                marks=[hills.fake, hills.score, shade, dots],
                covered=[self.passed],
            )
            learnt = self.step.animate.set_value(self.last), self.under.animate.set_value(_UNDER)
            self.on("rest", *learnt, FadeIn(half), run_time=motion.beat)

    def standardized(self) -> tuple[tuple[float, float], float]:
        """Span and top of the same picture, for real notes of mean 0 and spread 1."""
        low, high = ((end - self.peak[0]) / self.spread for end in _SPAN)
        return (low, high), _TOP * self.spread

    # -- parts ---------------------------------------------------------------------------------------------

    def judges(self, behind: float) -> tuple[Any, ...]:
        """The discriminator's turn, until it is so many steps behind."""
        return steady(self.behind, behind), leaps(self.hop), self.lights(-1.0)

    def lights(self, turn: float) -> Any:
        """Whose turn it is stands in the light, and the other one in the shade."""
        return cast(Any, self.turn).animate(rate_func=squish_rate_func(smooth, 0.0, 0.5)).set_value(turn)

    def players(self) -> tuple[Forger, Inspector]:
        """The forger, who goes with his hill, and the inspector beyond the real one."""
        return self.figures(self.hills, lambda: self.of_now("b") - BEHIND * abs(self.of_now("a")))

    def widen(self, hills: Hills) -> None:
        """The line of the real notes is as wide as it is to be."""
        width = self.theme.curve_width
        hills.real.outline.add_updater(lambda line: line.set_stroke(width=width * self.under.get_value()))

    def figures(self, hills: Hills, behind: Callable[[], float]) -> tuple[Forger, Inspector]:
        """Both, the forger at a live place of the axis of ink; who waits stands in the shade."""
        hero, land = self.regions.hero, hills.land
        forger = Forger(hills.figure)
        inner = float(hero.edge(LEFT)[0]) + 0.45 * float(forger.width)
        ground, hop = float(land.c2p(0.0, 0.0)[1]), _HOP * float(forger.height)
        where = detached(lambda: max(float(land.c2p(behind(), 0.0)[0]), inner))

        def follow(mobject: Any) -> None:
            mobject.stand(np.array([where(), ground + hop * self.leap.get_value(), 0.0]))
            mobject.light(min(1.0, 1.0 + self.turn.get_value()))

        forger.add_updater(follow, call_updater=True)
        inspector = self.watcher(hills.figure, hero.edge(RIGHT)[0], ground, self.hop.get_value)
        inspector.add_updater(lambda mobject: mobject.light(min(1.0, 1.0 - self.turn.get_value())))
        return forger, inspector

    @staticmethod
    def watcher(figure: float, right: float, ground: float, hop: Callable[[], float]) -> Inspector:
        """The inspector, left of a place of the scene; so high in the air as is told, from 0 to 1."""
        inspector, now = Inspector(figure, mirrored=True), detached(hop)
        x, high = right - 0.5 * float(inspector.width), _HOP * float(inspector.height)
        inspector.add_updater(
            lambda mobject: mobject.stand(np.array([x, ground + high * now(), 0.0])), call_updater=True
        )
        return inspector

    def named(self, high: float) -> Point3D:
        """Where a name of the curve of D ends, as high as a score: left of where that rises."""
        return self.hills.sky.c2p(_NAMED, high)

    def wall(self) -> tuple[Wall, Any]:
        """Where both hills are equally high, up to the score of 0; and the forger's look, which it stops."""
        land, sky = self.hills.land, self.hills.sky
        x, p, q = (self.trace[name] for name in ("x", "p", "q"))
        between = (self.of_now("b") < x) & (x < self.peak[0])
        at = float(np.interp(0.0, (p - q[0])[between], x[between]))
        foot, top = land.c2p(at, 0.0), sky.c2p(at, 0.0)
        high = float(top[1] - foot[1])
        wide = max(float((land.c2p(at + _THICK[0], 0.0) - foot)[0]), _THICK[1] * PIXEL)
        place = Region(float(foot[0]), float(foot[1]) + high / 2, wide, high)
        wall = Wall(wide / PIXEL, high / PIXEL).stand(foot)
        return wall, gaze(self.forger.eye, place, spread=0.06)

    def beside_the_curve(self, key: str, color: str) -> Label:
        """A name left of the curve's rise, and right of the ticks."""
        end, size = self.named(_SECOND), self.theme.type.body
        left = float(self.regions.hero.edge(LEFT)[0]) + 1.2 * self.theme.type.label * PIXEL
        room = Region((left + end[0]) / 2, end[1], end[0] - left, 1.3 * size * PIXEL)
        return Label(self.word(key), size, color, weight="BOLD", within=room, edge=RIGHT)

    def rider(self, at: ValueTracker) -> Dots:
        """A dot that goes along the best D."""

        def here() -> np.ndarray:
            return np.array([(at.get_value(), float(self.exact()(at.get_value())))])

        return bleeding(Dots(self.hills.sky, here, self.theme.colors.gold))

    def where_no_notes_are(self) -> Boxes:
        """What dims both curves of D to the left and to the right of where there are notes of any kind."""
        sky, x, p, (left, right) = self.hills.sky, self.trace["x"], self.trace["p"], self.hills.seen

        def beyond() -> np.ndarray:
            first, last = x[p + self.of_now("q") > _NOTES][[0, -1]]
            return np.array([(left, -_OVER, first, 1.0 + _OVER), (last, -_OVER, right, 1.0 + _OVER)])

        return bleeding(decoration(Boxes(sky, beyond, self.theme.colors.background, opacity=_DIM)))

    def names(self) -> tuple[Label, Label]:
        """Of both hills."""
        colors = self.theme.colors
        return (
            self.hills.title(self.word("real"), colors.real, lambda: self.peak),
            self.hills.title(
                self.word("fake"), colors.generator,
                lambda: (self.of_now("b"), float(self.fakes()(self.of_now("b")))),
            ),
        )  # fmt: skip

    def ghosts(self) -> Any:
        """Where the fakes' hill was, at places equally far apart, from when it is clear of them."""
        b, a = self.trace["b"], self.trace["a"]
        places = np.linspace(b[0], b[-1], _GHOSTS + 1)[:-1]
        rows = np.unique([int(np.abs(b - at).argmin()) for at in places])
        densities = [lambda x, row=row: norm.pdf(x, b[row], abs(a[row])) for row in rows]
        apart = places[1] - places[0]
        return self.hills.ghosts(
            densities,
            lambda: ((self.of_now("b") - b[rows]) / apart - 0.5) / _SEEN,
            self.theme.colors.generator,
        )
