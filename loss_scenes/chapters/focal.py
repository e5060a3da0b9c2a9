"""Chapter: the focal loss turns down what is easy, so that the few hard examples are heard."""

from __future__ import annotations

from typing import Any

from manim import LEFT, Create, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.two_panels import TwoPanels
from loss_scenes.losses import cross_entropy, focal
from loss_scenes.models import budget_share
from narrated.mobjects.field import SquareField
from narrated.mobjects.panel import Readout, Readouts, Slider, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.shares import ShareBar
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import beat


class FocalChapter(TwoPanels):
    """Cross-entropy sinks under a power; then the budget of a heap of easy examples and a few hard ones.

    Attributes
    ----------
    focal_formula
        How it is written, with a part ``gamma``.
    gamma
        Where the power comes to rest.
    easy_probability
        Where the probe stands on the curve.
    easy, hard
        (how many, probability of the right class) of the two groups of examples.
    boxes, pixels
        (columns, rows) of the two fields.
    object_boxes, lesion_pixels
        The few cells that matter, (column, row), schematic.
    """

    focal_formula = 'op("FL")(p) = -(1 - p)^{{gamma : gamma}} log p'
    gamma = 2.0
    easy_probability = 0.9
    easy = (100_000, 0.99)
    hard = (100, 0.1)
    boxes = pixels = (40, 20)
    object_boxes: tuple[tuple[int, int], ...] = ((27, 8), (28, 8), (27, 9), (28, 9))
    lesion_pixels: tuple[tuple[int, int], ...] = (
        (12, 9), (13, 8), (13, 9), (13, 10), (14, 8), (14, 9), (14, 10), (14, 11), (15, 9), (15, 10),
    )  # fmt: skip

    def set_stage(self) -> None:
        super().set_stage()
        self.power = ValueTracker(0.0)
        self.plot = Plot(
            self.regions.main.inset(0.3), (0.0, 1.0), (0.0, 4.0), x_ticks=(0.2, 0.4, 0.6, 0.8, 1.0),
            y_ticks=(1, 2, 3, 4), x_label=self.word("probability"), y_label=self.word("loss"),
        )  # fmt: skip
        self.add(self.plot)
        self.curves = VGroup(self.plot)

    def focal_now(self, probability: Any) -> Any:
        """The focal loss with the power of the moment."""
        return focal(probability, gamma=self.power.get_value())

    @beat
    def turn_down_easy_examples(self) -> None:
        colors, plot, word = self.theme.colors, self.plot, self.word
        plain = plot.curve(cross_entropy, colors.cross_entropy, over=(0.01, 1.0), samples=240)
        bent = plot.live_curve(lambda: self.focal_now, colors.focal, over=(0.01, 1.0), samples=240)
        name = plot.name_curve(word("cross_entropy"), colors.cross_entropy, (0.22, 2.1), LEFT)
        focal_name = plot.name_curve(word("focal"), colors.focal, (0.08, 0.45), LEFT)
        easy = plot.tint(0.6, 1.0, colors.focal)
        p = self.easy_probability
        probe = TangentProbe(
            plot, self.focal_now, lambda x: 0 * x, ValueTracker(p), colors.focal, tangent=False
        )
        top, middle, low = self.regions.side.inset(0.4).rows(0.9, 1, 1.7)
        law = top.fit(formula(self.focal_formula, self.theme.type.heading))
        law.select("gamma").set_color(colors.focal)
        slider = Slider(middle, word("gamma"), self.power, 0.0, 3.0, colors.focal)
        numbers = Readouts(
            low,
            Readout("p", lambda: p, colors.text, 1),
            Readout(word("cross_entropy"), lambda: cross_entropy(p), colors.cross_entropy, 4),
            Readout(word("focal"), lambda: self.focal_now(p), colors.focal, 4),
            Readout(word("ratio"), lambda: cross_entropy(p) / self.focal_now(p), colors.gold, 0, "{}×"),
        )
        with self.narrate("focal"):
            self.then(Create(plain), FadeIn(name))
            title, quick = self.retitle("focal_title", "focal_sense"), self.theme.motion.quick
            self.on("focal", title, FadeIn(law), FadeIn(slider), run_time=quick)
            self.add(bent)
            self.then(FadeIn(easy), FadeIn(probe), FadeIn(numbers), run_time=quick)
            self.on("downweight", self.power.animate.set_value(self.gamma), FadeIn(focal_name), run_time=1.8)
        self.curves = VGroup(plot, plain, bent, name, focal_name, easy, probe)

    @beat
    def show_where_focal_is_used(self) -> None:
        colors, word, power = self.theme.colors, self.word, ValueTracker(0.0)

        def share() -> float:
            return budget_share(*self.easy, *self.hard, gamma=power.get_value())

        words, grid = self.regions.main.inset(0.45).rows(1, 5.4)
        boxes = SquareField(grid, *self.boxes, self.object_boxes, colors.axis, colors.gold)
        pixels = SquareField(grid, *self.pixels, self.lesion_pixels, colors.raised, colors.gold, gap=0.04)
        candidates = Label(word("anchors")).set_line(words.edge(LEFT), LEFT)
        medical = Label(word("pixels")).set_line(words.edge(LEFT), LEFT)
        top, bar, low = self.regions.side.inset(0.4).rows(1.3, 0.5, 1.6, gap=0.2)
        slider = Slider(top, word("gamma"), power, 0.0, 3.0, colors.focal)
        shares = VGroup(
            ShareBar(bar, share, colors.cross_entropy, colors.gold),
            Readouts(
                low,
                Readout(word("easy_share"), lambda: 100 * share(), colors.cross_entropy, 2, "{}%"),
                Readout(word("hard_share"), lambda: 100 * (1 - share()), colors.gold, 2, "{}%"),
            ),
        )
        with self.narrate("detection"):
            # The curves stay until there is something else to look at.
            self.then(self.clear_body(*self.standing, self.curves), run_time=0.15)
            self.then(FadeIn(slider), FadeIn(shares), run_time=0.3)
            self.on("detection", self.clear_body(*self.standing, slider, shares), run_time=0.1)
            self.then(self.retitle("focal_title", "detection_sense"), FadeIn(boxes, candidates), run_time=0.2)
            self.fill(power.animate.set_value(self.gamma / 2))
            self.remove(boxes, candidates)
            self.on("medical", FadeIn(pixels, medical), run_time=0.2)
            self.fill(power.animate.set_value(self.gamma))
