"""The numbers that the lesson promises, computed a second time from their definitions.

Those of scene 7 are read, so that the film shows what is spoken: features of clips take too long for the
check of a film; a test computes the one between real clips again.
"""

from __future__ import annotations

import math

import numpy as np

from lessons.adversarial.traces import read
from narrated.review.headline import Headline


def _nearest() -> tuple[np.ndarray, np.ndarray]:
    """Of the mended forger's last samples: the nearest kind, and how far it is, in standard deviations."""
    trace = read("eight_gaussians")
    apart = trace["mended"][-1].astype(float)[:, np.newaxis] - trace["centers"]
    distances = np.sqrt((apart**2).sum(axis=2)) / float(trace["sigma"])
    return distances.argmin(axis=1), distances.min(axis=1)


def _kinds() -> float:
    """How many kinds have half of their fair share of the samples, or more."""
    kinds, distances = _nearest()
    return float((np.bincount(kinds[distances <= 3], minlength=8) >= len(kinds) / 8 / 2).sum())


def _far_score() -> float:
    """What the first fakes score, D: the pushes of the two goals are as D to 1 - D."""
    trace = read("two_forgers")
    minimax, other = float(trace["minimax_push"][0]), float(trace["nonsaturating_push"][0])
    return minimax / (minimax + other)


HEADLINES = (
    Headline("scene2", lambda: -math.log(0.95) - math.log(1 - 0.1), 2),
    Headline("scene2", lambda: -math.log(0.1), 1),
    Headline("scene2", lambda: 2 * math.log(2), 3),
    Headline("scene3", _far_score, 3),
    Headline("scene3", lambda: (1 - _far_score()) / _far_score(), 0),
    Headline("scene4", _kinds, 0, "{} / 8"),
    Headline("scene7", lambda: math.sqrt(float(read("clip")["distance"])), 1),
    Headline("scene7", lambda: math.sqrt(float(read("clip")["distance_real"])), 1),
)
