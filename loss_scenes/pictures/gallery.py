"""A row of small plots, one curve each, with dots that all roll by one tracker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup

from loss_scenes.catalogue import Function, Loss
from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import panel
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label


@dataclass(frozen=True)
class Exhibit:
    """A loss: the key of its name, what is shown of it, and from where to where a dot rolls."""

    name: str
    loss: Loss
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    roll: tuple[float, float]


class Gallery(VGroup):
    """Panels with axes; curves, names and dots are made apart, to be brought in by the scene.

    Parameters
    ----------
    region
        The row.
    exhibits, names
        From left to right.

    Attributes
    ----------
    places
        Of the panels.
    grounds, plots
        The panels, and the axes on them: together the gallery.
    curves, names
        To be brought in by the scene, like the dots of :meth:`rollers`.
    """

    def __init__(
        self,
        region: Region,
        exhibits: Sequence[Exhibit],
        names: Sequence[str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.curves, self.names, self.grounds, self.plots = VGroup(), VGroup(), VGroup(), VGroup()
        self.places = region.columns(*[1] * len(exhibits), gap=0.24)
        self._rolls = []
        for place, shown, name in zip(self.places, exhibits, names, strict=True):
            loss, color = shown.loss, shown.loss.color(theme.colors)
            words, picture = place.inset(0.16, 0.12).rows(1, 3.6)
            plot = Plot(picture, shown.x_range, shown.y_range, theme=theme)
            curve = plot.curve(loss.value, color, kinks=loss.kinks, samples=320)
            label = Label(name, theme.type.body, color, weight="BOLD", theme=theme)
            self.grounds.add(panel(place, theme=theme))
            self.plots.add(plot)
            self.curves.add(curve)
            self.names.add(label.set_line(words.center))
            self._rolls.append((plot, loss.value, shown.roll))
        self._color = theme.colors.text
        super().__init__(self.grounds, self.plots)

    def rollers(self, share: ValueTracker) -> VGroup:
        """Dots on the curves; at share 0 they stand where their way begins, at 1 where it ends."""
        return VGroup(*(_roller(*roll, share, self._color) for roll in self._rolls))


def _roller(
    plot: Plot, function: Function, roll: tuple[float, float], share: ValueTracker, color: str
) -> Dots:
    start, end = roll

    def here() -> np.ndarray:
        x = start + share.get_value() * (end - start)
        return np.array([(x, float(function(x)))])

    return Dots(plot, here, color, scale=1.2)
