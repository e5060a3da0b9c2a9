"""A drawn cat with a label on a string, and what one wrong label costs among many: two stacks, and a fan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Mobject, VGroup, VMobject

from loss_scenes.losses import cross_entropy, cross_entropy_grad
from loss_scenes.models import wrong_label_share
from loss_scenes.pictures.bets import cover
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import polygon_points
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import Cat
from narrated.mobjects.visual_role import decoration

_SEEN = 4 * PIXEL  # a part of a stack that is thinner is not seen yet


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


class FineStacks(VGroup):
    """Pictures beside fines: one slice of the first stack is a large part of the second.

    Parameters
    ----------
    place
        Both stacks; they stand on its lower edge.
    crowd
        How many labels are right, and what the model gives them.
    given
        Called on every update: what the model gives to the label of the one picture.
    names
        Of the pictures and of the fines.

    Attributes
    ----------
    slice
        Place of the one picture in the first stack.
    number
        The share of the fines.
    names
        Of the two stacks; not part of these: fade them in.
    """

    def __init__(
        self,
        place: Region,
        crowd: Crowd,
        given: Callable[[], float],
        names: tuple[str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme, now = current_theme(theme), detached(given)
        colors = theme.colors
        left, _, right = place.columns(1.0, 0.4, 1.0)
        slim = 1 / (crowd.right + 1)
        final = crowd.share(crowd.p_wrong)
        wrong, many = left.rows(slim, 1 - slim)
        self.slice = wrong
        most, base = right.rows(final, 1 - final)
        # By how much of its place the red part has grown: fines are drawn to one scale.
        full = float(cross_entropy(crowd.p_wrong))

        def grown() -> float:
            return float(cross_entropy(now())) / full

        def box(region: Region, color: str) -> Bar:
            return Bar(region, lambda: 1.0, color, upright=True)

        fan = VMobject(stroke_width=0, fill_color=colors.outlier, fill_opacity=0.22)

        def spread(_: Mobject) -> None:
            top = most.edge(DOWN + LEFT) + np.array([0.0, grown() * most.height, 0.0])
            corners = [wrong.edge(DOWN + RIGHT), most.edge(DOWN + LEFT), top, wrong.edge(UP + RIGHT)]
            fan.set_points(polygon_points(np.array(corners)))

        fan.add_updater(spread, call_updater=True)

        def name(text: str, region: Region, color: str) -> Label:
            high = 2.4 * theme.type.body * PIXEL
            row = region.inset(8 * PIXEL, 0.2 * theme.type.body * PIXEL).rows(region.height - high, high)[1]
            size = theme.type.body
            return Label(text, size, color, weight="BOLD", within=row, edge=ORIGIN, theme=theme)

        size = min(theme.type.title, right.width / PIXEL / 2.4)
        self.number = LiveNumber(
            lambda: 100 * crowd.share(now()), decimals=0, template="{}%", size=size,
            color=colors.background, edge=ORIGIN,
        ).set_line(most.center)  # fmt: skip
        red = Bar(most, grown, colors.outlier, upright=True)
        cover(self.number, red)
        red.add_updater(lambda red: red.set_opacity(float(red.height > _SEEN)), call_updater=True)
        super().__init__(
            decoration(fan),
            box(many, colors.drawn_shade),
            box(wrong, colors.outlier),
            box(base, colors.cross_entropy),
            red,
            self.number,
        )
        self.names = VGroup(name(names[0], many, colors.background), name(names[1], base, colors.background))


class Mislabelled(VGroup):
    """A cat with a label, what the model gives to that label, and what it costs among many.

    Parameters
    ----------
    place
        All of it: beside each other, or one above the other where it is upright.
    crowd, given
        As for :class:`FineStacks`.
    words
        Names of the label's probability, of the pictures, of the fines and of the one picture.

    Attributes
    ----------
    cat, chance, stacks
        The parts: what the model gives to the label is a name and a number.
    stack_names, blame
        Names of the stacks and of the one picture; not part of it: fade them in.
    """

    def __init__(
        self,
        place: Region,
        crowd: Crowd,
        given: Callable[[], float],
        words: Sequence[str],
        *,
        theme: Theme | None = None,
    ) -> None:
        self._theme = theme = current_theme(theme)
        labelled, pictures, fines, wrong = words
        upright = place.width < place.height
        if upright:
            # The cat stands on the stack of pictures: it is the one at the top.
            upper, low = place.rows(0.4, 0.6)
        else:
            left, right = place.columns(*((1, 1) if place.width > 1.5 * place.height else (3, 4)), gap=0.3)
            head, low = right.rows(1, 7)
        stacks = FineStacks(low, crowd, given, (pictures, fines), theme=theme)
        if upright:
            stack = stacks.slice
            high = min(upper.height, stack.width / 0.94)
            foot = stack.edge(UP) + np.array([-0.1 * high, 0.0, 0.0])
            beside = upper.columns(stack.width, upper.width - stack.width)[1].inset(0.2, 0.0)
            beside, head = beside.rows(4, 1)
        else:
            high = min(left.width / 0.9, left.height - 3.6 * theme.type.body * PIXEL)
            foot = left.edge(DOWN) + np.array([-0.08 * high, 0.0, 0.0])
            beside = left.rows(left.height - high, high)[0]
        self.cat = Cat(high / PIXEL, theme=theme).stand(foot)
        self._unit = high / 100
        # Where there is less room, the share of the fines alone is large.
        size = theme.type.title if place.width > 1.5 * place.height else theme.type.heading
        name = Label(labelled, within=beside.rows(1, 1.6)[0], edge=LEFT, theme=theme)
        number = LiveNumber(
            lambda: 100 * given(), decimals=0, template="{}%", size=size, edge=LEFT, theme=theme
        )
        below = name.line_middle - 0.5 * (name.size + 1.15 * size) * PIXEL
        number.set_line(np.array([name.get_left()[0], below, 0.0]))
        one = Label(
            wrong,
            theme.type.heading,
            theme.colors.outlier,
            weight="BOLD",
            within=head,
            edge=LEFT,
            theme=theme,
        )
        self.chance, self.stacks = VGroup(name, number), stacks
        self.stack_names, self.blame = stacks.names, one
        super().__init__(self.cat, self.chance, self.stacks)

    def tag(self, text: str, color: str) -> Tag:
        """A label that hangs from the cat's neck."""
        unit, (x, y, _) = self._unit, self.cat.foot
        card = Region(x + 2 * unit, y + 24 * unit, 52 * unit, 27 * unit)
        neck = self.cat.foot + unit * np.array([-6.0, 49.0, 0.0])
        return Tag(card, text, color, neck, theme=self._theme)
