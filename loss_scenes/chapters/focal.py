"""Chapter: the focal loss turns down what is easy, so that the few hard examples are heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import LEFT, Create, FadeIn, ValueTracker, VGroup

from loss_scenes.catalogue import FOCAL
from loss_scenes.losses import cross_entropy, focal
from loss_scenes.models import budget_share
from narrated.mobjects.field import SquareField
from narrated.mobjects.panel import Readout, Readouts, Slider, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.shares import ShareBar
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

OBJECT = ((27, 8), (28, 8), (27, 9), (28, 9))
LESION = (
    (12, 9), (13, 8), (13, 9), (13, 10), (14, 8), (14, 9), (14, 10), (14, 11), (15, 9), (15, 10),
)  # fmt: skip


class Focal(Chapter):
    """Cross-entropy sinks under a power; then the budget of a heap of easy examples and a few hard ones.

    Parameters
    ----------
    scene
        Where it is told.
    law
        How the loss is written, with a part ``gamma``.
    gamma
        Where the power comes to rest.
    easy_probability
        Where the probe stands on the curve.
    easy, hard
        (how many, probability of the right class) of the two groups of examples.
    cells
        (columns, rows) of the fields of candidate boxes and of pixels, schematic.
    object_boxes, lesion_pixels
        The few cells that matter, (column, row).
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        law: str = FOCAL.formula,
        gamma: float = 2.0,
        easy_probability: float = 0.9,
        easy: tuple[int, float] = (100_000, 0.99),
        hard: tuple[int, float] = (100, 0.1),
        cells: tuple[int, int] = (40, 20),
        object_boxes: Sequence[tuple[int, int]] = OBJECT,
        lesion_pixels: Sequence[tuple[int, int]] = LESION,
    ) -> None:
        super().__init__(scene)
        self.law, self.gamma, self.easy_probability = law, gamma, easy_probability
        self.easy, self.hard = easy, hard
        self.cells, self.object_boxes, self.lesion_pixels = cells, object_boxes, lesion_pixels
        # One for each beat: the curves of the first still stand while the second begins anew.
        self.power, self.spending = ValueTracker(0.0), ValueTracker(0.0)
        self.curves = VGroup()

    def focal_now(self, probability: Any) -> Any:
        """The focal loss with the power of the moment."""
        return focal(probability, gamma=self.power.get_value())

    def share(self) -> float:
        """Share of the easy examples in the sum of all losses, with the power of the moment."""
        return budget_share(*self.easy, *self.hard, gamma=self.spending.get_value())

    @beat
    def turn_down_easy_examples(self) -> None:
        motion = self.theme.motion
        self.curves = self.both_losses()
        plot, plain, bent, name, focal_name, easy, probe = self.curves
        law, slider, numbers = self.law_and_numbers()
        self.panels.ensure(self.regions.main, self.regions.side)
        self.add(plot)
        with self.narrate("focal"):
            self.then(Create(plain), FadeIn(name))
            title = self.retitle("focal_title", "focal_sense")
            self.on("focal", title, FadeIn(law), FadeIn(slider), run_time=motion.quick)
            self.add(bent)
            self.then(FadeIn(easy), FadeIn(probe), FadeIn(numbers), run_time=motion.quick)
            sink = self.power.animate.set_value(self.gamma)
            self.on("downweight", sink, FadeIn(focal_name), run_time=motion.slow)

    def both_losses(self) -> VGroup:
        """The plot, both curves and their names, where it is easy, and the probe."""
        colors, word = self.theme.colors, self.word
        part: dict[str, Any] = {"over": (0.01, 1.0), "samples": 240}
        plot = Plot(
            self.regions.main.inset(0.3), (0.0, 1.0), (0.0, 4.0), x_ticks=(0.2, 0.4, 0.6, 0.8, 1.0),
            y_ticks=(1, 2, 3, 4), x_label=word("probability"), y_label=word("loss"),
        )  # fmt: skip
        here, flat = ValueTracker(self.easy_probability), lambda x: 0 * x
        return VGroup(
            plot,
            plot.curve(cross_entropy, colors.cross_entropy, **part),
            plot.live_curve(lambda: self.focal_now, colors.focal, **part),
            plot.name_curve(word("cross_entropy"), colors.cross_entropy, (0.22, 2.1), LEFT),
            plot.name_curve(word("focal"), colors.focal, (0.08, 0.45), LEFT),
            plot.tint(0.6, 1.0, colors.focal),
            TangentProbe(plot, self.focal_now, flat, here, colors.focal, tangent=False),
        )

    def law_and_numbers(self) -> VGroup:
        """The formula, its power, and both losses where the probe stands."""
        colors, word, p, focal_now = self.theme.colors, self.word, self.easy_probability, self.focal_now
        top, middle, low = self.regions.side.inset(0.4).rows(0.9, 1, 1.7)
        law = top.fit(formula(self.law, self.theme.type.heading))
        law.select("gamma").set_color(colors.focal)
        numbers = Readouts(
            low,
            Readout("p", lambda: p, colors.text, 1),
            Readout(word("cross_entropy"), lambda: cross_entropy(p), colors.cross_entropy, 4),
            Readout(word("focal"), lambda: focal_now(p), colors.focal, 4),
            Readout(word("ratio"), lambda: cross_entropy(p) / focal_now(p), colors.gold, 0, "{}×"),
        )
        return VGroup(law, Slider(middle, word("gamma"), self.power, 0.0, 3.0, colors.focal), numbers)

    @beat
    def show_where_focal_is_used(self) -> None:
        motion = self.theme.motion
        boxes, pixels = self.fields()
        slider, shares = self.shares()
        with self.narrate("detection"):
            # The curves stay until there is something else to look at.
            self.then(*self.panels.two(self.curves), run_time=motion.snap)
            self.then(FadeIn(slider), FadeIn(shares), run_time=motion.brief)
            self.on("detection", *self.panels.two(slider, shares), run_time=motion.snap)
            retitled = self.retitle("focal_title", "detection_sense")
            self.then(retitled, FadeIn(*boxes), run_time=motion.swift)
            self.fill(self.spending.animate.set_value(self.gamma / 2))
            self.remove(*boxes)
            self.on("medical", FadeIn(*pixels), run_time=motion.swift)
            self.fill(self.spending.animate.set_value(self.gamma))

    def fields(self) -> VGroup:
        """Candidate boxes and pixels, of which few matter, each with its name above."""
        colors, (words, grid) = self.theme.colors, self.regions.main.inset(0.45).rows(1, 5.4)
        boxes = SquareField(grid, *self.cells, self.object_boxes, colors.axis, colors.gold)
        pixels = SquareField(grid, *self.cells, self.lesion_pixels, colors.raised, colors.gold, gap=0.04)
        return VGroup(
            VGroup(field, Label(self.word(name)).set_line(words.edge(LEFT), LEFT))
            for field, name in ((boxes, "anchors"), (pixels, "pixels"))
        )

    def shares(self) -> VGroup:
        """The power, and the shares of easy and hard examples."""
        colors, word, share = self.theme.colors, self.word, self.share
        top, bar, low = self.regions.side.inset(0.4).rows(1.3, 0.5, 1.6, gap=0.2)
        return VGroup(
            Slider(top, word("gamma"), self.spending, 0.0, 3.0, colors.focal),
            VGroup(
                ShareBar(bar, share, colors.cross_entropy, colors.gold),
                Readouts(
                    low,
                    Readout(word("easy_share"), lambda: 100 * share(), colors.cross_entropy, 2, "{}%"),
                    Readout(word("hard_share"), lambda: 100 * (1 - share()), colors.gold, 2, "{}%"),
                ),
            ),
        )
