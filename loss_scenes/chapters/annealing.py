"""Chapter: quantum annealing; a trap, three ways to deal with it, and how much faster one of them was."""

from __future__ import annotations

from typing import Any

from manim import UP, ApplyMethod, Create, FadeIn, LaggedStart, smooth, squish_rate_func

from loss_scenes.chapters.fact import Fact
from loss_scenes.facts import Trap
from loss_scenes.pictures.valley import Valley, Walker
from narrated.design.layout import Region
from narrated.mobjects.panel import panel
from narrated.mobjects.powers import TimesFaster
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import beat


class Annealing(Fact):
    """Greed is trapped, annealing hops over the barrier, the quantum annealer goes through it.

    Attributes
    ----------
    trap
        The landscape and the walks in it.
    powers
        Powers of ten on the scale of how much faster the annealer was; the last is the measured one.
    """

    trap = Trap()
    powers = (0, 2, 4, 6, 8)

    def valley(self, region: Region, color: str, *walkers: Walker, y_label: str = "") -> Valley:
        """The landscape with those who walk in it."""
        return Valley(region, self.trap.energy, self.trap.span, 3.0, walkers, color, y_label=y_label)

    @beat
    def hop_over_the_barrier(self) -> None:
        """Three ways past a barrier, the speed of one, and what all this is not."""
        colors, sizes, word, trap = self.theme.colors, self.theme.type, self.word, self.trap
        upper, lower = self.regions.body.rows(2.25, 1, gap=0.24)
        race, sign = lower.columns(2, 1, gap=0.24)
        grounds = [panel(place) for place in (upper, race, sign)]
        field, low = upper.inset(0.35, 0.2), float(trap.greedy[-1])
        valley = self.valley(
            field.rows(8, 1)[0], colors.text,
            Walker(trap.greedy, colors.accent, word("greedy"), (low, 0.42)),
            Walker(trap.annealed, colors.negative, word("annealed"), (trap.goal + 0.1, 1.9)),
            y_label=word("energy"),
        )  # fmt: skip
        tunnel = valley.tunnel(low, trap.goal, trap.energy(low), word("tunnel"), colors.fact)
        faster = TimesFaster(
            race.inset(0.4, 0.2),
            self.powers,
            word("ratio"),
            word("times"),
            word("about"),
            colors.fact,
            colors.gold,
        )
        high, deep = sign.inset(0.3, 0.25).rows(1, 1.2)
        special = Label(word("special"), sizes.body, colors.text).set_line(sign.center)
        no = self.bold(word("not_training"), colors.accent, sizes.title).set_line(deep.center)
        stuck, found = (
            FadeIn(name, rate_func=squish_rate_func(smooth, start, start + 0.15))
            for name, start in zip(valley.names, (0.3, 0.65), strict=True)
        )
        with self.narrate("quantum"):
            self.then(self.clear_body(), run_time=0.2)
            self.add(*grounds)
            self.on(
                "quantum", self.retitle("quantum_title", "quantum_sense"), Create(valley.curve),
                *map(FadeIn, (valley.plot, valley.balls, faster, special)),
                FadeIn(self.source(field, word("quantum_source"))), run_time=0.4,
            )  # fmt: skip
            # They rest where they arrive for a moment: then the tunnel is seen to open on its word.
            arrive = ApplyMethod(valley.walked.set_value, 1.0, rate_func=squish_rate_func(smooth, 0.0, 0.85))
            self.fill(arrive, stuck, found)
            self.on("faster", *map(FadeIn, (tunnel, faster.bar, faster.power)), run_time=0.3)
            counted: Any = faster.exponent.animate.set_value(self.powers[-1])
            self.fill(LaggedStart(counted, FadeIn(faster.answer), lag_ratio=1.0))
        with self.narrate("not_training"):
            self.on(
                "not_training", special.animate.set_line(high.center), FadeIn(no, shift=0.25 * UP),
                grounds[-1].animate.set_stroke(colors.accent, self.theme.curve_width), run_time=0.4,
            )  # fmt: skip
