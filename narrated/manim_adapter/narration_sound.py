"""The narration of a scene that is rendered alone: its takes laid on the clip's own clock."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from voiceover.errors import InputError

RATE = 48_000


def read_mono(path: Path) -> np.ndarray:
    """The samples of an audio file at 48 kHz, float32, shape (samples,).

    Raises
    ------
    InputError
        If it is damaged.
    """
    try:
        with av.open(f"file:{path}") as source:
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            blocks = [
                block.to_ndarray().reshape(-1)
                for frame in source.decode(audio=0)
                for block in resampler.resample(frame)
            ]
            blocks += [block.to_ndarray().reshape(-1) for block in resampler.resample(None)]
        return np.concatenate(blocks)
    except (av.FFmpegError, IndexError, ValueError) as error:
        if isinstance(error, OSError):
            raise
        reason = error.strerror if isinstance(error, av.FFmpegError) else "it has no sound"
        raise InputError(
            f"the sound is damaged ({reason})", where=path, remedy="put back the file, or record it again"
        ) from error


def lay(pieces: Sequence[tuple[np.ndarray, float]], seconds: float) -> np.ndarray:
    """One track of pieces that start at given seconds.

    Examples
    --------
    >>> track = lay([(np.ones(4, np.float32), 0.5)], 1.0)
    >>> track.shape, int(track.argmax()), float(track.sum())
    ((48000,), 24000, 4.0)
    """
    track = np.zeros(round(seconds * RATE), np.float32)
    for samples, start in pieces:
        first = round(start * RATE)
        room = max(0, min(len(samples), len(track) - first))
        track[first : first + room] += samples[:room]
    return track


def add_narration(
    clip: Path, sounds: Sequence[tuple[np.ndarray, float]], target: Path, *, draft: bool = False
) -> None:
    """Write ``clip`` with its narration: the picture is copied, the sound encoded once.

    A ``draft`` is encoded in a quarter of the time: one channel, by the encoder's plainer search.
    """
    layout, options = ("mono", {"aac_coder": "fast"}) if draft else ("stereo", {})
    with (
        av.open(f"file:{clip}") as source,
        av.open(f"file:{target}", "w", options={"movflags": "faststart"}) as product,
    ):
        picture = source.streams.video[0]
        copy = product.add_stream_from_template(picture)
        voice = product.add_stream("aac", rate=RATE, layout=layout, options=options)
        voice.bit_rate = 192_000
        for packet in source.demux(picture):
            if packet.dts is not None:
                packet.stream = copy
                product.mux(packet)
        seconds = float((picture.duration or 0) * (picture.time_base or Fraction(1)))
        track = lay(sounds, seconds)
        for first in range(0, len(track), RATE):
            block = np.repeat(track[np.newaxis, first : first + RATE], 1 if draft else 2, axis=0)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = RATE, first, Fraction(1, RATE)
            product.mux(voice.encode(frame))
        product.mux(voice.encode(None))
