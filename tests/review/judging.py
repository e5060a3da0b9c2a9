"""Film a lesson as a user does, and judge it."""

import subprocess
import sys

from narrated.build.lesson_plan import plan_of
from narrated.build.plan import Options
from narrated.design.formats import WIDE
from narrated.lesson import load_ref
from narrated.review.film_reader import FilmReader
from narrated.review.limits import LIMITS
from narrated.review.observer import tell
from narrated.review.scorecard import scorecard
from narrated.scene.render_options import RenderOptions


class Studio:
    """Films a lesson as a user does, and judges it."""

    def __init__(self, media):
        self.media = media
        self.told = {}

    def film(self, lesson):
        command = [sys.executable, "-m", "narrated", "video", *self.options(lesson), "--jobs", "1"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return self.plan(lesson)

    def options(self, lesson):
        return ["--lesson", lesson, "--quality", "draft", "--media", str(self.media)]

    def plan(self, lesson):
        return plan_of(Options(lesson=lesson, quality="draft", media=self.media))

    def tell(self, ref):
        if ref not in self.told:
            scene = load_ref(ref)
            options = RenderOptions("zh", "espeak", self.media / "takes" / "zh")
            self.told[ref] = tell(scene, scene.script, WIDE, 15, options, LIMITS)
        return self.told[ref]

    def judge(self, plan, *refs, headlines=()):
        """The rows of a film; ``refs`` are told instead of the film's own scenes."""
        tellings = [self.tell(ref) for ref in refs or [scene.ref.ref for scene in plan.scenes]]
        return scorecard(FilmReader(plan), tellings, headlines)


def failed(rows):
    """Names of the rows that fail."""
    return [row.name for row in rows if row.passed is False]


def told(rows):
    """Everything that was found, for the message of a test."""
    return [
        f"{row.name}: {f.scene} {f.second:.2f} {f.line}: {f.message}" for row in rows for f in row.findings
    ]
