"""A perceptron of several layers, which both players of the small games are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp

Layers = list[tuple[jax.Array, jax.Array]]


@partial(jax.jit, static_argnums=1)
def perceptron(key: jax.Array, sizes: tuple[int, ...]) -> Layers:
    """Weights of layers from ``sizes[0]`` to ``sizes[-1]`` numbers, by Glorot's rule, and biases of 0.

    Parameters
    ----------
    key
        A key of JAX's random numbers.
    sizes
        How many numbers go in, how many each hidden layer has, how many come out.

    References
    ----------
    Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks.

    Examples
    --------
    >>> layers = perceptron(jax.random.key(0), (2, 8, 1))
    >>> [weights.shape for weights, _ in layers]
    [(2, 8), (8, 1)]
    """
    initial = jax.nn.initializers.glorot_normal()
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        (initial(one, (n_in, n_out)), jnp.zeros(n_out))
        for one, n_in, n_out in zip(keys, sizes[:-1], sizes[1:], strict=True)
    ]


@partial(jax.jit, static_argnums=2)
def apply(layers: Layers, x: jax.Array, bend: Callable[[jax.Array], jax.Array] = jnp.tanh) -> jax.Array:
    """What comes out of ``x`` (n, in), of shape (n, out); ``bend`` follows all layers but the last."""
    for weights, biases in layers[:-1]:
        x = bend(x @ weights + biases)
    weights, biases = layers[-1]
    return x @ weights + biases
