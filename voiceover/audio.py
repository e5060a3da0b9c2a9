"""Mono 16-bit sound in and out of FLAC, with the PyAV that manim brings."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pcm = NDArray[np.int16]

# NumPy and PyAV are imported where they are used: an unchanged film reads no sound and must not pay.


def pcm_digest(pcm: Pcm) -> str:
    """SHA-256 of the samples as little-endian 16-bit integers."""
    return hashlib.sha256(pcm.astype("<i2").tobytes()).hexdigest()


def to_pcm(audio: NDArray[np.float32]) -> Pcm:
    """Floats in [-1, 1] as 16-bit samples."""
    import numpy as np

    return np.round(np.clip(audio, -1.0, 1.0) * 32767).astype(np.int16)


def write_flac(path: Path, pcm: Pcm, sample_rate: int) -> None:
    """Write mono samples, losslessly."""
    import av

    with av.open(str(path), "w", format="flac") as container:
        stream = container.add_stream("flac", rate=sample_rate, layout="mono", format="s16")
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = sample_rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def read_flac(path: Path) -> Pcm:
    """The samples of a mono 16-bit FLAC file.

    Raises
    ------
    OSError, ValueError
        If it is missing, damaged, or another kind of file.
    """
    import av
    import numpy as np

    with av.open(str(path), format="flac") as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    if not blocks or any(block.dtype != np.int16 or block.shape[0] != 1 for block in blocks):
        raise ValueError("not mono 16-bit sound")
    pcm: Pcm = np.concatenate(blocks, axis=1)[0]
    return pcm
