"""Two scenes in which nothing is wrong, and for each thing that can be wrong a scene that has it alone."""

from dataclasses import replace

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    PI,
    RIGHT,
    UP,
    Arrow,
    Circle,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    ValueTracker,
    VGroup,
    VMobject,
)

from judged_lesson.lesson import LESSON
from loss_scenes.losses import half_squared_error, half_squared_error_grad
from narrated import (
    DEFAULT_THEME,
    Label,
    LiveNumber,
    NarratedScene,
    Plot,
    TangentProbe,
    beat,
    computed_from,
    driven_by,
    formula,
    in_step,
    panel,
    source,
)
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.step_path import descent_arrow

BRISK = replace(DEFAULT_THEME, motion=replace(DEFAULT_THEME.motion, lead_in=0.2, lead_out=0.3))


def in_line(region: Region, *pieces: VMobject, gap: float = 24 * PIXEL) -> VGroup:
    """Set labels, live numbers and formulas on one line, together in the middle of a region."""
    x = region.x - (sum(piece.width for piece in pieces) + gap * (len(pieces) - 1)) / 2
    for piece in pieces:
        point = np.array([x, region.y, 0.0])
        if isinstance(piece, Label | LiveNumber):
            piece.set_line(point, LEFT)
        else:
            piece.move_to(point, aligned_edge=LEFT)
        x += piece.width + gap
    return VGroup(*pieces)


class Rolling(NarratedScene):
    """A dot rolls down a parabola, and its height is shown."""

    lesson = LESSON
    script = "scene1"
    theme = BRISK

    def set_stage(self) -> None:
        self.panels.stand(self.regions.main, self.regions.side)
        colors = self.theme.colors
        self.at = ValueTracker(2.0)
        self.plot = Plot(self.regions.main.inset(0.3), (-3, 3), (0, 5), x_ticks=(-2, 2), upright=False)
        self.curve = self.plot.curve(half_squared_error, colors.negative)
        self.probe = TangentProbe(
            self.plot, half_squared_error, half_squared_error_grad, self.at, colors.text, tangent=False
        )
        self.height = LiveNumber(lambda: self.probe.value, color=colors.negative)
        self.height.set_line(self.regions.side.center)
        self.add(self.plot, self.curve, self.probe, self.height)

    def construct(self) -> None:
        self.roll()
        self.rest()

    @beat
    def roll(self) -> None:
        with self.narrate("roll"):
            self.on("down", self.at.animate.set_value(1.0))

    @beat
    def rest(self) -> None:
        self.spoil()
        with self.narrate("rest"):
            self.on("stop", self.at.animate.set_value(0.0))

    def spoil(self) -> None:
        """Break one rule."""


class TextOnText(Rolling):
    """Words over the number."""

    def spoil(self) -> None:
        self.add(Label("高度").set_line(self.regions.side.center))


class LineThroughText(Rolling):
    """A line across the number."""

    width = 4.0

    def spoil(self) -> None:
        middle, color = self.regions.side.center, self.theme.colors.text
        self.add(Line(middle - RIGHT, middle + RIGHT, color=color, stroke_width=self.width))


class HairThroughText(LineThroughText):
    """A line of two pixels, straight across."""

    width = 1.6


class CurveThroughText(Rolling):
    """The curve's name stands on the curve."""

    def spoil(self) -> None:
        self.add(self.plot.name_curve("平方", self.theme.colors.negative, (1.5, 1.2)))


class CoveredText(Rolling):
    """A disc over half of the number."""

    def spoil(self) -> None:
        disc = Circle(radius=0.3, stroke_width=0, fill_color=self.theme.colors.good, fill_opacity=1)
        self.add(disc.move_to(self.regions.side.center - 0.4 * RIGHT))


class TextThroughBars(Rolling):
    """A title so long that it runs over the progress bars, which were drawn before it."""

    def spoil(self) -> None:
        title, sense = self.header.heading
        title.become(Label("长长的标题" * 6, 54, weight="BOLD").set_line(title.get_left(), LEFT))
        self.header.heading.remove(sense)


class TangentOffItsPanel(Rolling):
    """A tangent so long that it runs past the edge of the panel."""

    slope, length = staticmethod(half_squared_error_grad), 5.0

    def spoil(self) -> None:
        color, at = self.theme.colors.gradient, ValueTracker(2.5)
        self.add(TangentProbe(self.plot, half_squared_error, self.slope, at, color, length=self.length))


