"""A cat with a wrong label on a string, what a model bets on either label, and what labels cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Mobject, VGroup

from loss_scenes.losses import cross_entropy
from loss_scenes.pictures.bets import Bets
from loss_scenes.pictures.bricks import in_a_row, joint, laid
from loss_scenes.pictures.surprise_axis import ANSWERS, NAME, upright
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Boxes
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.things import Cat
from narrated.mobjects.visual_role import decoration

_BESIDE = 1, 1, 0.9  # of the width: what the right labels cost, what the wrong one does, and the cat
_UPON = 1, 1  # of the height, where the width is short: the cat, and what it stands on
_HIGH, _TALL = 0.95, 1.1  # of the cat, at most, by the height of its place, and by the width
_BROAD = 0.86  # of a bar, by its column
_ROWS = 80  # px, height of a row of the bets
_NUMBERS = 2.4  # em after the longest of their bars
_BELOW = 40 * PIXEL  # between the ground and the bars below it
_AIR = 24 * PIXEL  # about what is read beside or in a bar
_LINE = 1.25  # em, height of a line of words


class Tag(VGroup):
    """A label that hangs on a string, with a word on it.

    Parameters
    ----------
    place
        The label; the string runs up from its upper edge.
    text
        What it says.
    color
        Of the label.
    string
        Where the string is held.
    """

    def __init__(
        self, place: Region, text: str, color: str, string: np.ndarray, *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        wide, high = place.width / PIXEL, place.height / PIXEL
        card = Drawing(1.0, theme=theme)
        hole = (-wide / 2 + 0.2 * high, -high / 2)
        up = (np.asarray(string) - place.edge(DOWN)) / PIXEL
        middle = (0.5 * (hole[0] + up[0]), -up[1] + 0.2 * (up[1] - high))
        card.bow([(up[0], -up[1]), middle, (hole[0], hole[1] - 0.4 * high), hole], theme.colors.drawn_mid, 6)
        # A dark rim tells the label from what it hangs on.
        rim = 0.06 * high
        card.box(
            -wide / 2 - rim, -high - rim, wide + 2 * rim, high + 2 * rim, theme.colors.background,
            radius=0.16 * high + rim,
        )  # fmt: skip
        decoration(card[-1])
        card.box(-wide / 2, -high, wide, high, color, radius=0.16 * high)
        card.oval(*hole, 0.07 * high, None, theme.colors.background)
        card.stand(place.edge(DOWN))
        inner = Region(place.x + 0.13 * place.height, place.y, place.width - 0.5 * place.height, place.height)
        word = Label(
            text, min(theme.type.display, 0.66 * high), theme.colors.background, weight="BOLD", within=inner,
            edge=ORIGIN, theme=theme,
        )  # fmt: skip
        super().__init__(card, word)


@dataclass(frozen=True)
class Labelling:
    """Many pictures whose labels are right, and one whose label is wrong.

    Parameters
    ----------
    right
        How many labels are right.
    p_right
        What the model gives to each of those.
    p_wrong
        What it gives to the wrong one, since it knows better.
    """

    right: int = 99
    p_right: float = 0.99
    p_wrong: float = 0.01


class Mislabelled(VGroup):
    """A cat with a wrong label; beside it, what labels cost; below the ground, what a model bets on them.

    Two quantities, each to one scale of its own: penalties stand on the ground, and bars of probability lie
    below it. The right labels are as many bricks, each as large as one of them costs, and the wrong one is a
    block as large as that costs.

    Parameters
    ----------
    place
        All of it.
    labelling
        How many labels are right, and what the model gives to the labels.
    counted
        Called on every update: how much of the bricks is there, 0 to 1.
    fined
        Called on every update: how much of the wrong label's penalty is there, 0 to 1.
    labels
        What the right label says, and what the wrong one.
    words
        How right labels are called by their number, how the wrong one is, and how a sum is shown.

    Attributes
    ----------
    ground
        How high the cat and the penalties stand.
    cat, tag
        The cat, and its wrong label.
    bets, chances
        What the model gives to either label, as a bar, and after each bar how much.
    named
        The row of the wrong label's bet, where what the bets are may be said at its right.
    upright, over
        The axis of the penalties, over the foot of the bets, and the place over it for its name.
    bricks, right
        The bricks of the right labels, and over them what they are and what they cost.
    block, wrong
        The bar of the wrong label's penalty, and in it what it is and how much.
    """

    def __init__(
        self,
        place: Region,
        labelling: Labelling,
        counted: Callable[[], float],
        fined: Callable[[], float],
        labels: tuple[str, str],
        words: tuple[str, str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        type_, colors = theme.type, theme.colors
        # A number that is told, and all else.
        self._em, self._size = (type_.title, type_.heading) if place.broad else (type_.heading, type_.body)
        self._theme = theme
        under = _ROWS * len(labels) * PIXEL + _BELOW
        upper, lying = place.rows(place.height - under, under)
        self.ground = float(upper.edge(DOWN)[1])
        # -- what the model bets
        lying = lying.rows(_BELOW, lying.height - _BELOW)[1]
        before, after = ANSWERS * PIXEL, _NUMBERS * self._size * PIXEL
        inner = lying.width - before - after
        plot = Plot(lying, (-before / inner, 1.0 + after / inner), (0.0, 1.0), bare=True, theme=theme)
        chances, inks = (labelling.p_right, labelling.p_wrong), (colors.gold, colors.outlier)
        self.bets = Bets(lying, plot, lambda: chances, labels, inks, self._size)
        self.named = lying.rows(*[1] * len(labels))[-1]
        self.chances = VGroup()
        for chance, lies in zip(chances, self.bets.bars, strict=True):
            said = self._label(f"{plain_number(100 * chance, 0)}%", self._size, colors.text)
            self.chances.add(said.set_line(lies.get_right() + _AIR * RIGHT, LEFT))
        # -- where what is paid stands, and the cat beside it or, where the width is short, on what it costs
        name = NAME * self._size * PIXEL
        if place.broad:
            self.over, upper = upper.columns(before, upper.width - before)[1].rows(name, upper.height - name)
            left, right, sits = upper.columns(*_BESIDE)
        else:
            over, upper = upper.rows(*_UPON)
            left, right = upper.columns(1, 1)
            beside, sits = over.columns(1, 1)
            self.over = beside.rows(beside.height - name, name)[1]
        high = min(_HIGH * sits.height, _TALL * sits.width)
        unit = high / 100
        # Its tail reaches to the right.
        foot = sits.edge(DOWN) + 12 * unit * LEFT
        self.cat = Cat(high / PIXEL, theme=theme).stand(foot)
        card = Region(foot[0] + 4 * unit, foot[1] + 24 * unit, 56 * unit, 29 * unit)
        self.tag = Tag(
            card, labels[1], colors.outlier, foot + unit * np.array([-6.0, 49.0, 0.0]), theme=theme
        )
        # -- what is paid
        self.upright = upright(left.edge(DOWN + LEFT), left.height, theme=theme)
        each, worst = float(cross_entropy(labelling.p_right)), float(cross_entropy(labelling.p_wrong))
        self._stack(left, labelling.right, each, worst, counted, (words[0], words[2]))
        bar = Region(right.x, right.y, _BROAD * right.width, right.height)
        self.block = Pillar(bar, fined, colors.outlier)
        self.wrong = VGroup(self._name(words[1], bar, colors.background))
        number = self._label(plain_number(worst, 2), self._em, colors.background)
        low = self.wrong.get_bottom() - _LINE / 2 * self._em * PIXEL * UP
        self.wrong.add(number.set_line(low))
        block = self.block

        def ride(said: Mobject) -> None:
            said.shift((block.get_top()[1] - _AIR - said.get_top()[1]) * UP)

        self.wrong.add_updater(ride, call_updater=True)
        if not place.broad:
            self.cat.add_updater(
                lambda cat: cat.stand(np.array([foot[0], block.get_top()[1], 0.0])), call_updater=True
            )
        super().__init__(
            self.bets, self.chances, self.upright, self.bricks, self.right, self.block, self.wrong, self.cat,
            self.tag,
        )  # fmt: skip

    def _stack(
        self,
        column: Region,
        count: int,
        each: float,
        worst: float,
        counted: Callable[[], float],
        words: tuple[str, str],
    ) -> None:
        """Bricks to one scale with the block, as high as their sum; over them what they are, and that."""
        theme, ink, now = self._theme, self._theme.colors.cross_entropy, detached(counted)
        wide, high = _BROAD * column.width, count * each / worst * column.height
        foot = float(column.edge(DOWN)[1])
        across = in_a_row(count, Region(column.x, foot + high / 2, wide, high))
        place = Region(column.x, column.y, wide, column.height)
        plot = Plot(place, (0.0, across), (0.0, worst / across), bare=True, theme=theme)
        between = joint(plot)

        def there() -> int:
            return int(np.rint(now() * count))

        self.bricks = Boxes(plot, lambda: laid(there(), across, each, between), ink, opacity=1.0)
        number = LiveNumber(
            lambda: there() * each, decimals=1, template=words[1], size=self._em, color=ink, edge=ORIGIN,
            theme=theme,
        )  # fmt: skip
        number.set_line(np.array([column.x, foot + high + _LINE / 2 * self._em * PIXEL, 0.0]))
        name = self._name(words[0].format(count), column, theme.colors.text)
        name.move_to(number.get_top() + _AIR * UP, aligned_edge=DOWN)
        self.right = VGroup(name, number)

    def _name(self, text: str, column: Region, color: str) -> Label:
        """In two lines where the width is short."""
        high = (_LINE if column.broad else 2 * _LINE) * self._size * PIXEL
        return self._label(text, self._size, color, Region(column.x, column.y, column.width - 2 * _AIR, high))

    def _label(self, text: str, size: float, color: str, place: Region | None = None) -> Label:
        return Label(text, size, color, weight="BOLD", within=place, edge=ORIGIN, theme=self._theme)
