"""A row of houses, their line, and the mansion that drags it: each error with its square."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject

from loss_scenes.market import Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.squares import ResidualSquares
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import DottedLines, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import bleeding, curve, decoration

_MANSION = 0.33  # width, as a share of the hero's smaller side
_DOT = 8 * PIXEL  # across, of an error
_HOUSE = 92.0  # width in pixels, where the houses do not stand closer


class Dragged(VGroup):
    """Houses at their prices, the mansion at its own, the line of the moment, and squares on the errors.

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

    Attributes
    ----------
    plot
        Area to the right, price upwards, from the horizon.
    houses, mansion, dots, model, squares, largest
        Houses on their stems, the mansion and its dotted error, the line, the squares of the houses, and
        that of the mansion.
    """

    def __init__(
        self,
        stage: Region,
        hero: Region,
        market: Market,
        line: Callable[[], Line],
        color: str,
        grown: Callable[[], float],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.market, self.ink = market, color
        self.mansion = Mansion(_MANSION * min(hero.width, hero.height) / PIXEL, theme=theme)
        self.plot = self._plot(stage, hero, theme)
        self.mansion.stand(self.plot.c2p(*market.mansion))
        self.houses = self._houses(theme)
        area, price = market.mansion
        self._line = line
        self.squares = self.squares_of(range(len(market.x)))
        self.largest = ResidualSquares(
            self.plot, lambda: np.array([market.mansion]), line, color, opacity=1, clear=_DOT, grown=grown
        )
        self.dots = DottedLines(
            self.plot,
            lambda: np.array([(area, price, area, price - grown() * (price - market.predict(line(), area)))]),
            theme.colors.outlier,
            dot=_DOT / PIXEL,
        )
        self.model = curve(bleeding(self.plot.live_curve(lambda: _says(line()), color, samples=2)))
        super().__init__(self.largest, self.houses, self.squares, self.model, self.mansion, self.dots)

    def house(self, index: int) -> VMobject:
        """One of the houses, by its place in the market."""
        return self.houses[1 + index]

    def squares_of(self, indices: Sequence[int]) -> ResidualSquares:
        """The squares of some houses."""
        points = np.column_stack([self.market.x, self.market.y])[list(indices)]
        return ResidualSquares(self.plot, lambda: points, self._line, self.ink)

    def sweep(self, states: Sequence[Line]) -> Sweep:
        """The fan of what the line went through."""
        return Sweep(self.plot, [_says(state) for state in states], self.ink)

    def _plot(self, stage: Region, hero: Region, theme: Theme) -> Plot:
        """From the first house to the mansion at the hero's upper right corner; nothing is under ground."""
        market = self.market
        lines = [market.line("squared", weight) for weight in (0.0, 1.0)]
        (area, price), first = market.mansion, market.x.min()
        lowest = min(market.y.min(), *(market.predict(line, first) for line in lines))
        ground, top = stage.y - stage.height / 2, hero.edge(UP)[1] - self.mansion.height
        low = lowest - 0.02 * (price - lowest)
        up = (price - low) / (top - ground)
        # The first house's square lies at its left.
        errors = [abs(market.residuals(line)[np.argmin(market.x)]) / up for line in lines]
        left = hero.edge(LEFT)[0] + max(_HOUSE / 2 * PIXEL, *errors)
        right = hero.edge(RIGHT)[0] - self.mansion.width / 2
        across = (area - first) / (right - left)
        low = lowest - 0.02 * (price - lowest)
        ends = stage.edge(LEFT)[0], stage.edge(RIGHT)[0]
        x_range = (first + (ends[0] - left) * across, first + (ends[1] - left) * across)
        return Plot(stage, x_range, (low, low + stage.height * up), bare=True, theme=theme)

    def _houses(self, theme: Theme) -> VGroup:
        """Each on its stem."""
        plot, low = self.plot, self.plot.y_range[0]
        x, y = self.market.x, self.market.y
        ends = np.column_stack([x, np.full_like(x, low), x, y])
        stems = Segments(plot, lambda: ends, theme.colors.drawn_far, width=theme.hair_width)
        pitch = np.median(np.diff(np.sort(x))) * plot.size[0] / (plot.x_range[1] - plot.x_range[0])
        width = min(_HOUSE, 1.1 * pitch / PIXEL)
        houses = [
            House(width, k % 3, theme=theme).stand(plot.c2p(*at))
            for k, at in enumerate(zip(x, y, strict=True))
        ]
        return VGroup(decoration(stems), *houses)


def _says(line: Line) -> Callable[[np.ndarray], np.ndarray]:
    return lambda x: line.slope * np.asarray(x, dtype=float) + line.intercept
