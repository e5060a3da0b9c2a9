"""The market with a square on every error, and the mansion that drags the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from manim import UP, Animation, VGroup, rate_functions

from loss_scenes.market import Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.fitted_line import FittedLine, Swept
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.squares import ResidualSquares
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.visual_role import bleeding, decoration

_DOT = 8 * PIXEL  # across, of an error
_AIR = 6 * PIXEL  # between the mansion and the hero's upper edge


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
    houses, mansion, dots, model, swept, squares, largest
        Houses on their stems, the mansion and its dotted error, the line and what it swept over, the squares
        of the houses, and that of the mansion.
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
        self.plot = MarketPlot(stage, hero, market, theme=theme)
        self.houses = Houses(self.plot)
        # A house stands on its price, for its error begins there.
        for house, place in zip(self.houses.drawn, self.houses.places, strict=True):
            cast(Drawing, house).stand(place)
        place = self.plot.c2p(*market.mansion)
        room = hero.edge(UP)[1] - _AIR - place[1]
        # They stand for the data here: what lies over them, or is covered by a square, is meant to be.
        decoration(self.houses)
        self.mansion = Mansion(100 * room / Mansion(100, theme=theme).height, theme=theme).stand(place)
        bleeding(self.mansion)
        self.squares = self.squares_of(range(len(market.x)))
        self.largest = self.square_of_the_mansion(grown)

        def missed() -> np.ndarray:
            (area, price), said = market.mansion, market.predict(line(), market.mansion[0])
            return np.array([(area, said, area, said + grown() * (price - said))])

        self.dots = DottedLines(self.plot, missed, theme.colors.outlier, dot=_DOT / PIXEL)
        # Houses jump, and what jumps would come to lie on top.
        for part in (self.squares, self.largest, self.mansion, self.dots):
            part.set_z_index(1)
        self.model = FittedLine(self.plot, line, color)
        self.swept = Swept(self.plot, line, ghosts, passed, color)
        super().__init__(
            self.swept, self.model, self.houses, self.squares, self.largest, self.mansion, self.dots
        )

    def squares_of(self, indices: Sequence[int]) -> ResidualSquares:
        """The squares of some houses; that of the first may reach beyond the hero."""
        points = np.column_stack([self.market.x, self.market.y])[list(indices)]
        return bleeding(ResidualSquares(self.plot, lambda: points, self._line, self.ink))

    def square_of_the_mansion(self, grown: Callable[[], float]) -> ResidualSquares:
        """The mansion's square, as much of it as is there."""
        place = np.array([self.market.mansion])
        return ResidualSquares(self.plot, lambda: place, self._line, self.ink, clear=_DOT, grown=grown)

    def hang(self, top: float) -> None:
        """Lift the mansion, so that it is just above a height."""
        self.mansion.shift(UP * (top - self.mansion.foot[1]))

    def fall(self) -> Animation:
        """An animation: the mansion falls to its price, ever faster."""
        down = self.plot.c2p(*self.market.mansion) - self.mansion.foot
        falling = cast(Any, self.mansion).animate(rate_func=rate_functions.ease_in_quad)
        return cast(Animation, falling.shift(down))
