"""The film's sound: every take laid at its sample, made loud once, written as one master."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from narrated.export.ffmpeg import RATE, ebur128
from voiceover import remedies
from voiceover.audio import resampled
from voiceover.errors import InputError
from voiceover.takes import open_take, read_audio

LOUDNESS = -14.0  # LUFS, what the large video sites play at
# Below the permitted -1 dBTP, since AAC gives peaks back higher than it got them: 0.6 dB of a deep voice.
PEAK_DB = -2.0

Samples = npt.NDArray[np.float32]

_SILENCE = -70.0  # where the gate of EBU R128 begins: nothing to measure
_OVERSAMPLING = 4
# An interpolation looks at so many samples on either side, and may rise over the highest by this factor: the
# sum of the magnitudes of its weights, at most.
_REACH = 10
_OVERSHOOT = 2.25
_BLOCK = RATE // 100
_LOOK_AHEAD = RATE // 200  # 5 ms: shorter is heard as distortion, longer as pumping


def write_master(takes: Iterable[tuple[Path, int]], samples: int, target: Path) -> None:
    """Write the master, stereo, 16 bit, 48 kHz, ``samples`` long.

    Parameters
    ----------
    takes
        Sound file of each line, and the sample at which it starts.

    Raises
    ------
    InputError
        If a take is missing or damaged.
    """
    track = np.zeros(samples, np.float32)
    for path, start in takes:
        take = open_take(path.parent, path.stem)
        if take is None:
            raise InputError("a take is gone", where=path, remedy=remedies.restoring(path))
        sound = resampled(read_audio(take), take.sample_rate, RATE)[: max(0, samples - start)]
        track[start : start + len(sound)] += sound
    pcm = np.rint(loud(track) * 32767).astype("<i2")
    with wave.open(str(target), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.repeat(pcm, 2).tobytes())


def loud(track: Samples) -> Samples:
    """The track (one channel of two alike) at `LOUDNESS`, with no true peak above `PEAK_DB`."""
    ceiling = 10 ** (PEAK_DB / 20)
    gain, result = 0.0, track
    # The limiter takes away a little of what the gain gave, so the gain is corrected by what was measured.
    for _ in range(4):
        found = loudness(result)
        if found <= _SILENCE or abs(LOUDNESS - found) < 0.1:
            break
        gain += LOUDNESS - found
        result = limit(track * np.float32(10 ** (gain / 20)), ceiling)
    return result


def limit(track: Samples, ceiling: float) -> Samples:
    """The track with a gain that sinks, smoothly and ahead of time, where a true peak would be too high."""
    needed = np.minimum(1, ceiling / np.maximum(_peaks(track, ceiling), 1e-9))
    held: Samples = track.astype(np.float32)
    reach = 2 * _LOOK_AHEAD
    high = np.flatnonzero(needed < 1)
    for group in np.split(high, np.flatnonzero(np.diff(high) > 2 * reach) + 1):
        if len(group):
            part = slice(max(0, group[0] - reach), group[-1] + reach + 1)
            held[part] *= _smooth(needed[part])
    return held


def _smooth(needed: Samples) -> Samples:
    # A weighted mean of minima over the same width is never above the gain that is needed in its middle.
    smooth: Samples = minimum_filter1d(needed, 2 * _LOOK_AHEAD + 1, mode="nearest")
    for _ in range(2):  # two means, one after the other, weigh like a triangle over the whole width
        smooth = uniform_filter1d(smooth, _LOOK_AHEAD + 1, mode="nearest")
    return smooth


def _peaks(track: Samples, ceiling: float) -> Samples:
    """Of each sample, the true peak between the one before and the one after, where it may pass ``ceiling``.

    True peaks lie between samples (ITU-R BS.1770 looks at four times the rate). Where no sample comes near
    the ceiling, which is most of what is spoken, none passes it, and the sample itself is given.
    """
    peaks = np.abs(track)
    blocks = np.pad(peaks, (0, -len(peaks) % _BLOCK)).reshape(-1, _BLOCK).max(axis=1) > ceiling / _OVERSHOOT
    edges = np.flatnonzero(np.diff(blocks, prepend=False, append=False)).reshape(-1, 2) * _BLOCK
    for start, end in edges:
        first, last = max(0, start - _REACH), end + _REACH
        begin = max(0, first - 2 * _REACH)  # what the interpolation looks at
        quarters = np.abs(resample_poly(track[begin : last + 2 * _REACH], _OVERSAMPLING, 1))
        sample, *between = quarters.reshape(-1, _OVERSAMPLING).T
        after = np.maximum.reduce(between)
        around = np.maximum(sample, after)
        around[1:] = np.maximum(around[1:], after[:-1])
        peaks[first:last] = around[first - begin : last - begin]
    return peaks


def loudness(track: Samples) -> float:
    """Integrated loudness (LUFS) of a track that is played on both of two channels."""
    sound = track.astype("<f4").tobytes()
    return ebur128(sound, "-f", "f32le", "-ar", str(RATE), "-ac", "1", peak=False, dual_mono=True)[0]
