"""What each player wants, told by the logits that the discriminator gives: D is their sigmoid.

``softplus(-t)`` is ``-log sigmoid(t)``, and ``softplus(t)`` is ``-log (1 - sigmoid(t))``, both without
overflow. ``mean`` is how an expectation is taken: the average of samples, where nothing else is said.

References
----------
Goodfellow et al. (2014), Generative adversarial nets, arXiv:1406.2661.
"""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
from jax.nn import softplus

Mean = Callable[[jax.Array], jax.Array]


def discriminator_loss(real: jax.Array, fake: jax.Array, mean: Mean = jnp.mean) -> jax.Array:
    """``-E log D(x) - E log(1 - D(G(z)))`` in nats, of the logits of real and of fake samples.

    >>> round(float(discriminator_loss(jax.numpy.zeros(4), jax.numpy.zeros(4))), 4)
    1.3863
    """
    return mean(softplus(-real)) + mean(softplus(fake))


def generator_loss(fake: jax.Array, mean: Mean = jnp.mean) -> jax.Array:
    """The non-saturating ``-E log D(G(z))`` in nats, of the logits of fake samples.

    >>> round(float(generator_loss(jax.numpy.zeros(4))), 4)
    0.6931
    """
    return mean(softplus(-fake))


def minimax_loss(fake: jax.Array, mean: Mean = jnp.mean) -> jax.Array:
    """``E log(1 - D(G(z)))`` in nats, which the generator of the original game makes small.

    >>> round(float(minimax_loss(jax.numpy.zeros(4))), 4)
    -0.6931
    """
    return -mean(softplus(fake))
