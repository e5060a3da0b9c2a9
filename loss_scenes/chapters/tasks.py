"""Chapter: every task has its own loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manim import Create, FadeIn, ValueTracker, VGroup

from loss_scenes.catalogue import CROSS_ENTROPY, HINGE, SQUARED
from loss_scenes.pictures.gallery import Exhibit, Gallery
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout, Readouts, panel
from narrated.mobjects.plot import Plot
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


@dataclass(frozen=True)
class Task:
    """A task's loss, with the key of the task as its name, and the key of what the loss is a function of."""

    exhibit: Exhibit
    argument: str


TASKS = (
    Task(Exhibit("regression", SQUARED, (-3.0, 3.0), (0.0, 9.0), (-2.8, 0.5)), "residual"),
    Task(
        Exhibit("classification", CROSS_ENTROPY, (0.0, 1.0), (0.0, 4.6), (0.02, 0.9)),
        "probability",
    ),
    Task(Exhibit("margins", HINGE, (-2.5, 2.5), (0.0, 3.5), (-2.2, 1.6)), "margin"),
)


class Tasks(Chapter):
    """A curve for every task; a dot rolls down each of them and its numbers follow.

    Parameters
    ----------
    scene
        Where it is told.
    tasks
        What is shown, from left to right.
    """

    def __init__(self, scene: NarratedScene, *, tasks: Sequence[Task] = TASKS) -> None:
        super().__init__(scene)
        self.tasks, self.title = tasks, self.word("fit_title")
        self.shown = [task.exhibit for task in tasks]

    def sketch(self, region: Region) -> VGroup:
        """The chapter in small."""
        drawn = VGroup()
        for shown, place in zip(self.shown, region.columns(*[1] * len(self.shown)), strict=True):
            plot = Plot(place.inset(0.0, 0.4), shown.x_range, shown.y_range, upright=False)
            drawn.add(plot, plot.curve(shown.loss.value, shown.loss.color(self.theme.colors)))
        return drawn

    @beat
    def fit_the_task(self) -> None:
        motion, share = self.theme.motion, ValueTracker(0.0)
        body, low = self.regions.body.rows(2.7, 1, gap=0.2)
        gallery = Gallery(body, self.shown, [self.word(shown.name) for shown in self.shown])
        places = low.columns(*[1] * len(self.tasks), gap=0.24)
        numbers = [self.numbers(*each, share) for each in zip(self.tasks, places, strict=True)]
        rollers = gallery.rollers(share)
        with self.narrate("fit"):
            retitled = self.retitle("fit_title", "fit_sense")
            self.on("fit", retitled, *self.panels.deal(*gallery.places), run_time=motion.brief)
            self.then(FadeIn(gallery.plots, gallery.names), run_time=motion.swift)
            for curve, roller, row in zip(gallery.curves, rollers, numbers, strict=True):
                self.then(Create(curve), FadeIn(roller), FadeIn(row), run_time=motion.quick)
            self.add(rollers)
            self.fill(share.animate.set_value(1.0))

    def numbers(self, task: Task, place: Region, share: ValueTracker) -> VGroup:
        """Argument and loss where a task's dot is."""
        loss, (start, end) = task.exhibit.loss, task.exhibit.roll

        def here() -> float:
            return float(start + share.get_value() * (end - start))

        rows = Readouts(
            place.inset(0.35, 0.12),
            Readout(self.word(task.argument), here, self.theme.colors.text),
            Readout(self.word("loss"), lambda: float(loss.value(here())), loss.color(self.theme.colors)),
        )
        return VGroup(panel(place), rows)
