"""A tiny DCGAN learns to print banknotes that its generator never sees."""

from __future__ import annotations

from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np

from lessons.adversarial.models.drawn_notes import drawn_notes
from lessons.adversarial.training.dcgan import NOISE, Weights, as_bytes, doubled, generate, rate
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
        ``rated`` (K, K, 16), ``rated_real`` (K, 16): what the discriminator of each step says of each of the
        samples of every step, and of each of those real notes.
        ``best``: which of the samples of the end differs least from any of the 4096 real notes, in mean
        square. ``outputs4``, ``outputs8``, ``outputs16``: what the layers of so many cells each way gave on
        for that one, mean over channels, float16. Pictures are uint8, from 0, ink, to 255.
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
    outputs = [np.asarray(layer[best].mean(axis=-1)) for layer in layer_outputs(players.mean, shown)]
    return {
        "step": np.array(looked_at),
        "samples": np.stack(samples),
        "d_real": np.array(d_real, dtype=np.float64),
        "d_fake": np.array(d_fake, dtype=np.float64),
        "real": real,
        "rated": np.array([[scores(d, of_step) for of_step in samples] for d in discriminators]),
        "rated_real": np.array([scores(d, real) for d in discriminators]),
        "best": np.array(best),
        **{f"outputs{len(output)}": output.astype(np.float16) for output in outputs},
    }


def scores(discriminator: Weights, pictures: np.ndarray) -> jax.Array:
    """D of pictures of shape (n, 32, 32), uint8: shape (n,), single precision."""
    return jax.nn.sigmoid(rate(discriminator, jnp.asarray(pictures, jnp.float32)[..., None] / 255))


def layer_outputs(weights: Weights, noise: jax.Array) -> list[jax.Array]:
    """What the layers of `generate` give on to the next: shape (n, 4, 4, channels), then 8 and 16 cells."""
    x = jax.nn.relu(noise @ weights["hidden"] + weights["bias"])
    x = (x @ weights["dense"]).reshape(len(noise), 4, 4, -1)
    outputs: list[jax.Array] = []
    while f"kernel{len(outputs)}" in weights:
        k = len(outputs)
        mean, deviation = x.mean(axis=(0, 1, 2)), x.std(axis=(0, 1, 2))
        x = jax.nn.relu((x - mean) / (deviation + 1e-3) * weights[f"scale{k}"] + weights[f"shift{k}"])
        outputs.append(x)
        x = doubled(x, weights[f"kernel{k}"]) + weights[f"bias{k}"]
    return outputs
