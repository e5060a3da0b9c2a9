"""The two networks of a small DCGAN are trained in turn, a step each.

What keeps them in step: the generator's non-saturating loss, a penalty on the discriminator's slope at real
pictures (R1), and pictures made with a running mean of the generator's weights.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax
import optax

from lessons.adversarial.training.dcgan import (
    NOISE,
    Weights,
    discriminator_weights,
    generate,
    generator_weights,
    penalized_loss,
    rate,
)
from lessons.adversarial.training.game import generator_loss

_BATCH = 32
_KEPT = 0.995  # of the running mean of the weights, a step
_ADAM = optax.adam(optax.cosine_decay_schedule(1e-3, 6000, 0.05), b1=0.0, b2=0.99)  # of each of the two


class Players(NamedTuple):
    """Both networks, what Adam remembers of their slopes, and the running mean of the generator."""

    generator: Weights
    discriminator: Weights
    moments_g: optax.OptState
    moments_d: optax.OptState
    mean: Weights


def beginners(key: jax.Array, colors: int = 1) -> Players:
    """Both networks before the first step, for pictures of shape (n, 32, 32, colors)."""
    of_generator, of_discriminator = jax.random.split(key)
    generator = generator_weights(of_generator, colors)
    discriminator = discriminator_weights(of_discriminator, colors)
    return Players(generator, discriminator, _ADAM.init(generator), _ADAM.init(discriminator), generator)


@jax.jit
def advance(players: Players, real: jax.Array, key: jax.Array, before: int, step: int) -> Players:
    """Both networks after ``step`` steps, from what they were after ``before``.

    Parameters
    ----------
    real
        Real pictures, shape (n, 32, 32, colors), 0 to 1.
    key
        Of what is drawn by chance; the same for all steps, since each makes its own of it.
    """
    return jax.lax.fori_loop(before, step, partial(_step, real, key), players)


def _step(real: jax.Array, key: jax.Array, number: int, players: Players) -> Players:
    generator, discriminator, moments_g, moments_d, mean = players
    which, *of_noise = jax.random.split(jax.random.fold_in(key, number), 3)
    seen = real[jax.random.randint(which, (_BATCH,), 0, len(real))]
    noise = [jax.random.normal(one, (_BATCH, NOISE)) for one in of_noise]
    slope = jax.grad(_judging)(discriminator, seen, generate(generator, noise[0]))
    change, moments_d = _ADAM.update(slope, moments_d)
    discriminator = optax.apply_updates(discriminator, change)
    slope = jax.grad(_forging)(generator, discriminator, noise[1])
    change, moments_g = _ADAM.update(slope, moments_g)
    generator = optax.apply_updates(generator, change)
    mean = jax.tree.map(lambda old, new: _KEPT * old + (1 - _KEPT) * new, mean, generator)
    return Players(generator, discriminator, moments_g, moments_d, mean)


def _judging(discriminator: Weights, real: jax.Array, fakes: jax.Array) -> jax.Array:
    return penalized_loss(partial(rate, discriminator), real, fakes)


def _forging(generator: Weights, discriminator: Weights, noise: jax.Array) -> jax.Array:
    return generator_loss(rate(discriminator, generate(generator, noise)))
