"""A hundred drawn cats, one with a wrong label on a string, and what that costs beside all the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import DOWN, ORIGIN, Square, VGroup

from loss_scenes.losses import cross_entropy, cross_entropy_grad
from loss_scenes.models import wrong_label_share
from loss_scenes.pictures.bets import Pillar, cover
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import Cat
from narrated.mobjects.visual_role import bleeding, decoration
from voiceover.errors import InputError

_CAT = 0.86  # height of a cat on the shelf, by the distance of two


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
class Crowd:
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

    def share(self, given: float) -> float:
        """Share of all fines that one of the pictures has, whose label gets a probability."""
        return wrong_label_share(
            self.right, self.p_right, given, loss=cross_entropy, grad=cross_entropy_grad
        ).loss


class Shelf(VGroup):
    """Many small cats in rows, and a frame where one of them stood that has stepped forward.

    Parameters
    ----------
    place
        All of it; the rows fill it.
    count
        How many cats there are, that one included: a square number.
    gone
        Which of them steps forward, counted along the rows.

    Attributes
    ----------
    cats, cat, gap
        Those that stay, the one that steps forward, and the frame where it stood.
    """

    def __init__(self, place: Region, count: int, gone: int, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        side = round(count**0.5)
        if side * side != count:
            raise InputError(f"{count} cats do not fill a square", permitted="a square number, such as 100")
        pitch = min(place.width, place.height) / side
        one = Cat(_CAT * pitch / PIXEL, theme=theme)
        middle = np.asarray(place.edge(DOWN)) + np.array([0.0, (1 - _CAT) / 2 * pitch, 0.0])
        feet = [
            middle + pitch * np.array([column - (side - 1) / 2 - 0.07, side - 1 - row, 0.0])
            for row in range(side)
            for column in range(side)
        ]
        self.cat: Cat = one.copy().stand(feet[gone])
        self.cats = VGroup(*(one.copy().stand(foot) for k, foot in enumerate(feet) if k != gone))
        self.gap = Square(0.94 * pitch, color=theme.colors.outlier, stroke_width=theme.line_width)
        self.gap.move_to(feet[gone] + pitch * np.array([0.07, _CAT / 2, 0.0]))
        super().__init__(self.cats, self.cat)

    def rows(self) -> list[VGroup]:
        """The cats that stay, from the lowest row up."""
        rows: dict[float, VGroup] = {}
        for cat in reversed(self.cats.submobjects):
            rows.setdefault(round(float(cat.get_bottom()[1]), 3), VGroup()).add(cat)
        return list(rows.values())


class Penalties(VGroup):
    """Two columns to one scale: what all right labels cost together, and what the wrong one costs.

    Parameters
    ----------
    place
        Both columns; they stand on its lower edge.
    crowd
        How many labels are right, and what the model gives them.
    given
        Called on every update: what the model gives to the label of the one picture.
    words
        Name of the right ones, and what the share is of.

    Attributes
    ----------
    many, one, number
        The columns, and the share of all penalties that the second has.
    named
        Name of the first column; not part of these: fade it in.
    """

    def __init__(
        self,
        place: Region,
        crowd: Crowd,
        given: Callable[[], float],
        words: tuple[str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme, now = current_theme(theme), detached(given)
        colors, size = theme.colors, theme.type.body
        full = float(cross_entropy(crowd.p_wrong))
        together = crowd.right * float(cross_entropy(crowd.p_right)) / full
        left, right = place.columns(1, 1, gap=0.08 * place.width)
        self.many = Pillar(left, lambda: together, colors.cross_entropy)
        self.one = Pillar(right, lambda: float(cross_entropy(now())) / full, colors.outlier)
        many, share = words
        high = left.edge(DOWN)[1] + together * left.height + 0.7 * size * PIXEL
        row = Region(left.x, high, left.width, 1.4 * size * PIXEL)
        self.named = Label(many, size, weight="BOLD", within=row, edge=ORIGIN, theme=theme)
        large = min(theme.type.title, right.width / PIXEL / 2.7)
        # Word and number stand together in the middle of the column.
        half = 0.6 * (large + size) * PIXEL
        self.number = LiveNumber(
            lambda: 100 * crowd.share(now()), decimals=0, template="{}%", size=large,
            color=colors.background, edge=ORIGIN,
        ).set_line(np.array([right.x, right.y - half + 0.6 * large * PIXEL, 0.0]))  # fmt: skip
        row = Region(right.x, right.y + half - 0.6 * size * PIXEL, 0.84 * right.width, 1.3 * size * PIXEL)
        self.share = Label(
            share, size, colors.background, weight="BOLD", within=row, edge=ORIGIN, theme=theme
        )
        for part in (self.number, self.share):
            cover(part, self.one)
        super().__init__(self.many, self.one, self.number, self.share)


class Mislabelled(VGroup):
    """A shelf of cats, one of them with a label, what the model gives to that, and what the labels cost.

    Parameters
    ----------
    place
        All of it: beside each other, or the columns below the cats where it is not broad.
    crowd, given
        As for :class:`Penalties`.
    words
        Name of the label's probability, and those of :class:`Penalties`.
    gone
        Which of the cats has the label, counted along the rows.
    higher
        How far the cats of an upright picture may reach above its place, in scene units.

    Attributes
    ----------
    shelf, chance, penalties
        The parts: what the model gives to the label is a name and a number.
    front
        How tall the cat with the label is in front, in pixels, and where it stands there.
    """

    def __init__(
        self,
        place: Region,
        crowd: Crowd,
        given: Callable[[], float],
        words: Sequence[str],
        *,
        gone: int = 47,
        higher: float = 0.0,
        theme: Theme | None = None,
    ) -> None:
        self._theme = theme = current_theme(theme)
        labelled, *costs = words
        if place.width > 1.5 * place.height:
            shelf, front, columns = place.columns(
                0.92 * place.height, 0.62 * place.height, 0.7 * place.height, gap=0.3
            )
        else:
            upper, columns = place.rows(1.2, 1, gap=0.3)
            shelf, front = upper.columns(upper.height, upper.width - upper.height, gap=0.3)
        if place.height > place.width:
            # What is only looked at may reach further up, and to the side.
            side = shelf.width + 0.5 * higher
            shelf = Region(shelf.x - 0.25 * higher, shelf.edge(DOWN)[1] + side / 2, side, side)
        self.shelf = bleeding(Shelf(shelf, crowd.right + 1, gone, theme=theme))
        self.penalties = Penalties(columns, crowd, given, (costs[0], costs[1]), theme=theme)
        # The share of all penalties is the one large number.
        size, name_size = theme.type.heading, theme.type.body
        low = (name_size + size) * 1.2 * PIXEL
        said, there = front.rows(low, front.height - low)
        high = min(there.width / 0.94, there.height)
        self.front = high / PIXEL, there.edge(DOWN) + np.array([-0.12 * high, 0.0, 0.0])
        upper = said.rows(1, size / name_size)[0]
        name = Label(labelled, name_size, weight="BOLD", within=upper, edge=ORIGIN, theme=theme)
        number = LiveNumber(
            lambda: 100 * given(), decimals=0, template="{}%", size=size, edge=ORIGIN, theme=theme
        )
        number.set_line(np.array([said.x, said.edge(DOWN)[1] + 0.6 * size * PIXEL, 0.0]))
        self.chance = VGroup(name, number)
        super().__init__(self.shelf, self.chance, self.penalties)

    def tag(self, text: str, color: str) -> Tag:
        """A label that hangs from the neck of the cat in front."""
        high, (x, y, _) = self.front
        unit = high / 100 * PIXEL
        card = Region(x + 4 * unit, y + 24 * unit, 56 * unit, 29 * unit)
        neck = np.array([x, y, 0.0]) + unit * np.array([-6.0, 49.0, 0.0])
        return Tag(card, text, color, neck, theme=self._theme)
