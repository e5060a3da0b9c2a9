"""Scene 2: a loss measures the error, points the way, and is chosen for the task."""

from __future__ import annotations

from loss_scenes.chapters.answers import Answers
from loss_scenes.chapters.coaching import Coaching
from loss_scenes.chapters.direction import Direction
from loss_scenes.chapters.jobs import Jobs
from loss_scenes.chapters.measuring import Measuring
from loss_scenes.chapters.turning import Turning
from loss_scenes.lesson import LESSON
from loss_scenes.theme import STAGE_THEME
from narrated.scene.narrated_scene import NarratedScene


class ThreeCoreJobs(NarratedScene):
    """The houses' line serves two jobs, three kinds of answer the third; then a driving coach."""

    lesson = LESSON
    script = "scene2"
    theme = STAGE_THEME
    staged = True

    def construct(self) -> None:
        line = Turning()
        jobs = Jobs(self)
        measuring = Measuring(self, line=line)
        direction = Direction(self, line=line)
        answers = Answers(self)
        coaching = Coaching(self)

        jobs.show_three()
        measuring.measure()
        direction.point_the_way(measuring)
        answers.fit_the_task()
        coaching.reward_speed()
        coaching.count_the_distance()
