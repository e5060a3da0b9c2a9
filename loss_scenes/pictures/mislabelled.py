"""A cat with a wrong label on a string, what a model gives to either label, and what labels cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import DOWN, LEFT, ORIGIN, UP, Line, VGroup

from loss_scenes.losses import cross_entropy
from loss_scenes.pictures.bricks import in_a_row, joint, laid
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Boxes
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.things import Cat
from narrated.mobjects.visual_role import decoration

_CAT = 0.92, 0.66  # of what the model sees, by the penalties beside it, or below it
_SITS = 1.5, 1  # shares of that for the cat, and for what the model gives to its labels
_HIGH = 0.92  # of the cat, by the height of its place
_CERTAIN = 0.6  # of the height: the bar of a probability of 1
_NARROW = 0.66  # of the bar of a probability, by its column
_BROAD = 0.86  # of a bar, by its column
_AIR = 26 * PIXEL  # about what is read in a bar


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
    """A cat with a wrong label and what a model gives to either label; beside it, what labels cost.

    Two quantities, each in a place of its own: probabilities beside the cat, and penalties to one scale on an
    axis that says so. There the right labels are as many bricks, each as large as one of them costs, and the
    wrong one is a block as large as that costs.

    Parameters
    ----------
    place
        All of it; the cat stands beside the penalties, or above them.
    labelling
        How many labels are right, and what the model gives to the labels.
    counted
        Called on every update: how much of the bricks is there, 0 to 1.
    label
        What the wrong label says.
    words
        What right labels are called, what a wrong one is, and what a penalty is.

    Attributes
    ----------
    ground
        How high the penalties stand.
    cat, tag
        The cat, and its wrong label.
    bets, less_likely
        What the model gives to either label, as a bar, and below the lower one how much.
    axis
        The axis of the penalties: its line, its name, and below it which labels are paid for.
    bricks, sum
        The bricks of the right labels, and what is counted over them.
    block
        The bar of the wrong label's penalty, and in it how it is computed, and how much it is.
    """

    def __init__(
        self,
        place: Region,
        labelling: Labelling,
        counted: Callable[[], float],
        label: str,
        words: tuple[str, str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        type_, colors = theme.type, theme.colors
        # A number that is told, and all else.
        self._em, self._size = (type_.title, type_.heading) if place.broad else (type_.heading, type_.body)
        self._theme = theme
        split = place.columns if place.broad else place.rows
        room, chart = split(_CAT[not place.broad], 1, gap=self._size * PIXEL)
        foot = 1.5 * self._size * PIXEL
        all_of_it = room
        (room, under), (bars, below) = (part.rows(part.height - foot, foot) for part in (room, chart))
        self.ground = float(bars.edge(DOWN)[1])
        # -- what the model sees
        sits, beside = room.columns(*_SITS)
        if not place.broad:  # it has no ground of its own
            sits = all_of_it.columns(*_SITS)[0]
        high = min(_HIGH * sits.height, sits.width)
        unit = high / 100
        # Its tail reaches to the right.
        self.cat = Cat(high / PIXEL, theme=theme).stand(sits.edge(DOWN) + 12 * unit * LEFT)
        card = Region(self.cat.foot[0] + 4 * unit, self.cat.foot[1] + 24 * unit, 56 * unit, 29 * unit)
        held = self.cat.foot + unit * np.array([-6.0, 49.0, 0.0])
        self.tag = Tag(card, label, colors.outlier, held, theme=theme)
        chances, inks = (labelling.p_right, labelling.p_wrong), (colors.gold, colors.outlier)
        self.bets = VGroup()
        columns = beside.columns(1, 1)
        for column, chance, ink in zip(columns, chances, inks, strict=True):
            full = _CERTAIN * column.height
            bar = Region(column.x, column.edge(DOWN)[1] + full / 2, _NARROW * column.width, full)
            self.bets.add(Pillar(bar, partial(float, chance), ink))
        # Only the small one is named: the other stands at the cat, and is seen to be full.
        said = f"{label} {plain_number(100 * labelling.p_wrong, 0)}%"
        at = Region(columns[1].x, under.y, columns[1].width, under.height)
        self.less_likely = self._label(said, at)
        # -- what is paid
        left, right = (
            Region(column.x, column.y, _BROAD * column.width, column.height) for column in bars.columns(1, 1)
        )
        each, worst = float(cross_entropy(labelling.p_right)), float(cross_entropy(labelling.p_wrong))
        upright = Line(bars.edge(DOWN + LEFT), bars.edge(UP + LEFT))
        upright.set_stroke(colors.axis, theme.line_width)
        names = [
            self._label(paid, Region(column.x, below.y, column.width, below.height))
            for column, paid in zip((left, right), words[:2], strict=True)
        ]
        title = Label(words[2], self._size, colors.text, weight="BOLD", theme=theme)
        title.set_line(bars.edge(UP + LEFT) + self._size * PIXEL * np.array([0.4, -0.6, 0.0]), LEFT)
        self.axis = VGroup(decoration(upright), title, *names)
        # All of them are as large, to one scale with the block, as their sum is.
        high = labelling.right * each / worst * left.height
        across = in_a_row(labelling.right, Region(left.x, left.y, left.width, high))
        stack = Plot(left, (0.0, across), (0.0, worst / across), bare=True, theme=theme)
        between, now = joint(stack), detached(counted)

        def there() -> int:
            return int(np.rint(now() * labelling.right))

        self.bricks = Boxes(
            stack, lambda: laid(there(), across, each, between), colors.cross_entropy, opacity=1.0
        )
        # Over the bricks: how their sum is computed, and how much it is.
        top = float(left.edge(DOWN)[1]) + labelling.right * each / worst * left.height
        high, row = top + (1.2 * self._em + 0.65 * self._size) * PIXEL, 1.3 * self._size * PIXEL
        law = self._label(
            f"{labelling.right} × {plain_number(each, 2)} =", Region(left.x, high, left.width, row)
        )
        number = LiveNumber(
            lambda: there() * each, decimals=1, size=self._em, color=colors.cross_entropy, edge=ORIGIN,
            theme=theme,
        )  # fmt: skip
        self.sum = VGroup(law, number.set_line(np.array([left.x, top + 0.7 * self._em * PIXEL, 0.0])))
        self.block = self._block(right, labelling.p_wrong, worst)
        seen = self.cat, self.tag, self.bets, self.less_likely
        super().__init__(*seen, self.axis, self.bricks, self.sum, self.block)

    def _label(self, text: str, place: Region) -> Label:
        theme = self._theme
        return Label(
            text, self._size, theme.colors.text, weight="BOLD", within=place, edge=ORIGIN, theme=theme
        )

    def _block(self, column: Region, chance: float, paid: float) -> VGroup:
        """The wrong label's penalty: a bar, how that is computed, and how much it is."""
        theme, em, ink = self._theme, self._em, self._theme.colors.background
        bar = Pillar(column, partial(float, 1.0), theme.colors.outlier)
        bar.clear_updaters()
        parts = 1.5 * self._size * PIXEL, 1.1 * em * PIXEL
        place, number, _ = column.rows(*parts, column.height - sum(parts))
        law = formula(
            f"-ln {plain_number(chance, 2)} =", self._size, ink, within=place.inset(_AIR), theme=theme
        )
        said = Label(plain_number(paid, 2), em, ink, weight="BOLD", theme=theme).set_line(number.center)
        return VGroup(bar, law, said)
