"""A tiny DCGAN learns to make clips of a cat that walks: its pictures have a number for each frame."""

from __future__ import annotations

from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np

from lessons.adversarial.models.clip_steps import cleaned_up, features, lined_up
from lessons.adversarial.models.convolution import edges
from lessons.adversarial.models.drawn_clips import FRAMES, SIZE, drawn_clips
from lessons.adversarial.models.frechet import frechet_distance
from lessons.adversarial.models.round_plane import round_plane
from lessons.adversarial.training.dcgan import NOISE, as_bytes, generate, rate
from lessons.adversarial.training.dcgan_training import advance, beginners

LOOKED_AT = (0, 10, 200, 400, 700, 1000, 1500, 2500)
_CLIPS = 256  # real ones; as many others tell how far apart two sets of real clips are
_COMPARED = 256  # generated ones
_FOLLOWED = (0, 2)  # real clips, a dark cat and a light one; what is made most like them is followed


def train(seed: int, *, steps: int) -> dict[str, np.ndarray]:
    """Train both networks in turn, a step each.

    Parameters
    ----------
    seed
        Of weights, clips and noise.
    steps
        Of each of the two.

    Returns
    -------
    dict
        Clips of uint8, 0 is black: ``raw`` (16, 56, 56), as it was taken; ``real`` (16, 32, 32), the same
        lined up; ``edges`` (16, 30, 30), its features before they are averaged; ``generated``, of what the
        generator makes at the end, with the running mean of its weights, the clip that is most like it;
        ``finished``, that cleaned up (both as ``real``); ``rated`` (2,), what the discriminator of the end
        says of ``finished`` and of ``real``; ``followed`` (2,), which of the generated clips
        end most like the first and the third real one; ``became`` (K, 2, 32, 32), their first frames at each
        of the steps that were looked at, ``step`` (K,). Fréchet distances of 256 clips from 256 real ones:
        ``distances`` (K,), as they were generated; ``distance``, those of the end, cleaned up;
        ``distance_real``, other real ones.

        The same features where they stand on the plane of :func:`round_plane`, in standard deviations of
        the real clips, in float16: ``real_seen``, ``others_seen`` and ``finished_seen`` (256, 2),
        ``made_seen`` (K, 256, 2). A plane has 2 of 50 directions: the distances are those of all.
    """
    taken = drawn_clips(seed, 2 * _CLIPS)
    clips = np.stack([lined_up(clip, SIZE) for clip in taken])
    known, others = features(clips[:_CLIPS]), features(clips[_CLIPS:])
    key, of_players, of_shown = jax.random.split(jax.random.key(seed), 3)
    noise = jax.random.normal(of_shown, (_COMPARED, NOISE))
    players = beginners(of_players, colors=FRAMES)
    pictures = jnp.asarray(clips[:_CLIPS].transpose(0, 2, 3, 1))
    looked_at = [step for step in LOOKED_AT if step <= steps]
    kept, distances, first_frames = [], [], []
    for before, step in pairwise([0, *looked_at]):
        players = advance(players, pictures, key, before, step)
        made = np.asarray(generate(players.mean, noise)).transpose(0, 3, 1, 2)
        kept.append(features(made))
        distances.append(frechet_distance(kept[-1], known))
        first_frames.append(made[:, 0])
    finished = np.stack([cleaned_up(clip) for clip in made])
    cleaned = features(finished)
    followed = [int(np.argmin(((cleaned - known[k]) ** 2).sum(axis=1))) for k in _FOLLOWED]
    shown = followed[0]
    asked = jnp.stack([finished[shown], clips[0]]).transpose(0, 2, 3, 1)
    plane = round_plane(known, kept[0])
    return {
        "step": np.array(looked_at),
        "raw": as_bytes(taken[0]),
        "real": as_bytes(clips[0]),
        "edges": as_bytes(edges(clips[0]).clip(0, 1)),
        "generated": as_bytes(made[shown]),
        "finished": as_bytes(finished[shown]),
        "rated": np.asarray(jax.nn.sigmoid(rate(players.discriminator, asked)), dtype=float),
        "followed": np.array(followed),
        "became": as_bytes(np.stack([frames[followed] for frames in first_frames])),
        "distances": np.array(distances),
        "distance": np.array(frechet_distance(cleaned, known)),
        "distance_real": np.array(frechet_distance(others, known)),
        "made_seen": plane.seen(np.stack(kept)).astype(np.float16),
        "finished_seen": plane.seen(cleaned).astype(np.float16),
        "others_seen": plane.seen(others).astype(np.float16),
        "real_seen": plane.seen(known).astype(np.float16),
    }
