"""Chapter: three golden rules, of which one is open at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    Transform,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from loss_scenes.catalogue import CROSS_ENTROPY, SQUARED
from loss_scenes.chapters.portraits import CLASSICS
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.painted_cat import PaintedCat
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import MARGIN, OPENS, Accordion
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Plot
from narrated.mobjects.portrait import Portrait
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

GROWS = squish_rate_func(smooth, 0.3, 1.0)
"""How something grows onto a leaf that opens: when the leaf is half open."""

COMES = squish_rate_func(smooth, 0.5, 1.0)
"""How something comes onto a leaf that stands open, or nearly."""

Advice = tuple[str, str, str]
"""Words of a lead and of a loss, and the loss's colour: "first", "MSE"."""

_BEGIN = CROSS_ENTROPY, SQUARED
"""What the first two rules begin with."""
_TILE = 200, 130
"""The least that a loss and its name need, in pixels of the design."""
_LEADING = 1.18 * PIXEL
"""From one row to the next, in em."""
_ENDLESS = Region(0.0, 0.0, 1000.0, 1000.0)


class Rules(Chapter):
    """Three tasks ask for a loss; three leaves have them, with the loss to begin with; one opens at a time.

    Parameters
    ----------
    scene
        Where it is told; its words have ``classification``, ``regression`` and ``generation``, and the name
        of each loss.

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
        """Five losses by name, and three tasks that ask for one; three rules answer, and losses fly there."""
        motion = self.theme.motion
        named, places = self.asked()
        asked = [*self.emblems[:2], self.emblems[2][0]]
        homes = [each.copy() for each in asked]
        marks = [self.ask(*each) for each in zip(asked, places, strict=True)]
        begun = [
            portrait.curve
            for loss in _BEGIN
            for classic, portrait in zip(CLASSICS, named, strict=True)
            if classic.loss is loss
        ]
        names = [portrait.title for portrait in named]
        later = names[len(begun) :]
        others = [portrait.curve for portrait in named if portrait.curve not in begun]
        rest = [portrait.foot for portrait in named] + others
        self.add(*rest, *begun, *names[: len(begun)])
        # Leaves come behind them.
        front = VGroup(*begun, *self.emblems)
        with self.narrate("rules"):
            # What asks is there before its question.
            come = [
                AnimationGroup(
                    FadeIn(each, shift=0.4 * DOWN, rate_func=motion.soon(0.5)),
                    FadeIn(mark, rate_func=motion.late(0.5)),
                )
                for each, mark in zip(asked, marks, strict=True)
            ]
            read = LaggedStart(*map(FadeIn, later), lag_ratio=0.3)
            self.fill(read, LaggedStart(*come, lag_ratio=0.5))
            front.set_z_index(1, family=True)
            flown = [Transform(card, self.preview(k)) for k, card in enumerate(begun)]
            settled = [Transform(each, home) for each, home in zip(asked, homes, strict=True)]
            gone = FadeOut(*rest, *names, *marks, rate_func=motion.soon(0.4))
            self.on("rules", gone, *flown, *settled, run_time=motion.quick)
            self.then(FadeIn(self.leaves, self.painting), run_time=motion.brief)
            front.set_z_index(0, family=True)
            self.add(self.leaves, *self.emblems, *begun)
        self.curves = begun
        self.show(*self.emblems, *self.curves)

    # -- which loss for which task? ------------------------------------------------------------------------

    def asked(self) -> tuple[list[Portrait], tuple[Region, ...]]:
        """All losses by name; below them, on the ground, the places of as many tasks as there are rules."""
        hero, seen = self.regions.hero, looked_at(self.regions)
        # Of the first row the curves may stand higher than what is read.
        top = min(float(seen.edge(UP)[1]), float(hero.edge(UP)[1]) + 0.75 * _TILE[1] * PIXEL)
        low = float(self.scene.ground.horizon)
        whole = Region(seen.x, (top + low) / 2, seen.width, top - low)
        gap = 0.15 if hero.upright else 0.3
        high = 1 / 1.1 if self.leaves.broad else 1.75 if hero.upright else 1.2  # of the names, by the tasks
        upper, lower = whole.rows(high, 1)
        # Names are read, unlike what the questions stand over.
        upper = Region(hero.x, upper.y, hero.width, upper.height)
        losses = upper.tiles(len(CLASSICS), at_least=_TILE, gap=gap)
        places = lower.columns(*[1] * len(self.emblems), gap=gap)
        portraits = [
            Portrait(
                place, self.word(classic.word), classic.loss.value,
                classic.loss.color(self.theme.colors), classic.over, classic.top,
                kinks=classic.loss.kinks,
            )
            for classic, place in zip(CLASSICS, losses, strict=True)
        ]  # fmt: skip
        Portrait.match_names(portraits)
        for portrait in portraits:
            bleeding(VGroup(portrait.foot, portrait.curve))
        return portraits, places

    def ask(self, task: VMobject, place: Region) -> Label:
        """Put what asks for a loss on the lower edge of its place; over it stands its question."""
        size = self.theme.type.title
        task.scale(min(place.width / task.width, (place.height - 1.2 * size * PIXEL) / task.height))
        # On the line of the ground, not in it.
        bleeding(task).move_to(place.edge(DOWN) + self.theme.line_width / 100 * UP, aligned_edge=DOWN)
        mark = Label("?", size, self.theme.colors.gold, weight="BOLD")
        return mark.set_line(self.regions.hero.kept(task.get_top() + 0.6 * size * PIXEL * UP, mark.width))

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
        loss, (x, y) = _BEGIN[index], (((0.01, 1.0), (0.0, 4.7)), ((-1.0, 1.0), (0.0, 1.0)))[index]
        plot = Plot(place or self.halves(index)[0], x, y, bare=True)
        return plot.curve(loss.value, loss.color(self.theme.colors))

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
        moves, gone = self.leaves.open(index), self.theme.motion.soon(0.5)
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

    def rows(self, index: int) -> tuple[Region, ...]:
        """Of an open leaf, the rows of its two sentences: below the heading; in a broad leaf beside it.

        Those of the first rule take turns in one row. In a broad leaf those of the second stand in the
        middle, between the arms of its curve.
        """
        page, head = self.leaves.page(index), self.leaves.inside(index)
        line, wide = _LEADING * self.theme.type.title, page.width - 2 * MARGIN
        if self.leaves.broad:
            top = float(page.edge(UP)[1]) - 0.2
            if index == 0:  # words are longer than the head is, but for the heading
                left = page.edge(LEFT)[0] + 2 * MARGIN + self.leaves.headings[0].width
                right = page.edge(RIGHT)[0] - MARGIN
                return (Region((left + right) / 2, top - line / 2, right - left, line),) * 2
            return Region(page.x, top - line, 0.7 * wide, 2 * line).rows(1, 1)
        line *= 0.8
        left, top = float(page.edge(LEFT)[0]) + MARGIN, float(head.edge(UP)[1])
        if index == 0:
            return (Region(left + wide / 2, top - line / 2, wide, line),) * 2
        return Region(left + wide / 2, top - line, wide, 2 * line).rows(1, 1)

    def picture(self, index: int, *, around: bool = False) -> Region:
        """Where an open leaf is drawn on, to its lower edge: below its words.

        Where the leaf is broad, ``around`` them: a curve whose arms leave the middle free has all of it.
        """
        page, top = self.leaves.page(index), self.leaves.inside(index).edge(UP)[1]
        if not (around and self.leaves.broad):
            top = self.rows(index)[-1].edge(DOWN)[1]
        low = page.edge(DOWN)[1]
        return Region(page.x, (top + low) / 2, page.width, top - low)

    def sentences(self, index: int, first: Advice, question: str, other: Advice) -> tuple[Phrase, VGroup]:
        """What to begin with; and a question, with what to do where its answer is yes.

        All of it in one proportion, as large as there is room for.
        """
        sizes, ink, rows = self.theme.type, self.theme.colors.text, self.rows(index)
        asked = [(self.word(question), sizes.body, ink)]
        begin, then = (
            [(self.word(lead), sizes.body, ink), (self.word(name), sizes.title, color)]
            for lead, name, color in (first, other)
        )
        told = [begin, asked + then]
        rooms = [
            min(row.width / Phrase(_ENDLESS, pieces).width, row.height / (_LEADING * pieces[-1][1]))
            for row, pieces in zip(rows, told, strict=True)
        ]
        factor = min(1.0, *rooms)
        begun, answered = (
            Phrase(
                row, [(text, factor * size, color) for text, size, color in pieces],
                edge=ORIGIN if self.leaves.broad else LEFT,
            )
            for row, pieces in zip(rows, told, strict=True)
        )  # fmt: skip
        return begun, VGroup(answered[0], answered[1:])


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
