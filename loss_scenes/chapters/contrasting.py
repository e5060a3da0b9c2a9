"""Chapter: contrastive learning; views of one picture draw together, others drive apart, no labels."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup

from loss_scenes.chapters.fact import Fact
from loss_scenes.facts import Views
from loss_scenes.pictures.circle import PairCircle
from loss_scenes.pictures.training import TrainingColumn
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout
from narrated.scene.narrated_scene import beat

INFO_NCE = "L = -log e^(s_+ \\/ tau) / (sum_j e^(s_j \\/ tau))"


class Contrasting(Fact):
    """Pairs of views arrange themselves by their loss alone.

    Attributes
    ----------
    views
        Where they start, and how they move.
    push_width
        How wide the line is that pushes away a stranger, for each unit of its share.
    """

    views = Views()
    push_width = 6.0

    def circle(self, region: Region) -> PairCircle:
        """The views, a colour for each picture."""
        colors = self.theme.colors
        shades = (colors.fact, colors.gold, colors.accent, colors.good, colors.text)
        return PairCircle(region, self.views.path, shades)

    @beat
    def pull_and_push(self) -> None:
        """The loss falls, twins meet, strangers part; nobody gave a label."""
        colors, sizes, word, views = self.theme.colors, self.theme.type, self.word, self.views
        field = self.regions.main.inset(0.35)
        circle = self.circle(field.rows(10, 1)[0])
        pull = circle.twins(colors.positive)
        push = circle.strangers(0, lambda: self.push_width * views.pushes(circle.now()), colors.negative)
        words = VGroup(
            self.bold(word("pull"), colors.positive).set_line(field.edge(LEFT + UP) + 0.3 * DOWN, LEFT),
            self.bold(word("push"), colors.negative).set_line(field.edge(RIGHT + UP) + 0.3 * DOWN, RIGHT),
            self.source(field, word("contrast_source")),
        )
        free = VGroup(
            self.bold(word("no"), colors.text, sizes.display),
            self.bold(word("labels"), colors.text, sizes.heading),
        )
        free.arrange(DOWN).move_to(circle.middle)
        column = TrainingColumn(
            self.regions.side.inset(0.4), INFO_NCE, views.loss(views.path), circle.walked.get_value, 3.2,
            colors.fact, word("steps"),
            Readout(word("loss"), lambda: views.loss(circle.now()), colors.fact, 3),
            Readout(word("twin"), lambda: views.twins(circle.now()), colors.positive),
            Readout(word("stranger"), lambda: views.strangers(circle.now()), colors.negative),
        )  # fmt: skip
        with self.narrate("contrast"):
            self.on("contrast", self.clear_body(), run_time=0.2)
            self.set_panels()
            self.then(
                self.retitle("contrast_title", "contrast_sense"),
                *map(FadeIn, (push, pull, circle, words, column)), run_time=0.3,
            )  # fmt: skip
            self.add(column.fall)
            self.fill(circle.walked.animate.set_value(1.0))
            self.remove(push)
            self.on("no_labels", FadeIn(free, scale=1.3), FadeOut(pull), run_time=0.4)
