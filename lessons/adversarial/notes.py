"""Which of the trained notes the film shows large, and what they scored while both players learnt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lessons.adversarial.traces import read

# The trace has no noise in it: a test draws these again, as the training did.
_NOISE, _OTHER = (-1.62, -0.89, 1.93), (0.15, -0.76, 0.67)


@dataclass(frozen=True, eq=False)
class ShownNotes:
    """Notes as pictures of shape (32, 32), 0 to 255, and scores.

    Parameters
    ----------
    real, fake
        What the viewer chooses from: the network's best note of the end, and the real one most like it.
    outputs, seen
        What the generator's layers of 4, 8 and 16 cells each way gave on while it printed that fake, and the
        discriminator's of 16, 8 and 4, at the end, while it looked at the real one.
    learnt
        What the same noise became from when the discriminator told both kinds apart best, shape (n, 32, 32):
        at each step that was looked at where its score was higher than ever since, and at the end, where it
        is the fake.
    other
        What another noise became at the first of these steps, shape (32, 32).
    noise, other_noise
        The first of the random numbers that both were made of.
    steps
        How many steps of the training had been done at each of these, shape (n,).
    scores, scores_real
        What the discriminator of each of these steps gives to the note of that step, and to the real one,
        shape (n,): both play on, in turn.
    """

    real: np.ndarray
    fake: np.ndarray
    outputs: tuple[np.ndarray, ...]
    seen: tuple[np.ndarray, ...]
    learnt: np.ndarray
    other: np.ndarray
    noise: tuple[float, ...]
    other_noise: tuple[float, ...]
    steps: np.ndarray
    scores: np.ndarray
    scores_real: np.ndarray


def shown_notes() -> ShownNotes:
    """Read them from the trace.

    Examples
    --------
    >>> notes = shown_notes()
    >>> notes.real.shape, notes.scores.round(1).tolist(), notes.scores_real.round(1).tolist()
    ((32, 32), [0.2, 0.3, 0.3, 0.3, 0.5, 0.5, 0.5], [0.9, 0.9, 0.9, 0.6, 0.5, 0.5, 0.5])
    >>> notes.steps.tolist()
    [160, 200, 280, 400, 1500, 3000, 6000]
    """
    trace = read("banknotes")
    best, likest = int(trace["best"]), int(trace["likest"])
    k = int(np.argmax(trace["d_real"] - trace["d_fake"]))
    scores = trace["rated"][:, best].astype(float)
    rises = (row for row in range(k + 1, len(scores) - 1) if scores[row] > scores[k:row].max())
    rows = [k, *rises, len(scores) - 1]
    return ShownNotes(
        real=trace["real"][likest],
        fake=trace["samples"][-1, best],
        outputs=tuple(trace[f"outputs{cells}"] for cells in (4, 8, 16)),
        seen=tuple(trace[f"seen{cells}"] for cells in (16, 8, 4)),
        learnt=trace["samples"][rows, best],
        other=trace["samples"][k, 0],
        noise=_NOISE,
        other_noise=_OTHER,
        steps=trace["step"][rows],
        scores=scores[rows],
        scores_real=trace["rated_real"][rows, likest].astype(float),
    )
