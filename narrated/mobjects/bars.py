"""Bars whose length is a number of the moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Rectangle, VGroup

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.text import Label, stack


class Bar(Rectangle):
    """A horizontal or upright bar that fills a live share of its region.

    Parameters
    ----------
    region
        The full bar.
    share
        Called on every update, 0 to 1.
    color
        Of the bar.
    upright
        Whether it grows upwards instead of to the right.
    """

    def __init__(
        self, region: Region, share: Callable[[], float], color: str, *, upright: bool = False
    ) -> None:
        super().__init__(
            width=region.width, height=region.height, stroke_width=0, fill_color=color, fill_opacity=1
        )
        edge, now = DOWN if upright else LEFT, detached(share)
        foot, full = region.edge(edge), region.height if upright else region.width

        def follow(bar: Any) -> None:
            length = max(1e-3, float(np.clip(now(), 0.0, 1.0)) * full)
            (bar.stretch_to_fit_height if upright else bar.stretch_to_fit_width)(length)
            bar.move_to(foot, aligned_edge=edge)

        self.add_updater(follow, call_updater=True)


class PairedBars(VGroup):
    """Upright bars in pairs, what should be beside what is, with names below and a legend above.

    Parameters
    ----------
    region
        Where they stand.
    names
        One for each pair.
    aims
        What should be.
    guesses
        Called on every update: what is.
    ceiling
        The value of a full bar.
    colors, legend
        Of the aims and of the guesses.
    """

    def __init__(
        self,
        region: Region,
        names: Sequence[str],
        aims: Sequence[float],
        guesses: Callable[[], Any],
        ceiling: float,
        colors: tuple[str, str],
        legend: tuple[str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        super().__init__()
        now = detached(guesses)

        def share(index: int, live: bool) -> Callable[[], float]:
            return lambda: (now()[index] if live else aims[index]) / ceiling

        for index, (name, column) in enumerate(
            zip(names, region.columns(*[1] * len(names), gap=0.4), strict=True)
        ):
            upper, foot = column.rows(6, 1)
            for live, place in enumerate(upper.columns(1, 1, gap=0.06)):
                self.add(Bar(place, share(index, bool(live)), colors[live], upright=True))
            self.add(Label(name, theme.type.label, theme.colors.text, theme=theme).set_line(foot.center))
        words = (Label(t, theme.type.label, c, theme=theme) for t, c in zip(legend, colors, strict=True))
        self.add(stack(*words, edge=RIGHT).move_to(region.edge(UP + RIGHT), aligned_edge=UP + RIGHT))
