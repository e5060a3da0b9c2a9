"""Chapter: contrastive learning; views of one picture draw together, others drive apart, no labels."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup

from loss_scenes.chapters.drawer import Icon
from loss_scenes.chapters.source import source_line
from loss_scenes.facts import VIEWS, Views
from loss_scenes.pictures.circle import PairCircle
from loss_scenes.pictures.training import TrainingColumn
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

INFO_NCE = "L = -log e^(s_+ \\/ tau) / (sum_j e^(s_j \\/ tau))"


class Contrasting(Chapter):
    """Pairs of views arrange themselves by their loss alone.

    Parameters
    ----------
    scene
        Where it is told.
    views
        Where they start, and how they move.
    push_width
        How wide the line is that pushes away a stranger, for each unit of its share.
    """

    def __init__(self, scene: NarratedScene, *, views: Views = VIEWS, push_width: float = 6.0) -> None:
        super().__init__(scene)
        self.views, self.push_width, self.title = views, push_width, self.word("contrast")

    def circle(self, region: Region) -> PairCircle:
        """The views, a colour for each picture."""
        colors = self.theme.colors
        shades = (colors.fact, colors.gold, colors.accent, colors.good, colors.text)
        return PairCircle(region, self.views.path, shades)

    def icon(self, region: Region) -> Icon:
        """The chapter in small: the views arrange themselves."""
        circle = self.circle(region)
        return Icon((circle,), circle.walked.animate.set_value(1.0))

    @beat
    def pull_and_push(self) -> None:
        """The loss falls, twins meet, strangers part; nobody gave a label."""
        colors, motion, views = self.theme.colors, self.theme.motion, self.views
        field = self.regions.main.inset(0.35)
        circle = self.circle(field.rows(10, 1)[0])
        pull = circle.twins(colors.positive)
        push = circle.strangers(0, lambda: self.push_width * views.pushes(circle.now()), colors.negative)
        words, column, free = self.names(field), self.training(circle), self.no_labels(circle)
        with self.narrate("contrast"):
            self.on("contrast", self.clear_body(), run_time=motion.swift)
            self.panels.stand(self.regions.main, self.regions.side)
            retitled = self.retitle("contrast_title", "contrast_sense")
            arrive = map(FadeIn, (push, pull, circle, words, column))
            self.then(retitled, *arrive, run_time=motion.brief)
            self.add(column.fall)
            self.fill(circle.walked.animate.set_value(1.0))
            self.remove(push)
            self.on("no_labels", FadeIn(free, scale=1.3), FadeOut(pull), run_time=motion.quick)

    def names(self, field: Region) -> VGroup:
        """What pulls, what pushes, and the source."""
        colors, word = self.theme.colors, self.word
        pull = Label(word("pull"), color=colors.positive, weight="BOLD")
        push = Label(word("push"), color=colors.negative, weight="BOLD")
        return VGroup(
            pull.set_line(field.edge(LEFT + UP) + 0.3 * DOWN, LEFT),
            push.set_line(field.edge(RIGHT + UP) + 0.3 * DOWN, RIGHT),
            source_line(word("contrast_source"), field, self.theme),
        )

    def training(self, circle: PairCircle) -> TrainingColumn:
        """The loss while it falls, and the mean similarities."""
        colors, word, views = self.theme.colors, self.word, self.views
        return TrainingColumn(
            self.regions.side.inset(0.4), INFO_NCE, views.loss(views.path), circle.walked.get_value, 3.2,
            colors.fact, word("steps"),
            Readout(word("loss"), lambda: views.loss(circle.now()), colors.fact, 3),
            Readout(word("twin"), lambda: views.twins(circle.now()), colors.positive),
            Readout(word("stranger"), lambda: views.strangers(circle.now()), colors.negative),
        )  # fmt: skip

    def no_labels(self, circle: PairCircle) -> VGroup:
        """What it all did without, in the middle of the circle."""
        sizes = self.theme.type
        no = Label(self.word("no"), sizes.display, weight="BOLD")
        labels = Label(self.word("labels"), sizes.body, weight="BOLD")
        return VGroup(no, labels).arrange(DOWN).move_to(circle.middle)
