"""Two scenes: a parabola whose steepness one may change, and a few words."""

from manim import FadeIn, ValueTracker

from narrated import Handle, Label, NarratedScene, Plot, beat
from page_lesson.lesson import LESSON


class Bowl(NarratedScene):
    """A parabola gets steeper."""

    lesson = LESSON
    script = "scene1"

    def construct(self) -> None:
        self.bend()

    def set_stage(self) -> None:
        self.panels.stand(self.regions.main)
        self.steep = ValueTracker(0.5)
        plot = Plot(self.regions.main.inset(0.3), (-2, 2), (0, 4), x_ticks=(-2, 0, 2))
        self.curve = plot.live_curve(
            lambda: lambda x: self.steep.get_value() * x**2, self.theme.colors.target
        )
        self.add(plot)

    @beat
    def bend(self) -> None:
        with self.narrate("bowl"):
            self.on("curve", FadeIn(self.curve), run_time=0.1)
            self.explorable("bowl", handles=[Handle("steep", self.steep, (0.2, 3.0))], marks=[self.curve])
            self.on("steep", self.steep.animate.set_value(1.5))
        with self.narrate("rest"):
            self.fill()


class Words(NarratedScene):
    """A line that is shown."""

    lesson = LESSON
    script = "scene2"

    def construct(self) -> None:
        with self.narrate("end"):
            self.on("shown", FadeIn(Label(self.word("thanks")).set_line(self.regions.body.center)))
