"""Chapter: quantum annealing; one hops over the mountain, one goes through it, and none of them trains."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Rectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from loss_scenes.facts import SPEEDUP, TRAP, Trap, years
from loss_scenes.market import MARKET, Market
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.lines import Line
from loss_scenes.models.paths import state_at
from loss_scenes.pictures.mountains import Mountains
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import House, Person
from narrated.mobjects.visual_role import bleeding, source
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Annealing(Chapter):
    """Two walkers in a trap; then what this was is told from training a model.

    Parameters
    ----------
    scene
        Where it is told.
    trap
        The landscape and the hops in it.
    market
        The houses of the picture of training.
    spring
        How high a hop is, in units of the landscape's height.
    patience
        Share of the hops that are shown: the one who hops is not there yet.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        trap: Trap = TRAP,
        market: Market = MARKET,
        spring: float = 0.16,
        patience: float = 6 / 13,
    ) -> None:
        super().__init__(scene)
        self.trap, self.market, self.spring, self.patience = trap, market, spring, patience
        self.hopped, self.gone, self.raced, self.trained = (ValueTracker(0.0) for _ in range(4))

    @property
    def wide(self) -> bool:
        """Whether pictures stand side by side."""
        return self.regions.hero.broad

    def through(self) -> tuple[float, float]:
        """Where the one is who goes through the wall."""
        trap, x = self.trap, self.gone.get_value()
        at = trap.lower + x * (trap.goal - trap.lower)
        return at, trap.tunnelled(at)

    def hopping(self, mountains: Mountains) -> tuple[float, float]:
        """Where the one is who hops."""
        return mountains.hop(self.trap.annealed, self.hopped.get_value(), spring=self.spring)

    @beat
    def hop_or_tunnel(self) -> None:
        """The ground sinks before the mountains; who tunnels is there long before who hops."""
        motion = self.theme.motion
        parts = self.picture(self.land())
        mountains, picture = parts[0], bleeding(VGroup(*parts))
        over, under = self.names(mountains)
        slow, fast = self.times(over, under)
        number, caveat = self.number()
        axis = self.axis(mountains)
        horizon = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
        early, arrives = (squish_rate_func(smooth, *ends) for ends in ((0.0, 0.8), (0.6, 0.8)))
        with self.narrate("quantum") as sheet:
            leaving = self.clear_body()
            self.add(picture)
            self.bring_to_back(picture)
            come = leaving, horizon, FadeIn(over, under, axis, rate_func=motion.late(0.4))
            # Where the line begins with the cue, all of it answers the cue.
            if sheet.frames["quantum"] - sheet.start < self.scene.frames(motion.calm):
                self.on("quantum", *come, run_time=motion.quick)
            else:
                self.then(*come, run_time=motion.quick)
                self.fill(steady(self.hopped, 0.3 * self.patience))
                self.on("quantum", steady(self.hopped, 0.35 * self.patience), run_time=motion.snap)
            through = (
                cast(Any, self.gone).animate(rate_func=early).set_value(1.0),
                FadeIn(slow, fast, rate_func=arrives),
            )
            self.fill(steady(self.hopped, 0.75 * self.patience), *through)
            self.on(
                "faster",
                FadeIn(number, scale=0.6),
                FadeIn(caveat),
                self.raced.animate.set_value(1.0),
                run_time=motion.calm,
            )
            self.fill(steady(self.hopped, self.patience))
        self.tell_apart(picture, number, caveat, over, under, slow, fast, axis)

    def tell_apart(self, picture: VGroup, *gone: VMobject) -> None:
        """The mountains become one picture, a line that learns the other; they are not the same."""
        motion, colors, sizes = self.theme.motion, self.theme.colors, self.theme.type
        size = sizes.display if self.wide else sizes.title
        here, sign, there = self.halves()
        picture.clear_updaters(recursive=True)
        head, land = here.rows(1, 3.6)
        small = VGroup(*self.picture(land))
        called = Label(
            self.word("tunnel"), sizes.body, colors.text, weight="BOLD", within=head.inset(0.1), edge=ORIGIN
        )
        small.clear_updaters(recursive=True)
        edge, training = _frame(here, colors.drawn_other, self.theme.curve_width), self.training(there)
        unequal = Label("\N{NOT EQUAL TO}", size, colors.text, weight="BOLD").set_line(sign.center)
        with self.narrate("not_training"):
            # Names come where the mountains have shrunk away.
            come = FadeIn(edge, called, rate_func=squish_rate_func(smooth, 0.5, 0.8))
            # And they are gone before these move.
            leave = [FadeOut(thing, rate_func=motion.soon(0.2)) for thing in gone]
            self.then(*leave, Transform(picture, small), come, run_time=motion.swift)
            self.on(
                "not_training",
                FadeIn(unequal, scale=1.1),
                FadeIn(training),
                steady(self.trained, 0.4),
                run_time=motion.brief,
            )
            self.fill(steady(self.trained, 1.0))

    def picture(self, land: Region) -> tuple[Mountains, VMobject, VMobject, VMobject, Person, Person]:
        """Mountains, the way over, the tunnel, the trail of hops, and those who hop and tunnel."""
        trap, hops, tunnels = self.trap, self.theme.colors.text, self.theme.colors.gold
        mountains = Mountains(land, trap.energy, trap.span, trap.top)
        return (
            mountains,
            mountains.over(trap.trap, trap.goal),
            mountains.tunnel(trap.trap, trap.exit, trap.level, tunnels),
            mountains.trail(trap.annealed, self.hopped.get_value, spring=self.spring),
            mountains.walker(lambda: self.hopping(mountains), hops),
            mountains.walker(self.through, tunnels),
        )

    def land(self) -> Region:
        """Where the mountains stand: from edge to edge, under the number where the frame is tall."""
        stage = self.regions.stage
        hero = self.regions.hero
        high = stage.height if self.wide else (0.66 if hero.upright else 0.6) * hero.height
        return Region(stage.x, stage.edge(DOWN)[1] + high / 2, stage.width, high)

    def names(self, mountains: Mountains) -> tuple[Label, Label]:
        """Of the one who hops and of the one who tunnels: each over the valley where he comes to."""
        trap, gold = self.trap, self.theme.colors.gold
        hops = [
            mountains.hop(trap.annealed, share, spring=self.spring)
            for share in np.linspace(0.0, self.patience, 120)
        ]
        walk = [(float(x), trap.tunnelled(float(x))) for x in np.linspace(trap.lower, trap.goal, 120)]
        return (
            self.name("annealed", mountains, trap.trap, np.array(hops)),
            self.name("tunnel", mountains, trap.goal, np.array(walk)).set_color(gold),
        )

    def name(self, key: str, mountains: Mountains, near: float, way: np.ndarray) -> Label:
        """The name of one who comes to a valley: in the sky over his head, wherever he passes below it.

        It is clear of the way over the rock as well.
        """
        size = self.theme.type.body
        room = Region(0.0, 0.0, 0.3 * mountains.plot.region.width, 4 * size * PIXEL)
        ink = self.theme.colors.text
        label = Label(self.word(key), size, ink, weight="BOLD", within=room, edge=ORIGIN)
        c2p, p2c, half = mountains.plot.c2p, mountains.plot.p2c, 0.58 * label.width
        beside = (
            np.abs([c2p(x, 0.0)[0] - c2p(near, 0.0)[0] for x in way[:, 0]])
            < 0.5 * label.width + 0.15 * mountains.tall
        )
        high = float(way[beside, 1].max())
        ends = self.regions.hero.edge(LEFT)[0], self.regions.hero.edge(RIGHT)[0]
        middle = c2p(near, high) + (mountains.tall + 0.5 * label.height + 0.3 * size * PIXEL) * UP
        left, right = ends
        for _ in range(48):  # higher, where the valley is too narrow
            level = p2c(middle - (0.6 * label.height + 0.6 * mountains.tall) * UP)[1]
            walls = [c2p(wall, 0.0)[0] for wall in mountains.valley(near, level)]
            left, right = np.clip(walls, *ends)
            if right - left >= 2 * half:
                break
            middle = middle + 0.25 * size * PIXEL * UP
        across = np.clip(middle[0], left + half, max(right - half, left + half))
        return label.move_to(np.array([across, middle[1], 0.0]))

    def number(self) -> tuple[Label, Label]:
        """How much faster, in one number; and right below it, compared with what."""
        hero, theme = self.regions.hero, self.theme
        if self.wide:
            right = hero.columns(1.1, 1)[1]
            place, foot, _ = right.rows(1.5, 1, 4.5)
            under = Region(foot.x + 0.1 * foot.width, foot.y, 0.8 * foot.width, foot.height)
        else:
            # Clear of the rock at the left.
            sky = Region(hero.x + 36 * PIXEL, hero.y, hero.width - 72 * PIXEL, hero.height)
            place, under, _ = sky.rows(1.1, 1, 7.3)
        words, edge = self.word("ratio"), RIGHT if self.wide else LEFT
        size = min(theme.type.display, 0.8 * place.height / PIXEL)
        number = Label(words, size, theme.colors.gold, weight="BOLD", within=place, edge=edge)
        # Both stand as high as they can: below them are the names.
        number.shift((place.edge(UP)[1] - number.get_top()[1]) * UP)
        top = float(number.get_bottom()[1]) - 0.3 * theme.type.body * PIXEL
        under = Region(under.x, top - under.height / 2, under.width, under.height)
        caveat = Label(
            self.word("quantum_source"), theme.type.heading if self.wide else theme.type.body,
            theme.colors.muted, within=under, edge=edge,
        )  # fmt: skip
        return number, source(caveat)

    def times(self, over: Label, under: Label) -> tuple[LiveNumber, Label]:
        """Above each name, in its colour, how long it takes: who tunnels is taken for a unit."""
        size, gold = self.theme.type.body, self.theme.colors.gold
        slow = LiveNumber(
            lambda: years(SPEEDUP * self.raced.get_value()), decimals=1, template=self.word("years"),
            size=size, edge=ORIGIN,
        )  # fmt: skip
        fast = Label(self.word("seconds").format(1), size, gold, weight="BOLD")
        above = 0.75 * size * PIXEL * UP
        return slow.set_line(over.get_top() + above), fast.set_line(under.get_top() + above)

    def axis(self, mountains: Mountains) -> VGroup:
        """What is high here: an arrow upwards on the rock at the left, and its name."""
        size, theme = self.theme.type.label, self.theme
        foot = mountains.plot.c2p(self.trap.span[0], 0.2 * self.trap.level)
        foot = np.array([self.regions.hero.edge(LEFT)[0] + 0.6 * size * PIXEL, foot[1], 0.0])
        high = 1.5 * (mountains.plot.c2p(0.0, self.trap.level)[1] - foot[1])
        arrow = Drawing(high / PIXEL).line([(0.0, 0.0), (0.0, -0.9)], theme.colors.drawn_light, 0.035)
        arrow.polygon([(-0.09, -0.84), (0.0, -1.0), (0.09, -0.84)], theme.colors.drawn_light)
        name = Label(self.word("cost"), size, weight="BOLD")
        name.set_line(foot + (0.5 * RIGHT + 0.4 * UP) * size * PIXEL, LEFT)
        return VGroup(arrow.stand(foot), name)

    def halves(self) -> tuple[Region, Region, Region]:
        """Places of a picture, of the sign, and of another picture."""
        hero = self.regions.hero
        if self.wide:
            left, middle, right = hero.columns(5, 1.5, 5)
            return left.rows(1, 8, 1)[1], middle, right.rows(1, 8, 1)[1]
        body = hero.rows(hero.height - 12 * PIXEL, 12 * PIXEL)[0]
        upper, middle, lower = body.rows(3.2, 1.0, 3.2)
        return upper, middle, lower

    def training(self, place: Region) -> VGroup:
        """The houses, and the line that learns their prices."""
        market, colors = self.market, self.theme.colors
        head, body = place.inset(0.2).rows(1, 3.6)
        plot = Plot(body, (30, 145), (90, 500), bare=True)
        path = np.array(descend_line(market.x, market.y, Line(-2.0, 375.0), rate=0.03, steps=120))

        def line() -> Function:
            slope, intercept = state_at(path, self.trained.get_value())
            return lambda x: slope * x + intercept

        size = min(0.13 * plot.size[0], 0.34 * plot.size[1]) / PIXEL
        houses = (House(size, k % 3).stand(plot.c2p(x, y) + 0.46 * size * PIXEL * DOWN)
                  for k, (x, y) in enumerate(zip(market.x, market.y, strict=True)))  # fmt: skip
        name = Label(
            self.word("training"),
            self.theme.type.body,
            colors.text,
            weight="BOLD",
            within=head,
            edge=ORIGIN,
        )
        return VGroup(
            _frame(place, colors.drawn_other, self.theme.curve_width), name, *houses,
            plot.live_curve(line, colors.squared),
        )  # fmt: skip


def _frame(place: Region, color: str, width: float) -> Rectangle:
    edge = Rectangle(width=place.width, height=place.height, stroke_color=color, stroke_width=width)
    return edge.move_to(place.center)
