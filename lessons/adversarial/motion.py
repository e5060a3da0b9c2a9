"""How things move in this lesson beside what its theme says."""

from __future__ import annotations


def late(share: float) -> float:
    """How what comes in the place of another appears: not before that has gone.

    Examples
    --------
    >>> late(0.25), late(0.5), late(0.75), late(1.0)
    (0.0, 0.0, 0.5, 1.0)
    """
    return max(0.0, 2 * share - 1)
