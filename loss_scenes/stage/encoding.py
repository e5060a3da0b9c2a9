"""The one way to encode clips, so that they are joined by copying their streams. Light: no manim."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)

# Every common frame rate divides it, so a frame lasts a whole number of ticks and no muxer rounds.
TIMESCALE = 90_000

# Without the last two the vector units of the machine decide about the lowest bit, and machines disagree.
_SCALER = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.BITEXACT

_FORMATS = {3: "rgb24", 4: "rgba"}


def encoder_options(fps: int, threads: int = 1) -> dict[str, str]:
    """Settings of libx264: High profile, closed groups of pictures of at most two seconds."""
    return {
        "preset": "veryfast",
        "crf": "18",
        "profile": "high",
        "g": str(2 * fps),
        "threads": str(threads),
        "forced-idr": "1",
        "x264-params": "open-gop=0:force-cfr=1",
    }


class ClipEncoder:
    """Writes frames to a silent H.264 file (yuv420p, BT.709, limited range, constant frame rate).

    Parameters
    ----------
    path
        The file, ``.mp4``.
    width, height
        Even numbers of pixels.
    fps
        Frames a second.
    threads
        Threads of the encoder. With 1 the file is the same, bit by bit, on every machine.

    Raises
    ------
    ValueError
        For an odd size, or a frame of another shape than the clip's.

    Notes
    -----
    An array is converted once, from its own memory, and may be changed as soon as :meth:`write` has
    returned; ``repeat`` and :meth:`again` encode the converted frame again.
    """

    def __init__(self, path: Path | str, width: int, height: int, fps: int, threads: int = 1) -> None:
        if width % 2 or height % 2 or width <= 0 or height <= 0:
            raise ValueError(f"frame size {width}x{height}: both must be even and positive (4:2:0 chroma)")
        self.width, self.height, self.fps = width, height, fps
        self.frames = 0
        self._reformatter = VideoReformatter()
        self._last: av.VideoFrame | None = None
        # `file:` keeps a name such as "a:b" from being read as a protocol.
        self._container = av.open(
            f"file:{path}",
            "w",
            format="mp4",
            options={"video_track_timescale": str(TIMESCALE), "fflags": "+bitexact"},
        )
        try:
            self._stream = self._container.add_stream(
                "libx264", rate=fps, options=encoder_options(fps, threads)
            )
            codec = self._stream.codec_context
            codec.width, codec.height, codec.pix_fmt = width, height, "yuv420p"
            codec.time_base = Fraction(1, fps)
            codec.color_range = ColorRange.MPEG
            codec.color_primaries = ColorPrimaries.BT709
            codec.color_trc = ColorTrc.BT709
            codec.colorspace = Colorspace.ITU709
        except BaseException:
            self._container.close()
            raise

    def write(self, frame: npt.NDArray[np.uint8] | av.VideoFrame, repeat: int = 1) -> None:
        """Encode a frame ``repeat`` times.

        ``frame`` is an array (height, width, 3 or 4) of 8-bit RGB(A), top row first, alpha ignored; or a
        yuv420p frame that is BT.709 limited range already.
        """
        self._last = self._converted(frame)
        self.again(repeat)

    def again(self, repeat: int = 1) -> None:
        """Encode the last frame ``repeat`` times more."""
        if self._last is None:
            raise ValueError("no frame was written yet that could be repeated")
        for _ in range(repeat):
            self._last.pts = self.frames
            self._last.time_base = Fraction(1, self.fps)
            self.frames += 1
            self._container.mux(self._stream.encode(self._last))

    def close(self) -> None:
        """Write what the encoder still holds, and the file's index."""
        if self.frames:
            self._container.mux(self._stream.encode(None))
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _converted(self, frame: npt.NDArray[np.uint8] | av.VideoFrame) -> av.VideoFrame:
        if isinstance(frame, av.VideoFrame):
            if (frame.format.name, frame.width, frame.height) != ("yuv420p", self.width, self.height):
                raise ValueError(
                    f"frame is {frame.format.name} {frame.width}x{frame.height}, "
                    f"the clip is yuv420p {self.width}x{self.height}"
                )
            return frame
        if frame.dtype != np.uint8 or frame.shape not in {
            (self.height, self.width, depth) for depth in _FORMATS
        }:
            raise ValueError(
                f"frame is {frame.dtype} {frame.shape}, "
                f"the clip is uint8 ({self.height}, {self.width}, 3 or 4)"
            )
        layout = _FORMATS[frame.shape[2]]
        pixels = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(frame), format=layout)
        return self._reformatter.reformat(
            pixels,
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=_SCALER,
            threads=1,
        )


def rgb_frame(frame: av.VideoFrame) -> npt.NDArray[np.uint8]:
    """A decoded frame as 8-bit RGB, shape (height, width, 3): the inverse of what `ClipEncoder` does."""
    converted = frame.reformat(
        format="rgb24",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=_SCALER,
        threads=1,
    )
    return np.ascontiguousarray(converted.to_ndarray(), dtype=np.uint8)
