"""Which of the trained notes the film shows large, and what they scored while both kinds could be told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lessons.adversarial.traces import read


@dataclass(frozen=True, eq=False)
class ShownNotes:
    """Notes as pictures of shape (32, 32), 0 to 255, and scores.

    Parameters
    ----------
    real, fake
        What the viewer chooses from: the network's best note of the end, and the real one most like it.
    outputs
        What the generator's layers of 4, 8 and 16 cells each way gave on while it printed that fake.
    early
        What the same noise became when the discriminator told both kinds apart best.
    score_early, score_real
        What it then gave fakes and real notes, on average over 256 of each.
    """

    real: np.ndarray
    fake: np.ndarray
    outputs: tuple[np.ndarray, ...]
    early: np.ndarray
    score_early: float
    score_real: float


def shown_notes() -> ShownNotes:
    """Read them from the trace.

    Examples
    --------
    >>> notes = shown_notes()
    >>> notes.real.shape, bool(notes.score_real > notes.score_early)
    ((32, 32), True)
    """
    trace = read("banknotes")
    best = int(trace["best"])
    fake = trace["samples"][-1, best]
    apart = ((trace["real"].astype(float) - fake) ** 2).mean(axis=(1, 2))
    k = int(np.argmax(trace["d_real"] - trace["d_fake"]))
    return ShownNotes(
        real=trace["real"][np.argmin(apart)],
        fake=fake,
        outputs=tuple(trace[f"outputs{cells}"] for cells in (4, 8, 16)),
        early=trace["samples"][k, best],
        score_early=float(trace["d_fake"][k]),
        score_real=float(trace["d_real"][k]),
    )
