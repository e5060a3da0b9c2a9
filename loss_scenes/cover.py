"""The cover: the mansion, the line that it drags off, the one that holds, and a question."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP

from loss_scenes.lesson import LESSON
from loss_scenes.market import MARKET
from loss_scenes.pictures.fitted_line import FittedLine, Swept
from loss_scenes.pictures.houses import FallingMansion, Houses, MarketPlot
from loss_scenes.theme import STAGE_THEME
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.stage import Ground
from narrated.mobjects.text import Label
from narrated.scene.still import StillScene

_GROUND = 0.06  # of the frame's height
_PITCH = 1.12  # from one row of words to the next, in em
Piece = tuple[str, str]  # words and their colour


class Cover(StillScene):
    """A still picture, which has to work as large as a stamp.

    Attributes
    ----------
    market
        The houses and the mansion; both lines are fitted to all of them.
    ghosts
        Weights of the mansion whose lines are left behind as ghosts.
    nearer
        How many times as wide as the frame all houses together would stand: the mansion is what counts.
    size
        Of the words, in pixels of the design; they are smaller where they would not fit.
    """

    lesson = LESSON
    theme = STAGE_THEME
    market = MARKET
    ghosts = (0.10, 0.22, 0.47)
    nearer = 1.5
    size = 300.0

    def construct(self) -> None:
        """Put the words where there are no houses: at the left of the mansion, or above it."""
        frame = self.regions.frame
        horizon = frame.edge(DOWN)[1] + _GROUND * frame.height
        words, picture, across = self.places(horizon)
        stage = Region(frame.x, (frame.edge(UP)[1] + horizon) / 2, frame.width, frame.edge(UP)[1] - horizon)
        wide = self.nearer * picture.width
        hero = Region(picture.edge(RIGHT)[0] - wide / 2, picture.y, wide, picture.height)
        plot = MarketPlot(stage, hero, self.market)
        plot.mansion_width = across
        colors, width = self.theme.colors, 2.6 * self.theme.curve_width
        squared, huber = self.market.line("squared"), self.market.line("huber")
        # From the line that holds: below it there is nothing that was dragged.
        ghosts = [huber, *(self.market.line("squared", weight) for weight in self.ghosts)]
        mansion = FallingMansion(plot)
        self.add(
            Swept(plot, lambda: squared, ghosts, lambda: len(ghosts), colors.squared),
            Ground(frame, horizon),
            FittedLine(plot, lambda: huber, colors.huber, width=width),
            FittedLine(plot, lambda: squared, colors.squared, width=width),
            Houses(plot),
            mansion.mansion,
        )
        self.write(words)

    def write(self, place: Region) -> None:
        """The question, in the rows in which it is largest."""
        colors, word = self.theme.colors, self.words.word
        who, dragged = (word("cover_who"), colors.text), (word("cover_dragged"), colors.squared)
        end = word("cover_end"), colors.text
        broken: list[list[list[Piece]]] = [[[who], [dragged, end]], [[who], [dragged], [end]]]
        rows = max(broken, key=lambda rows: self.fitting(rows, place))
        size = self.fitting(rows, place)
        for k, row in enumerate(rows):
            y = place.edge(UP)[1] - (k + 0.5) * _PITCH * size * PIXEL
            line = Region(place.x, y, place.width, _PITCH * size * PIXEL)
            pieces = [(text, size, color) for text, color in row]
            self.add(Phrase(line, pieces, edge=LEFT, gap=self.theme.typography.space))

    def fitting(self, rows: Sequence[Sequence[Piece]], place: Region) -> float:
        """The size at which rows of words fit a place, in pixels of the design."""
        widest = max(
            sum(Label(text, 1.0, weight="BOLD").width for text, _ in row)
            + self.theme.typography.space * (len(row) - 1) * PIXEL
            for row in rows
        )
        return min(self.size, place.width / widest, place.height / (len(rows) * _PITCH * PIXEL))

    def places(self, horizon: float) -> tuple[Region, Region, float]:
        """Where the words stand, and houses and mansion; and the mansion's width in pixels of the design."""
        frame, safe = self.regions.frame, self.regions.safe
        left, top, wide, high = safe.edge(LEFT)[0], safe.edge(UP)[1], frame.width, frame.height
        if wide > high:  # the words at the left of the mansion
            words = Region(left + 0.3 * wide, top - 0.25 * high, 0.6 * wide, 0.5 * high)
            across, low, right, span = 0.3 * wide, top, 0.44 * wide, wide
        else:  # above it; no site's buttons lie over a cover
            tall = high > 1.3 * wide
            margin = left - frame.edge(LEFT)[0]
            rows = (0.33 if tall else 0.36) * high
            words = Region(frame.x, top - rows / 2, wide - 2 * margin, rows)
            across, low = (0.6 if tall else 0.5) * wide, top - rows - (0.03 if tall else 0.05) * high
            right, span = (0.32 if tall else 0.38) * wide, 1.15 * wide
        picture = Region(frame.x + right - span / 2, (low + horizon) / 2, span, low - horizon)
        return words, picture, across / PIXEL
