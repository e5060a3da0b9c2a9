"""A loss that learning makes small: its name beside that of its family, and below both a bar in a track."""

from __future__ import annotations

from collections.abc import Callable

from manim import LEFT, UP, VGroup

from loss_scenes.pictures.family_head import told_beside
from loss_scenes.pictures.name_plate import below_plate
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_THICK = 36 * PIXEL
_BROAD = 0.45  # of a broad region: beyond, what is predicted has its number


class FallingLoss(VGroup):
    """The name of a loss, and a bar as long as the loss is by what it was at first.

    Parameters
    ----------
    hero
        What of the shot is read.
    family
        Whose loss it is: its name at the top left of that.
    name
        Of the loss.
    share
        Called on every update: the loss of the moment by that of the first moment, 0 to 1.
    color
        Of the loss.

    Examples
    --------
    >>> from loss_scenes.pictures.family_head import family_name
    >>> hero = Region(0.0, 0.0, 12.0, 4.0)
    >>> family = family_name(hero, "Regression")
    >>> name, track, bar = FallingLoss(hero, family, "squared error", lambda: 0.25, "#ff9f5a")
    >>> bool(bar.get_top()[1] < name.get_bottom()[1]), round(float(bar.width / track.width), 6)
    (True, 0.25)
    """

    def __init__(
        self,
        hero: Region,
        family: Label,
        name: str,
        share: Callable[[], float],
        color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        below, wide = below_plate(hero, theme=theme), (_BROAD if hero.broad else 1.0) * hero.width
        left, top = float(hero.edge(LEFT)[0]), float(below.edge(UP)[1])
        place = Region(left + wide / 2, top - _THICK / 2, wide, _THICK)
        super().__init__(
            told_beside(hero, family, name, color, theme=theme),
            *bar_in_track(place, share, color, theme=theme),
        )


def bar_in_track(
    place: Region, share: Callable[[], float], color: str, *, theme: Theme | None = None
) -> VGroup:
    """A bar at the left of a place, over a track that shows how long it was at first."""
    theme = current_theme(theme)
    at = Region(place.x, place.y, place.width, _THICK)
    return VGroup(decoration(Bar(at, lambda: 1.0, theme.colors.raised)), Bar(at, share, color))


def below_falling_loss(hero: Region, *, theme: Theme | None = None) -> Region:
    """What of a region is left below a family's name and its bar, with some air.

    Examples
    --------
    >>> hero = Region(0.0, 0.0, 12.0, 4.0)
    >>> below = below_falling_loss(hero)
    >>> bool(below.height < below_plate(hero).height), below.width
    (True, 12.0)
    """
    below, high = below_plate(hero, theme=theme), 1.4 * _THICK
    return Region(below.x, below.y - high / 2, below.width, below.height - high)
