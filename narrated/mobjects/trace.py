"""The place on a path that a moment is at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def along(path: np.ndarray, share: Callable[[], float]) -> Callable[[], Any]:
    """The place on a path of equal steps after a live share of the way: a number, or a row of them.

    Examples
    --------
    >>> along(np.array([0.0, 2.0, 6.0]), lambda: 0.75)()
    4.0
    """
    steps = np.asarray(path, dtype=float)

    def now() -> Any:
        at = float(np.clip(share(), 0.0, 1.0)) * (len(steps) - 1)
        low = min(int(at), len(steps) - 2)
        here = steps[low] + (at - low) * (steps[low + 1] - steps[low])
        return here if steps.ndim > 1 else float(here)

    return now
