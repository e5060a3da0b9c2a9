"""The cover: the mansion, the line that it drags off, the one that holds, and a question."""

from __future__ import annotations

from manim import DOWN, LEFT, UP

from loss_scenes.lesson import LESSON
from loss_scenes.market import MARKET
from loss_scenes.pictures.fitted_line import FittedLine, Swept
from loss_scenes.pictures.houses import FallingMansion, Houses, MarketPlot
from loss_scenes.theme import STAGE_THEME
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.stage import Ground
from narrated.scene.still import StillScene

_GROUND = 0.06  # of the frame's height


class Cover(StillScene):
    """A still picture, which has to work as large as a stamp.

    Attributes
    ----------
    market
        The houses and the mansion; both lines are fitted to all of them.
    ghosts
        Weights of the mansion whose lines are left behind as ghosts.
    size
        Of the words, in pixels of the design.
    """

    lesson = LESSON
    theme = STAGE_THEME
    market = MARKET
    ghosts = (0.10, 0.22, 0.47)
    size = 280.0

    def construct(self) -> None:
        """Put the words where there are no houses: at the upper left, or above all."""
        frame = self.regions.frame
        horizon = frame.edge(DOWN)[1] + _GROUND * frame.height
        broad = frame.width > frame.height
        words, hero = self.places(horizon, broad=broad)
        stage = Region(frame.x, (frame.edge(UP)[1] + horizon) / 2, frame.width, frame.edge(UP)[1] - horizon)
        plot = MarketPlot(stage, hero, self.market)
        plot.mansion_width *= 1.2
        colors, width = self.theme.colors, 2.3 * self.theme.curve_width
        squared, huber = self.market.line("squared"), self.market.line("huber")
        ghosts = [self.market.line("squared", weight) for weight in (0.0, *self.ghosts)]
        mansion = FallingMansion(plot)
        self.add(
            Swept(plot, lambda: squared, ghosts, lambda: len(ghosts), colors.squared),
            Ground(frame, horizon),
            FittedLine(plot, lambda: huber, colors.huber, width=width),
            FittedLine(plot, lambda: squared, colors.squared, width=width),
            Houses(plot),
            mansion.mansion,
        )
        before, dragged, after = (self.words.word(key) for key in ("cover_who", "cover_dragged", "cover_end"))
        upper, lower = words.rows(1, 1)
        size = min(self.size, 0.46 * words.height / PIXEL)
        first = Phrase(upper, [(before, size, colors.text)], edge=LEFT)
        then = Phrase(lower, [(dragged, size, colors.squared), (after, size, colors.text)], edge=LEFT)
        self.add(first, then)

    def places(self, horizon: float, *, broad: bool) -> tuple[Region, Region]:
        """Where the words stand, and the houses."""
        safe = self.regions.ads
        left, right, top = safe.edge(LEFT)[0], safe.x + safe.width / 2, safe.edge(UP)[1]
        if broad:
            words = Region(
                left + 0.31 * safe.width, top - 0.29 * safe.height, 0.62 * safe.width, 0.56 * safe.height
            )
            return words, Region(safe.x, (top + horizon) / 2, safe.width, top - horizon)
        high = 0.34 * (top - horizon)
        words = Region(safe.x, top - high / 2, safe.width, high)
        low = top - high
        return words, Region(safe.x, (low + horizon) / 2, right - left, low - horizon)
