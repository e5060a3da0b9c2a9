"""What plays the clips of a chapter: eight pictures a second, while there is time."""

from __future__ import annotations

from manim import Animation, ValueTracker

from narrated.mobjects.step_path import steady
from narrated.scene.chapter import Chapter

_SPEED = 8.0  # pictures a second


class Projector:
    """A clock for clips: it stands unless it is run.

    Parameters
    ----------
    chapter
        That the clips are seen in.
    """

    def __init__(self, chapter: Chapter) -> None:
        self.chapter, self.time = chapter, ValueTracker(0.0)

    def picture(self, count: int, *, ahead: int = 0) -> int:
        """Which of so many pictures is seen now, ``ahead`` of the clock; after the last comes the first."""
        return (int(self.time.get_value()) + ahead) % count

    def run(self, seconds: float | None = None, *beside: Animation) -> None:
        """Play for so long, and something else beside it.

        None: until a moment before the next cue, so that what answers it is seen.
        """
        chapter, rests = self.chapter, seconds is None
        if seconds is None:
            seconds = chapter.seconds_left() - chapter.theme.motion.brief
        if seconds > 0:
            playing = steady(self.time, self.time.get_value() + _SPEED * seconds)
            chapter.then(playing, *beside, run_time=seconds)
        if rests:
            chapter.fill()
