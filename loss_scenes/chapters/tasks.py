"""Chapter: every task has its own loss."""

from __future__ import annotations

from dataclasses import dataclass

from manim import Create, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.exhibits import staged
from loss_scenes.chapters.panels import Panels
from loss_scenes.losses import cross_entropy, hinge, squared_error
from loss_scenes.pictures.gallery import Exhibit, Gallery
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout, Readouts, panel
from narrated.mobjects.plot import Plot
from narrated.scene.narrated_scene import beat


@dataclass(frozen=True)
class Task:
    """A task's loss, with the key of the task as its name, and the key of what the loss is a function of."""

    exhibit: Exhibit
    argument: str


class Tasks(Panels):
    """A curve for every task; a dot rolls down each of them and its numbers follow.

    Attributes
    ----------
    tasks
        What is shown, from left to right.
    """

    tasks: tuple[Task, ...] = (
        Task(
            Exhibit("regression", "squared", squared_error, (-3.0, 3.0), (0.0, 9.0), (-2.8, 0.5)), "residual"
        ),
        Task(
            Exhibit("classification", "cross_entropy", cross_entropy, (0.0, 1.0), (0.0, 4.6), (0.02, 0.9)),
            "probability",
        ),
        Task(
            Exhibit("margins", "hinge", hinge, (-2.5, 2.5), (0.0, 3.5), (-2.2, 1.6), kinks=(1.0,)), "margin"
        ),
    )

    def sketch_tasks(self, region: Region) -> VGroup:
        """The chapter in small."""
        drawn = VGroup()
        for task, place in zip(self.tasks, region.columns(*[1] * len(self.tasks)), strict=True):
            shown = staged(self, task.exhibit)
            plot = Plot(place.inset(0.0, 0.4), shown.x_range, shown.y_range, upright=False)
            drawn.add(plot, plot.curve(shown.function, shown.color))
        return drawn

    @beat
    def fit_the_task(self) -> None:
        share = ValueTracker(0.0)
        body, low = self.regions.body.rows(2.7, 1, gap=0.2)
        gallery = Gallery(body, [staged(self, task.exhibit) for task in self.tasks])
        places = low.columns(*[1] * len(self.tasks), gap=0.24)
        numbers = [self.numbers_of(*pair, share) for pair in zip(self.tasks, places, strict=True)]
        rollers = gallery.rollers(share)
        with self.narrate("fit"):
            retitled = self.retitle("fit_title", "fit_sense")
            self.on("fit", retitled, *self.deal_panels(*gallery.places), run_time=0.3)
            self.then(FadeIn(gallery.plots, gallery.names), run_time=0.2)
            for curve, roller, row in zip(gallery.curves, rollers, numbers, strict=True):
                self.then(Create(curve), FadeIn(roller), FadeIn(row), run_time=0.5)
            self.add(rollers)
            self.fill(share.animate.set_value(1.0))

    def numbers_of(self, task: Task, place: Region, share: ValueTracker) -> VGroup:
        """Argument and loss where a task's dot is."""
        shown = staged(self, task.exhibit)
        start, end = shown.roll

        def here() -> float:
            return float(start + share.get_value() * (end - start))

        rows = Readouts(
            place.inset(0.35, 0.12),
            Readout(self.word(task.argument), here, self.theme.colors.text),
            Readout(self.word("loss"), lambda: float(shown.function(here())), shown.color),
        )
        return VGroup(panel(place), rows)
