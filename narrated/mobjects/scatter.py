"""Samples of a model on a plane, which move from step to step of its training."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, Ground
from voiceover.errors import InputError


class Scatter(Dots):
    """The samples of a live step; between two steps each goes straight from one place to the next.

    Parameters
    ----------
    plot
        Whose coordinates.
    samples
        Shape (K, n, 2): where each of n samples is at each of K steps.
    step
        Called on every update: the row of ``samples``, from 0 to K - 1, in fractions.
    color
        Of the dots.
    scale
        Radius in units of the theme's dot.
    opacity
        Of the fill, 0 to 1.

    Raises
    ------
    InputError
        For samples of another shape.

    Examples
    --------
    A cloud that gathers at two places:

    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME, Plot, Region
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-3.2, 3.2), (-1.8, 1.8), bare=True)
    >>> first = np.random.default_rng(0).normal(size=(200, 2)) * 0.6
    >>> last = np.where(first[:, :1] < 0, -2.0, 2.0) * [1, 0] + 0.25 * first
    >>> step = ValueTracker(0.0)
    >>> samples = Scatter(plot, np.stack([first, last]), step.get_value, DEFAULT_THEME.colors.negative)
    >>> learn = step.animate.set_value(0.8)
    """

    def __init__(
        self,
        plot: Ground,
        samples: np.ndarray,
        step: Callable[[], float],
        color: str,
        *,
        scale: float = 0.4,
        opacity: float = 0.9,
    ) -> None:
        places = np.asarray(samples, dtype=float)
        if places.ndim != 3 or places.shape[2] != 2 or not places.size:
            raise InputError(
                f"the samples of a scatter have the shape {places.shape}",
                permitted="(K, n, 2): steps, samples, coordinates",
            )
        now, last = detached(step), len(places) - 1

        def of_now() -> np.ndarray:
            at = float(np.clip(now(), 0, last))
            before = min(int(at), max(last - 1, 0))
            after = min(before + 1, last)
            return np.asarray(places[before] + (at - before) * (places[after] - places[before]))

        super().__init__(plot, of_now, color, scale=scale, opacity=opacity)
