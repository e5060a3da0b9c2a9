"""The best discriminator's score between fakes and real notes that reach only so far, and its slope.

Fakes lie around 0, real notes around 1, and places are told in the distance between the two. Each kind
reaches equally far to both sides, with the density of a raised cosine: how far says how often they are mixed
up. From a half on they are not: the score is right about every note, 0 at all fakes and 1 at all real notes.
Its slope is 0 at all of them, and no goal finds a way there.
"""

from __future__ import annotations

import numpy as np


def score(at: np.ndarray, reach: float) -> np.ndarray:
    """The score p / (p + q); where neither lies, that of the nearer kind.

    Parameters
    ----------
    at
        Any numbers: places, the fakes' middle at 0, that of the real notes at 1.
    reach
        How far either kind reaches from its middle, 1/2 or more; at 1/2 they are never mixed up.

    Examples
    --------
    Who is not always right, and who is:

    >>> [score(np.array([0.0, 0.4, 0.6, 1.0]), reach).round(2).tolist() for reach in (1.35, 0.5)]
    [[0.14, 0.42, 0.58, 0.86], [0.0, 0.0, 1.0, 1.0]]
    """
    at = np.asarray(at, dtype=float)
    real, fake = _bump((at - 1) / reach), _bump(at / reach)
    both = real + fake
    return np.where(both > 0, real / np.where(both > 0, both, 1.0), np.heaviside(at - 0.5, 0.5))


def slope(at: np.ndarray, reach: float) -> np.ndarray:
    """The slope of the score, which shows a fake the way whatever the goal is that is made of the score.

    Parameters
    ----------
    at, reach
        As of :func:`score`; at the edges of what either kind reaches, the slope within.

    Examples
    --------
    At the fakes' middle, as the two kinds are mixed up ever less:

    >>> [round(float(slope(np.array(0.0), reach)), 2) for reach in (1.35, 1.1, 1.0, 0.5)]
    [0.63, 0.39, 0.0, 0.0]
    """
    at = np.asarray(at, dtype=float)
    (real, up), (fake, down) = ((_bump(each), _rise(each) / reach) for each in ((at - 1) / reach, at / reach))
    both = real + fake
    return np.where(both > 0, (up * fake - real * down) / np.where(both > 0, both, 1.0) ** 2, 0.0)


def _bump(at: np.ndarray) -> np.ndarray:
    """A raised cosine from -1 to 1."""
    return np.where(np.abs(at) < 1, np.cos(np.pi / 2 * at) ** 2, 0.0)


def _rise(at: np.ndarray) -> np.ndarray:
    """The slope of :func:`_bump`."""
    return np.where(np.abs(at) < 1, -np.pi / 2 * np.sin(np.pi * at), 0.0)
