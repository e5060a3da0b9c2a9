"""Chapter: quantum annealing; one hops over the mountain, one goes through it, and none of them trains."""

from __future__ import annotations

from typing import Any

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
)

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import TRAP, Trap
from loss_scenes.market import MARKET, Market
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.lines import Line
from loss_scenes.models.paths import state_at
from loss_scenes.pictures.mountains import Mountains
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.things import House, Person
from narrated.mobjects.visual_role import bleeding
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
        self.hopped, self.gone, self.trained = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)

    @property
    def wide(self) -> bool:
        """Whether pictures stand side by side."""
        return self.regions.hero.width > 1.5 * self.regions.hero.height

    def through(self) -> tuple[float, float]:
        """Where the one is who goes through the wall."""
        trap, x = self.trap, self.gone.get_value()
        at = trap.start + x * (trap.goal - trap.start)
        return at, trap.tunnelled(at)

    def hopping(self, mountains: Mountains) -> tuple[float, float]:
        """Where the one is who hops."""
        return mountains.hop(self.trap.annealed, self.hopped.get_value(), spring=self.spring)

    @beat
    def hop_or_tunnel(self) -> None:
        """Both start above the trap; the one who tunnels is there long before the other."""
        motion = self.theme.motion
        mountains, tunnel, hopper, miner = self.picture(self.land())
        picture = bleeding(VGroup(mountains, tunnel, hopper, miner))
        over, under = self.names(mountains)
        number, source = self.number(), self.source()
        low = self.regions.stage.edge(DOWN)[1]
        horizon = self.scene.ground.animate.set_horizon(low)
        arrive = [FadeIn(part) for part in (picture, over, source)]
        with self.narrate("quantum") as sheet:
            # Where the line begins with the cue, all of it answers the cue.
            if sheet.frames["quantum"] - sheet.start < self.scene.frames(motion.calm):
                self.on("quantum", self.clear_body(), horizon, run_time=motion.snap)
                self.then(*arrive, FadeIn(under), run_time=motion.swift)
            else:
                self.then(self.clear_body(), horizon, run_time=motion.snap)
                self.then(*arrive, run_time=motion.swift)
                self.fill(steady(self.hopped, 0.2 * self.patience))
                self.on("quantum", FadeIn(under), run_time=motion.swift)
            self.fill(
                steady(self.hopped, 0.6 * self.patience),
                self.gone.animate.set_value(1.0),
            )
            self.on("faster", FadeIn(number, scale=0.6), run_time=motion.quick)
            self.fill(steady(self.hopped, self.patience))
        self.tell_apart(picture, number, over, under)

    def tell_apart(self, picture: VGroup, *gone: Label) -> None:
        """The mountains become one picture, a line that learns the other; they are not the same."""
        motion, colors, sizes = self.theme.motion, self.theme.colors, self.theme.type
        size = sizes.display if self.wide else sizes.title
        here, sign, there = self.halves()
        for part in picture.get_family():
            part.clear_updaters()
        small = VGroup(*self.picture(here))
        for part in small.get_family():
            part.clear_updaters()
        edge, training = _frame(here, colors.drawn_other, self.theme.curve_width), self.training(there)
        unequal = Label("\N{NOT EQUAL TO}", size, colors.text, weight="BOLD").set_line(sign.center)
        with self.narrate("not_training"):
            self.then(*map(FadeOut, gone), run_time=motion.snap)
            self.then(Transform(picture, small), FadeIn(edge), run_time=motion.swift)
            self.then(FadeIn(training), run_time=motion.swift)
            self.on(
                "not_training", FadeIn(unequal, scale=1.1), steady(self.trained, 0.4), run_time=motion.brief
            )
            self.fill(steady(self.trained, 1.0))

    def picture(self, land: Region) -> tuple[Mountains, VMobject, Person, Person]:
        """Mountains, the tunnel, the one who hops and the one who goes through."""
        trap = self.trap
        mountains = Mountains(land, trap.energy, trap.span, trap.top)

        def dug() -> float:
            return min(self.through()[0] + 0.14, trap.exit + 0.1)

        tunnel = mountains.tunnel(trap.trap, dug, trap.level)
        return (
            mountains,
            tunnel,
            mountains.walker(lambda: self.hopping(mountains)),
            mountains.walker(self.through),
        )

    def land(self) -> Region:
        """Where the mountains stand: from edge to edge, under the number where the frame is tall."""
        stage = self.regions.stage
        high = stage.height if self.wide else 0.75 * self.regions.hero.height
        return Region(stage.x, stage.edge(DOWN)[1] + high / 2, stage.width, high)

    def names(self, mountains: Mountains) -> tuple[Label, Label]:
        """Of the one who hops, over his head; of the one who tunnels, in the rock below."""
        colors, trap, size = self.theme.colors, self.trap, self.theme.type.body
        room = Region(0.0, 0.0, 0.3 * mountains.plot.region.width, 4 * size * PIXEL)
        over = Label(self.word("annealed"), size, colors.text, weight="BOLD", within=room, edge=ORIGIN)
        # In the sky over his valley, clear of its walls.
        c2p, p2c, half = mountains.plot.c2p, mountains.plot.p2c, 0.54 * over.width
        rise = mountains.tall + 0.5 * over.height + 0.3 * size * PIXEL
        ends = self.regions.hero.edge(LEFT)[0], self.regions.hero.edge(RIGHT)[0]

        def follow(label: Any) -> None:
            x, high = self.hopping(mountains)
            # Clear of the other's head as well, while they stand together.
            middle = c2p(x, max(high, self.through()[1])) + rise * UP
            for _ in range(24):  # higher, where the valley is too narrow
                level = p2c(middle - 0.6 * over.height * UP)[1]
                walls = [c2p(wall, 0.0)[0] for wall in mountains.valley(trap.trap, level)]
                left, right = np.clip(walls, *ends)
                if right - left >= 2 * half:
                    break
                middle = middle + 0.25 * size * PIXEL * UP
            label.move_to([np.clip(middle[0], left + half, max(right - half, left + half)), middle[1], 0.0])

        over.add_updater(follow, call_updater=True)
        (left, low, _), (right, level, _) = c2p(trap.trap, 0.0), c2p(trap.summit, trap.level)
        width = 0.76 * (right - left)  # as far as the light falls
        rock = Region(left + width / 2, (low + level) / 2, 0.94 * width, 0.9 * (level - low))
        words = self.word("tunnel")
        return over, Label(words, size, colors.background, weight="BOLD", within=rock, edge=ORIGIN)

    def source(self) -> Label:
        """Over the rock, where it can be read."""
        hero, words = self.regions.hero, self.word("quantum_source")
        if self.wide:
            return source_line(words, hero, self.theme, edge=UP + RIGHT)
        return source_line(words, hero, self.theme, edge=UP + LEFT, rows=2)

    def number(self) -> Label:
        """How much faster, in one number with its word."""
        hero, colors = self.regions.hero, self.theme.colors
        place = (
            hero.columns(1.55, 1)[1].rows(0.5, 1, 2)[1]
            if self.wide
            else hero.rows(124, 190, hero.height / PIXEL - 314)[1]
        )
        size = self.theme.type.display
        return Label(self.word("ratio"), size, colors.fact, weight="BOLD", within=place, edge=ORIGIN)

    def halves(self) -> tuple[Region, Region, Region]:
        """Places of a picture, of the sign, and of another picture."""
        hero = self.regions.hero
        if self.wide:
            body = hero.rows(1, 12)[1]
        else:  # below the source, clear of the ground
            head, foot = 3 * self.theme.type.small * PIXEL, 12 * PIXEL
            body = hero.rows(head, hero.height - head - foot, foot)[1]
        if self.wide:
            left, middle, right = body.columns(5, 1.2, 5)
            return left.rows(1, 5, 1)[1], middle, right.rows(1, 5, 1)[1]
        upper, middle, lower = body.rows(3, 1.3, 3)
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

        houses = (House(64, k % 3).stand(plot.c2p(x, y) + 30 * PIXEL * DOWN)
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
