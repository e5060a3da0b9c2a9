"""Three scenes, as small as a scene can be while it still has cues, live numbers and beats."""

from manim import FadeIn, ValueTracker

from loss_scenes.losses import half_squared_error, half_squared_error_grad
from narrated import Label, NarratedScene, Plot, Readout, Readouts, TangentProbe, beat
from tiny_lesson.lesson import BROKEN, LESSON


class Falling(NarratedScene):
    """A probe rolls down a parabola."""

    lesson = LESSON
    script = "scene1"

    def construct(self) -> None:
        self.roll()
        self.stop()

    def set_stage(self) -> None:
        self.panels.stand(self.regions.main, self.regions.side)
        self.at = ValueTracker(2.0)
        self.plot = Plot(self.regions.main.inset(0.3), (-3, 3), (0, 5), x_ticks=(-2, 0, 2))
        color = self.theme.colors.target
        self.probe = TangentProbe(
            self.plot, half_squared_error, half_squared_error_grad, self.at, self.theme.colors.gradient
        )
        self.value = Readouts(
            self.regions.side.inset(0.4), Readout("loss", lambda: self.probe.value, color, 3)
        )
        self.add(self.plot, self.plot.curve(half_squared_error, color))

    @beat
    def roll(self) -> None:
        with self.narrate("roll"):
            self.on("probe", FadeIn(self.probe), FadeIn(self.value), run_time=0.2)
            self.on("down", self.at.animate.set_value(0.5))

    @beat
    def stop(self) -> None:
        with self.narrate("stop"):
            self.on("rest", self.at.animate.set_value(0.0))


class Rising(NarratedScene):
    """One word comes in."""

    lesson = LESSON
    script = "scene2"

    def construct(self) -> None:
        with self.narrate("word"):
            self.on("shown", FadeIn(Label(self.word("hello")).set_line(self.regions.body.center)))


class Narrow(Rising):
    """The word has to fit, after the first line."""

    def construct(self) -> None:
        super().construct()
        self.add(Label(self.word("hello"), within=self.regions.side.inset(0.5)))


class Failing(NarratedScene):
    """Divides by nothing."""

    lesson = BROKEN
    script = "scene3"

    def construct(self) -> None:
        with self.narrate("word"):
            self.on("shown", FadeIn(Label(str(1 / 0))))
