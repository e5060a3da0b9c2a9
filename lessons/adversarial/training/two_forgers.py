"""Two generators that start equally bad: one makes ``log(1 - D)`` small, the other ``-log D``.

Real notes are N(0, 1), fakes N(b, 1) with a mean that the generator moves by plain gradient descent (an
optimizer that divides by the gradient's size would hide what is to be seen). The discriminator is
``sigmoid(w x + c)``, which for two normal densities of one spread can be the best there is, and begins there.
Every expectation is an integral over z, so that nothing is left to samples; ``seed`` changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
from scipy.optimize import brentq

from lessons.adversarial.training.game import Mean, discriminator_loss, generator_loss, minimax_loss

SCORE = 0.001  # what the first fakes score on average
LOOKED_AT = range(0, 401, 4)
Loss = Callable[[jax.Array, Mean], jax.Array]
State = tuple[jax.Array, jax.Array]
_TURNS, _RATE_D, _RATE_G = 50, 1.0, 0.02
_Z = np.linspace(-9, 9, 721)
_DENSITY = np.exp(-(_Z**2) / 2)
_DENSITY /= _DENSITY.sum()


def train(seed: int, *, steps: int) -> dict[str, np.ndarray]:
    """Train both forgers, each against a discriminator of its own.

    Parameters
    ----------
    seed
        Changes nothing, as no sample is drawn.
    steps
        Of each generator; its discriminator takes 50 for each.

    Returns
    -------
    dict
        ``step`` (K,), and for both ``minimax`` and ``nonsaturating``: ``*_b`` (K,) the mean of the fakes;
        ``*_d`` (K,) the mean of D over them; ``*_push`` (K,) the size of the loss's gradient in b. ``real``:
        the mean of the real notes, 0.
    """
    del seed
    looked_at = [step for step in LOOKED_AT if step <= steps]
    told = {"step": np.array(looked_at), "real": np.array(0.0)}
    with jax.enable_x64(True):
        for name, loss in (("minimax", minimax_loss), ("nonsaturating", generator_loss)):
            b = first_mean()
            state = jnp.array([-b, b**2 / 2]), jnp.array(b)
            rows = []
            for before, step in pairwise([0, *looked_at]):
                state = _advance(loss, state, before, step)
                score = _mean(jax.nn.sigmoid(_logits(state[0], state[1] + _Z)))
                rows.append((state[1], score, abs(_slope(loss, *state))))
            for part, column in zip(("b", "d", "push"), np.array(rows).T, strict=True):
                told[f"{name}_{part}"] = column
    return told


def first_mean() -> float:
    """The mean of fakes that the best discriminator scores `SCORE` on average, on the left of the real notes.

    >>> round(first_mean(), 4)
    -6.433
    """

    def excess(b: float) -> float:
        best = 1 / (1 + np.exp(b * (b + _Z) - b**2 / 2))
        return float((_DENSITY * best).sum()) - SCORE

    return float(brentq(excess, -9, -3, xtol=1e-12))


def _mean(values: jax.Array) -> jax.Array:
    return (_DENSITY * values).sum()


def _logits(discriminator: jax.Array, x: jax.Array) -> jax.Array:
    return discriminator[0] * x + discriminator[1]


def _blame(discriminator: jax.Array, b: jax.Array) -> jax.Array:
    """The gradient of the discriminator's loss in its w and c."""

    def loss(player: jax.Array) -> jax.Array:
        return discriminator_loss(_logits(player, _Z), _logits(player, b + _Z), _mean)

    return jax.grad(loss)(discriminator)


def _slope(loss: Loss, discriminator: jax.Array, b: jax.Array) -> jax.Array:
    """The gradient of the generator's loss in b."""
    return jax.grad(lambda mean: loss(_logits(discriminator, mean + _Z), _mean))(b)


@partial(jax.jit, static_argnums=0)
def _advance(loss: Loss, state: State, before: int, step: int) -> State:
    def turn(_: int, state: State) -> State:
        discriminator, b = state
        return discriminator - _RATE_D * _blame(discriminator, b), b

    def one(_: int, state: State) -> State:
        discriminator, b = jax.lax.fori_loop(0, _TURNS, turn, state)
        return discriminator, b - _RATE_G * _slope(loss, discriminator, b)

    return jax.lax.fori_loop(before, step, one, state)
