"""Chapter: contrastive learning; views of one picture are drawn together, those of others pushed away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    TAU,
    UP,
    DashedLine,
    FadeIn,
    FadeOut,
    LaggedStart,
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
    rush_into,
    squish_rate_func,
)
from manim.typing import Point3D

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import VIEWS, Views
from loss_scenes.pictures.falling_loss import bar_in_track
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.panned import pan
from loss_scenes.pictures.views import Plane, spring
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.crop import Crop
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_GAP = 28 * PIXEL
_EDGE = 8 * PIXEL  # how round the encoder's corners are
_DOT = 0.11  # radius of the place of a view, in units of the plane
_REACH = 2.7, 2.75  # how far the plane is seen from its middle, in its own units
_THUMB = 1.05  # side of a view in the plane, where this is no wider than its reach; two fit side by side
_LARGEST = 1.3  # and at most, where there is more room
_RULE = 2.25  # how far below the middle of the plane the margin is measured
_ANIMAL = 0.92  # height of an animal, by that of its picture
_ACROSS = 1.02  # and the width of a picture, by that height, at least
_PIECE = 0.52  # side of a view that is cut out of a picture, by the height of the animal
_MOUTH = 0.44  # of the encoder: how wide it ends, by how wide it begins
_INSIDE = 0.3  # height of a view that is within the encoder, by that
_TAG = 0.34  # height of the label, by its width
_AIRY = 0.48  # and of the room that it takes, by its width


class Places(NamedTuple):
    """Where the pictures stand, the encoder, the name of the loss, its bar, the plane, and the source."""

    pictures: tuple[Region, Region]
    encoder: Region
    name: Region
    bar: Region
    plane: Region
    source: Region


class Contrasting(Chapter):
    """Views of two drawn animals go through an encoder and become dots, which a contrastive loss moves.

    Parameters
    ----------
    scene
        Where it is told.
    views
        Where the dots start, and how they move.
    """

    def __init__(self, scene: NarratedScene, *, views: Views = VIEWS) -> None:
        super().__init__(scene)
        self.at = self.places()
        wide, high = _REACH
        plane = self.at.plane
        reach = max(wide, high * plane.width / plane.height)
        # They part as far as there is room.
        by = reach / wide
        self.views, self.plane = views.stretched(by), Plane(plane, reach)
        self.thumb = min(_THUMB * by, _LARGEST) * self.plane.unit
        self.first = self.views.loss(self.views.places)
        self.pulled, self.pushed = ValueTracker(0.0), ValueTracker(0.0)

    def places(self) -> Places:
        """From pictures through the encoder to the plane: to the right, or downwards in an upright frame."""
        hero, size = self.regions.hero, self.theme.type
        row, named = 1.3 * size.small * PIXEL, 1.25 * size.heading * PIXEL
        foot = row * (1 if hero.broad else 2)
        thick = 0.5 * size.heading * PIXEL
        if hero.upright:
            seen, low = looked_at(self.regions), hero.edge(DOWN)[1]
            seen = seen.down_to(low + foot + _GAP / 2)
            rest = seen.height - named - thick
            # What comes out of the encoder must not cross words: they stand below the plane.
            above, middle, plane, name, bar = seen.rows(0.35 * rest, 0.13 * rest, 0.52 * rest, named, thick)
            name, bar = (Region(hero.x, part.y, hero.width, part.height) for part in (name, bar))
            left, right = above.columns(1, 1, gap=_GAP)
            middle = Region(middle.x, middle.y, 0.44 * middle.width, middle.height)
        else:
            body = hero.down_to(hero.edge(DOWN)[1] + foot + _GAP / 2)
            beside, middle, main = body.columns(*((0.33, 0.18, 0.49) if hero.broad else (0.34, 0.2, 0.46)))
            left, right = beside.rows(1, 1, gap=_GAP)
            middle = Region(middle.x, middle.y, middle.width, 0.5 * middle.height)
            name, bar, plane = main.rows(named, thick, main.height - named - thick)
        source = Region(hero.x, hero.edge(DOWN)[1] + foot / 2, hero.width, foot)
        air = _GAP / 2
        plane = Region(plane.x, plane.y - air / 2, plane.width, plane.height - air)
        return Places((left, right), middle, name, bar, plane, source)

    # -- the loss ------------------------------------------------------------------------------------------

    def dots_now(self) -> Any:
        """Where the views are in the plane, in its own units."""
        path, share = self.views.pulled, self.pulled
        if self.pushed.get_value():
            path, share = self.views.pushed, self.pushed
        return along(path, share.get_value)()

    def place(self, index: int) -> Callable[[], Point3D]:
        """Where the dot of a view is now."""
        return lambda: self.plane.c2p(*self.dots_now()[index])

    def left(self) -> float:
        """What is left of the loss, by what it is at first."""
        return self.views.loss(self.dots_now()) / self.first

    @beat
    def pull_and_push(self) -> None:
        """Views go into the plane; those of one picture spring together, others part; the label falls off."""
        motion = self.theme.motion
        pictures, crops = self.pictures()
        (funnel, encoder), sheet = self.encoder(), self.sheet()
        name = Label(
            self.word("contrastive"), self.theme.type.heading, weight="BOLD", within=self.at.name, edge=LEFT
        )
        bar = bar_in_track(self.at.bar, self.left, self.theme.colors.drawn_front)
        source = source_line(
            self.word("contrast_source"), self.at.source, self.theme, rows=1 if self.regions.hero.broad else 2
        )
        placed = self.thumbs(crops)
        inside = _INSIDE * self.at.encoder.height
        thumbs = [
            thumb.copy().scale(inside / thumb.height).move_to(self.at.encoder.center) for thumb in placed
        ]
        with self.narrate("contrast"):
            moves = pan(self.scene, VGroup(sheet, pictures), funnel)
            came = FadeIn(name, bar, encoder, source, rate_func=motion.late(0.6))
            self.on("contrast", *moves, came, run_time=motion.brief)
            self.add(*thumbs, funnel, encoder)
            self.fill(LaggedStart(*(FadeIn(crop, scale=1.3) for crop in crops), lag_ratio=0.3))
            # What is inside of the encoder is not seen: crops end there, and come from there as thumbnails.
            self.add(*crops, funnel, encoder)
            frames = bleeding(VGroup(*(crop.frame.copy() for crop in crops)))
            enters = [
                cast(Any, crop)
                .animate(rate_func=_in_turn(k, len(crops)))
                .scale(inside / crop.height)
                .move_to(self.at.encoder.center)
                for k, crop in enumerate(crops)
            ]
            self.on("pair", *enters, run_time=motion.brief)
            self.remove(*crops)
            comes = [
                Transform(thumb, there, rate_func=_in_turn(k, len(thumbs)))
                for k, (thumb, there) in enumerate(zip(thumbs, placed, strict=True))
            ]
            # Where they were cut out stays marked in their colours.
            self.then(*comes, FadeIn(frames), run_time=motion.brief)
            for k, thumb in enumerate(thumbs):
                there = detached(self.place(k))
                thumb.add_updater(lambda thumb, there=there: thumb.shift(there() - thumb[-1].get_center()))
            coils = [
                decoration(spring(self.place(i), self.place(j), ink, 2.4 * _DOT * self.plane.unit))
                for (i, j), ink in zip(self.views.alike, self.inks, strict=True)
            ]
            self.add(*coils, *thumbs)
            self.fill(cast(Any, self.pulled).animate(rate_func=rush_into).set_value(1.0))
            self.remove(*coils)
            lines, margin = self.margin()
            pushes, tag = self.pushes(), self.tag(frames[0])
            # The label hangs on the picture, whose views have done their work.
            shown = FadeIn(lines, margin, *pushes), FadeOut(frames), FadeIn(tag, scale=0.7)
            self.on("others", *shown, run_time=motion.snap)
            self.add(*thumbs)
            self.fill(cast(Any, self.pushed).animate(rate_func=linear).set_value(1.0))
            self.remove(*pushes)
            self.on("no_labels")
            # It falls behind the encoder, whose name stays to be read; its own, which has been, is a drawing.
            self.remove(tag)
            falling = decoration(_drawn(tag))
            self.add(falling, funnel, encoder)
            self.fall(falling)

    def fall(self, tag: VGroup) -> None:
        """A label comes loose and turns about its hole, its second shape; then it falls out of sight."""
        loose: Any = tag.animate
        hole, falling = tag[1].get_center(), self.theme.motion.brief
        self.then(loose.rotate(-TAU / 18, about_point=hole), run_time=max(0.0, self.seconds_left() - falling))
        falls = cast(Any, tag).animate(rate_func=rush_into)
        self.fill(falls.rotate(-TAU / 6).shift(self.at.pictures[0].height * DOWN).set_opacity(0.0))

    # -- what is drawn -------------------------------------------------------------------------------------

    @property
    def inks(self) -> tuple[str, str]:
        """The colours of the two pictures' views."""
        return self.theme.colors.gold, self.theme.colors.drawn_front

    def pictures(self) -> tuple[VGroup, tuple[Crop, ...]]:
        """Pictures of a cat and of a dog, and two views of each: head and tail."""
        pictures, crops = VGroup(), []
        for place, kind, ink in zip(self.at.pictures, (Cat, Dog), self.inks, strict=True):
            high = min(_ANIMAL * place.height, place.width / _ACROSS)
            # Its views stand at the left: beside its head there is room for a label.
            rest = place.width - _ACROSS * high
            foot = place.edge(DOWN + LEFT) + (0.25 * rest + 0.34 * high) * RIGHT
            animal = kind(high / PIXEL).stand(foot)
            picture = Crop(animal, place, self.theme.colors.drawn_other)
            pictures.add(picture)
            crops += [Crop(animal, part, ink) for part in parts_of(animal, high)]
        # Views lie on their pictures, which are to be seen clearly themselves.
        return bleeding(pictures), tuple(decoration(bleeding(crop)) for crop in crops)

    def encoder(self) -> tuple[Drawing, Label]:
        """A funnel from the pictures towards the plane, and what it is called."""
        place, colors = self.at.encoder, self.theme.colors
        wide, high = place.width / 2 - _EDGE, place.height / 2 - _EDGE
        funnel = Drawing(1 / PIXEL)
        if self.regions.hero.upright:
            end = _MOUTH * wide
            corners = [(-wide, -high), (wide, -high), (end, high), (-end, high)]
        else:
            end = _MOUTH * high
            corners = [(-wide, -high), (wide, -end), (wide, end), (-wide, high)]
        funnel.polygon(corners, colors.drawn_other, rounded=_EDGE)
        size = self.theme.type.body
        row = Region(place.x, place.y, 0.86 * place.width, 1.3 * size * PIXEL)
        name = Label(self.word("encoder"), size, colors.background, weight="BOLD", within=row, edge=ORIGIN)
        return bleeding(funnel.stand(place.center)), name

    def sheet(self) -> VGroup:
        """The plane that the dots lie on."""
        plane, colors = self.at.plane, self.theme.colors
        sheet = RoundedRectangle(width=plane.width, height=plane.height, corner_radius=self.theme.corner)
        sheet.set_stroke(colors.drawn_far, self.theme.line_width).set_fill(colors.panel, opacity=1)
        return bleeding(decoration(VGroup(sheet.move_to(plane.center))))

    def thumbs(self, crops: tuple[Crop, ...]) -> list[VGroup]:
        """Each view as a thumbnail at its place, a dot: heads stand on theirs, tails hang from them.

        So both are seen when the two of one picture have met.
        """
        thumbs = []
        for k, crop in enumerate(crops):
            (pair, ink), *_ = ((p, i) for p, i in zip(self.views.alike, self.inks, strict=True) if k in p)
            thumb = crop.copy().scale(self.thumb / crop.frame.width)
            dot = Drawing(self.plane.unit / PIXEL)
            dot.oval(0.0, 0.0, 1.4 * _DOT, None, self.theme.colors.panel).oval(0.0, 0.0, _DOT, None, ink)
            dot.stand(thumb.frame.get_edge_center(DOWN if k == pair[0] else UP))
            there = self.place(k)() - dot.get_center()
            thumbs.append(decoration(bleeding(VGroup(thumb, dot).shift(there))))
        return thumbs

    def pushes(self) -> list[Pull]:
        """At the outer side of each pair an arrow outwards, which is as long as what it is pushed yet."""
        arrows = []
        for k, (pair, ink) in enumerate(zip(self.views.alike, self.inks, strict=True)):

            def way(k: int = k) -> Any:
                return self.plane.unit * np.array([*self.views.to_go(self.dots_now())[k], 0.0])

            def tail(k: int = k, pair: tuple[int, int] = pair) -> Any:
                middle = self.plane.c2p(*np.mean([self.dots_now()[i] for i in pair], axis=0))
                side = np.sign(way(k)[0]) * RIGHT
                return middle + (self.thumb / 2 + self.theme.curve_width / 80) * side

            arrows.append(decoration(bleeding(Pull(detached(tail), detached(way), ink))))
        return arrows

    def margin(self) -> tuple[VGroup, Label]:
        """Two dashed lines a margin apart, beyond which nothing is pushed, and what is between them."""
        plane, colors, high = self.at.plane, self.theme.colors, self.at.plane.height / 2 - _EDGE
        half, low = self.views.margin / 2, -_RULE * self.plane.unit
        size = self.theme.type.body
        name = Label(self.word("margin"), size, colors.text, weight="BOLD")
        name.set_line(plane.center + low * UP)
        lines = VGroup()
        for side in (-1, 1):
            x = self.plane.c2p(side * half, 0.0)
            line = DashedLine(x + high * DOWN, x + high * UP, dash_length=24 * PIXEL)
            inner = name.get_edge_center(side * RIGHT) + 0.4 * size * PIXEL * side * RIGHT
            end = np.array([x[0], inner[1], 0.0])
            rule = Pull(partial(np.array, inner), partial(np.subtract, end, inner), colors.drawn_light)
            lines.add(line.set_stroke(colors.drawn_light, self.theme.line_width), rule)
        return decoration(bleeding(lines)), name

    def tag(self, head: VMobject) -> VGroup:
        """A label on the first picture, clear of the head in it."""
        free, colors = self.free(head), self.theme.colors
        side = _fits(free)
        place = Region(free.x, free.y, side, side)
        wide, half = place.width / PIXEL, _TAG / 2
        tag = Drawing(wide)
        tag.polygon([(-0.48, 0.0), (-0.36, -half), (0.48, -half), (0.48, half), (-0.36, half)],
                    colors.drawn_other, rounded=0.02)  # fmt: skip
        tag.oval(-0.39, 0.0, 0.03, None, colors.background)
        tag.stand(place.center)
        room = Region(place.x + 0.08 * place.width, place.y, 0.76 * place.width, _TAG * place.width)
        word = Label(
            self.word("label"), 0.24 * wide, colors.background, weight="BOLD", within=room, edge=ORIGIN
        )
        return VGroup(bleeding(tag), word)

    def free(self, head: VMobject) -> Region:
        """What of the first picture is free for a label: beside the head, or all that is below it."""
        place, air = self.at.pictures[0], 0.35 * _GAP
        left, right = head.get_right()[0] + air, place.edge(RIGHT)[0] - air
        # An upright picture begins above what is read.
        top = min(place.edge(UP)[1] - air, self.regions.hero.edge(UP)[1])
        middle, low = head.get_bottom()[1], place.edge(DOWN)[1] + air

        def room(left: float, top: float, low: float) -> Region:
            return Region((left + right) / 2, (top + low) / 2, right - left, top - low)

        start = place.edge(LEFT)[0] + air
        return max(room(left, top, middle), room(left, top, low), room(start, middle - air, low), key=_fits)


def parts_of(animal: Drawing, high: float) -> tuple[Region, Region]:
    """Head and tail of a sitting animal that is so high."""
    x, y = animal.foot[:2]
    side = _PIECE * high
    return (
        Region(x - 0.05 * high, y + 0.73 * high, side, side),
        Region(x + 0.39 * high, y + 0.28 * high, side, side),
    )


def _in_turn(index: int, count: int) -> Any:
    """One starts after the other, all within the time; each takes half of it."""
    start = 0.5 * index / max(1, count - 1)
    return squish_rate_func(linear, start, start + 0.5)


def _drawn(tag: VGroup) -> VGroup:
    """The same as shapes, none of which is a word."""
    shapes = (
        VMobject(stroke_width=0, fill_color=part.get_fill_color(), fill_opacity=1).set_points(part.points)
        for part in cast(list[VMobject], tag.family_members_with_points())
    )
    return bleeding(VGroup(*shapes))


def _fits(place: Region) -> float:
    """How wide a label is that a place has room for."""
    return min(place.width, place.height / _AIRY)