class HalvedGradient(TangentOffItsPanel):
    """A tangent with half of its curve's slope."""

    slope, length = staticmethod(lambda r: half_squared_error_grad(r) / 2), 1.8


class RoundedTicks(Rolling):
    """A scale on which a quarter is called 0.2."""

    def spoil(self) -> None:
        place = self.regions.side.rows(2, 1)[1].inset(0.2)
        plot = Plot(place, (0, 1), (0, 1), x_ticks=(0.25, 0.5), decimals=1)
        self.add(plot, plot.curve(lambda x: x, self.theme.colors.target))


class SmallText(Rolling):
    """Words of 20 pixels."""

    def spoil(self) -> None:
        self.add(Label("小字", 20).set_line(self.regions.side.center + UP))


class ShrunkText(Rolling):
    """Words of 42 pixels that were scaled to 21."""

    def spoil(self) -> None:
        self.add(Label("小字").set_line(self.regions.side.center + UP).scale(0.5))


class SmallOnPhone(Rolling):
    """Words of 26 pixels: large enough beside others, but not on a phone."""

    def spoil(self) -> None:
        self.add(self.label().set_line(self.regions.side.center + UP))

    def label(self) -> Label:
        """The words."""
        return Label("小字", 26)


class SmallSource(SmallOnPhone):
    """The same, but they only say where something comes from."""

    def label(self) -> Label:
        return source(super().label())


class FadedOnPhone(Rolling):
    """Words of 60 pixels that are clear on a large screen only."""

    def spoil(self) -> None:
        self.add(Label("暗", 60, "#6f7694").set_line(self.regions.side.center + UP))


class HairOnPhone(Rolling):
    """A line that is clear on a large screen, but thinner than a pixel of a phone."""

    def spoil(self) -> None:
        middle = self.regions.side.center + UP
        self.add(Line(middle - RIGHT, middle + RIGHT, color=self.theme.colors.axis, stroke_width=1.2))


class LateDot(Rolling):
    """A dot that reads a tracker before that has changed."""

    late = True

    def spoil(self) -> None:
        follower = ValueTracker(self.at.get_value())
        follower.add_updater(lambda tracker: tracker.set_value(self.at.get_value()))
        color = self.theme.colors.target
        dot = Dots(self.plot, lambda: np.array([(follower.get_value(), 4.5)]), color)
        self.add(*([dot, follower] if self.late else [follower, dot]))


class PunctualDot(LateDot):
    """A dot that reads it afterwards."""

    late = False


