"""Scene 2: a loss measures the error, points the way, and is chosen for the task."""

from __future__ import annotations

from loss_scenes.chapters.defining import Defining
from loss_scenes.chapters.direction import Direction
from loss_scenes.chapters.driving import Driving
from loss_scenes.chapters.measuring import Measuring
from loss_scenes.chapters.tasks import Tasks
from loss_scenes.chapters.turning import Turning
from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class ThreeCoreJobs(NarratedScene):
    """One line through real points serves two jobs, three curves the third; then the driving school."""

    lesson = LESSON
    script = "scene2"
    theme = THEME

    def construct(self) -> None:
        line = Turning(self.theme)
        measuring = Measuring(self, line=line)
        direction = Direction(self, line=line)
        tasks = Tasks(self)
        defining = Defining(self, line=line, elements=(measuring, direction, tasks))
        driving = Driving(self)

        defining.define()
        measuring.measure()
        direction.point_the_way(measuring.fit)
        tasks.fit_the_task()
        driving.drift_over_the_line()
        driving.learn_lap_by_lap()
