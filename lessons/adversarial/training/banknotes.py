"""A tiny DCGAN learns to print banknotes that its generator never sees."""

from __future__ import annotations

from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np

from lessons.adversarial.models.drawn_notes import drawn_notes
from lessons.adversarial.training.dcgan import (
    NOISE,
    Weights,
    as_bytes,
    generate,
    printing_layers,
    rate,
    rating_layers,
)
from lessons.adversarial.training.dcgan_training import advance, beginners

LOOKED_AT = (0, 10, 120, 160, 200, 280, 400, 700, 1500, 3000, 6000)
_SHOWN = 16  # samples and real notes that are kept
_NOTES = 4096  # real notes
_RATED = 256  # notes, real and fake, that the discriminator is asked about


def train(seed: int, *, steps: int) -> dict[str, np.ndarray]:
    """Train both networks in turn, a step each.

    Parameters
    ----------
    seed
        Of weights, notes and noise.
    steps
        Of each of the two.

    Returns
    -------
    dict
        ``step`` (K,): the steps that were looked at. ``samples`` (K, 16, 32, 32): what the generator then
        makes of the same 16 noises, with the running mean of its weights. ``d_real``, ``d_fake`` (K,): mean
        of what the discriminator says of 256 real notes and of 256 fakes. ``real`` (16, 32, 32): real notes.
        ``rated``, ``rated_real`` (K, 16): what the discriminator of each step says of each of the samples of
        that step, and of each of those real notes.
        ``best``: which of the samples of the end differs least from any of the 4096 real notes, in mean
        square; ``likest``: which of the 16 real ones is most like it. ``outputs4``, ``outputs8``,
        ``outputs16``: what the generator's layers of so many cells each way gave on for the one, and
        ``seen16``, ``seen8``, ``seen4`` the discriminator's of the end for the other, mean over channels,
        float16. Pictures are uint8, from 0, ink, to 255.
    """
    notes = drawn_notes(seed, _NOTES)
    key, of_players, of_shown = jax.random.split(jax.random.key(seed), 3)
    shown = jax.random.normal(of_shown, (_RATED, NOISE))
    players, pictures = beginners(of_players), jnp.asarray(notes)[..., None]
    looked_at = [step for step in LOOKED_AT if step <= steps]
    samples, d_real, d_fake, discriminators = [], [], [], []
    for before, step in pairwise([0, *looked_at]):
        players = advance(players, pictures, key, before, step)
        samples.append(as_bytes(generate(players.mean, shown)[:_SHOWN, ..., 0]))
        discriminators.append(players.discriminator)
        fakes = generate(players.generator, shown)
        d_real.append(jax.nn.sigmoid(rate(players.discriminator, pictures[:_RATED])).mean())
        d_fake.append(jax.nn.sigmoid(rate(players.discriminator, fakes)).mean())
    apart = [((notes - sample / 255) ** 2).mean(axis=(1, 2)).min() for sample in samples[-1]]
    best = int(np.argmin(apart))
    real = as_bytes(notes[:_SHOWN])
    likest = int(((real.astype(float) - samples[-1][best]) ** 2).mean(axis=(1, 2)).argmin())
    outputs = [layer[best].mean(axis=-1) for layer in printing_layers(players.mean, shown)]
    seen = [layer[likest].mean(axis=-1) for layer in rating_layers(players.discriminator, as_seen(real))]
    return {
        "step": np.array(looked_at),
        "samples": np.stack(samples),
        "d_real": np.array(d_real, dtype=np.float64),
        "d_fake": np.array(d_fake, dtype=np.float64),
        "real": real,
        "rated": np.array([scores(d, made) for d, made in zip(discriminators, samples, strict=True)]),
        "rated_real": np.array([scores(d, real) for d in discriminators]),
        "best": np.array(best),
        "likest": np.array(likest),
        **{f"outputs{len(output)}": np.asarray(output, dtype=np.float16) for output in outputs},
        **{f"seen{len(layer)}": np.asarray(layer, dtype=np.float16) for layer in seen},
    }


def scores(discriminator: Weights, pictures: np.ndarray) -> jax.Array:
    """D of pictures of shape (n, 32, 32), uint8: shape (n,), single precision."""
    return jax.nn.sigmoid(rate(discriminator, as_seen(pictures)))


def as_seen(pictures: np.ndarray) -> jax.Array:
    """Pictures of shape (n, 32, 32), uint8, as the discriminator takes them: shape (n, 32, 32, 1), 0 to 1."""
    return jnp.asarray(pictures, jnp.float32)[..., None] / 255