class JumpingNumber(Rolling):
    """A number that counts whole steps, of a dot that glides."""

    step = 1.0

    def spoil(self) -> None:
        number = LiveNumber(lambda: self.at.get_value() // self.step * self.step, decimals=1)
        number.set_line(self.regions.side.center + UP)
        dot = Dots(self.plot, lambda: np.array([(self.at.get_value(), 4.5)]), self.theme.colors.target)
        in_step(number, dot)
        self.add(number, dot)


class GlidingNumber(JumpingNumber):
    """A number that glides as well."""

    step = 1e-6


class AgainstItsArrow(Rolling):
    """The dot rolls to the left, and its arrow points to the right."""

    way = 1.0

    def spoil(self) -> None:
        ends = self.plot.c2p(-2, 4.5), self.plot.c2p(-2 + self.way, 4.5)
        arrow = Arrow(*ends, buff=0, color=self.theme.colors.gradient)
        driven_by(self.probe.dot, arrow)
        self.add(arrow)


class WithItsArrow(AgainstItsArrow):
    """Both to the left."""

    way = -0.8


class UpItsGradient(Rolling):
    """The arrow of the descent shows up the slope, where the dot does not go."""

    sign = -1.0

    def spoil(self) -> None:
        at, color = self.at.get_value, self.theme.colors.gradient

        def slope() -> float:
            return self.sign * float(half_squared_error_grad(at()))

        self.add(descent_arrow(self.plot, at, lambda: self.probe.value, slope, color, reach=0.6))


class DownItsGradient(UpItsGradient):
    """The arrow of the descent shows where the dot goes."""

    sign = 1.0


class StillWithItsArrow(Rolling):
    """A dot that nothing moves, with an arrow."""

    def spoil(self) -> None:
        ends = self.plot.c2p(-2, 4.5), self.plot.c2p(-1, 4.5)
        arrow = Arrow(*ends, buff=0, color=self.theme.colors.gradient)
        dot = driven_by(Dot(self.plot.c2p(-2.4, 4.5), color=self.theme.colors.target), arrow)
        self.add(arrow, dot)


class WrongName(Rolling):
    """Words in the colour of the height that speak of something else."""

    words_shown = "宽度"

    def spoil(self) -> None:
        place = self.regions.side.center + 1.5 * UP
        self.add(Label(self.words_shown, color=self.theme.colors.negative).set_line(place))


class RightName(WrongName):
    """The same about the height."""

    words_shown = "高度"


class UnitOfANumber(Rolling):
    """A unit in the colour of its number, which is that of the height."""

    def spoil(self) -> None:
        color, place = self.theme.colors.negative, self.regions.side.inset(0.3).rows(1, 2)[0]
        self.add(in_line(place, LiveNumber(lambda: 2.0, color=color), Label("米", color=color)))


class WrongFormula(Rolling):
    """The formula of the height in the colour of the truth."""

    def spoil(self) -> None:
        law = formula("r^2 / 2 = h", color=self.theme.colors.target)
        self.add(law.move_to(self.regions.side.center + 1.5 * UP))


class StrayColor(Rolling):
    """A dot in a colour to which nobody gave a meaning."""

    def spoil(self) -> None:
        self.add(Dot(self.regions.side.center + UP, color=self.theme.colors.emphasis))


class StraySymbol(Rolling):
    """A letter that the lesson does not know."""

    def spoil(self) -> None:
        self.add(Label("位置 q").set_line(self.regions.side.center + 1.5 * UP))


class OtherNotation(Rolling):
    """The height, written as nowhere else."""

    def spoil(self) -> None:
        self.add(formula("h = 1/2 r^2").move_to(self.regions.side.center + 1.5 * UP))


class WrongSum(Rolling):
    """A sum of static numbers, one digit off."""

    total = "1.04"

    def spoil(self) -> None:
        place = self.regions.side.inset(0.3).rows(1, 2)[0]
        self.add(in_line(place, Label(f"0.16 + 0.89 = {self.total}")))


class RightSum(WrongSum):
    """The same sum, right."""

    total = "1.05"


class WrongSquare(Rolling):
    """A guess and a truth whose digits do not give the square that is shown elsewhere."""

    decimals = 1

    def spoil(self) -> None:
        upper, lower = self.regions.side.inset(0.3).rows(1, 2)[0].rows(1, 1)
        color = self.theme.colors.negative
        guess = LiveNumber(lambda: 3.75, decimals=self.decimals, color=color)
        truth = LiveNumber(lambda: 3.0, decimals=self.decimals, color=color)
        square = LiveNumber(lambda: 0.5625)
        self.add(guess.set_line(upper.edge(LEFT), LEFT), truth.set_line(upper.edge(RIGHT)))
        self.add(computed_from(square, lambda a, b: (a - b) ** 2, guess, truth).set_line(lower.center))


class RightSquare(WrongSquare):
    """The same with digits enough."""

    decimals = 2


class UnbalancedSum(Rolling):
    """An equation in pieces, with a term that only one side has."""

    def spoil(self) -> None:
        place = self.regions.side.inset(0.3).rows(1, 2)[0]
        color = self.theme.colors.negative
        total = LiveNumber(lambda: 1.05, color=color)
        self.add(in_line(place, total, Label("= 1.05 + c θ²"), gap=0.1))


class EmptyPanel(Rolling):
    """A second panel that waits for what it is for until the word is spoken."""

    inside = False

    def spoil(self) -> None:
        place = self.regions.side.inset(0.4).rows(2, 3)[0]
        self.add(panel(place, raised=True))
        if self.inside:
            self.add(Label("高度").set_line(place.center))


class FullPanel(EmptyPanel):
    """The same with a word on it."""

    inside = True


class BareStage(NarratedScene):
    """A staged scene whose second picture comes only when its word is spoken."""

    lesson = LESSON
    script = "scene1"
    theme = BRISK
    staged = True
    ready = False

    def construct(self) -> None:
        self.roll()
        self.rest()

    @beat
    def roll(self) -> None:
        self.word_above = Label("高度", 90).set_line(self.regions.hero.center)
        self.add(self.word_above)
        with self.narrate("roll"):
            self.on("down", self.word_above.animate.shift(DOWN))

    @beat
    def rest(self) -> None:
        if not self.ready:
            self.remove(self.word_above)
        with self.narrate("rest"):
            self.on("stop", FadeIn(Label("时间", 90).set_line(self.regions.hero.center + UP)))


class SetStage(BareStage):
    """The same where the first picture stays."""

    ready = True


class EmptyAxes(Rolling):
    """Axes of their own beside the plot, on which nothing stands."""

    inside = False

    def spoil(self) -> None:
        plot = Plot(self.regions.side.inset(0.4).rows(2, 3)[0], (0, 1), (0, 1), x_ticks=(0, 1))
        self.add(plot)
        if self.inside:
            self.add(plot.curve(lambda x: x, self.theme.colors.target))


class FullAxes(EmptyAxes):
    """The same with a curve."""

    inside = True


class TooMuchToRead(Rolling):
    """A sentence of twenty characters in three seconds."""

    sentence = "这一句话一共有整整二十个字谁也读不完它呀"

    def spoil(self) -> None:
        self.add(Label(self.sentence, within=self.regions.side.inset(0.3).rows(1, 2)[0]))


class EnoughToRead(TooMuchToRead):
    """Half of it."""

    sentence = "这一句话只有十个字哦"


class HurriedResult(Rolling):
    """A number that runs until the scene ends."""

    seconds = 9.0

    @beat
    def rest(self) -> None:
        with self.narrate("rest"):
            self.on("stop", self.at.animate.set_value(0.0), run_time=self.seconds)


class HeldResult(HurriedResult):
    """The same number, that arrives a second before."""

    seconds = 0.6


class TwoHeroes(Rolling):
    """Two numbers of display size."""

    def spoil(self) -> None:
        place = self.regions.side.inset(0.3)
        for value, at in ((1.0, UP), (2.0, DOWN)):
            number = LiveNumber(lambda value=value: value, size=132)
            self.add(number.set_line(place.center + 2 * at, ORIGIN))


class CountedList(Rolling):
    """Three points of a list, with large numbers before them."""

    def spoil(self) -> None:
        for number, place in enumerate(self.regions.side.inset(0.3).columns(1, 1, 1), 1):
            self.add(Label(str(number), 130).set_line(place.edge(UP) + 1.0 * DOWN))


class FourReadouts(Rolling):
    """Three more readouts beside the number that is there."""

    alike = False

    def spoil(self) -> None:
        colors = self.theme.colors
        shades = (colors.text, colors.target, colors.gold)
        for k, color in enumerate(shades):
            number = LiveNumber(lambda k=k: float(k), color=colors.gold if self.alike else color)
            self.add(number.set_line(self.regions.side.center + (k + 1) * UP))


class AlikeReadouts(FourReadouts):
    """The same, but they are read as one: what stands over three bars."""

    alike = True


class TwoFormulas(Rolling):
    """Two formulas one below the other."""

    down = 1.0

    def spoil(self) -> None:
        place = self.regions.side.inset(0.3).rows(1, 2)[0]
        row = in_line(place, formula("r^2 / 2 = h"), formula("+ g(r)"))
        row[1].shift(self.down * DOWN)
        self.add(row)


class FormulaInPieces(TwoFormulas):
    """Two pieces of one formula, beside each other."""

    down = 0.0


class OutsideText(Rolling):
    """Words that reach out of the safe area."""

    def spoil(self) -> None:
        self.add(Label("外").set_line(self.regions.frame.edge(RIGHT) + 2 * UP - 30 * PIXEL * RIGHT, RIGHT))


class InTheBand(Rolling):
    """A dot in the caption band."""

    def spoil(self) -> None:
        self.add(Dot(self.regions.caption.edge(RIGHT) - RIGHT, color=self.theme.colors.good))


class Nowhere(Rolling):
    """A dot without a place."""

    def spoil(self) -> None:
        self.add(Dot([np.nan, 0.0, 0.0]))


class OnTheWay(Rolling):
    """Words that fly over the number, and rest beside it."""

    def spoil(self) -> None:
        label = Label("飞").set_line(self.regions.side.center + UP)
        self.add(label)
        self.play(label.animate.shift(-2 * UP), run_time=2.0)


class FaintText(Rolling):
    """Words that are almost as dark as the panel."""

    def spoil(self) -> None:
        self.add(Label("暗", color=self.theme.colors.axis).set_line(self.regions.side.center + UP))


class FaintGraphic(Rolling):
    """A line that is almost as dark as the panel."""

    def spoil(self) -> None:
        middle = self.regions.side.center + UP
        self.add(Line(middle - RIGHT, middle + RIGHT, color=self.theme.colors.grid))


class LineUnderDots(Rolling):
    """Upright lines that are mostly hidden by dots, which are as bright as they are."""

    def spoil(self) -> None:
        colors, ends = self.theme.colors, [(-2.0, 3.6), (-1.6, 4.4)]
        lines = Segments(self.plot, lambda: np.array([(x, y, x, y - 0.35) for x, y in ends]), colors.negative)
        self.add(lines, Dots(self.plot, lambda: np.array(ends), colors.target, scale=2.0))


class AlikeCurves(Rolling):
    """Two curves whose hues few colour-blind people tell apart, without a name."""

    def spoil(self) -> None:
        self.add(self.plot.curve(lambda r: 0.3 * r**2 + 1, "#d9b24a", dashed=self.dashed))

    dashed = False


class AlikeButDashed(AlikeCurves):
    """The same, told apart by a dash."""

    dashed = True


class FrozenNumber(Rolling):
    """The number does not follow any more."""

    def spoil(self) -> None:
        self.height.clear_updaters()


class Resting(NarratedScene):
    """A word comes in."""

    lesson = LESSON
    script = "scene2"
    theme = BRISK

    def construct(self) -> None:
        shown = Label(self.word("hello")).set_line(self.regions.body.center)
        with self.narrate("hello"):
            self.on("shown", FadeIn(shown))
            self.move(shown)

    def move(self, shown: Label) -> None:
        """Something goes on."""
        self.fill(shown.animate.shift(UP))


class TooStill(Resting):
    """A word comes in, and then nothing happens."""

    def move(self, shown: Label) -> None:
        pass


def drawn_box(scene: NarratedScene, front: str, window: str) -> Drawing:
    """A box with a window, 120 pixels high, on the panel at the side."""
    box = Drawing(120).box(-0.5, -1.0, 1.0, 1.0, front).box(-0.2, -0.7, 0.3, 0.3, window)
    return box.stand(scene.regions.side.center + 0.6 * UP)


class DrawnThing(Rolling):
    """A bright box, whose window is almost as bright."""

    def spoil(self) -> None:
        colors = self.theme.colors
        self.add(drawn_box(self, colors.drawn_front, colors.drawn_light))


class FaintDrawing(Rolling):
    """A box almost as dark as the panel, whose small window is bright."""

    def spoil(self) -> None:
        colors = self.theme.colors
        self.add(drawn_box(self, colors.raised, colors.drawn_front))


class TurnedNames(Rolling):
    """Two names and a line between them, all on a slope: upright boxes around them lie over each other."""

    apart = 0.9

    def spoil(self) -> None:
        middle, turn = self.regions.side.center + 1.6 * UP, PI / 4
        across = self.apart / 2 * np.array([-np.sin(turn), np.cos(turn), 0.0])
        along = np.array([np.cos(turn), np.sin(turn), 0.0])
        self.add(Line(middle - 0.5 * along, middle + 0.5 * along, color=self.theme.colors.text))
        for words, place in (("高度的名字", middle + across), ("时间的名字", middle - across)):
            self.add(Label(words, 30).move_to(place).rotate(turn))


class TurnedNamesMeet(TurnedNames):
    """The same, with each name half on the line."""

    apart = 0.1


class Exchanged(Rolling):
    """Words that come where others go."""

    def spoil(self) -> None:
        place = self.regions.side.center + UP
        old, new = (Label(words).set_line(place) for words in ("旧的", "新的"))
        self.add(old)
        self.wait(1.0)
        self.play(FadeOut(old), FadeIn(new), run_time=0.5)
