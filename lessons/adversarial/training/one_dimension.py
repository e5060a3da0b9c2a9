"""A generator that stretches and shifts, against a small network: its density is known at every step.

The fakes are ``a z + b`` of standard normal ``z``, so their density ``q`` is exactly that of N(b, a^2), and
what the discriminator should say, ``p / (p + q)``, is known wherever it is looked at.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from lessons.adversarial.models.best_discriminator import best_discriminator, normal_density
from lessons.adversarial.training.game import discriminator_loss, generator_loss
from lessons.adversarial.training.perceptron import apply, perceptron

REAL = (2.0, 0.8)  # mean and spread of the real notes
START = (1.4, -2.0)  # a and b of the first fakes
X = np.linspace(-7, 6, 131)
LOOKED_AT = (0, 1, 2, 3, 4, 6, 8, 10, 15, *range(20, 800, 20), *range(800, 1601, 80))
_SIZES = (1, 24, 24, 1)
_BATCH = 1024
_TURNS = 16  # steps of the discriminator for each of the generator, so that it stays near its best
_DISCRIMINATOR = optax.adam(optax.cosine_decay_schedule(5e-3, 1600 * _TURNS, 0.02), b1=0.5)
# Slow at first: the discriminator learns to tell the first fakes before they move.
_GENERATOR = optax.sgd(optax.warmup_cosine_decay_schedule(0.0, 1e-2, 100, 1600, 2e-3))


def train(seed: int, *, steps: int) -> dict[str, np.ndarray]:
    """Train both players in turn.

    Parameters
    ----------
    seed
        Of weights and samples.
    steps
        Of the generator; the discriminator takes 16 for each.

    Returns
    -------
    dict
        ``step``, ``a``, ``b`` (K,): steps that were looked at, and the generator then. ``x``, ``p`` (G,): a
        grid, and the density of the real notes there. ``q``, ``d``, ``exact`` (K, G): that of the fakes, the
        network's D, and ``p / (p + q)``. ``loss_d``, ``loss_g`` (K,): ``-E log D(x) - E log(1 - D(G(z)))``
        and ``-E log D(G(z))`` in nats, both integrals over the grid rather than averages of samples.
    """
    looked_at = [step for step in LOOKED_AT if step <= steps]
    p = normal_density(X, *REAL)
    rows: list[tuple[np.ndarray, ...]] = []
    with jax.enable_x64(True):
        key, first = jax.random.split(jax.random.key(seed))
        players = perceptron(first, _SIZES), jnp.array(START)
        state = (*players, _DISCRIMINATOR.init(players[0]), _GENERATOR.init(players[1]))
        for before, step in pairwise([0, *looked_at]):
            state = _advance(state, key, before, step)
            a, b = np.asarray(state[1])
            q = normal_density(X, b, abs(a))
            logits = np.asarray(apply(state[0], X[:, None])[:, 0])
            d = 1 / (1 + np.exp(-logits))
            of_real, of_fake = np.logaddexp(0, -logits), np.logaddexp(0, logits)
            loss_d = np.trapezoid(p * of_real + q * of_fake, X)
            loss_g = np.trapezoid(q * of_real, X)
            rows.append((a, b, q, d, best_discriminator(p, q), loss_d, loss_g))
    names = ("a", "b", "q", "d", "exact", "loss_d", "loss_g")
    told = {name: np.array(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
    # Half of the digits are enough for a picture; the numbers that are read keep theirs.
    small = {name: array.astype(np.float32) for name, array in {"p": p, **told}.items() if array.ndim > 1}
    return {"step": np.array(looked_at), "x": X, "p": p, **told, **small}


@jax.jit
def _advance(state: Any, key: jax.Array, before: int, step: int) -> Any:
    return jax.lax.fori_loop(before, step, partial(_step, key), state)


def _step(key: jax.Array, number: int, state: Any) -> Any:
    network, generator, state_d, state_g = state
    turns, own = jax.random.split(jax.random.fold_in(key, number))

    def turn(players: Any, one: jax.Array) -> tuple[Any, None]:
        network, state_d = players
        of_real, of_fake = jax.random.split(one)
        real = REAL[0] + REAL[1] * jax.random.normal(of_real, (_BATCH, 1))
        fake = _fakes(generator, of_fake)
        slope = jax.grad(lambda net: discriminator_loss(apply(net, real), apply(net, fake)))(network)
        change, state_d = _DISCRIMINATOR.update(slope, state_d)
        return (optax.apply_updates(network, change), state_d), None

    (network, state_d), _ = jax.lax.scan(turn, (network, state_d), jax.random.split(turns, _TURNS))
    slope = jax.grad(lambda player: generator_loss(apply(network, _fakes(player, own))))(generator)
    change, state_g = _GENERATOR.update(slope, state_g)
    return network, optax.apply_updates(generator, change), state_d, state_g


def _fakes(generator: jax.Array, key: jax.Array) -> jax.Array:
    return generator[0] * jax.random.normal(key, (_BATCH, 1)) + generator[1]
