"""A cat with a wrong label on a string, and what that costs beside all the right labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, ORIGIN, UP, Mobject, VGroup, VMobject

from loss_scenes.losses import cross_entropy
from loss_scenes.models.shares import group_loss
from loss_scenes.pictures.bets import Fine
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat
from narrated.mobjects.visual_role import decoration

_BROAD = 1.75  # of both bars, at most, by the height of the picture
_CAT = 0.35, 0.62  # height of a cat, at most, by that of the picture and by the breadth of its bar


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
            text, min(theme.type.title, 0.66 * high), theme.colors.background, weight="BOLD", within=inner,
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
    """Two bars to one scale, a cat on each: what all right labels cost together, and what the wrong one does.

    Parameters
    ----------
    place
        All of it; the bars stand on the ground, above their names.
    labelling
        How many labels are right, and what the model gives to the labels.
    grown
        Called on every update: how much of either bar is there, 0 to 1.
    labels
        What the right label says, and the wrong one.
    names
        What stands below either bar: which labels it is for.

    Attributes
    ----------
    ground
        How high the bars stand.
    names
        What each bar is for, below it.
    many, right
        The bar of the right labels; on it a cat with such a label.
    one, cat, wrong
        The bar of the wrong label with its number, the cat that sits on it, and both cat and label.
    tag
        The wrong label.
    """

    def __init__(
        self,
        place: Region,
        labelling: Labelling,
        grown: tuple[Callable[[], float], Callable[[], float]],
        labels: tuple[str, str],
        names: tuple[str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors = theme.colors
        first, second = (detached(share) for share in grown)
        below = 1.5 * theme.type.heading * PIXEL
        place, foot = place.rows(place.height - below, below)
        self.ground = float(place.edge(DOWN)[1])
        both = Region(place.x, place.y, min(place.width, _BROAD * place.height), place.height)
        columns = both.columns(1, 1, gap=0.25)
        high = min(_CAT[0] * place.height, _CAT[1] * columns[0].width)
        left, right = (column.rows(1.05 * high, place.height - 1.05 * high)[1] for column in columns)
        full = float(cross_entropy(labelling.p_wrong))
        together = group_loss(labelling.right, labelling.p_right, gamma=0.0)

        bar = Pillar(left, lambda: first() * together / full, colors.cross_entropy)
        # Its sum, 0.99, would be taken for a probability: how high it is says enough.
        self.many = bar
        inks = (colors.text, colors.outlier)
        rooms = [Region(column.x, foot.y, column.width, foot.height) for column in columns]
        least = min(
            Label(name, theme.type.heading, within=room, weight="BOLD", theme=theme).size
            for name, room in zip(names, rooms, strict=True)
        )
        self.names = VGroup(
            Label(name, least, ink, weight="BOLD", theme=theme).set_line(room.center)
            for name, ink, room in zip(names, inks, rooms, strict=True)
        )

        def chance() -> float:
            return float(labelling.p_wrong ** second())

        self.one = Fine(right, chance, full, colors.outlier, theme=theme)

        def cat(column: Region) -> Cat:
            return Cat(high / PIXEL, theme=theme).stand(column.edge(DOWN) + 0.1 * high * LEFT)

        def tag(cat: Cat, text: str, color: str) -> Tag:
            unit = high / 100
            card = Region(cat.foot[0] + 4 * unit, cat.foot[1] + 24 * unit, 56 * unit, 29 * unit)
            return Tag(card, text, color, cat.foot + unit * np.array([-6.0, 49.0, 0.0]), theme=theme)

        known = cat(left)
        self.right = _riding(known, bar, tag(known, labels[0], colors.gold))
        self.cat = cat(right)
        self.tag = tag(self.cat, labels[1], colors.outlier)
        self.wrong = _riding(self.cat, self.one[0], self.tag)
        super().__init__(self.many, self.right, self.one, self.wrong, self.names)


def _riding(cat: Cat, bar: Mobject, *carried: VMobject) -> VGroup:
    """A cat and what it carries, on top of a bar of the moment."""
    both = VGroup(cat, *carried)
    return both.add_updater(lambda both: both.shift((bar.get_top()[1] - cat.foot[1]) * UP), call_updater=True)
