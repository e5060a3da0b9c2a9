"""A cat with a wrong label on a string, what a model gives to either label, and what either costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import DOWN, LEFT, ORIGIN, VGroup, VMobject

from loss_scenes.losses import cross_entropy
from loss_scenes.models.shares import group_loss
from loss_scenes.pictures.bets import Fine, cover
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.panel import formula
from narrated.mobjects.relations import computed_from
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.things import Cat
from narrated.mobjects.visual_role import decoration

_CAT = 0.5  # of the cat's place, by that of the columns beside it or below
_HIGH = 0.92, 1.0  # of the cat, at most, by the height of its place and by the breadth of that
_BROAD = 0.86  # of a bar, by its column
_AIR = 12 * PIXEL  # between the sides of a bar and what is read in it


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
    """A cat with a wrong label, and a column for either label: what a model gives to it, then what it costs.

    Penalties stand where the model's bars stood, to one scale: that of all right labels together, and that
    of the wrong one.

    Parameters
    ----------
    place
        All of it; the cat stands beside the columns, or above them.
    labelling
        How many labels are right, and what the model gives to the labels.
    given
        Called on every update: how much of the model's bars is there, 0 to 1.
    grown
        Called on every update: how much of either penalty is there, 0 to 1.
    labels
        What the right label says, and the wrong one.
    words
        Which labels are right, and what a penalty is called.

    Attributes
    ----------
    ground
        How high the bars stand.
    cat, tag
        The cat, and its wrong label.
    bets, names
        What the model gives to either label, as a bar, and with the label below it.
    many, together
        The bar of the right labels' penalty, and what is said over it.
    one, law
        The bar of the wrong label's penalty with its number, and how that is computed.
    """

    def __init__(
        self,
        place: Region,
        labelling: Labelling,
        given: Callable[[], float],
        grown: tuple[Callable[[], float], Callable[[], float]],
        labels: tuple[str, str],
        words: tuple[str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        type_, colors, laid = theme.type, theme.colors, detached(given)
        room, chart = place.split(_CAT, 1, gap=type_.heading * PIXEL)
        # In a narrow picture one number is large.
        self._em = type_.title if place.broad else type_.heading
        below = 1.5 * self._em * PIXEL
        bars, foot = chart.rows(chart.height - below, below)
        self.ground = float(bars.edge(DOWN)[1])
        left, right = (
            Region(column.x, column.y, _BROAD * column.width, column.height) for column in bars.columns(1, 1)
        )

        def likely(chance: float) -> Callable[[], float]:
            return lambda: chance * laid()

        chances = labelling.p_right, labelling.p_wrong
        said = [f"{label} {plain_number(100 * p, 0)}%" for label, p in zip(labels, chances, strict=True)]
        # In one size, each below its own column.
        broad = max(Label(text, self._em, weight="BOLD", theme=theme).width for text in said)
        size = self._em * min(1.0, 0.92 * left.width / _BROAD / broad)
        self.bets = VGroup()
        names: list[LiveNumber] = []
        inks = colors.gold, colors.outlier
        for column, label, chance, ink in zip((left, right), labels, chances, inks, strict=True):
            self.bets.add(Pillar(column, likely(chance), ink))
            name = LiveNumber(
                partial(float, 100 * chance), decimals=0, template=f"{label} {{}}%", size=size,
                color=ink, edge=ORIGIN, theme=theme,
            )  # fmt: skip
            names.append(name.set_line(np.array([column.x, foot.y, 0.0])))
        self.names = VGroup(*names)
        room = room if place.upright else room.down_to(self.ground)
        high = min(_HIGH[0] * room.height, _HIGH[1] * room.width)
        unit = high / 100
        # Its tail reaches to the right.
        self.cat = Cat(high / PIXEL, theme=theme).stand(room.edge(DOWN) + 12 * unit * LEFT)
        card = Region(self.cat.foot[0] + 4 * unit, self.cat.foot[1] + 24 * unit, 56 * unit, 29 * unit)
        held = self.cat.foot + unit * np.array([-6.0, 49.0, 0.0])
        self.tag = Tag(card, labels[1], colors.outlier, held, theme=theme)
        first, second = (detached(share) for share in grown)
        full = float(cross_entropy(labelling.p_wrong))
        together = group_loss(labelling.right, labelling.p_right, gamma=0.0)
        self.many = Pillar(left, lambda: first() * together / full, colors.cross_entropy)
        self.together = self._over(left, together / full, lambda: first() * together, words, theme)
        self.one, self.law = self._price(right, labelling.p_wrong, second, words[1], names[1], theme)
        super().__init__(
            self.cat, self.tag, self.bets, self.names, self.many, self.together, self.one, self.law
        )

    def _over(
        self, column: Region, share: float, paid: Callable[[], float], words: tuple[str, str], theme: Theme
    ) -> VGroup:
        """Over a bar that fills a share of its column: that it is a penalty, for what, and how much."""
        size, em, ink = theme.type, self._em, theme.colors.cross_entropy
        number = LiveNumber(paid, decimals=1, size=em, color=ink, edge=ORIGIN, theme=theme)
        low = column.edge(DOWN)[1] + share * column.height + 0.75 * em * PIXEL
        number.set_line(np.array([column.x, low, 0.0]))
        rows: list[VMobject] = [number]
        for text, color in zip(words, (theme.colors.text, ink), strict=True):
            low += 1.3 * size.heading * PIXEL
            room = Region(column.x, low, column.width, 1.2 * size.heading * PIXEL)
            rows.append(
                Label(text, size.heading, color, weight="BOLD", within=room, edge=ORIGIN, theme=theme)
            )
        return VGroup(*rows)

    def _price(
        self,
        column: Region,
        chance: float,
        grown: Callable[[], float],
        penalty: str,
        given: LiveNumber,
        theme: Theme,
    ) -> tuple[Fine, VMobject]:
        """The wrong label's penalty, with its name in it, and how it follows from what was given to that."""
        size, ink = theme.type, theme.colors.background
        parts = 1.6 * size.heading * PIXEL, 1.3 * size.heading * PIXEL
        name, law, _ = column.inset(_AIR, 0.0).rows(*parts, column.height - sum(parts))
        fine = Fine(
            column, lambda: float(chance ** grown()), float(cross_entropy(chance)), theme.colors.outlier,
            head=sum(parts), theme=theme,
        )  # fmt: skip
        bar, number = fine.bar, fine.number
        computed_from(number, lambda percent: float(cross_entropy(percent / 100)), given)
        word = Label(penalty, size.heading, ink, weight="BOLD", within=name, edge=ORIGIN, theme=theme)
        cover(word, bar)
        fine.add(word)
        return fine, formula(f"-ln {plain_number(chance, 2)} =", size.heading, ink, within=law, theme=theme)
