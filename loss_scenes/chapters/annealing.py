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
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)
from manim.typing import Point3D

from loss_scenes.facts import SPEEDUP, TRAP, Trap, years
from loss_scenes.market import MARKET, Market
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.lines import Line
from loss_scenes.models.paths import state_at
from loss_scenes.pictures.mountains import Mountains
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import House, Person
from narrated.mobjects.visual_role import bleeding, source
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_RACE = 0.65, 1.0  # of the time until the result is told: the time that who hops takes is counted
_COUNTED = 0.2  # of the race, until its time is told: there is some by then


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
        under, over = self.plates(mountains)
        slow, fast = self.times(mountains, over)
        number, caveat, source = self.number()
        axis = self.axis(mountains)
        horizon = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
        early = squish_rate_func(smooth, 0.0, 0.8)
        with self.narrate("quantum") as sheet:
            leaving = self.clear_body()
            self.add(picture)
            self.bring_to_back(picture)
            come = leaving, horizon, FadeIn(under, axis, rate_func=motion.late(0.4))
            # Where the line begins with the cue, all of it answers the cue.
            if sheet.frames["quantum"] - sheet.start < self.scene.frames(motion.calm):
                self.on("quantum", *come, run_time=motion.quick)
            else:
                self.then(*come, run_time=motion.quick)
                self.fill(steady(self.hopped, 0.3 * self.patience))
                self.on("quantum", steady(self.hopped, 0.35 * self.patience), run_time=motion.snap)
            raced = cast(Any, self.raced).animate(rate_func=squish_rate_func(smooth, *_RACE)).set_value(1.0)
            begun = _RACE[0] + _COUNTED * (_RACE[1] - _RACE[0])
            through = (
                cast(Any, self.gone).animate(rate_func=early).set_value(1.0),
                # He is named when he is clear of the one who hops.
                FadeIn(over, rate_func=squish_rate_func(smooth, 0.28, 0.38)),
                # What is compared takes so long to read that it cannot wait for the result.
                FadeIn(caveat, rate_func=squish_rate_func(smooth, 0.05, 0.12)),
                FadeIn(fast, rate_func=squish_rate_func(smooth, 0.6, 0.7)),
                # Years are told when there are some: it never reads none.
                FadeIn(slow, rate_func=squish_rate_func(smooth, begun, begun + 0.05)),
            )
            self.fill(steady(self.hopped, 0.75 * self.patience), raced, *through)
            self.on("faster", FadeIn(number, scale=0.6), FadeIn(source), run_time=motion.calm)
            self.fill(steady(self.hopped, self.patience))
        self.tell_apart(picture, number, caveat, source, under, over, slow, fast, axis)

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
        """Mountains, the way up, the tunnel, the trail of hops, and those who hop and tunnel."""
        trap, hops, tunnels = self.trap, self.theme.colors.text, self.theme.colors.gold
        mountains = Mountains(land, trap.energy, trap.span, trap.top)
        return (
            mountains,
            mountains.over(trap.trap, trap.summit),
            mountains.tunnel(trap.trap, trap.exit, trap.level, tunnels),
            mountains.trail(trap.annealed, self.hopped.get_value, spring=self.spring),
            mountains.walker(lambda: self.hopping(mountains), hops),
            mountains.walker(self.through, tunnels),
        )

    def land(self) -> Region:
        """Where the mountains stand: from edge to edge, under the number where the frame is tall."""
        stage = self.regions.stage
        hero = self.regions.hero
        high = stage.height if self.wide else (0.68 if hero.upright else 0.64) * hero.height
        return Region(stage.x, stage.edge(DOWN)[1] + high / 2, stage.width, high)

    def plates(self, mountains: Mountains) -> tuple[VGroup, VGroup]:
        """The name of the one who hops, under the valley that holds him; the other's, which goes with him."""
        trap, colors, hero = self.trap, self.theme.colors, self.regions.hero
        under, over = self.plate("annealed", colors.text, 0.62), self.plate("tunnel", colors.gold, 0.34)
        foot = mountains.plot.c2p(trap.trap, trap.level) - (self.air + under.height / 2) * UP
        under.move_to(hero.kept(foot, under.width))
        here = detached(lambda: self.overhead(mountains, over, self.through()))
        over.add_updater(lambda plate: plate.move_to(here()), call_updater=True)
        return under, over

    @property
    def air(self) -> float:
        """From a walker to his plate."""
        return 0.22 * self.theme.type.body * PIXEL

    def plate(self, key: str, ink: str, share: float) -> VGroup:
        """A name in a colour, on a ground of its own: it may pass over rock and sky.

        It is no wider than a share of the picture.
        """
        size = self.theme.type.body
        room = Region(0.0, 0.0, share * self.regions.stage.width, 4 * size * PIXEL)
        label = Label(self.word(key), size, ink, weight="BOLD", within=room, edge=ORIGIN)
        air = 0.5 * size * PIXEL
        ground = RoundedRectangle(
            width=label.width + air, height=label.height + air, corner_radius=self.theme.corner,
            stroke_color=ink, stroke_width=self.theme.line_width,
        )  # fmt: skip
        ground.set_fill(self.theme.colors.background, opacity=1).move_to(label)
        return VGroup(ground, label)

    def overhead(self, mountains: Mountains, plate: VGroup, stands: tuple[float, float]) -> Point3D:
        """The middle of a plate over the head of somebody who stands there."""
        middle = mountains.plot.c2p(*stands) + (mountains.tall + self.air + plate.height / 2) * UP
        return self.regions.hero.kept(middle, plate.width)

    def number(self) -> tuple[Label, Label, Label]:
        """How much faster, in one number; right below it, compared with what, and who says so."""
        hero, type_, colors = self.regions.hero, self.theme.type, self.theme.colors
        if self.wide:
            sky = hero.columns(1.1, 1)[1]  # at the right of the way up
            rows = 1.5, 0.15, 1.3, 0.15, 0.5, 5.3
        else:
            # Clear of the rock at the left.
            sky = Region(hero.x + 36 * PIXEL, hero.y, hero.width - 72 * PIXEL, hero.height)
            rows = 1.2, 0.1, 1.2, 0.1, 0.5, 5.8
        edge = RIGHT if self.wide else LEFT
        place, _, under, _, low, _ = sky.rows(*rows)
        size = min(type_.display, 0.9 * place.height / PIXEL)
        # Below the number it is narrower: there is the summit.
        under, low = (row.columns(0.06, 0.94)[1] if self.wide else row for row in (under, low))
        number = Label(self.word("ratio"), size, colors.gold, weight="BOLD", within=place, edge=edge)
        caveat = Label(self.word("caveat"), type_.body, colors.text, weight="BOLD", within=under, edge=edge)
        said = Label(self.word("quantum_source"), type_.small, colors.muted, within=low, edge=edge)
        return number, caveat, source(said)

    def times(self, mountains: Mountains, over: VGroup) -> tuple[LiveNumber, Label]:
        """Over the head of each, in his colour, how long he takes if who tunnels takes a unit."""
        size, gold, trap, hero = self.theme.type.body, self.theme.colors.gold, self.trap, self.regions.hero
        slow = LiveNumber(
            lambda: years(SPEEDUP * self.raced.get_value()), decimals=1, template=self.word("years"),
            size=size, edge=ORIGIN,
        )  # fmt: skip
        fast = Label(self.word("seconds").format(1), size, gold, weight="BOLD")
        plot = mountains.plot
        # Who hops passes below his time, which is not told before he is half through.
        shares = self.patience * np.linspace(0.5, 1.0, 60)
        highest = max(mountains.hop(trap.annealed, share, spring=self.spring)[1] for share in shares)
        middle = hero.kept(plot.c2p(trap.trap, highest) + mountains.tall * UP, slow.width)
        # So does the rock, with the way up on it.
        ends = (plot.p2c(middle + slow.width / 2 * side)[0] for side in (LEFT, RIGHT))
        rock = plot.c2p(0.0, max(float(trap.energy(x)) for x in ends))[1] + mountains.tall / 2
        rests = np.maximum(middle, (-np.inf, rock, -np.inf))
        arrives = self.overhead(mountains, over, (trap.goal, trap.tunnelled(trap.goal)))
        arrives = arrives + over.height / 2 * UP
        for time, below in ((slow, rests), (fast, arrives)):
            time.set_line(hero.kept(below + 0.65 * size * PIXEL * UP, time.width))
        return slow, fast

    def axis(self, mountains: Mountains) -> VGroup:
        """What is high here: an arrow upwards on the rock at the left, and its name."""
        size, theme = self.theme.type.label, self.theme
        low, top = (mountains.plot.c2p(0.0, share * self.trap.level)[1] for share in (1.1, 2.5))
        foot = np.array([self.regions.hero.edge(LEFT)[0] + 0.6 * size * PIXEL, low, 0.0])
        high = top - low
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
