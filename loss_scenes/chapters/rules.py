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
    FadeIn,
    FadeOut,
    LaggedStart,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from loss_scenes.losses import cross_entropy, squared_error
from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.painted_cat import PaintedCat
from loss_scenes.pictures.rack import SPANS, Rack
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import OPENS, Accordion
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

GROWS = squish_rate_func(smooth, 0.3, 1.0)
"""How something grows onto a leaf that opens: when the leaf is half open."""

COMES = squish_rate_func(smooth, 0.6, 1.0)
"""How something comes onto a leaf that stands open, or nearly."""

_BESIDE = 0.4
"""Of an open leaf that is broad: what words have that stand beside a picture."""
_AIR = 0.34
"""At the sides of a leaf, as the heading has it."""


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
        On the first two leaves, small: the losses to begin with.
    emblems
        On each leaf: what it is about.
    painting
        Of the last one, the part that tells of its leaf while that is closed.

    Examples
    --------
    The beat of scene 6 by itself::

        from loss_scenes.lesson import LESSON

        class ThreeRules(Excerpt):
            lesson, script, lines = LESSON, "scene6", ["rules"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                rules = Rules(self)

                rules.show_the_three()
    """

    def __init__(self, scene: NarratedScene) -> None:
        super().__init__(scene)
        names = [self.word(key) for key in ("classification", "regression", "generation")]
        self.leaves = Accordion(self.regions.hero, names, self.theme.colors.gold)
        self.curves = [self.preview(k) for k in range(2)]
        self.emblems = [self.emblem(k) for k in range(len(names))]
        self.painting: VMobject = self.emblems[-1][-1]
        self.shown = VGroup()

    @beat
    def show_the_three(self) -> None:
        """A robot goes along five losses and cannot choose; three leaves are dealt, and losses fly there."""
        motion, gold, looks = self.theme.motion, self.theme.colors.gold, ValueTracker(0.0)
        cards, foot = self.rack()
        rack = Rack(cards, looks.get_value)
        robot = self.chooser(cards, foot, looks)
        leaves = [VGroup(*leaf) for leaf in zip(self.leaves.plates, self.emblems, strict=True)]
        begun = list(rack.curves[:2])
        rack.curves.remove(*begun)
        for curve in begun:
            curve.set_z_index(1)  # leaves pass behind them
        self.add(rack, *begun, robot)
        with self.narrate("rules"):
            self.fill(steady(looks, float(len(cards) - 1)))
            aside = self.regions.frame.width * RIGHT
            for leaf in leaves:
                bleeding(leaf.shift(aside))
            dealt = [leaf.animate.shift(-aside) for leaf in leaves]
            gone = FadeOut(rack, robot, rate_func=squish_rate_func(smooth, 0.0, 0.3))
            flown = [Transform(card, curve) for card, curve in zip(begun, self.curves, strict=True)]
            deal: LaggedStart = LaggedStart(*dealt, lag_ratio=0.4)  # type: ignore[arg-type]
            self.on("rules", gone, deal, *flown, run_time=motion.beat)
            self.remove(*leaves)
            self.add(self.leaves.plates, *self.emblems, *begun)
            for heading in self.leaves.headings:
                heading[0].set_color(gold)
            self.then(FadeIn(self.leaves.headings), run_time=motion.swift)
            self.add(self.leaves, *self.emblems, *begun)
        for curve in begun:
            curve.set_z_index(0)
        self.curves = begun
        self.show(*self.emblems, *self.curves)

    # -- five to choose from -------------------------------------------------------------------------------

    def rack(self) -> tuple[tuple[Region, ...], float]:
        """Places of five cards, and how high the one who chooses stands under them."""
        whole = self.regions.hero.down_to(self.scene.ground.horizon)
        upper, _ = whole.rows(1.1, 1, gap=0.3)
        if whole.width < 1.3 * whole.height:
            upper, _ = whole.rows(1.4, 1, gap=0.3)
        return upper.tiles(len(SPANS), at_least=150, gap=0.3), float(whole.edge(DOWN)[1])

    def chooser(self, cards: Sequence[Region], ground: float, looks: ValueTracker) -> Robot:
        """A robot that goes, in short hops, to where the card is that it looks at."""
        room = min(float(card.edge(DOWN)[1]) for card in cards) - ground
        robot = Robot(0.8 * room / PIXEL, "unsure")
        across = np.array([card.x for card in cards])

        def foot() -> np.ndarray:
            now = looks.get_value()
            hop = 0.06 * room * abs(np.sin(2 * np.pi * now))
            return np.array([float(interpolate(across, now)), ground + hop, 0.0])

        there = detached(foot)
        robot.add_updater(lambda robot: robot.stand(there()), call_updater=True)
        return bleeding(robot)

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

    def emblem(self, index: int) -> VGroup:
        """What a rule is about, drawn: two animals, houses and the mansion, a sketch that is painted."""
        upper, room = self.halves(index)
        high = room.height / PIXEL
        across = min(room.width / PIXEL, 1.5 * high)
        foot = room.edge(DOWN)
        if index == 0:
            size = min(high, 0.56 * across)
            aside = 0.26 * across * PIXEL * RIGHT
            return VGroup(Cat(size).stand(foot - aside), Dog(size).stand(foot + aside))
        if index == 1:
            villa = Mansion(0.62 * across).stand(foot + 0.19 * across * PIXEL * RIGHT)
            house = House(0.36 * across, 1).stand(foot - 0.31 * across * PIXEL * RIGHT)
            return VGroup(house, villa)
        if self.leaves.broad:
            low = float(room.edge(DOWN)[1])
            whole = Region(room.x, (float(upper.edge(UP)[1]) + low) / 2, room.width, upper.edge(UP)[1] - low)
            upper, room = whole.rows(1, 1, gap=0.25)
        return VGroup(PaintedCat(upper, painted=False), PaintedCat(room, painted=True))

    def preview(self, index: int, place: Region | None = None) -> VMobject:
        """The loss that a rule begins with; no place: where its leaf has it at first."""
        place, colors = place or self.halves(index)[0], self.theme.colors
        function, color, x, y = (
            (cross_entropy, colors.cross_entropy, (0.01, 1.0), (0.0, 4.7)),
            (squared_error, colors.squared, (-1.0, 1.0), (0.0, 1.0)),
        )[index]
        return Plot(place, x, y, bare=True).curve(function, color)

    def folded(self, index: int) -> VMobject:
        """What tells of a closed leaf, under its number or at the end of its row: its loss, or a picture."""
        spine, line = self.leaves.place(index), self.theme.type.body * PIXEL
        if self.leaves.broad:
            side = 0.56 * spine.width
            place = Region(spine.x, float(spine.edge(UP)[1]) - 2.3 * line, side, side)
        else:
            side = 0.56 * spine.height
            place = Region(float(spine.edge(RIGHT)[0]) - 1.2 * side, spine.y, 1.5 * side, side)
        if index == 2:
            return PaintedCat(place, painted=True)
        small = self.preview(index, place)
        return small.set_stroke(width=0.5 * small.get_stroke_width())

    # -- a leaf that is open -------------------------------------------------------------------------------

    def open(self, index: int, *, becomes: VMobject | None = None) -> list[Animation]:
        """Animations: the leaf opens, and what stood on another one leaves; small things tell of the others.

        Parameters
        ----------
        index
            The leaf.
        becomes
            What that turns into which told of the leaf; none: it leaves.
        """
        self.ensure(self.leaves)
        there = {part for mobject in self.scene.mobjects for part in mobject.get_family()}
        moves, gone = self.leaves.open(index), self.theme.motion.soon(0.2)
        for k, part in enumerate(self.tells):
            self.keep(part)
            if k == index:
                if becomes:
                    moves.append(Transform(part, becomes, rate_func=OPENS))
                elif part in there:
                    moves.append(FadeOut(part, rate_func=gone))
            elif part in there:
                moves.append(Transform(part, self.folded(k), rate_func=OPENS))
            else:
                moves.append(FadeIn(part.become(self.folded(k)), rate_func=COMES))
        # Parts that live would come back with every frame.
        self.shown.clear_updaters(recursive=True)
        leaving, self.shown = self.shown, VGroup()
        # Gone before anything passes over it.
        return [*moves, FadeOut(leaving, rate_func=gone)]

    @property
    def tells(self) -> list[VMobject]:
        """What tells of each leaf while it is closed: the losses to begin with, and the painting."""
        return [*self.curves, self.painting]

    def show(self, *parts: VMobject) -> None:
        """Note what stands on the open leaf, so that it leaves with it."""
        self.shown.add(*parts)

    def keep(self, part: VMobject) -> None:
        """Let something that stands on a leaf stay when the next one opens."""
        self.shown.remove(part)
        for group in self.shown:
            group.remove(part)

    def words(self, index: int) -> tuple[Region, Region]:
        """Of an open leaf: the lines of what to begin with, and of what to do where that fails."""
        page, head, sizes = self.leaves.page(index), self.leaves.inside(index), self.theme.type
        line = 1.18 * sizes.title * PIXEL
        if self.leaves.broad and index == 0:  # below the heading, beside what is drawn, on two lines each
            high, wide = 1.05 * (sizes.title + sizes.body) * PIXEL, _BESIDE * page.width - _AIR
            x, top = float(page.edge(LEFT)[0]) + _AIR + wide / 2, float(head.edge(UP)[1])
            return Region(x, top - high / 2, wide, high), Region(x, top - 1.53 * high, wide, high)
        if self.leaves.broad:  # beside the heading, and between the arms of a curve
            left, right = 0.18, 0.18
            top = page.edge(UP)[1] - 0.2
        else:
            left, right = (0.17, 0.03) if index == 0 else (0.03, 0.03)
            top = head.edge(UP)[1]
            line *= 0.75
        wide = (1 - left - right) * page.width
        x = float(page.edge(LEFT)[0]) + left * page.width + wide / 2
        return Region(x, top - line / 2, wide, line), Region(x, top - 1.5 * line, wide, line)

    def picture(self, index: int) -> Region:
        """Where an open leaf is drawn on, to its lower edge: beside its words, below them, or around them."""
        page, top = self.leaves.page(index), self.leaves.inside(index).edge(UP)[1]
        if not self.leaves.broad:
            top = self.words(index)[1].edge(DOWN)[1]
        if index == 0:
            if self.leaves.broad:
                page, top = page.columns(_BESIDE, 1 - _BESIDE)[1], page.edge(UP)[1]
            page, top = Region(page.x, page.y, page.width - 2 * _AIR, page.height), top - _AIR / 2
        low = page.edge(DOWN)[1]
        return Region(page.x, (top + low) / 2, page.width, top - low)

    def first(self, index: int, name: str, color: str) -> VGroup:
        """What to begin with."""
        return self.sentence(self.words(index)[0], "first", name, color)

    def otherwise(self, index: int, lead: str, name: str, color: str) -> VGroup:
        """What to do where that fails."""
        return self.sentence(self.words(index)[1], lead, name, color)

    def sentence(self, room: Region, lead: str, name: str, color: str) -> VGroup:
        """Words and a large name, on one line or one below the other: what there is room for."""
        sizes, ink, words = self.theme.type, self.theme.colors.text, (self.word(lead), self.word(name))
        if room.height < 1.5 * sizes.title * PIXEL:
            return Phrase(room, [(words[0], sizes.body, ink), (words[1], sizes.title, color)])
        return VGroup(
            Label(text, size, paint, weight="BOLD", within=row)
            for text, size, paint, row in zip(
                words,
                (sizes.body, sizes.title),
                (ink, color),
                room.rows(sizes.body, sizes.title),
                strict=True,
            )
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
