"""The story's picture: houses on stems at their area and price, and the mansion that falls among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, cast

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, VGroup, VMobject, rate_functions
from manim.typing import Point3D

from loss_scenes.market import MARKET, Market
from loss_scenes.pictures.mansion import Mansion
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import polygon_points, segment_points
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import bleeding, decoration

BEHIND = -2
"""Depth of stems: behind the ground, so that it cuts them off."""

KINDS = (0, 1, 2, 0, 2, 1, 0, 2, 1, 0, 2, 1)
"""Of the houses of a market, one after the other, so that a row of them is not a stamp."""

_BELOW = 0.5  # of the plot, below the horizon: a line runs on behind the ground
_STREAKS = ((-0.4, 0.34), (-0.2, 0.62), (0.0, 0.8), (0.2, 0.56), (0.4, 0.4))  # place, length in widths


class MarketPlot(Plot):
    """Area to the right, price upwards from the horizon; houses and mansion stand within ``hero``.

    Nothing of it is drawn but what is added: lines may run from edge to edge of the stage.

    Parameters
    ----------
    stage
        All above the horizon, from edge to edge; its lower edge is the lowest price.
    hero
        Within it every house is seen whole.
    market
        The houses.
    mansion
        Whether there is room for the mansion; without it the houses fill the place.
    smaller
        A factor of the mansion's size, where something else is to be seen beside it.
    lowest
        The price at the horizon.
    theme
        The look.

    Attributes
    ----------
    house_width, mansion_width
        In pixels of the design.

    Examples
    --------
    >>> from narrated.design.formats import WIDE
    >>> from narrated.design.layout import layout
    >>> places = layout(WIDE)
    >>> plot = MarketPlot(places.stage, places.hero)
    >>> bool(np.isclose(plot.c2p(100.0, 0.0)[1], places.stage.edge(DOWN)[1]))
    True
    """

    def __init__(
        self,
        stage: Region,
        hero: Region,
        market: Market = MARKET,
        *,
        mansion: bool = True,
        smaller: float = 1.0,
        lowest: float = 0.0,
        theme: Theme | None = None,
    ) -> None:
        self.market = market
        small, large = float(market.x.min()), float(market.x.max())
        spacing = (large - small) / (len(market.areas) - 1)
        self.mansion_width = smaller * min(430.0, 0.4 * hero.width / PIXEL, 0.54 * hero.height / PIXEL)
        room = hero.width / PIXEL - (self.mansion_width / 2 if mansion else 0.0)
        share = spacing / ((market.mansion[0] if mansion else large) - small)
        least = (0.088 if mansion else 0.115) * min(hero.width, hero.height) / PIXEL
        self.house_width = max(least, 1.04 * room * share / (1 + 0.55 * share * (1 if mansion else 2)))
        left = hero.edge(LEFT)[0] + 0.56 * self.house_width * PIXEL
        if mansion:
            last, highest = market.mansion
            right = hero.edge(RIGHT)[0] - self.mansion_width / 2 * PIXEL
            top = hero.edge(UP)[1] - (0.36 * self.mansion_width + 24) * PIXEL
        else:
            last, highest = large, float(market.y.max())
            right = hero.edge(RIGHT)[0] - 0.62 * self.house_width * PIXEL
            top = hero.edge(UP)[1] - 1.1 * self.house_width * PIXEL
        ground, ceiling = stage.edge(DOWN)[1], stage.edge(UP)[1]
        area, price = (last - small) / (right - left), (highest - lowest) / (top - ground)
        edges = stage.edge(LEFT)[0], stage.edge(RIGHT)[0]
        super().__init__(
            Region(stage.x, (ground - _BELOW + ceiling) / 2, stage.width, ceiling - ground + _BELOW),
            (small - (left - edges[0]) * area, last + (edges[1] - right) * area),
            (lowest - _BELOW * price, lowest + (ceiling - ground) * price),
            bare=True,
            theme=theme,
        )
        self.place = hero

    def axis_names(self, area: str, price: str, *, within: Region | None = None) -> VGroup:
        """Names of the axes, quiet: the area's at the right above the ground, the price's at the top left.

        They stand where the houses do, or within another region, where these reach out of what is read.
        """
        place = within or self.place
        size, color = self.theme.type.label, self.theme.colors.muted
        low = place.edge(DOWN + RIGHT) + UP * 0.52 * size * PIXEL
        high = place.edge(UP + LEFT) + DOWN * 0.6 * size * PIXEL
        return VGroup(
            Label(area, size, color, theme=self.theme).set_line(low, RIGHT),
            Label(price, size, color, theme=self.theme).set_line(high, LEFT),
        )


class Houses(VGroup):
    """The houses of a market, each with its middle at its area and price, on a stem.

    Parameters
    ----------
    plot
        Whose coordinates.
    kinds
        Of which kind each is, in the market's order.

    Attributes
    ----------
    stems
        One mobject.
    drawn
        The houses, in the market's order.
    """

    def __init__(self, plot: MarketPlot, kinds: Sequence[int] = KINDS) -> None:
        theme, market = plot.theme, plot.market
        self.places = np.array([plot.c2p(*place) for place in zip(market.x, market.y, strict=True)])
        feet = np.array([plot.c2p(area, 0.0) for area in market.x])
        self.stems = stems(feet, self.places, theme)
        span = np.ptp(market.x)
        sizes = plot.house_width * (0.86 + 0.28 * (market.x - market.x.min()) / span)
        self.drawn = VGroup(
            *(
                _centred(House(size, kinds[k % len(kinds)], theme=theme), place)
                for k, (size, place) in enumerate(zip(sizes, self.places, strict=True))
            )
        )
        super().__init__(self.stems, self.drawn)

    def hop(self, height: float = 14.0) -> Animation:
        """An animation: the ground shakes, and every house jumps up, in pixels of the design, and is back."""
        rate = rate_functions.there_and_back
        up = UP * height * PIXEL
        hops: list[Any] = [cast(Any, house).animate(rate_func=rate).shift(up) for house in self.drawn]
        return AnimationGroup(*hops)


class FallingMansion(VGroup):
    """The mansion with streaks above it; it hangs at the upper edge, askew, until it falls to its place.

    Parameters
    ----------
    plot
        Whose coordinates.
    hung
        How much higher than its place it hangs at first, as a share of its height.
    askew
        How much it is turned at first, in radians.

    Attributes
    ----------
    mansion, streaks
        The parts.
    floor
        How high its foot is at its place.
    stem
        At its place from the beginning, and not part of it: fade it in.

    Examples
    --------
    >>> from narrated.design.formats import WIDE
    >>> from narrated.design.layout import layout
    >>> from loss_scenes.theme import STAGE_THEME
    >>> plot = MarketPlot(layout(WIDE).stage, layout(WIDE).hero, theme=STAGE_THEME)
    >>> mansion = FallingMansion(plot, hung=0.5).set_fallen(1.0)
    >>> [round(x) for x in plot.p2c(mansion.mansion.get_center())]
    [162, 1180]
    """

    def __init__(self, plot: MarketPlot, *, hung: float = 0.0, askew: float = 0.0) -> None:
        theme, width = plot.theme, plot.mansion_width
        area, price = plot.market.mansion
        self.mansion = _centred(Mansion(width, theme=theme), plot.c2p(area, price))
        self.floor = float(self.mansion.get_bottom()[1])
        self.streaks = streaks(self.mansion.get_top(), width, theme)
        self.stem = stems(plot.c2p(area, 0.0)[None], plot.c2p(area, price)[None], theme)
        super().__init__(self.streaks, self.mansion)
        self._way, self._askew = UP * hung * self.mansion.height, askew
        self._middle, self._fallen = self.mansion.get_center(), 1.0
        self.set_fallen(0.0)
        bleeding(self)

    def set_fallen(self, share: float) -> Self:
        """Put it on its way: 0 where it hangs, 1 at its place, straight."""
        step = self._fallen - share
        self.rotate(step * self._askew, about_point=self._middle + (1 - self._fallen) * self._way)
        self.shift(step * self._way)
        self._fallen = share
        return self

    def fall(self) -> Animation:
        """An animation: it falls to its place, ever faster."""
        falling = cast(Any, self).animate(rate_func=rate_functions.ease_in_quad)
        return cast(Animation, falling.set_fallen(1.0))


def stems(feet: np.ndarray, heads: np.ndarray, theme: Theme | None = None) -> VMobject:
    """Thin uprights from the ground to what stands on them, all as one mobject."""
    theme = current_theme(theme)
    drawn = VMobject(stroke_color=theme.colors.drawn_far, stroke_width=theme.hair_width)
    drawn.set_points(segment_points(feet, heads)).set_z_index(BEHIND)
    return bleeding(decoration(drawn))


def streaks(top: Point3D, width: float, theme: Theme | None = None) -> VGroup:
    """What shows that a thing fell: thin red wedges above it, that fade upwards.

    Parameters
    ----------
    top
        The middle of its upper edge.
    width
        Of the thing, in pixels of the design.
    """
    theme = current_theme(theme)
    drawn = VGroup()
    for place, length in _STREAKS:
        low = np.asarray(top) + np.array([place, -0.05 if place else 0.08, 0.0]) * width * PIXEL
        half = RIGHT * 5 * PIXEL
        corners = np.array([low - half, low + half, low + UP * length * width * PIXEL])
        wedge: Any = VMobject(stroke_width=0).set_points(polygon_points(corners))
        wedge.set_fill([theme.colors.outlier] * 2, opacity=[0.8, 0.0])
        drawn.add(wedge.set_sheen_direction(UP))
    return bleeding(decoration(drawn))


def _centred(thing: Drawing, place: Point3D) -> Drawing:
    thing.move_to(place)
    return thing
