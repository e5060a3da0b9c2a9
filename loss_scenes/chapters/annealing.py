"""Chapter: quantum annealing; a trap, three ways to deal with it, and how much faster one of them was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import UP, Animation, ApplyMethod, Create, FadeIn, LaggedStart, smooth, squish_rate_func

from loss_scenes.chapters.drawer import Icon
from loss_scenes.chapters.source import source_line
from loss_scenes.facts import TRAP, Trap
from loss_scenes.pictures.valley import Valley, Walker
from narrated.design.layout import Region
from narrated.mobjects.panel import panel
from narrated.mobjects.powers import TimesFaster
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Annealing(Chapter):
    """Greed is trapped, annealing hops over the barrier, the quantum annealer goes through it.

    Parameters
    ----------
    scene
        Where it is told.
    trap
        The landscape and the walks in it.
    powers
        Powers of ten on the scale of how much faster the annealer was; the last is the measured one.
    """

    def __init__(
        self, scene: NarratedScene, *, trap: Trap = TRAP, powers: Sequence[int] = (0, 2, 4, 6, 8)
    ) -> None:
        super().__init__(scene)
        self.trap, self.powers, self.title = trap, powers, self.word("annealing")

    def valley(self, region: Region, color: str, *walkers: Walker, y_label: str = "") -> Valley:
        """The landscape with those who walk in it."""
        return Valley(region, self.trap.energy, self.trap.span, 3.0, walkers, color, y_label=y_label)

    def icon(self, region: Region) -> Icon:
        """The chapter in small: the hops of annealing."""
        colors = self.theme.colors
        hops = Walker(self.trap.annealed, colors.negative)
        valley = self.valley(region.inset(0.0, 0.75), colors.fact, hops)
        return Icon((valley.curve, valley.balls), valley.walked.animate.set_value(1.0))

    @beat
    def hop_over_the_barrier(self) -> None:
        """Three ways past a barrier, the speed of one, and what all this is not."""
        colors, motion, trap = self.theme.colors, self.theme.motion, self.trap
        upper, lower = self.regions.body.rows(2.25, 1, gap=0.24)
        race, sign = lower.columns(2, 1, gap=0.24)
        grounds = [panel(place) for place in (upper, race, sign)]
        field, (high, deep) = upper.inset(0.35, 0.2), sign.inset(0.3, 0.25).rows(1, 1.2)
        valley, faster = self.two_walks(field.rows(8, 1)[0]), self.race(race.inset(0.4, 0.2))
        low, (special, no) = float(trap.greedy[-1]), self.signs(sign, deep)
        tunnel = valley.tunnel(low, trap.goal, trap.energy(low), self.word("tunnel"), colors.fact)
        source = source_line(self.word("quantum_source"), field, self.theme)
        with self.narrate("quantum"):
            self.then(self.clear_body(), run_time=motion.swift)
            self.add(*grounds)
            retitled = self.retitle("quantum_title", "quantum_sense")
            arrive = map(FadeIn, (valley.plot, valley.balls, faster, special, source))
            self.on("quantum", retitled, Create(valley.curve), *arrive, run_time=motion.quick)
            self.fill(*_walk(valley))
            self.on("faster", *map(FadeIn, (tunnel, faster.bar, faster.power)), run_time=motion.brief)
            counted: Any = faster.exponent.animate.set_value(self.powers[-1])
            self.fill(LaggedStart(counted, FadeIn(faster.answer), lag_ratio=1.0))
        with self.narrate("not_training"):
            self.on(
                "not_training", special.animate.set_line(high.center), FadeIn(no, shift=0.25 * UP),
                grounds[-1].animate.set_stroke(colors.accent, self.theme.curve_width), run_time=motion.quick,
            )  # fmt: skip

    def two_walks(self, region: Region) -> Valley:
        """The greedy and the annealed walk in the landscape."""
        colors, word, trap = self.theme.colors, self.word, self.trap
        return self.valley(
            region, colors.text,
            Walker(trap.greedy, colors.accent, word("greedy"), (float(trap.greedy[-1]), 0.42)),
            Walker(trap.annealed, colors.negative, word("annealed"), (trap.goal + 0.1, 1.9)),
            y_label=word("energy"),
        )  # fmt: skip

    def signs(self, first: Region, then: Region) -> tuple[Label, Label]:
        """What the problem was, and what it was not."""
        colors, sizes = self.theme.colors, self.theme.type
        special = Label(self.word("special"), sizes.body, colors.text)
        no = Label(self.word("not_training"), sizes.title, colors.accent, weight="BOLD")
        return special.set_line(first.center), no.set_line(then.center)

    def race(self, region: Region) -> TimesFaster:
        """How much faster the annealer was."""
        colors, word = self.theme.colors, self.word
        words = word("ratio"), word("times"), word("about")
        return TimesFaster(region, self.powers, *words, colors.fact, colors.gold)


def _walk(valley: Valley) -> list[Animation]:
    """Both walks, and their names where they arrive."""
    # They rest where they arrive for a moment: then the tunnel is seen to open on its word.
    arrive = ApplyMethod(valley.walked.set_value, 1.0, rate_func=squish_rate_func(smooth, 0.0, 0.85))
    return [arrive] + [
        FadeIn(name, rate_func=squish_rate_func(smooth, start, start + 0.15))
        for name, start in zip(valley.names, (0.3, 0.65), strict=True)
    ]
