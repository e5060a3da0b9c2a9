"""A hundred drawn cats, one with a wrong label on a string, and what that costs beside all the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Square, VGroup, VMobject

from loss_scenes.losses import cross_entropy
from loss_scenes.models.shares import group_loss
from loss_scenes.pictures.bets import Pillar, cover
from loss_scenes.pictures.budget import LossBar
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import polygon_points
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
        self.gap = Square(
            0.94 * pitch, color=theme.colors.outlier, stroke_width=theme.line_width, fill_opacity=1
        )
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
    grown
        Called on every update: how much of the second column is there, 0 to 1.
    words
        Name of the right ones together, and how the logarithm of the wrong one is written, for its chance.

    Attributes
    ----------
    many, one, number
        The columns, and what the wrong label costs.
    named
        Name and number of the first column; not part of these: fade it in.
    """

    def __init__(
        self,
        place: Region,
        crowd: Crowd,
        grown: Callable[[], float],
        words: tuple[str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme, now = current_theme(theme), detached(grown)
        colors, size = theme.colors, theme.type.body
        full = float(cross_entropy(crowd.p_wrong))
        together = group_loss(crowd.right, crowd.p_right, gamma=0.0)
        left, right = place.columns(1, 1, gap=0.08 * place.width)
        self.many = Pillar(left, lambda: together / full, colors.cross_entropy)
        self.one = Pillar(right, now, colors.outlier)
        many, law = words
        # Name and number stand over the first column.
        top = left.edge(DOWN)[1] + together / full * left.height
        sum_of_all = LiveNumber(
            lambda: together, size=size, color=colors.cross_entropy, theme=theme, edge=ORIGIN
        )
        sum_of_all.set_line(np.array([left.x, top + 0.7 * size * PIXEL, 0.0]))
        row = Region(left.x, top + 1.9 * size * PIXEL, left.width, 1.4 * size * PIXEL)
        name = Label(many, theme.type.label, weight="BOLD", within=row, edge=ORIGIN, theme=theme)
        self.named = VGroup(name, sum_of_all)
        large = min(theme.type.title, right.width / PIXEL / 2.5)
        self.number = LiveNumber(lambda: full, size=large, color=colors.background, edge=ORIGIN, theme=theme)
        high = right.edge(DOWN)[1] + 0.82 * right.height
        row = Region(right.x, high, 0.9 * right.width, 1.3 * size * PIXEL)
        chance = f"{100 * crowd.p_wrong:g}%"
        self.law = Label(
            law.format(chance), size, colors.background, weight="BOLD", within=row, edge=ORIGIN, theme=theme
        )
        self.number.set_line(np.array([right.x, high - 0.6 * (large + size) * PIXEL, 0.0]))
        for part in (self.number, self.law):
            cover(part, self.one)
        super().__init__(self.many, self.one, self.number, self.law)


class Belief(VGroup):
    """What a model believes of a picture: a bar for each answer, and a mark at that which the label says.

    Parameters
    ----------
    place
        All of it: the model at the left.
    names
        The two answers.
    chances
        What the model gives to either.

    Attributes
    ----------
    bars, mark
        The bars, and the mark at the first answer; ``mark.animate.shift(step)`` takes it to the second.
    step
        From one row to the next.
    """

    def __init__(
        self, place: Region, names: Sequence[str], chances: Sequence[float], *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        colors = theme.colors
        tall = min(place.height, 0.3 * place.width)
        robot = Robot(tall / PIXEL, theme=theme).stand(place.edge(DOWN + LEFT) + 0.45 * tall * RIGHT)
        width = place.width - tall
        rows = Region(place.edge(RIGHT)[0] - width / 2, robot.get_y(), width, tall).rows(1, 1)
        size = min(theme.type.body, 0.42 * tall / PIXEL)
        longest = max(Label(name, size, weight="BOLD", theme=theme).width for name in names)
        mark, gap = 0.8 * size * PIXEL, 0.3 * size * PIXEL
        long = width - mark - longest - gap
        self.bars, written = VGroup(), VGroup()
        for name, chance, row in zip(names, chances, rows, strict=True):
            x, y, _ = row.edge(LEFT)
            x += mark
            written.add(Label(name, size, weight="BOLD", theme=theme).set_line(np.array([x, y, 0.0]), LEFT))
            x += longest + gap
            strip = Region(x + long / 2, y, long, 0.96 * size * PIXEL)
            self.bars.add(LossBar(strip, partial(float, chance), colors.drawn_roof))
        self.step = (rows[1].y - rows[0].y) * UP
        x, y, _ = rows[0].edge(LEFT)
        half = 0.3 * size * PIXEL
        corners = np.array([(x, y + half, 0.0), (x, y - half, 0.0), (x + 1.5 * half, y, 0.0)])
        self.mark = VMobject(stroke_width=0, fill_color=colors.gold, fill_opacity=1)
        self.mark.set_points(polygon_points(corners))
        super().__init__(robot, self.bars, written, self.mark)


class Mislabelled(VGroup):
    """A shelf of cats, one of them in front with what the model believes of it, and what the labels cost.

    Parameters
    ----------
    place
        All of it: beside each other, or the columns below the cats where it is not broad.
    crowd, grown
        As for :class:`Penalties`.
    beliefs
        Names of the answers for :class:`Belief`.
    words
        As for :class:`Penalties`.
    gone
        Which of the cats has the label, counted along the rows.

    Attributes
    ----------
    shelf, belief, penalties
        The parts.
    front
        How tall the cat with the label is in front, in pixels, and where it stands there.
    """

    def __init__(
        self,
        place: Region,
        crowd: Crowd,
        grown: Callable[[], float],
        beliefs: Sequence[str],
        words: tuple[str, str],
        *,
        gone: int = 47,
        theme: Theme | None = None,
    ) -> None:
        self._theme = theme = current_theme(theme)
        if place.width > 1.5 * place.height:
            shelf, front, columns = place.columns(
                0.86 * place.height, 0.66 * place.height, 0.7 * place.height, gap=0.3
            )
        else:
            upper, columns = place.rows(1.2, 1, gap=0.3)
            shelf, front = upper.columns(upper.height, upper.width - upper.height, gap=0.3)
        self.shelf = bleeding(Shelf(shelf, crowd.right + 1, gone, theme=theme))
        self.penalties = Penalties(columns, crowd, grown, words, theme=theme)
        low = min(2.7 * theme.type.body * PIXEL, 0.3 * front.width)
        said, there = front.rows(low, front.height - low)
        high = min(there.width / 0.94, 0.94 * there.height)
        self.front = high / PIXEL, there.edge(DOWN) + np.array([-0.12 * high, 0.0, 0.0])
        self.belief = Belief(said, beliefs, (1 - crowd.p_wrong, crowd.p_wrong), theme=theme)
        super().__init__(self.shelf, self.belief, self.penalties)

    def tag(self, text: str, color: str) -> Tag:
        """A label that hangs from the neck of the cat in front."""
        high, (x, y, _) = self.front
        unit = high / 100 * PIXEL
        card = Region(x + 4 * unit, y + 24 * unit, 56 * unit, 29 * unit)
        neck = np.array([x, y, 0.0]) + unit * np.array([-6.0, 49.0, 0.0])
        return Tag(card, text, color, neck, theme=self._theme)
