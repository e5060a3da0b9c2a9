"""Scene 2: a loss measures the error, points the way, and is chosen for the task."""

from __future__ import annotations

from loss_scenes.chapters.defining import Defining
from loss_scenes.chapters.direction import Direction
from loss_scenes.chapters.driving import Driving
from loss_scenes.chapters.measuring import Measuring
from loss_scenes.chapters.tasks import Tasks
from loss_scenes.lesson import LESSON


class ThreeCoreJobs(Defining, Measuring, Direction, Tasks, Driving):
    """One line through real points serves two jobs, three curves the third; then the driving school.

    What it shows (loss, points, tasks, the learner's habit ...) are class attributes of its chapters: a
    subclass that sets them tells the same story about something else.
    """

    lesson = LESSON
    script = "scene2"

    def construct(self) -> None:
        self.define(
            (self.word("measure_title"), self.sketch_measuring),
            (self.word("direct_title"), self.sketch_direction),
            (self.word("fit_title"), self.sketch_tasks),
        )
        self.measure()
        self.point_the_way()
        self.fit_the_task()
        self.drift_over_the_line()
        self.learn_lap_by_lap()
