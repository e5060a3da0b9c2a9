"""From one score to a probability: the sigmoid, stable for any logit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import floats, keeps_precision
from loss_scenes.losses.domain import Floats


def squash(x: Floats) -> Floats:
    """Return 1 / (1 + exp(-x)) of NumPy floats: what `sigmoid` is, unchecked."""
    return 1.0 / (1.0 + np.exp(-x))


@keeps_precision
def sigmoid(score: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Logistic function 1 / (1 + exp(-x)), from a score to a probability.

    Parameters
    ----------
    score : array_like
        Logit or margin, any shape, in nats (log-odds). Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        Probability in [0, 1] in the shape of `score`.

    Raises
    ------
    TypeError, ValueError
        If a score is not a real number; if it is NaN.

    Notes
    -----
    Where exp(-x) overflows the answer is 0, less than the smallest normal number beside the truth; all other
    probabilities keep their relative accuracy.

    References
    ----------
    Cox, D. R. (1958). The Regression Analysis of Binary Sequences. J. R. Stat. Soc. B 20(2).
    doi:10.1111/j.2517-6161.1958.tb00292.x

    Examples
    --------
    >>> print(f"{sigmoid(2):.6f}")
    0.880797
    """
    return squash(floats(check, "score", score))
