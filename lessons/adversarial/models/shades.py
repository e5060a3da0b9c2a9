"""What a shade costs when two are right: the roof is red or blue, half and half, and one must be painted.

A shade is the share of the way from red, 0, to blue, 1. Real roofs are not all of one red and one blue: their
shades scatter around these two, so that they have a density.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr
from scipy.stats import norm

SPREAD = 0.06
"""Standard deviation of real shades around red, and around blue."""
UNDECIDED = 0.3
"""Standard deviation of the shades that a generator paints which cannot decide: around the mean of all."""
WEIGHT = 100.0
"""Of the absolute error, beside the adversarial loss.

References
----------
Isola, Zhu, Zhou, Efros (2017), Image-to-image translation with conditional adversarial networks,
arXiv:1611.07004.
"""
ANSWERS = (0.0, 1.0)


def expected_squared(shade: np.ndarray, spread: float = SPREAD) -> np.ndarray:
    """Expected squared error of a shade: ``(s - 1/2)^2 + 1/4 + spread^2``, least at the mean of the answers.

    Parameters
    ----------
    shade
        Any numbers; 0 is red, 1 blue.
    spread
        Of real shades around the two, 0 or more.

    Examples
    --------
    >>> expected_squared(np.array([0.0, 0.5, 1.0]), spread=0.0).tolist()
    [0.5, 0.25, 0.5]
    """
    shade = np.asarray(shade, dtype=float)
    return np.asarray(np.mean([(shade - answer) ** 2 for answer in ANSWERS], axis=0) + spread**2)


def expected_absolute(shade: np.ndarray, spread: float = SPREAD) -> np.ndarray:
    """Expected absolute error of a shade: between the answers it is the same, but where the spread reaches.

    Parameters are those of `expected_squared`.

    Examples
    --------
    >>> expected_absolute(np.array([-0.2, 0.0, 0.3, 0.5, 1.0, 1.2]), spread=0.0).tolist()
    [0.7, 0.5, 0.5, 0.5, 0.5, 0.7]
    """
    off = [np.asarray(shade, dtype=float) - answer for answer in ANSWERS]
    if not spread:
        return np.asarray(np.mean(np.abs(off), axis=0))
    folded = [d * (2 * ndtr(d / spread) - 1) + 2 * spread * norm.pdf(d / spread) for d in off]
    return np.asarray(np.mean(folded, axis=0))


def excess_absolute(shade: np.ndarray) -> np.ndarray:
    """Expected absolute error of a shade over the least there is, of the two answers alone: 0 between them.

    Examples
    --------
    >>> (excess_absolute(np.array([-0.2, 0.0, 0.5, 1.2])) + 0.0).round(6).tolist()
    [0.2, 0.0, 0.0, 0.2]
    """
    return expected_absolute(shade, spread=0.0) - float(expected_absolute(np.array(ANSWERS[0]), spread=0.0))


def real_log_density(shade: np.ndarray, spread: float = SPREAD) -> np.ndarray:
    """Logarithm of the density of real shades: half of them around red, half around blue."""
    shade = np.asarray(shade, dtype=float)
    parts = [norm.logpdf(shade, answer, spread) for answer in ANSWERS]
    return np.asarray(np.logaddexp(*parts) - np.log(2))


def score(shade: np.ndarray, spread: float = SPREAD, undecided: float = UNDECIDED) -> np.ndarray:
    """What the best discriminator says of a shade while the generator cannot decide: p / (p + q).

    Examples
    --------
    A roof of the mean is never real; a red or a blue one is likely to be:

    >>> [round(float(value), 2) for value in score(np.array([0.0, 0.5, 1.0]))]
    [0.91, 0.0, 0.91]
    """
    return np.asarray(np.exp(-adversarial(shade, spread, undecided)))


def adversarial(shade: np.ndarray, spread: float = SPREAD, undecided: float = UNDECIDED) -> np.ndarray:
    """The generator's loss at a shade, -log D, with the best discriminator: ``log(1 + q/p)``."""
    mean = float(np.mean(ANSWERS))
    fakes = norm.logpdf(np.asarray(shade, dtype=float), mean, undecided)
    return np.asarray(np.logaddexp(0.0, fakes - real_log_density(shade, spread)))


def decided(
    shade: np.ndarray, spread: float = SPREAD, undecided: float = UNDECIDED, *, weight: float = WEIGHT
) -> np.ndarray:
    """The adversarial loss plus so many times the absolute error: least at the answers.

    The absolute error is that of the two answers, as a network is trained on them; the discriminator knows
    real shades, which scatter around these.

    Examples
    --------
    >>> s = np.linspace(-0.2, 1.2, 1401)
    >>> [round(float(half[np.argmin(decided(half))]), 3) for half in (s[:700], s[701:])]
    [0.0, 1.0]

    The absolute error is small: it keeps a roof away from a red that is none only with its weight.

    >>> off = np.array([0.0, -0.16])
    >>> [round(float(np.diff(decided(off, weight=weight))[0]), 1) for weight in (1.0, WEIGHT)]
    [0.9, 16.7]
    """
    return adversarial(shade, spread, undecided) + weight * expected_absolute(shade, spread=0.0)


def descended(time: np.ndarray) -> np.ndarray:
    """The shade after steepest descent of the squared error for a time, from red on: ``(1 - exp(-2 t)) / 2``.

    Examples
    --------
    >>> [round(float(shade), 3) for shade in descended(np.array([0.0, 0.5, 4.0]))]
    [0.0, 0.316, 0.5]
    """
    return np.asarray((1 - np.exp(-2 * np.asarray(time, dtype=float))) / 2)


def rolled(weights: np.ndarray, *, start: float, friction: float, step: float) -> np.ndarray:
    """Where a ball is that rolls on the curve of `decided` while the absolute error's weight changes.

    Descent with momentum, in small steps: the slope is its acceleration, and friction takes its speed.

    Parameters
    ----------
    weights
        Of the absolute error at each moment, shape (n,).
    start
        The shade of the first moment.
    friction
        How much of its speed a ball loses in a unit of time.
    step
        From one moment to the next.

    Returns
    -------
    array
        Its shade at each moment, shape (n,).

    Examples
    --------
    Beside the hump it rolls to the nearer answer, and a large weight keeps it there:

    >>> way = rolled(np.full(8000, WEIGHT), start=0.49, friction=12.0, step=0.001)
    >>> round(float(way[0]), 2), round(abs(float(way[-1])), 2)
    (0.49, 0.0)
    """
    shades = np.linspace(-0.5, 1.5, 4001)
    hump = np.gradient(adversarial(shades), shades)
    held = np.gradient(expected_absolute(shades, spread=0.0), shades)
    shade, speed, way = start, 0.0, []
    for weight in weights:
        way.append(shade)
        slope = np.interp(shade, shades, hump) + weight * np.interp(shade, shades, held)
        speed += step * (-float(slope) - friction * speed)
        shade += step * speed
    return np.array(way)
