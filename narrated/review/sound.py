"""The sound row: loudness, true peak, silences, clipping; measured on the film's own sound."""

from __future__ import annotations

import numpy as np

from narrated.export.ffmpeg import ebur128
from narrated.review.film_reader import RATE, FilmReader
from narrated.review.findings import Row, row
from narrated.review.limits import Limits

_WINDOW = RATE // 100
_SILENT = 10 ** (-50 / 20)
_FULL = 0.999  # three samples in a row at full scale are a wave whose top is cut off
_CUT = 3


def sound_row(film: FilmReader, limits: Limits) -> Row:
    """Judge the sound as it was encoded."""
    loudness, peak = ebur128(None, "-i", f"file:{film.video}")
    found = []
    if abs(loudness - limits.loudness) > limits.loudness_off:
        found.append(film.finding(0, f"the film is at {loudness:.1f} LUFS"))
    if peak > limits.true_peak:
        found.append(film.finding(0, f"the true peak is {peak:.1f} dBTP"))
    longest = 0.0
    for start, seconds in _silences(film):
        longest = max(longest, seconds)
        if seconds > limits.silence:
            found.append(film.finding(start * film.fps, f"{seconds:.2f} s of silence"))
    found += [film.finding(start * film.fps, "the sound is clipped") for start in _clipped(film)]
    measured = f"{loudness:.1f} LUFS, {peak:.1f} dBTP, silence {longest:.2f} s"
    limit = (
        f"{limits.loudness:g} ±{limits.loudness_off:g} LUFS, {limits.true_peak:g} dBTP, {limits.silence:g} s"
    )
    return row("sound", measured, limit, found)


def _silences(film: FilmReader) -> list[tuple[float, float]]:
    """Start and length of every silence, in seconds."""
    sound = np.abs(film.sound).max(axis=0, initial=0.0)
    windows = sound[: len(sound) // _WINDOW * _WINDOW].reshape(-1, _WINDOW).max(axis=1)
    quiet = np.concatenate([[False], windows < _SILENT, [False]])
    edges = np.flatnonzero(quiet[1:] != quiet[:-1]).reshape(-1, 2)
    return [(start * _WINDOW / RATE, (end - start) * _WINDOW / RATE) for start, end in edges.tolist()]


def _clipped(film: FilmReader) -> list[float]:
    """Seconds at which the sound is cut off, one a second at most."""
    full = (np.abs(film.sound) >= _FULL).all(axis=0)
    runs = np.flatnonzero(np.convolve(full, np.ones(_CUT), "valid") >= _CUT) / RATE
    return [float(second) for second in np.unique(np.floor(runs))]
