"""What a group of examples loses together: how many, how sure the model is of them, and a bar to scale."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, Mobject, RoundedRectangle, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.text import Label, LiveNumber

_SLIVER = 5 * PIXEL
_AIR = 24 * PIXEL


class LossBar(VMobject):
    """A bar from a region's left edge, as long as a loss of the moment.

    Parameters
    ----------
    region
        A full bar.
    share
        Called on every update: 0 to 1 of the full length.
    color
        Of the bar.

    Examples
    --------
    >>> bar = LossBar(Region(0.0, 0.0, 8.0, 1.0), lambda: 0.25, "#d3dcf2")
    >>> round(float(bar.width), 6), round(float(bar.get_left()[0]), 6)
    (2.0, -4.0)
    """

    def __init__(self, region: Region, share: Callable[[], float], color: str) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self.region, self.share = region, detached(share)
        self.add_updater(lambda bar: bar.follow())
        self.follow()

    def follow(self) -> None:
        """Be as long as the loss is now; what is less than a pixel long is still seen, as a sliver."""
        share = float(np.clip(self.share(), 0.0, 1.0))
        if not share:
            self.clear_points()
            return
        width, high = max(share * self.region.width, _SLIVER), self.region.height
        radius = min(14 * PIXEL, width / 2, high / 2)
        box = RoundedRectangle(width=width, height=high, corner_radius=radius)
        self.set_points(box.points).move_to(self.region.edge(LEFT), aligned_edge=LEFT)


class GroupLoss(VGroup):
    """A group of examples: its name, how sure the model is of each, and what all of them lose together.

    Parameters
    ----------
    place
        All of it.
    words
        What they are, and how sure the model is of the right answer for each.
    loss
        Called on every update: what they lose together.
    full
        The loss of a full bar: that of the larger group, so that bars of two groups have one scale.
    template
        Of the number at the bar's end.
    color
        Of the name and the bar.
    names
        How much of the place's width the words take, at the bar's left; 0: they stand above the bar.
    size
        Of the name and the number.

    Attributes
    ----------
    title, sure, bar, number
        The parts.
    """

    def __init__(
        self,
        place: Region,
        words: tuple[str, str],
        loss: Callable[[], float],
        full: float,
        template: str,
        color: str,
        *,
        names: float,
        size: float,
        theme: Theme | None = None,
    ) -> None:
        theme, now = current_theme(theme), detached(loss)
        small = theme.type.label
        if names:
            head, rest = place.columns(names, 1 - names, gap=_AIR)
            upper, lower = head.rows(1.2 * size, 1.2 * small)
        else:
            upper, lower, rest = place.rows(
                1.2 * size, 1.3 * small, place.height / PIXEL - 1.2 * size - 1.3 * small
            )
        self.title = Label(words[0], size, color, weight="BOLD", within=upper, edge=LEFT, theme=theme)
        self.sure = Label(words[1], small, theme.colors.muted, within=lower, edge=LEFT, theme=theme)
        self.number = LiveNumber(now, decimals=1, template=template, size=size, theme=theme)
        longest = LiveNumber(lambda: full, decimals=1, template=template, size=size, theme=theme).width
        long = rest.width - longest - _AIR
        strip = Region(rest.edge(LEFT)[0] + long / 2, rest.y, long, min(rest.height, 1.2 * size * PIXEL))
        self.bar = LossBar(strip, lambda: now() / full, color)
        end, y = strip.edge(LEFT)[0], strip.y
        number = self.number

        def ride(_: Mobject) -> None:
            here = end + long * float(np.clip(now() / full, 0.0, 1.0))
            number.set_line(np.array([here + _AIR, y, 0.0]), LEFT)

        self.number.add_updater(ride, call_updater=True)
        super().__init__(self.title, self.sure, self.bar, self.number)
