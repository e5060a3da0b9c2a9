"""The two networks of DCGAN, made small: a generator 1-4-8-16-32 cells wide, and the way back.

References
----------
Radford, Metz, Chintala (2016), Unsupervised representation learning with deep convolutional generative
adversarial networks, arXiv:1511.06434.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np

from lessons.adversarial.training.game import discriminator_loss

NOISE = 32
"""Random numbers that one picture is made of: one cell, which a kernel 4 wide makes four."""
Weights = dict[str, jax.Array]
_CHANNELS = (96, 48, 24)  # of 4, 8 and 16 cells; the discriminator has them the other way round
_HIDDEN = 128  # channels that the noise becomes while it is one cell
_SLOPE = 0.2  # of the leaky rectifier


def generator_weights(key: jax.Array, colors: int = 1) -> Weights:
    """Weights of a generator of pictures with ``colors`` numbers a pixel."""
    sizes = (*_CHANNELS, colors)
    keys = jax.random.split(key, len(sizes) + 1)
    he = jax.nn.initializers.he_normal()
    weights = {
        "hidden": he(keys[-1], (NOISE, _HIDDEN)),
        "bias": jnp.zeros(_HIDDEN),
        "dense": he(keys[0], (_HIDDEN, 16 * sizes[0])),
    }
    for k, (n_in, n_out) in enumerate(pairwise(sizes)):
        weights[f"kernel{k}"] = he(keys[k + 1], (4 * n_in, 4 * n_out)).reshape(n_in, 4, 4, n_out)
        weights[f"bias{k}"] = jnp.zeros(n_out)
        weights[f"scale{k}"], weights[f"shift{k}"] = jnp.ones(n_in), jnp.zeros(n_in)
    return weights


def generate(weights: Weights, noise: jax.Array) -> jax.Array:
    """Pictures from 0 to 1, shape (n, 32, 32, colors), made of noise of shape (n, `NOISE`).

    Before each rectifier, the batch is brought to mean 0 and deviation 1, channel by channel.
    """
    *_, last = printing_layers(weights, noise)
    return jax.nn.sigmoid(_printed(weights, len(_CHANNELS) - 1, last))


def printing_layers(weights: Weights, noise: jax.Array) -> list[jax.Array]:
    """What a generator's layers give on to the next: shape (n, 4, 4, channels), then 8 and 16 cells."""
    x = jax.nn.relu(noise @ weights["hidden"] + weights["bias"])
    x = (x @ weights["dense"]).reshape(len(noise), 4, 4, -1)
    outputs: list[jax.Array] = []
    for k in range(len(_CHANNELS)):
        if outputs:
            x = _printed(weights, k - 1, outputs[-1])
        mean, deviation = x.mean(axis=(0, 1, 2)), x.std(axis=(0, 1, 2))
        x = (x - mean) / (deviation + 1e-3) * weights[f"scale{k}"] + weights[f"shift{k}"]
        outputs.append(jax.nn.relu(x))
    return outputs


def _printed(weights: Weights, k: int, x: jax.Array) -> jax.Array:
    return doubled(x, weights[f"kernel{k}"]) + weights[f"bias{k}"]


def discriminator_weights(key: jax.Array, colors: int = 1) -> Weights:
    """Weights of a discriminator of such pictures."""
    sizes = (colors, *reversed(_CHANNELS))
    keys = jax.random.split(key, len(sizes))
    he = jax.nn.initializers.he_normal()
    weights = {"dense": he(keys[0], (16 * sizes[-1], 1)), "bias": jnp.zeros(1)}
    for k, (n_in, n_out) in enumerate(pairwise(sizes)):
        weights[f"kernel{k}"] = he(keys[k + 1], (4, 4, n_in, n_out))
        weights[f"bias{k}"] = jnp.zeros(n_out)
    return weights


def rate(weights: Weights, pictures: jax.Array) -> jax.Array:
    """What the discriminator says of pictures of shape (n, 32, 32, colors): the logit of real, shape (n,)."""
    *_, last = rating_layers(weights, pictures)
    return (last.reshape(len(last), -1) @ weights["dense"] + weights["bias"])[:, 0]


def rating_layers(weights: Weights, pictures: jax.Array) -> list[jax.Array]:
    """What a discriminator's layers give on to the next: shape (n, 16, 16, channels), then 8 and 4 cells."""
    outputs = [2 * pictures - 1]
    for k in range(len(_CHANNELS)):
        x = halved(outputs[-1], weights[f"kernel{k}"]) + weights[f"bias{k}"]
        outputs.append(jax.nn.leaky_relu(x, _SLOPE))
    return outputs[1:]


def penalized_loss(rated: Callable[[jax.Array], jax.Array], real: jax.Array, fakes: jax.Array) -> jax.Array:
    """The loss of the discriminator in nats, and its mean squared slope at real pictures (R1).

    Parameters
    ----------
    rated
        The logits of pictures of shape (n, 32, 32, colors), shape (n,).
    real, fakes
        Such pictures.

    References
    ----------
    Mescheder, Geiger, Nowozin (2018), Which training methods for GANs do actually converge?,
    arXiv:1801.04406.
    """
    logits, slopes = jax.vjp(rated, real)
    (slope,) = slopes(jnp.ones_like(logits))
    return discriminator_loss(logits, rated(fakes)) + jnp.sum(slope**2, axis=(1, 2, 3)).mean()


def halved(x: jax.Array, kernel: jax.Array) -> jax.Array:
    """The convolution with a kernel of shape (4, 4, in, out), stride 2 and padding 1: half as many cells.

    Examples
    --------
    >>> halved(jnp.zeros((1, 32, 32, 3)), jnp.zeros((4, 4, 3, 5))).shape
    (1, 16, 16, 5)
    """
    _, rows, columns, n_in = x.shape
    x = jnp.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    seen = [x[:, i : i + rows : 2, j : j + columns : 2] for i in range(4) for j in range(4)]
    return jnp.concatenate(seen, axis=-1) @ kernel.reshape(16 * n_in, -1)


def doubled(x: jax.Array, kernel: jax.Array) -> jax.Array:
    """The transposed convolution with a kernel of shape (in, 4, 4, out), stride 2 and padding 1.

    Every cell lays a kernel's worth of numbers upon 4 x 4 cells, each two further on than its neighbour's,
    and the outermost row on each side is cut off: (n - 1) 2 + 4 - 2 = 2 n cells. Both are products of
    matrices here, since XLA's own are several times as slow on a processor, their slopes most of all.

    Examples
    --------
    >>> doubled(jnp.zeros((1, 4, 4, 3)), jnp.zeros((3, 4, 4, 5))).shape
    (1, 8, 8, 5)
    """
    count, rows, columns, n_in = x.shape
    laid = (x.reshape(-1, n_in) @ kernel.reshape(n_in, -1)).reshape(count, rows, columns, 2, 2, 2, 2, -1)
    total = sum(
        jnp.pad(laid[:, :, :, down, :, right], ((0, 0), (down, 1 - down), (right, 1 - right), *[(0, 0)] * 3))
        for down in range(2)
        for right in range(2)
    )
    total = jnp.transpose(total, (0, 1, 3, 2, 4, 5)).reshape(count, 2 * rows + 2, 2 * columns + 2, -1)
    return total[:, 1:-1, 1:-1]


def as_bytes(pictures: jax.Array | np.ndarray) -> np.ndarray:
    """Pictures from 0 to 1 in 256 steps."""
    return np.rint(np.asarray(pictures) * 255).astype(np.uint8)
