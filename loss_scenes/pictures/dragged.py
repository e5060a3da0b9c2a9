"""The market with a square on every error, and the mansion that drags the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from manim import RIGHT, UP, Animation, VGroup, rate_functions

from loss_scenes.market import Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.fitted_line import FittedLine, LineName, Swept
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.squares import ResidualSquares
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration

_DOT = 8 * PIXEL  # across, of an error
_SMALLER = 0.56  # the mansion, so that its square is seen
_THIN = 0.65  # fill of the houses' squares: the mansion's alone is solid
_BEHIND = -0.5  # depth before the line, behind the houses


class Dragged(VGroup):
    """Houses and mansion stand on their prices, each with the square on its error to the line of the moment.

    Parameters
    ----------
    stage, hero
        The line runs from edge to edge of the stage; houses and mansion stand within the hero.
    market
        What they cost.
    line
        Of the moment.
    color
        Of line and squares.
    grown
        How much of the mansion's square is there, from 0 to 1.
    ghosts
        Lines on the way, which it leaves behind; the first is where it begins.
    passed
        Called on every update: how many of them are left behind by now.

    Attributes
    ----------
    plot
        Area to the right, price upwards from the horizon.
    houses, mansion, dots, model, old, swept, squares, largest
        Houses on their stems, the mansion and its dotted error, the line, where it lay at first and what it
        swept over, the squares of the houses, and that of the mansion. The old line is not part of the
        picture: add it when it is left.
    """

    def __init__(
        self,
        stage: Region,
        hero: Region,
        market: Market,
        line: Callable[[], Line],
        color: str,
        grown: Callable[[], float],
        ghosts: Sequence[Line],
        passed: Callable[[], int],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.market, self.ink, self._line = market, color, line
        self.plot = MarketPlot(stage, hero, market, smaller=_SMALLER, theme=theme)
        self.houses = Houses(self.plot)
        # They stand for the data here: what lies over them, or is covered by a square, is meant to be.
        decoration(self.houses)
        self.mansion = Mansion(self.plot.mansion_width, theme=theme).move_to(self.plot.c2p(*market.mansion))
        bleeding(self.mansion)
        self.squares = self.squares_of(range(len(market.x)))
        self.largest = self.square_of_the_mansion(grown)

        def missed() -> np.ndarray:
            (area, price), said = market.mansion, market.predict(line(), market.mansion[0])
            return np.array([(area, said, area, said + grown() * (price - said))])

        self.dots = DottedLines(self.plot, missed, theme.colors.outlier, dot=_DOT / PIXEL)
        # Squares stand behind all houses: houses jump, and what jumps would come to lie on top.
        for part in (self.squares, self.largest):
            part.set_z_index(_BEHIND)
        self.dots.set_z_index(1)
        self.mansion.set_z_index(2, family=True)
        self.model = FittedLine(self.plot, line, color)
        self.swept = Swept(self.plot, line, ghosts, passed, color)
        began = ghosts[0]
        self.old = FittedLine(self.plot, lambda: began, theme.colors.drawn_shade, width=theme.line_width)
        super().__init__(
            self.swept, self.model, self.houses, self.squares, self.largest, self.mansion, self.dots
        )

    def squares_of(self, indices: Sequence[int]) -> ResidualSquares:
        """The squares of some houses; that of the first may reach beyond the hero."""
        points = np.column_stack([self.market.x, self.market.y])[list(indices)]
        # Quiet, behind houses and names: the mansion's square is what is looked at.
        squares = ResidualSquares(self.plot, lambda: points, self._line, self.ink, opacity=_THIN)
        return bleeding(decoration(squares))

    def square_of_the_mansion(self, grown: Callable[[], float]) -> ResidualSquares:
        """The mansion's square, as much of it as is there."""
        place = np.array([self.market.mansion])
        return ResidualSquares(self.plot, lambda: place, self._line, self.ink, clear=_DOT, grown=grown)

    def hang(self, top: float) -> None:
        """Lift the mansion, so that it is just above a height."""
        self.mansion.shift(UP * (top - self.mansion.get_bottom()[1]))

    def name_line(self, text: str, line: Callable[[], Line], color: str, edge: float) -> LineName:
        """A name that hangs below a line at its right end, up to a place, clear of the houses' squares."""
        c2p, market = self.plot.c2p, self.market
        final = market.line("squared")
        last, price = float(market.x[-1]), float(market.y[-1])
        (here, high, _), (_, low, _) = (c2p(last, y) for y in (market.predict(final, last), price))
        there, higher, _ = c2p(market.mansion[0], market.predict(final, market.mansion[0]))
        turn = float(np.arctan2(higher - high, there - here))
        # What hangs from a rising line hangs to the right as well.
        edge -= 1.2 * self.plot.theme.type.heading * PIXEL * np.sin(turn)
        longest = (edge - here - (high - low)) / np.cos(turn)
        area = float(self.plot.p2c(np.array([edge, 0.0, 0.0]))[0])
        return LineName(self.plot, text, color, line, area, above=False, edge=RIGHT, longest=longest)

    def name_in_the_gap(self, text: str, line: Callable[[], Line], color: str) -> LineName:
        """A name on the dragged line, that ends where the gap below the mansion's square becomes too low."""
        plot, theme, area = self.plot, self.plot.theme, self.market.mansion[0]
        slope = self.market.line("squared").slope
        run, rise, _ = plot.c2p(area, slope * area) - plot.c2p(0.0, 0.0)
        needed = 1.5 * theme.type.body * PIXEL * float(np.hypot(run, rise)) / run
        end = area * (1 - needed / rise)
        return LineName(plot, text, color, line, end, edge=RIGHT, size=theme.type.body)

    def name_before(self, text: str, color: str, edge: float) -> LineName:
        """A name that hangs below the old line, beyond the last houses' squares, up to a place."""
        c2p, market = self.plot.c2p, self.market
        began, final = market.line("squared", 0.0), market.line("squared")
        (run, rise, _) = c2p(1.0, began.slope) - c2p(0.0, 0.0)
        turn = float(np.arctan2(rise, run))
        edge -= 1.2 * self.plot.theme.type.body * PIXEL * np.sin(turn)
        start, deepest = float(self.houses.drawn[-1].get_right()[0]), 0.0
        for x, y in zip(market.x, market.y, strict=True):
            # A square whose lower corner reaches below the old line.
            here, low, _ = c2p(x, y)
            corner = here + c2p(x, market.predict(final, x))[1] - low
            below = c2p(x, market.predict(began, x))[1] + (corner - here) * np.tan(turn) - low
            if below > 0.05:
                start, deepest = max(start, corner), max(deepest, below * float(np.cos(turn)))
        room = (edge - start - 0.1) / np.cos(turn)
        theme = self.plot.theme
        most, least = (
            Label(text, size, weight="BOLD", theme=theme).width
            for size in (theme.type.body, theme.type.label)
        )
        # Where it would be too small to be read it hangs lower, under the squares.
        lower, room = 0.0 if room >= least else deepest, max(min(room, most), least)
        edge -= lower * np.sin(turn)
        area = float(self.plot.p2c(np.array([edge, 0.0, 0.0]))[0])
        return LineName(
            self.plot, text, color, lambda: began, area, above=False, edge=RIGHT, longest=room, further=lower
        )

    def fall(self) -> Animation:
        """An animation: the mansion falls to its price, ever faster."""
        down = self.plot.c2p(*self.market.mansion) - self.mansion.get_center()
        falling = cast(Any, self.mansion).animate(rate_func=rate_functions.ease_in_quad)
        return cast(Animation, falling.shift(down))
