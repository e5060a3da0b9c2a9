"""The best discriminator's score between fakes and real notes, and what two goals make of it for a fake.

Fakes lie around 0, real notes around 1, both normally, and places are told in the distance between the two.
How surely they are told apart is how many of their standard deviations that distance has.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit


def score(at: np.ndarray, apart: float) -> np.ndarray:
    """The score p / (p + q), which is ``sigmoid(apart^2 (at - 1/2))``.

    Parameters
    ----------
    at
        Any numbers: places, the fakes' middle at 0, that of the real notes at 1.
    apart
        How far they are apart, in standard deviations of either, above 0.

    Examples
    --------
    Who hardly tells them apart, and who is always right:

    >>> [score(np.array([0.0, 1.0]), apart).round(2).tolist() for apart in (1.0, 7.0)]
    [[0.38, 0.62], [0.0, 1.0]]
    """
    return np.asarray(expit((np.asarray(at, dtype=float) - 0.5) * apart**2))


def pushes(at: np.ndarray, apart: float) -> tuple[np.ndarray, np.ndarray]:
    """How hard two goals push a note to the right: making ``ln(1 - D)`` small, and making ``-ln D`` small.

    The logit rises by ``apart`` a standard deviation, whatever the score is; the first goal lets ``D`` of
    that through, the second ``1 - D``. So where D goes to 0 the one push goes to 0 and the other does not.
    That needs a logit that rises: of a score that is a step, 0 here and 1 there, neither goal has a push.

    Parameters
    ----------
    at, apart
        As of :func:`score`.

    Returns
    -------
    tuple of ndarray
        ``D apart`` and ``(1 - D) apart``, in nats a standard deviation.

    Examples
    --------
    At the fakes: the surer the discriminator, the weaker the one and the stronger the other.

    >>> [[round(float(push), 2) for push in pushes(0.0, apart)] for apart in (1.4, 3.0, 7.0)]
    [[0.38, 1.02], [0.03, 2.97], [0.0, 7.0]]
    """
    value = score(at, apart)
    return value * apart, (1.0 - value) * apart
