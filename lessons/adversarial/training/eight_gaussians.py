"""Eight heaps of real notes, and one network that forges them twice: without and with a gradient penalty.

Without it the network prints one kind, is caught, and hops to another. The penalty is half of ``GAMMA`` times
the mean of ``|grad_x log(D / (1 - D))|^2`` over the real notes; nets, rates, seed and random numbers are the
same.

References
----------
Metz et al. (2017), Unrolled generative adversarial networks, arXiv:1611.02163: the eight Gaussians.
Mescheder, Geiger, Nowozin (2018), Which training methods for GANs do actually converge?, arXiv:1801.04406:
the penalty, there called R1.
"""

from __future__ import annotations

from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax.nn import leaky_relu

from lessons.adversarial.models.modes import good_share, modes_covered, ring
from lessons.adversarial.training import game
from lessons.adversarial.training.perceptron import Layers, apply, perceptron

RADIUS, SIGMA = 2.0, 0.15
GAMMA = 5.0
SHOWN = 400  # samples that are kept
_SPREAD = range(800, 1501, 50)  # with the penalty it comes to one kind after the other
_HOPS = (*range(4595, 4641, 5), *range(4643, 4656, 3), 4660)  # prints one kind for 30 steps, and leaves it
LOOKED_AT = (0, 25, 50, 100, 200, *range(300, 701, 100), *_SPREAD, *range(2000, 4001, 1000), *_HOPS)
PLANE = np.linspace(-8.8, 8.8, 45)  # both ways, where the scores are kept
_NOISE, _HIDDEN, _BATCH = 16, 64, 256
_DISCRIMINATOR = optax.adam(3e-4, b1=0.5)
_GENERATOR = optax.adam(2e-3, b1=0.5)  # so quick that it follows the discriminator from kind to kind
_CENTERS = ring(8, RADIUS)

State = tuple[Layers, Layers, optax.OptState, optax.OptState]


def train(seed: int, *, steps: int) -> dict[str, np.ndarray]:
    """Train the same generator twice.

    Parameters
    ----------
    seed
        Of weights and samples; both runs have the same.
    steps
        Of both players, one for one.

    Returns
    -------
    dict
        ``step`` (K,), and for both ``collapsed`` (without the penalty) and ``mended`` (with it): the samples
        themselves (K, 400, 2), of the same noises each time; ``*_modes`` (K,) how many modes they cover;
        ``*_good`` (K,) which share of them lies within 3 sigma of a mode; ``*_d`` (K, 45, 45) what the
        discriminator scores over the plane, in 255ths: a row for each y, a column for each x of ``plane``
        (45,). ``centers`` (8, 2), ``sigma``.
    """
    looked_at = [step for step in LOOKED_AT if step <= steps]
    told = {"step": np.array(looked_at), "centers": _CENTERS, "sigma": np.array(SIGMA), "plane": PLANE}
    everywhere = np.stack(np.meshgrid(PLANE, PLANE), axis=-1).reshape(-1, 2)
    with jax.enable_x64(True):
        of_generator, of_discriminator, of_noise, key = jax.random.split(jax.random.key(seed), 4)
        generator = perceptron(of_generator, (_NOISE, _HIDDEN, _HIDDEN, 2))
        discriminator = perceptron(of_discriminator, (2, _HIDDEN, _HIDDEN, 1))
        noise = jax.random.normal(of_noise, (SHOWN, _NOISE))
        for name, gamma in (("collapsed", 0.0), ("mended", GAMMA)):
            state = generator, discriminator, _GENERATOR.init(generator), _DISCRIMINATOR.init(discriminator)
            samples, scores = [], []
            for before, step in pairwise([0, *looked_at]):
                state = _advance(gamma, state, key, before, step)
                # What is counted is what is kept: half precision, a thousandth of the ring's radius.
                samples.append(np.asarray(apply(state[0], noise, leaky_relu), np.float16))
                # At least one 255th: of what is kept the logarithm is taken.
                scores.append(np.maximum(1, np.rint(255 * jax.nn.sigmoid(_logits(state[1], everywhere)))))
            told[name] = np.array(samples)
            told[f"{name}_d"] = np.array(scores, np.uint8).reshape(-1, len(PLANE), len(PLANE))
            told[f"{name}_modes"] = np.array([modes_covered(each, _CENTERS, SIGMA) for each in samples])
            told[f"{name}_good"] = np.array([good_share(each, _CENTERS, SIGMA) for each in samples])
    return told


@jax.jit
def _advance(gamma: float, state: State, key: jax.Array, before: int, step: int) -> State:
    def one(number: int, state: State) -> State:
        generator, discriminator, state_g, state_d = state
        of_heap, of_place, first, second = jax.random.split(jax.random.fold_in(key, number), 4)
        heap = jax.random.randint(of_heap, (_BATCH,), 0, len(_CENTERS))
        real = jnp.asarray(_CENTERS)[heap] + SIGMA * jax.random.normal(of_place, (_BATCH, 2))
        fake = _fakes(generator, first)
        change, state_d = _DISCRIMINATOR.update(jax.grad(_loss_d)(discriminator, real, fake, gamma), state_d)
        discriminator = optax.apply_updates(discriminator, change)
        change, state_g = _GENERATOR.update(jax.grad(_loss_g)(generator, discriminator, second), state_g)
        return optax.apply_updates(generator, change), discriminator, state_g, state_d

    return jax.lax.fori_loop(before, step, one, state)


def _loss_d(discriminator: Layers, real: jax.Array, fake: jax.Array, gamma: float) -> jax.Array:
    loss = game.discriminator_loss(_logits(discriminator, real), _logits(discriminator, fake))
    # The logit of a note depends on that note alone, so one gradient of their sum is that of each.
    slopes = jax.grad(lambda x: _logits(discriminator, x).sum())(real)
    return loss + gamma / 2 * (slopes**2).sum(axis=1).mean()


def _loss_g(generator: Layers, discriminator: Layers, key: jax.Array) -> jax.Array:
    return game.generator_loss(_logits(discriminator, _fakes(generator, key)))


def _logits(discriminator: Layers, x: jax.Array) -> jax.Array:
    return apply(discriminator, x, leaky_relu)[:, 0]


def _fakes(generator: Layers, key: jax.Array) -> jax.Array:
    return apply(generator, jax.random.normal(key, (_BATCH, _NOISE)), leaky_relu)
