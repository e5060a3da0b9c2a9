"""Chapter: contrastive learning; views of one picture are drawn together, those of others pushed away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    RoundedRectangle,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
    rush_from,
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
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_GAP = 28 * PIXEL
_EDGE = 8 * PIXEL  # how round the encoder's corners are
_DOT = 0.3  # radius, in units of the plane: two that were pulled together still are seen to be two
_REACH = 2.15, 2.1  # how far the plane is seen from its middle, in its own units
_ANIMAL = 0.92  # height of an animal, by that of its picture
_ACROSS = 1.02  # and the width of a picture, by that height, at least
_PIECE = 0.52  # side of a view that is cut out of a picture, by the height of the animal
_MOUTH = 0.44  # of the encoder: how wide it ends, by how wide it begins
_STROKE = 0.48  # height of the stroke through the label, by the label's width


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
        self.views, self.plane = views.stretched(reach / wide), Plane(plane, reach)
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
        return self._pushed() if self.pushed.get_value() else self._pulled()

    def _pulled(self) -> Any:
        return along(self.views.pulled, self.pulled.get_value)()

    def _pushed(self) -> Any:
        return along(self.views.pushed, self.pushed.get_value)()

    def place(self, index: int) -> Callable[[], Point3D]:
        """Where the dot of a view is now."""
        return lambda: self.plane.c2p(*self.dots_now()[index])

    def left(self) -> float:
        """What is left of the loss, by what it is at first."""
        return self.views.loss(self.dots_now()) / self.views.loss(self.views.places)

    @beat
    def pull_and_push(self) -> None:
        """Views become dots; those of one picture spring together, the others part; nobody gave a label."""
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
        dots = self.dots()
        with self.narrate("contrast"):
            moves = pan(self.scene, VGroup(sheet, pictures), funnel)
            came = FadeIn(name, bar, encoder, source, rate_func=motion.late(0.6))
            self.on("contrast", *moves, came, run_time=motion.brief)
            self.add(*dots, funnel, encoder)
            self.fill(LaggedStart(*(FadeIn(crop, scale=1.3) for crop in crops), lag_ratio=0.3))
            # What is inside of the encoder is not seen: crops end there, and dots come from there.
            self.add(*crops, funnel, encoder)
            frames = bleeding(VGroup(*(crop.frame.copy() for crop in crops)))
            enters = [
                cast(Any, crop)
                .animate(rate_func=_in_turn(k, len(crops)))
                .scale(0.3 * self.at.encoder.height / crop.height)
                .move_to(self.at.encoder.center)
                for k, crop in enumerate(crops)
            ]
            self.on("pair", *enters, run_time=motion.brief)
            self.remove(*crops)
            comes = [
                cast(Any, dot).animate(rate_func=_in_turn(k, len(dots))).move_to(self.place(k)())
                for k, dot in enumerate(dots)
            ]
            # Where they were cut out stays marked in their colours.
            self.then(*comes, FadeIn(frames), run_time=motion.brief)
            for k, dot in enumerate(dots):
                there = detached(self.place(k))
                dot.add_updater(lambda dot, there=there: dot.move_to(there()))
            coils = [
                decoration(spring(self.place(i), self.place(j), ink, 0.8 * _DOT * self.plane.unit))
                for (i, j), ink in zip(self.views.alike, self.inks, strict=True)
            ]
            self.add(*coils, *dots)
            self.fill(cast(Any, self.pulled).animate(rate_func=rush_into).set_value(1.0))
            self.remove(*coils)
            self.on("others")
            self.fill(cast(Any, self.pushed).animate(rate_func=linear).set_value(1.0))
            tag, strike = self.tag(frames[0])
            # It hangs on the picture, whose views have done their work.
            self.on("no_labels", FadeIn(tag, scale=0.7), FadeOut(frames), run_time=motion.swift)
            tag[-1].set_z_index(1)  # over the stroke, which must not hide it
            self.fill(Create(strike, rate_func=rush_from))

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

    def dots(self) -> list[Drawing]:
        """A dot for each view, in the colour of its picture, still within the encoder."""
        dots = []
        for k in range(len(self.views.places)):
            (ink,) = (ink for pair, ink in zip(self.views.alike, self.inks, strict=True) if k in pair)
            dot = Drawing(self.plane.unit / PIXEL)
            dot.oval(0.0, 0.0, _DOT, None, self.theme.colors.panel).oval(0.0, 0.0, 0.84 * _DOT, None, ink)
            dots.append(bleeding(dot.stand(self.at.encoder.center)))
        return dots

    def tag(self, head: VMobject) -> tuple[VGroup, Line]:
        """A label on the first picture, clear of the head in it, and the stroke through the label."""
        free, colors = self.free(head), self.theme.colors
        side = _fits(free)
        place = Region(free.x, free.y, side, side)
        wide = place.width / PIXEL
        tag = Drawing(wide)
        tag.polygon([(-0.48, 0.0), (-0.36, -0.17), (0.48, -0.17), (0.48, 0.17), (-0.36, 0.17)],
                    colors.drawn_other, rounded=0.02)  # fmt: skip
        tag.oval(-0.39, 0.0, 0.03, None, colors.background)
        tag.stand(place.center)
        room = Region(place.x + 0.08 * place.width, place.y, 0.76 * place.width, 0.34 * place.width)
        word = Label(
            self.word("label"), 0.24 * wide, colors.background, weight="BOLD", within=room, edge=ORIGIN
        )
        half = side * np.array([0.44, -0.21, 0.0])
        strike = Line(
            place.center - half,
            place.center + half,
            stroke_color=colors.emphasis,
            stroke_width=2 * self.theme.curve_width,
        )
        return VGroup(bleeding(tag), word), bleeding(decoration(strike))

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


def _fits(place: Region) -> float:
    """How wide a label is that a place has room for, with the stroke through it."""
    return min(place.width, place.height / _STROKE)
