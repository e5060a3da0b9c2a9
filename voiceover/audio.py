"""Sound in and out of files, with the PyAV that manim brings: takes are mono 16-bit FLAC."""

from __future__ import annotations

import hashlib
import io
import math
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


def from_pcm(samples: bytes) -> NDArray[np.float32]:
    """Bare little-endian 16-bit samples as floats in [-1, 1]; a ValueError where a byte is left over."""
    import numpy as np

    return np.frombuffer(samples, dtype="<i2").astype(np.float32) / np.float32(32768)


def write_flac(path: Path, pcm: Pcm, sample_rate: int) -> None:
    """Write mono samples, losslessly."""
    import av

    # `file:` keeps a name such as "a:b" from being read as a protocol.
    with av.open(f"file:{path}", "w", format="flac") as container:
        stream = container.add_stream("flac", rate=sample_rate, layout="mono", format="s16")
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = sample_rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def flac_length(data: bytes) -> tuple[int, int]:
    """Samples a second, and samples in all, as the header of a FLAC file has them.

    Raises
    ------
    ValueError
        If it is another kind of file.
    """
    if data[:4] != b"fLaC" or len(data) < 26:
        raise ValueError("no FLAC file")
    # STREAMINFO comes first: 20 bits of rate, 3 of channels, 5 of bits a sample, 36 of samples.
    numbers = int.from_bytes(data[18:26], "big")
    return numbers >> 44, numbers & (2**36 - 1)


def read_flac(data: bytes, *, sample_rate: int, most: int) -> Pcm:
    """The samples of a mono 16-bit FLAC file.

    Parameters
    ----------
    most
        Where it holds more samples, reading ends: a few bytes can stand for hours of silence.

    Raises
    ------
    ValueError
        If it is damaged, or another kind of file.
    """
    import av
    import numpy as np

    blocks, count = [], 0
    try:
        with av.open(io.BytesIO(data), "r", format="flac") as container:
            for frame in container.decode(audio=0):
                block = frame.to_ndarray()
                if block.dtype != np.int16 or block.shape[0] != 1:
                    raise ValueError("not mono 16-bit sound")
                if frame.sample_rate != sample_rate:
                    raise ValueError(f"{frame.sample_rate} samples a second instead of {sample_rate}")
                blocks.append(block)
                count += block.shape[1]
                if count > most:
                    raise ValueError(f"more than {most} samples")
    except av.error.FFmpegError as error:
        # Not all of these are an OSError or a ValueError: a file that ends in its header is an EOFError.
        raise ValueError(error.strerror) from error
    if not blocks:
        raise ValueError("no sound")
    pcm: Pcm = np.concatenate(blocks, axis=1)[0]
    return pcm


def decoded(data: bytes, *, most: float) -> tuple[NDArray[np.float32], int]:
    """Mono sound in [-1, 1], and its samples a second, of a file of any kind that FFmpeg reads.

    Parameters
    ----------
    most
        Seconds; where it holds more, reading ends.

    Raises
    ------
    ValueError
        If it holds no sound, is damaged, or too long.
    """
    import av
    import numpy as np

    blocks, count, rate = [], 0, 0
    try:
        with av.open(io.BytesIO(data), "r") as container:
            if not container.streams.audio:
                raise ValueError("no sound")
            rate = container.streams.audio[0].rate
            mono = av.AudioResampler(format="flt", layout="mono", rate=rate)
            for frame in container.decode(audio=0):
                blocks += [block.to_ndarray()[0] for block in mono.resample(frame)]
                count += frame.samples
                if count > most * rate:
                    raise ValueError(f"more than {most:g} s")
    except av.error.FFmpegError as error:
        raise ValueError(error.strerror) from error
    if not count:
        raise ValueError("no sound")
    return np.concatenate(blocks).astype(np.float32), rate


def resampled(audio: NDArray[np.float32], rate: int, wanted: int) -> NDArray[np.float32]:
    """Mono sound with another number of samples a second; its first sample stays the first."""
    import numpy as np
    from scipy.signal import resample_poly

    if rate == wanted:
        return audio
    common = math.gcd(rate, wanted)
    # The usual window (Kaiser, 5.0) ripples by 0.1 %: -60 dB, which is above the noise of 16 bits.
    made = resample_poly(audio, wanted // common, rate // common, window=("kaiser", 9.0))
    return np.asarray(made, np.float32)
