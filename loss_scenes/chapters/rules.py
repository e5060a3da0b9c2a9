"""Chapter: three golden rules, of which one is open at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from loss_scenes.losses import absolute_error, cross_entropy, squared_error
from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.painted_cat import PaintedCat
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import Accordion
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, House
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Rules(Chapter):
    """Three leaves with what each is about and the curve to begin with; then one is open at a time.

    Parameters
    ----------
    scene
        Where it is told; its words have ``classification``, ``regression`` and ``generation``.

    Attributes
    ----------
    leaves
        The three.
    curves
        On each leaf, small: the losses to begin with.
    """

    def __init__(self, scene: NarratedScene) -> None:
        super().__init__(scene)
        names = [self.word(key) for key in ("classification", "regression", "generation")]
        self.leaves = Accordion(self.regions.hero, names, self.theme.colors.gold)
        self.curves = [self.preview(k) for k in range(len(names))]
        self.shown = VGroup()

    @beat
    def show_the_three(self) -> None:
        """One after the other they get what they are about, then the loss that each begins with."""
        motion, gold = self.theme.motion, self.theme.colors.gold
        emblems = [self.emblem(k) for k in range(len(self.leaves.names))]
        self.add(self.leaves, emblems[0])
        with self.narrate("rules"):
            arriving = [
                LaggedStart(FadeIn(thing, shift=0.5 * UP), Create(curve), lag_ratio=0.5)
                for thing, curve in zip(emblems[1:], self.curves[1:], strict=True)
            ]
            self.fill(LaggedStart(Create(self.curves[0]), *arriving, lag_ratio=0.45))
            lit = [heading[0].animate.set_color(gold) for heading in self.leaves.headings]
            self.on("rules", *lit, run_time=motion.brief)
        self.show(*emblems, *self.curves)

    # -- what stands on the leaves at first ----------------------------------------------------------------

    def halves(self, index: int) -> tuple[Region, Region]:
        """Of a leaf that is as large as the others: for the curve, and for what it is about."""
        place, line = self.leaves.place(index), self.theme.type.title * PIXEL
        if self.leaves.broad:
            head = 1.5 * line
            inside = Region(place.x, place.y - head / 2, place.width - 0.7, place.height - head)
            curve, _, thing = inside.inset(0.0, 0.16).rows(1, 0.08, 1.5)
            return curve, thing
        left, right = place.columns(1, 1.1)
        head = 1.1 * line
        low = Region(left.x, left.y - head / 2, left.width, left.height - head)
        return low.inset(0.4, 0.12), right.inset(0.12)

    def emblem(self, index: int) -> VMobject:
        """What a rule is about, drawn: an animal, houses and the mansion, a painting."""
        room = self.halves(index)[1]
        high = room.height / PIXEL
        across = min(room.width / PIXEL, 1.5 * high)
        foot = room.edge(DOWN)
        if index == 0:
            return Cat(min(high, across)).stand(foot)
        if index == 1:
            villa = Mansion(0.62 * across).stand(foot + 0.19 * across * PIXEL * RIGHT)
            house = House(0.36 * across, 1).stand(foot - 0.31 * across * PIXEL * RIGHT)
            return VGroup(house, villa)
        return PaintedCat(room.inset(0.05), painted=True)

    def preview(self, index: int) -> VGroup:
        """The loss to begin with; for generation a sum of two."""
        place, colors = self.halves(index)[0], self.theme.colors
        if index < 2:
            function, color, x, y = (
                (cross_entropy, colors.cross_entropy, (0.01, 1.0), (0.0, 4.7)),
                (squared_error, colors.squared, (-1.0, 1.0), (0.0, 1.0)),
            )[index]
            return VGroup(Plot(place, x, y, bare=True).curve(function, color))
        first, middle, last = place.columns(1, 0.5, 1)
        plus = Label("+", self.theme.type.heading, colors.text, weight="BOLD").set_line(middle.center)
        return VGroup(
            Plot(first, (0.01, 1.0), (0.0, 4.7), bare=True).curve(cross_entropy, colors.cross_entropy),
            plus,
            Plot(last, (-1.0, 1.0), (0.0, 1.0), bare=True).curve(
                absolute_error, colors.absolute, kinks=(0.0,)
            ),
        )

    # -- a leaf that is open -------------------------------------------------------------------------------

    def open(self, index: int) -> list[Animation]:
        """Animations: the leaf opens, and what stood on another one leaves."""
        self.ensure(self.leaves)
        # Parts that live would come back with every frame.
        self.shown.clear_updaters(recursive=True)
        leaving, self.shown = self.shown, VGroup()
        # Gone before the name of their spine is there.
        return [*self.leaves.open(index), FadeOut(leaving, rate_func=squish_rate_func(smooth, 0.0, 0.5))]

    def show(self, *parts: VMobject) -> None:
        """Note what stands on the open leaf, so that it leaves with it."""
        self.shown.add(*parts)

    def keep(self, part: VMobject) -> None:
        """Let something that stands on a leaf stay when the next one opens."""
        self.shown.remove(part)
        for group in self.shown:
            group.remove(part)

    def column(self, index: int) -> Region:
        """Where the words of an open leaf stand: at the left where it is broad, else on top."""
        page, inside = self.leaves.page(index), self.leaves.inside(index)
        air = 0.34  # as the heading's
        if self.leaves.broad:
            return Region(
                page.x - 0.31 * page.width + air / 2, inside.y, 0.38 * page.width - air, inside.height
            )
        high = 0.32 * inside.height
        left = page.edge(LEFT)[0] + (0.15 * page.width if index == 0 else air)
        right = page.edge(RIGHT)[0] - air
        return Region((left + right) / 2, inside.edge(UP)[1] - high / 2, right - left, high)

    def picture(self, index: int) -> Region:
        """Where the picture stands: beside the words where a leaf is broad, else below them."""
        page, column = self.leaves.page(index), self.column(index)
        if self.leaves.broad:
            left = column.edge(RIGHT)[0]
            right = page.edge(RIGHT)[0]
            return Region((left + right) / 2, page.y, right - left, page.height)
        low = page.edge(DOWN)[1]
        # A curve that falls from the left leaves the words their room.
        top = column.edge(UP if index == 0 else DOWN)[1]
        high = top - 8 * PIXEL - low
        return Region(page.x, low + high / 2, page.width, high)

    def first(self, index: int, name: str, color: str) -> VGroup:
        """The half that says what to begin with: its words, then the name."""
        return self.sentence(self.column(index).rows(1, 1)[0], "first", name, color)

    def otherwise(self, index: int, lead: str, name: str, color: str) -> VGroup:
        """The half that says what to do where that fails."""
        return self.sentence(self.column(index).rows(1, 1)[1], lead, name, color)

    def sentence(self, room: Region, lead: str, name: str, color: str) -> VGroup:
        """Words and a large name: below each other where there is room, else in a line."""
        sizes, ink = self.theme.type, self.theme.colors.text
        if not self.leaves.broad:
            pieces = [(self.word(lead), sizes.heading, ink), (self.word(name), sizes.title, color)]
            return Phrase(room, pieces, edge=LEFT)
        upper, lower, _ = room.rows(1.0, 1.5, 0.4)
        return VGroup(
            Label(self.word(lead), sizes.body, ink, weight="BOLD", within=upper),
            Label(self.word(name), sizes.title, color, weight="BOLD", within=lower),
        )


def standing(
    things: Sequence[Drawing], places: Sequence[float] | np.ndarray, ground: Plot, low: float
) -> VGroup:
    """Things in a row on the ground, each at its argument."""
    return VGroup(
        *(
            thing.stand(np.array([ground.c2p(float(x), 0.0)[0], low, 0.0]))
            for thing, x in zip(things, places, strict=True)
        )
    )
