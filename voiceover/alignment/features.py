"""What of a sound tells its phonemes and little of who speaks: log-mel levels and how they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Features = NDArray[np.float64]

RATE = 16_000
HOP = 80
"""Samples from one frame to the next: 5 ms at `RATE`."""
_WINDOW = 400
_SPECTRUM = 512
_BANDS = 24
_LOWEST, _HIGHEST = 80.0, 7000.0  # hertz
_NOISE = 1e-4  # added to all, so that digital silence is as quiet as a quiet room
_FLOOR = 0.3  # levels below this quantile of their band are noise, whatever they are
_REACH = 4  # frames on either side from which a change is taken
_CHANGE = 0.7  # how much a change counts beside a level


def features(sound: Samples) -> Features:
    """Features of mono sound of `RATE` samples a second, one row every `HOP` samples.

    Each column is brought to mean 0 and deviation 1 over the sound, which takes out how loud it is, and much
    of voice, room and microphone.

    Returns
    -------
    ndarray, shape (1 + len(sound) // HOP, 48)
        Log levels of 24 mel bands, and their changes.

    Examples
    --------
    >>> features(np.zeros(1600, np.float32)).shape
    (21, 48)
    """
    levels = _log_mel(sound)
    levels = _standard(np.maximum(levels, np.quantile(levels, _FLOOR, axis=0)))
    ahead = np.pad(levels, ((_REACH, _REACH), (0, 0)), mode="edge")
    count = len(levels)
    change = sum(
        step * (ahead[_REACH + step :][:count] - ahead[_REACH - step :][:count])
        for step in range(1, _REACH + 1)
    )
    return np.concatenate([levels, _CHANGE * _standard(np.asarray(change))], axis=1)


def _log_mel(sound: Samples) -> Features:
    padded = np.pad(sound.astype(np.float64), _WINDOW // 2)
    padded += _NOISE * np.random.default_rng(0).standard_normal(len(padded))
    padded[1:] -= 0.97 * padded[:-1].copy()  # speech is quieter the higher it is
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW), _SPECTRUM)) ** 2
    return np.asarray(np.log(power @ _mel_bands().T + 1e-8))


def _mel_bands() -> Features:
    """Triangles that are equally wide in mel, of weight 1, shape (bands, bins)."""
    lowest, highest = (2595 * np.log10(1 + hertz / 700) for hertz in (_LOWEST, _HIGHEST))
    edges = 700 * (10 ** (np.linspace(lowest, highest, _BANDS + 2) / 2595) - 1) / RATE * _SPECTRUM
    left, middle, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    bins = np.arange(_SPECTRUM // 2 + 1)
    rising, falling = (bins - left) / (middle - left), (right - bins) / (right - middle)
    bands = np.maximum(0, np.minimum(rising, falling))
    return np.asarray(bands / bands.sum(axis=1, keepdims=True))


def _standard(columns: Features) -> Features:
    deviation = columns.std(axis=0)
    return np.asarray((columns - columns.mean(axis=0)) / np.where(deviation > 1e-9, deviation, 1))
