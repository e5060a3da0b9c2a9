"""A loss that learning makes small: its name, and a bar in a track."""

from __future__ import annotations

from collections.abc import Callable

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_THICK, _GAP = 36 * PIXEL, 24 * PIXEL


class FallingLoss(VGroup):
    """The name of a loss, and a bar as long as the loss is by what it was at first.

    Parameters
    ----------
    place
        Of both: the bar stands below the name, or at its right in a place of one row (`one_row_high`).
    name
        Of the loss.
    share
        Called on every update: the loss of the moment by that of the first moment, 0 to 1.
    color
        Of the loss.

    Examples
    --------
    >>> name, track, bar = FallingLoss(Region(0.0, 0.0, 6.0, 2.0), "squared error", lambda: 0.25, "#ff9f5a")
    >>> bool(bar.get_top()[1] < name.get_bottom()[1]), round(float(bar.width / track.width), 6)
    (True, 0.25)
    """

    def __init__(
        self,
        place: Region,
        name: str,
        share: Callable[[], float],
        color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        high = theme.type.body * PIXEL
        beside = place.height < 2 * high
        above = Region(place.x, place.edge(UP)[1] - 0.6 * high, place.width, 1.2 * high)
        label = Label(
            name, theme.type.body, color, weight="BOLD", within=place if beside else above, theme=theme
        )
        left, right = float(place.edge(LEFT)[0]), float(place.edge(RIGHT)[0])
        left = float(label.get_right()[0]) + _GAP if beside else left
        y = place.y if beside else float(above.edge(DOWN)[1]) - _THICK / 2
        at = Region((left + right) / 2, y, right - left, high)
        super().__init__(label, *bar_in_track(at, share, color, theme=theme))


def bar_in_track(
    place: Region, share: Callable[[], float], color: str, *, theme: Theme | None = None
) -> VGroup:
    """A bar at the left of a place, over a track that shows how long it was at first."""
    theme = current_theme(theme)
    at = Region(place.x, place.y, place.width, _THICK)
    return VGroup(decoration(Bar(at, lambda: 1.0, theme.colors.raised)), Bar(at, share, color))


def one_row_high(*, theme: Theme | None = None) -> float:
    """How high a place is in which the bar stands at the right of the name."""
    return 1.4 * current_theme(theme).type.body * PIXEL


def two_rows_high(*, theme: Theme | None = None) -> float:
    """How high a place is in which the bar stands below the name."""
    return 2.0 * current_theme(theme).type.body * PIXEL
