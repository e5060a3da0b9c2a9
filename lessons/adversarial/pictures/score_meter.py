"""The discriminator's score of a note, from 0 to 1, as the height of a bar."""

from __future__ import annotations

from collections.abc import Callable

from manim import DOWN, UP, Rectangle, VGroup
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.text import Label, Tick
from narrated.mobjects.visual_role import decoration

ROW = 1.15
"""Height of the rows above and below the bar, by that of the numbers there."""
GUESS = 0.5
"""What a discriminator says that merely guesses."""
HALF = "\N{VULGAR FRACTION ONE HALF}"
"""How that is written."""


class ScoreMeter(VGroup):
    """An upright bar with 0 below its foot and 1 over its top, filled as high as a score of the moment.

    Parameters
    ----------
    place
        Bar and numbers.
    score
        Called on every update: from 0 to 1; None: the bar is a scale that is not filled.
    size
        Of its numbers, in pixels of the design; None: quiet ones.
    theme
        The look.

    Attributes
    ----------
    bar, track
        Where the bar is, and its drawn ground.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> meter = ScoreMeter(Region(0.0, 0.0, 0.5, 4.0), lambda: 1.0, theme=THEME)
    >>> bool(abs(meter.at(1.0)[1] - meter[1].get_top()[1]) < 1e-6)
    True
    """

    def __init__(
        self,
        place: Region,
        score: Callable[[], float] | None = None,
        *,
        size: float | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors = theme.colors
        row = ROW * (size or theme.type.label) * PIXEL
        above, self.bar, below = place.rows(row, place.height - 2 * row, row)
        track = Rectangle(width=place.width, height=self.bar.height)  # as the filling: its ends show
        track.set_fill(colors.raised, opacity=1).set_stroke(colors.axis, theme.hair_width)
        self.track = track
        super().__init__(decoration(track.move_to(self.bar.center)))
        if score is not None:
            self.add(Pillar(self.bar, score, colors.discriminator))
        for value, at in ((1, above), (0, below)):
            number = Label(str(value), size, weight="BOLD", theme=theme) if size else Tick(value, theme=theme)
            self.add(number.set_line(at.center))

    def at(self, score: float) -> Point3D:
        """Where a score is on the axis of the bar."""
        return self.bar.edge(DOWN) + score * self.bar.height * UP


def score_name(word: str, size: float) -> Label:
    """What a meter measures is called, in the discriminator's colour."""
    return Label(word, size, current_theme().colors.discriminator, weight="BOLD")


def named_meter(name: Label, place: Region, score: Callable[[], float], *, quiet: bool = False) -> ScoreMeter:
    """A meter as high as there is room, with its name above it, and numbers of its size, or quiet ones."""
    line = 1.3 * name.size * PIXEL
    named, scale = place.rows(line, place.height - line)
    bar = Region(scale.x, scale.y, 1.2 * name.size * PIXEL, scale.height)
    return ScoreMeter(bar, score, size=None if quiet else name.size).add(name.set_line(named.center))
