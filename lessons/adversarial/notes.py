"""Which of the trained notes the film shows large, and what they scored while both kinds could be told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lessons.adversarial.traces import read

_RISE = 0.005  # of a score from one step that was looked at to the next, to be shown


@dataclass(frozen=True, eq=False)
class ShownNotes:
    """Notes as pictures of shape (32, 32), 0 to 255, and scores.

    Parameters
    ----------
    real, fake
        What the viewer chooses from: the network's best note of the end, and the real one most like it.
    outputs
        What the generator's layers of 4, 8 and 16 cells each way gave on while it printed that fake.
    learnt
        What the same noise became from when the discriminator told both kinds apart best, shape (n, 32, 32):
        at each step that was looked at as long as its score rose, and at the end, where it is the fake.
    scores
        What the discriminator of that time gives to each of them, shape (n,).
    score_real
        What it gives to the real one.
    """

    real: np.ndarray
    fake: np.ndarray
    outputs: tuple[np.ndarray, ...]
    learnt: np.ndarray
    scores: np.ndarray
    score_real: float


def shown_notes() -> ShownNotes:
    """Read them from the trace.

    Examples
    --------
    >>> notes = shown_notes()
    >>> notes.real.shape, bool(notes.score_real > notes.scores[0])
    ((32, 32), True)
    """
    trace = read("banknotes")
    best = int(trace["best"])
    fake = trace["samples"][-1, best]
    likest = int(((trace["real"].astype(float) - fake) ** 2).mean(axis=(1, 2)).argmin())
    k = int(np.argmax(trace["d_real"] - trace["d_fake"]))
    scores = trace["rated"][k, :, best].astype(float)
    rows = [k, *(row for row in range(k + 1, len(scores) - 1) if scores[row] > scores[row - 1] + _RISE), -1]
    return ShownNotes(
        real=trace["real"][likest],
        fake=fake,
        outputs=tuple(trace[f"outputs{cells}"] for cells in (4, 8, 16)),
        learnt=trace["samples"][rows, best],
        scores=scores[rows],
        score_real=float(trace["rated_real"][k, likest]),
    )
