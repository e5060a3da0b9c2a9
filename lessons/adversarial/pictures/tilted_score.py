"""What the discriminator of the smallest game scores: a line through the real note, tilted by its slope."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, UP, VGroup
from scipy.special import expit

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import DashedLines, Dots, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_DOT = 3.0  # units of the theme's


class TiltedScore(VGroup):
    """The score ``sigmoid(psi x)`` over the axis of ink, with the real note at 0 and the fake at theta.

    Parameters
    ----------
    place
        Picture and name.
    reach
        The axis goes from minus this to this.
    name
        What the line is called.
    here
        Called on every update: theta and psi.
    real, fake
        What the dots are called.

    Attributes
    ----------
    plot
        The axis of ink and the score.
    real
        Where the real note is.
    dot
        How wide its dot is.
    axis, curve, genuine, forged
        The parts that another picture can take over.
    read
        The rest of it: what is named, and the stems.
    """

    def __init__(
        self,
        place: Region,
        *,
        reach: float,
        name: str,
        here: Callable[[], np.ndarray],
        real: str,
        fake: str,
    ) -> None:
        theme = current_theme()
        colors, size = theme.colors, theme.type.label
        above, below = place.rows(1.4 * size * PIXEL, place.height - 1.4 * size * PIXEL)
        label = Label(name, size, colors.discriminator, weight="BOLD").set_line(above.edge(LEFT), LEFT)
        plot = Plot(below, (-reach, reach), (0.0, 1.0), bare=True)
        ends = np.array([(-reach, 0.0, reach, 0.0)])
        axis = decoration(Segments(plot, lambda: ends, colors.axis))
        now = detached(here)

        def score(x: float) -> float:
            return float(expit(now()[1] * x))

        def stems() -> np.ndarray:
            theta = float(now()[0])
            return np.array([(0.0, 0.0, 0.0, 0.5), (theta, 0.0, theta, score(theta))])

        curve = plot.live_curve(lambda: lambda x: expit(now()[1] * x), colors.discriminator)
        genuine = Dots(plot, lambda: np.array([(0.0, 0.5)]), colors.real, scale=_DOT)
        forged = Dots(plot, lambda: np.array([(now()[0], score(now()[0]))]), colors.generator, scale=_DOT)
        dashes = decoration(DashedLines(plot, stems, colors.drawn_mid))
        self.plot, self.real, self.dot = plot, plot.c2p(0.0, 0.5), 2 * genuine.radius
        line = 0.75 * size * PIXEL
        known = Label(real, size, colors.real, weight="BOLD")
        known.set_line(self.real + (0.5 * self.dot + line) * UP)
        # At the foot of its stem, where it never meets the other's name.
        made = Label(fake, size, colors.generator, weight="BOLD")
        foot = detached(lambda: plot.c2p(now()[0], 0.0) + line * DOWN)
        made.add_updater(lambda made: made.set_line(foot()), call_updater=True)
        self.axis, self.curve, self.genuine, self.forged = axis, curve, genuine, forged
        self.read = VGroup(label, dashes, known, made)
        super().__init__(axis, dashes, curve, genuine, forged, label, known, made)
