"""Chapter: three cards, one a task, on which golden rules are filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import numpy as np
from manim import DOWN, LEFT, ORIGIN, Animation, Create, FadeIn, LaggedStart, ValueTracker, VGroup, VMobject

from loss_scenes.losses import cross_entropy, half_squared_error
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Segments
from narrated.mobjects.panel import Slider
from narrated.mobjects.plot import Plot
from narrated.mobjects.plot_card import PlotCard, chip
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

Loss = Callable[[Any], Any]
ABREAST = 480 * PIXEL
"""Cards that would be narrower stand one below the other, and one of them is open."""
FOLDED, GAP = 92 * PIXEL, 18 * PIXEL


@dataclass(eq=False)
class Rule:
    """A card, the loss that stands on it from the start, and what was filled in: names and colours."""

    card: PlotCard
    loss: Loss
    color: str
    over: tuple[float, float]
    name: Label
    filled: list[tuple[str, str]] = field(default_factory=list)

    def curve(self, plot: Plot) -> VMobject:
        """The loss on a plot."""
        return plot.curve(self.loss, self.color, over=self.over, samples=240)

    def fill(self, name: str, color: str) -> Animation:
        """A chip comes into the next slot."""
        self.filled.append((name, color))
        return FadeIn(self.card.chip(len(self.filled) - 1, name, color), scale=1.15)

    def slider(
        self, name: str, tracker: ValueTracker, top: float, color: str, *, decimals: int = 1
    ) -> Slider:
        """A parameter of the loss, from 0 on."""
        return Slider(self.card.slider_place, name, tracker, 0.0, top, color, decimals=decimals)


class Rules(Chapter):
    """Cards side by side, of which the one that is spoken of is framed; else one open and the others folded.

    Parameters
    ----------
    scene
        Where it is told.

    Attributes
    ----------
    sorting, fitting, making
        Of classification, regression and generation.
    """

    def __init__(self, scene: NarratedScene) -> None:
        super().__init__(scene)
        colors, word, body = self.theme.colors, self.word, self.regions.body
        self.abreast = body.width / 3 >= ABREAST
        places = body.columns(1, 1, 1, gap=0.28) if self.abreast else [self.opened(k)[k] for k in range(3)]
        sorting = PlotCard(
            places[0], word("classification"), (word("first"), word("imbalance")), colors.gold,
            (0.0, 1.0), (0.0, 3.4), x_ticks=(0, 1), x_label=word("probability"),
        )  # fmt: skip
        fitting = PlotCard(
            places[1], word("regression"), (word("first"), word("outliers")), colors.gold,
            (-3.0, 3.0), (0.0, 4.4), x_ticks=(-2, 2), x_label=word("residual"), upright=False,
        )  # fmt: skip
        making = PlotCard(
            places[2], word("generation"), (word("combined"), word("plus")), colors.gold,
            (0.0, 1.0), (0.0, 4.4), x_ticks=(0, 1), x_label=word("verdict"),
        )  # fmt: skip
        blue, orange, over = colors.cross_entropy, colors.squared, (0.01, 1.0)
        names = (
            sorting.plot.name_curve(word("class_term"), blue, (0.16, 2.5), LEFT),
            fitting.plot.name_curve(word("half_square"), orange, (-2.35, 0.75)),
            making.plot.name_curve(word("adversarial_term"), blue, (0.16, 2.5), LEFT),
        )
        self.sorting = Rule(sorting, cross_entropy, blue, over, names[0])
        self.fitting = Rule(fitting, half_squared_error, orange, fitting.plot.x_range, names[1])
        self.making = Rule(making, cross_entropy, blue, over, names[2])
        self.rules = (self.sorting, self.fitting, self.making)
        self.curves = VGroup(*(rule.curve(rule.card.plot) for rule in self.rules))

    def opened(self, index: int) -> list[Region]:
        """Places one below the other, of which one is open."""
        body = self.regions.body
        rest = body.height - 2 * (FOLDED + GAP)
        return list(body.rows(*(rest if k == index else FOLDED for k in range(3)), gap=GAP))

    @beat
    def hand_out_cards(self) -> None:
        motion = self.theme.motion
        if self.abreast:
            self.add(*(part for rule in self.rules for part in rule.card))
            curves, names = self.curves, VGroup(*(rule.name for rule in self.rules))
            light = self.attend(*self.rules)
        else:
            titles, curves, names = self.thirds()
            light = [title.animate.set_color(self.theme.colors.gold) for title in titles]
        with self.narrate("rules"):
            draw = LaggedStart(*(Create(curve) for curve in curves), lag_ratio=0.35)
            self.then(draw, FadeIn(names), run_time=motion.slow)
            self.on("rules", *light, run_time=motion.calm)

    def thirds(self) -> tuple[VGroup, VGroup, VGroup]:
        """The cards before one is open, in thirds: titles, curves, and names of these."""
        places = self.regions.body.rows(1, 1, 1, gap=GAP)
        self.panels.stand(*places)
        titles, curves, names = VGroup(), VGroup(), VGroup()
        for place, rule in zip(places, self.rules, strict=True):
            words, picture = place.inset(32 * PIXEL, 22 * PIXEL).columns(1, 1.1, gap=24 * PIXEL)
            title, name = words.rows(1, 1)
            card, sizes = rule.card, self.theme.type
            plot = Plot(picture, card.plot.x_range, card.plot.y_range, upright=len(card.plot.axes) > 1)
            titles.add(
                Label(card.title.text, sizes.heading, self.theme.colors.text, weight="BOLD", within=title)
            )
            names.add(Label(rule.name.text, sizes.body, rule.color, weight="BOLD", within=name))
            curves.add(rule.curve(plot))
            self.add(plot)
        self.add(titles)
        return titles, curves, names

    def turn_to(self, rule: Rule) -> tuple[list[Animation], list[Animation]]:
        """Animations that make room for a card, and such that let it come in, or frame it in gold."""
        if self.abreast:
            self.ensure(*(part for one in self.rules for part in one.card))
            self.ensure(self.curves, *(one.name for one in self.rules))
            return [], self.attend(rule)
        index, card = self.rules.index(rule), rule.card
        places = self.opened(index)
        folded = [
            self.folded(place, one) for place, one in zip(places, self.rules, strict=True) if one != rule
        ]
        page = [card.title, card.plot, card.slots, self.curves[index], rule.name]
        return self.panels.deal(*places), [FadeIn(part) for part in (*folded, *page)]

    def folded(self, place: Region, rule: Rule) -> VGroup:
        """A card of which there is but the heading and what was filled in, in the columns of all cards."""
        rows = [(one.card.title.text, *(name for name, _ in one.filled)) for one in self.rules]
        widest = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
        inner, sizes = place.inset(32 * PIXEL, 16 * PIXEL), self.theme.type
        title, *slots = inner.columns(*(count + 3 for count in widest), gap=12 * PIXEL)
        muted = self.theme.colors.muted
        heading = Label(rule.card.title.text, sizes.body, muted, weight="BOLD", within=title)
        chips = [chip(slot, *filled) for slot, filled in zip(slots, rule.filled, strict=False)]
        return VGroup(heading, *chips)

    def attend(self, *spoken: Rule) -> list[Any]:
        """Frame the cards that are spoken of in gold, and no other."""
        # Not as one group: manim would lift it over the curves.
        colors, width, hair = self.theme.colors, 1.3 * self.theme.curve_width, self.theme.hair_width
        return [
            rule.card.ground.animate.set_stroke(colors.gold, width) if rule in spoken else
            rule.card.ground.animate.set_stroke(colors.axis, hair)
            for rule in self.rules
        ]  # fmt: skip


def probe(card: PlotCard, loss: Loss, at: ValueTracker, color: str) -> TangentProbe:
    """A dot on a loss."""
    return TangentProbe(card.plot, loss, lambda x: 0 * x, at, color, tangent=False)


def swap(rule: Rule, other: Loss, at: ValueTracker, color: str, *, samples: int = 160) -> VGroup:
    """A dot on a card's loss; the line from there to what another one asks for, its curve and its dot."""
    card = rule.card

    def ends() -> np.ndarray:
        x = at.get_value()
        return np.array([[x, float(rule.loss(x)), x, float(other(x))]])

    return VGroup(
        probe(card, rule.loss, at, rule.color),
        Segments(card.plot, ends, card.theme.colors.text),
        card.plot.live_curve(lambda: other, color, over=rule.over, samples=samples),
        probe(card, other, at, color),
    )


def share_left(
    rule: Rule, other: Loss, at: ValueTracker, color: str, words: str, place: tuple[float, float]
) -> VGroup:
    """Which part of a card's loss another one still asks for, in percent; ``place``: in the plot."""
    theme, middle = rule.card.theme, rule.card.plot.c2p(*place)

    def share() -> float:
        return 100 * float(other(at.get_value()) / rule.loss(at.get_value()))

    label = Label(words, theme.type.label, theme.colors.text).set_line(middle)
    number = LiveNumber(share, decimals=0, template="{}%", size=theme.type.title, color=color)
    return VGroup(label, number.set_line(middle + 0.5 * DOWN, ORIGIN))
