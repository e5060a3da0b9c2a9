"""A bowl that the page computes, a wave that it looks up, and what cannot be recorded."""

import numpy as np
from manim import DOWN, RIGHT, Dot, FadeIn, Square, ValueTracker, VMobject

from narrated import Dots, Formula, Handle, Label, LiveNumber, NarratedScene, Plot, Region, TangentProbe, beat
from narrated.mobjects.marks import DottedLines
from touched_lesson.lesson import LESSON

PLACE = Region(0.0, 0.6, 9.0, 4.0)
STEEP, AT = (0.2, 1.5), (-1.8, 1.8)
CURVE, WAVE = "#33ff33", "#ff55ff"


def bowl(x, *, steep=1.0):
    """A parabola, which the page has as well."""
    return steep * np.asarray(x) ** 2


def wave(x, *, steep=1.0):
    """A function without a formula, with a kink."""
    return 2.0 + steep**2 * np.abs(np.sin(2.0 * np.asarray(x)))


class Touched(NarratedScene):
    """Two plots, one after the other."""

    lesson, script = LESSON, "scene1"

    def construct(self):
        """Both beats."""
        self.steep, self.at = ValueTracker(0.5), ValueTracker(-1.2)
        self.plot = Plot(PLACE, (-2, 2), (0, 5), bare=True)
        self.show_the_bowl()
        self.show_the_wave()

    @beat
    def show_the_bowl(self):
        """A curve by its formula, a probe, a number, and a square before the curve."""
        at, steep = self.at.get_value, self.steep.get_value
        curve = self.plot.live_curve(lambda: lambda x: bowl(x, steep=steep()), CURVE)
        probe = TangentProbe(
            self.plot, lambda x: bowl(x, steep=steep()), lambda x: 2 * steep() * x, self.at, "#ff3333"
        )
        level = DottedLines(
            self.plot, lambda: np.array([(at(), 0.0, at(), float(bowl(at(), steep=steep())))]), "#ffffff"
        )
        number = LiveNumber(lambda: float(bowl(at(), steep=steep())), decimals=2, edge=RIGHT)
        number.set_line(self.plot.c2p(2.0, 4.6))
        before = Square(0.8, stroke_width=0, fill_color="#5577ff", fill_opacity=1)
        before.move_to(self.plot.c2p(1.4, 0.98))
        said = Label(self.word("said"), 40).set_line(self.plot.c2p(-1.4, 4.6))
        with self.narrate("bowl"):
            self.on("shown", FadeIn(curve, probe, number, said))
            self.add(level, curve, probe, before)
            self.explorable(
                "bowl",
                handles=[
                    Handle("at", self.at, AT, drags=(probe.dot,)),
                    Handle("steep", self.steep, STEEP, unit=" m"),
                ],
                marks=[curve, level, probe, number],
                covered=[said],
                formulas=[
                    Formula(bowl, "at", {"steep": "steep"}),
                    Formula(lambda x: 2 * x, "at"),
                ],
                tells={"high": number, "rises": LiveNumber(lambda: 2 * steep() * at(), template="{} m")},
            )
            self.on("walks", self.at.animate.set_value(0.9), self.steep.animate.set_value(1.0))

    @beat
    def show_the_wave(self):
        """A curve by its table, and a dot on it."""
        at, steep = self.at.get_value, self.steep.get_value
        curve = self.plot.live_curve(lambda: lambda x: wave(x, steep=steep()), WAVE, kinks=[0.0])
        dot = Dots(self.plot, lambda: np.array([(at(), float(wave(at(), steep=steep())))]), "#ffffff")
        with self.narrate("wave"):
            self.on("waves", self.clear_body(), FadeIn(curve, dot))
            self.explorable(
                "wave",
                handles=[Handle("at", self.at, AT, drags=(dot,)), Handle("steep", self.steep, STEEP)],
                marks=[curve, dot],
            )


class Faulty(NarratedScene):
    """One mark that follows one handle, wrongly; told by tests alone."""

    lesson, script = LESSON, "scene1"
    span = (0.0, 1.0)

    def construct(self):
        """Both lines."""
        self.at = ValueTracker(0.25)
        mark, marks = self.mark(), []
        with self.narrate("bowl"):
            self.on("shown")
            self.add(mark)
            self.declare([*marks, mark])
            self.on("walks", self.at.animate.set_value(0.3))
        with self.narrate("wave"):
            self.on("waves")
            self.word("said")

    def declare(self, marks):
        """As an author would."""
        self.explorable("bowl", handles=[Handle("at", self.at, self.span)], marks=marks)
        self.explorable("wave", handles=[Handle("at", self.at, self.span)], marks=marks)

    def mark(self):
        """A dot."""
        return Dot().add_updater(lambda dot: dot.move_to((self.x(self.at.get_value()), 0.0, 0.0)))

    @staticmethod
    def x(at):
        """Where the dot is."""
        return at


class Jumps(Faulty):
    """A dot that jumps."""

    @staticmethod
    def x(at):
        """At 0.6."""
        return 2.0 * (at > 0.6)


class Nowhere(Faulty):
    """A dot without a place."""

    @staticmethod
    def x(at):
        """Beyond 0.7."""
        return float("nan") if at > 0.7 else at


class Refuses(Faulty):
    """A function that raises what it likes."""

    @staticmethod
    def x(at):
        """Not beyond 0.7."""
        if at > 0.7:
            raise RuntimeError("so far I was not tried")
        return at


class Elsewhere(Faulty):
    """A mark that something else moves."""

    def mark(self):
        """It goes on as time does."""
        self.seen = 0.0

        def drift(mark, dt):
            self.seen += dt
            mark.move_to((self.seen, 0.0, 0.0))

        return Square(0.3).add_updater(drift)


class Grows(Faulty):
    """An outline with another number of corners for every value."""

    def mark(self):
        """As many as the handle says."""

        def corners(mark):
            many = 3 + int(5 * self.at.get_value())
            mark.set_points_as_corners([np.array([k, k % 2, 0.0]) for k in range(many)])

        return VMobject(stroke_color="#ffffff").add_updater(corners, call_updater=True)


class Undone(Faulty):
    """A declaration that is none."""

    def declare(self, marks):
        """The lower end is the higher one."""
        self.explorable("bowl", handles=[Handle("at", self.at, (1.0, 0.0))], marks=marks)


class Unheld(Faulty):
    """A handle that drags what does not follow."""

    def declare(self, marks):
        """A square that is nobody's."""
        stranger = Square().shift(DOWN)
        self.explorable("bowl", handles=[Handle("at", self.at, (0.0, 1.0), drags=(stranger,))], marks=marks)


class Unnamed(Faulty):
    """A handle that the script has no name for."""

    def declare(self, marks):
        """Called otherwise."""
        for name in ("bowl", "wave"):
            self.explorable(name, handles=[Handle("away", self.at, (0.0, 1.0))], marks=marks)


class Unsaid(Faulty):
    """A number that is read out, without a name."""

    def declare(self, marks):
        """A number that nobody sees."""
        for name in ("bowl", "wave"):
            tells = {"far": LiveNumber(self.at.get_value)}
            self.explorable(name, handles=[Handle("at", self.at, (0.0, 1.0))], marks=marks, tells=tells)


class Undeclared(Faulty):
    """Words for a part that is not there."""

    def declare(self, marks):
        """Only one of two."""
        self.explorable("bowl", handles=[Handle("at", self.at, (0.0, 1.0))], marks=marks)
