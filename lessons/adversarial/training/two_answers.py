"""Three networks colour sketches of houses whose roofs may be red or blue, each trained with another loss.

Each is a small U-Net; the discriminator of the third sees sketch and picture together, as in pix2pix.

References
----------
Isola, Zhu, Zhou, Efros (2017), Image-to-image translation with conditional adversarial networks,
arXiv:1611.07004.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from lessons.adversarial.models.drawn_houses import ROOFS, draw_house, draw_sketch, random_house
from lessons.adversarial.models.two_answers import mean_answer, median_interval
from lessons.adversarial.training.dcgan import (
    Weights,
    as_bytes,
    discriminator_weights,
    doubled,
    halved,
    penalized_loss,
    rate,
)
from lessons.adversarial.training.game import generator_loss

LOOKED_AT = (0, 20, 50, 100, 200, 400, 800, 1500, 3000)
"""Steps after which the answers are kept."""
_HOUSES = 256  # that are learnt from
_BATCH = 16
_L1 = 100.0  # times the absolute error, beside what the discriminator says
_ADAM = optax.adam(optax.cosine_decay_schedule(1e-3, 3000, 0.05), b1=0.5, b2=0.99)
_DOWN = (1, 24, 48, 96)  # channels of 32, 16, 8 and 4 cells
_UP = (96, 48, 24, 3)  # the same, the other way


def painter_weights(key: jax.Array) -> Weights:
    """Weights of the U-Net from (n, 32, 32, 1) to (n, 32, 32, 3)."""
    he = jax.nn.initializers.he_normal()
    keys = iter(jax.random.split(key, 6))
    weights = {}
    for k, (n_in, n_out) in enumerate(pairwise(_DOWN)):
        weights[f"down{k}"], weights[f"below{k}"] = he(next(keys), (4, 4, n_in, n_out)), jnp.zeros(n_out)
    for k, (n_before, n_out) in enumerate(pairwise(_UP)):
        n_in = n_before + (_DOWN[-1 - k] if k else 0)  # with what stood at this size on the way down
        kernel = he(next(keys), (4 * n_in, 4 * n_out)).reshape(n_in, 4, 4, n_out)
        weights[f"up{k}"], weights[f"above{k}"] = kernel, jnp.zeros(n_out)
    return weights


def paint(weights: Weights, sketches: jax.Array) -> jax.Array:
    """Pictures of shape (n, 32, 32, 3), 0 to 1, for sketches of shape (n, 32, 32, 1)."""
    x, seen = 1 - sketches, []
    for k in range(3):
        x = jax.nn.leaky_relu(halved(x, weights[f"down{k}"]) + weights[f"below{k}"], 0.2)
        seen.append(x)
    for k in range(3):
        x = jnp.concatenate([x, seen[-1 - k]], axis=-1) if k else x
        x = doubled(jax.nn.relu(x), weights[f"up{k}"]) + weights[f"above{k}"]
    return jax.nn.sigmoid(x)


def train(seed: int, *, steps: int) -> dict[str, np.ndarray]:
    """Train the three, each from the same weights, and with the same pictures.

    Parameters
    ----------
    seed
        Of weights, houses, and which roof is seen when.
    steps
        Of each network, the discriminator among them.

    Returns
    -------
    dict
        ``step`` (K,): the steps that were looked at. ``sketch`` (32, 32) and ``answers`` (2, 32, 32, 3): a
        sketch that none has learnt from, and its two pictures, red and blue. ``squared``, ``absolute``,
        ``adversarial`` (K, 32, 32, 3): what each network makes of that sketch. ``mean``, ``low``, ``high``
        (32, 32, 3): the exact answer for the squared error, and the two ends of what is best for the absolute
        one. Pictures are uint8.
    """
    rng = np.random.default_rng(seed)
    houses = [random_house(rng)]
    while len(houses) <= _HOUSES:  # what is shown, the first, is not among those that are learnt from
        houses += [house] if (house := random_house(rng)) != houses[0] else []
    sketches = jnp.asarray([draw_sketch(house) for house in houses], dtype=jnp.float32)[..., None]
    answers = np.array([[draw_house(house, roof) for roof in ROOFS] for house in houses])
    pictures = jnp.asarray(answers, dtype=jnp.float32)
    of_painter, of_discriminator, key = jax.random.split(jax.random.key(seed), 3)
    painter, discriminator = painter_weights(of_painter), discriminator_weights(of_discriminator, colors=4)
    looked_at = [step for step in LOOKED_AT if step <= steps]
    told = {}
    for name in ("squared", "absolute", "adversarial"):
        state: Any = painter, discriminator, _ADAM.init(painter), _ADAM.init(discriminator)
        seen = []
        for before, step in pairwise([0, *looked_at]):
            state = _advance(name, state, (sketches, pictures), key, before, step)
            seen.append(paint(state[0], sketches[:1])[0])
        told[name] = as_bytes(np.stack(seen))
    low, high = median_interval(answers[0])
    return {
        "step": np.array(looked_at),
        "sketch": as_bytes(np.asarray(sketches[0, ..., 0])),
        "answers": as_bytes(answers[0]),
        **told,
        "mean": as_bytes(mean_answer(answers[0])),
        "low": as_bytes(low),
        "high": as_bytes(high),
    }


@partial(jax.jit, static_argnums=0)
def _advance(name: str, state: Any, data: Any, key: jax.Array, before: int, step: int) -> Any:
    return jax.lax.fori_loop(before, step, partial(_step, name, data, key), state)


def _step(name: str, data: Any, key: jax.Array, number: int, state: Any) -> Any:
    painter, discriminator, moments_p, moments_d = state
    sketches, pictures = data
    which, roof = jax.random.split(jax.random.fold_in(key, number))
    house = jax.random.randint(which, (_BATCH,), 1, _HOUSES + 1)
    sketch, right = sketches[house], pictures[house, jax.random.randint(roof, (_BATCH,), 0, 2)]
    if name == "adversarial":
        slope = jax.grad(_judging)(discriminator, sketch, right, paint(painter, sketch))
        change, moments_d = _ADAM.update(slope, moments_d)
        discriminator = optax.apply_updates(discriminator, change)
    slope = jax.grad(partial(_cost, name))(painter, discriminator, sketch, right)
    change, moments_p = _ADAM.update(slope, moments_p)
    return optax.apply_updates(painter, change), discriminator, moments_p, moments_d


def _cost(
    name: str, painter: Weights, discriminator: Weights, sketch: jax.Array, right: jax.Array
) -> jax.Array:
    picture = paint(painter, sketch)
    if name == "squared":
        return jnp.mean((picture - right) ** 2)
    absolute = jnp.mean(jnp.abs(picture - right))
    if name == "absolute":
        return absolute
    return generator_loss(_rate_both(discriminator, sketch, picture)) + _L1 * absolute


def _rate_both(discriminator: Weights, sketch: jax.Array, picture: jax.Array) -> jax.Array:
    return rate(discriminator, jnp.concatenate([sketch, picture], axis=-1))


def _judging(discriminator: Weights, sketch: jax.Array, right: jax.Array, made: jax.Array) -> jax.Array:
    return penalized_loss(partial(_rate_both, discriminator, sketch), right, made)
