"""The one way in which clips are encoded, so that they can be joined by stream copy. Light: no manim."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

CRF = 18
PRESET = "veryfast"
_BT709 = 1  # ITU-T H.273 code of the matrix, the primaries and the transfer alike
_TV_RANGE = 1


def encoder_options(fps: int) -> dict[str, str]:
    """Options of libx264: closed groups of two seconds, High profile, one answer on every machine."""
    return {
        "preset": PRESET,
        "crf": str(CRF),
        "profile": "high",
        "x264-params": f"keyint={2 * fps}:min-keyint={fps}:open-gop=0:bframes=2:force-cfr=1",
    }


class ClipEncoder:
    """Encode RGBA or RGB frames of one size to a silent mp4 with a constant frame rate.

    Parameters
    ----------
    path
        The file; what stood there is replaced.
    width, height
        Pixels; both even.
    fps
        Whole frames a second.
    threads
        Threads of the encoder. One gives the same bytes on every machine.

    Notes
    -----
    A frame is converted to YUV once, without a copy, however often it is repeated; the array may be
    changed as soon as :meth:`write` has returned.
    """

    def __init__(self, path: Path, width: int, height: int, fps: int, *, threads: int = 1) -> None:
        self.path, self.width, self.height, self.fps = path, width, height, fps
        self.frames = 0
        self._container = av.open(
            str(path), "w", format="mp4", options={"video_track_timescale": str(512 * fps)}
        )
        stream: Any = self._container.add_stream("libx264", rate=fps, options=encoder_options(fps))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        context = stream.codec_context
        context.thread_count = threads
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = _TV_RANGE
        self._stream = stream
        self._time_base = Fraction(1, fps)
        self._reformatter = VideoReformatter()

    def write(self, pixels: np.ndarray, *, repeat: int = 1) -> None:
        """Encode a frame, shape (height, width, 4 or 3), uint8, ``repeat`` times."""
        if pixels.shape[:2] != (self.height, self.width) or pixels.dtype != np.uint8:
            raise ValueError(
                f"a frame has the shape {pixels.shape} and type {pixels.dtype}; this clip takes uint8 frames of "
                f"{self.height} x {self.width} pixels"
            )
        source = av.VideoFrame.from_numpy_buffer(
            np.ascontiguousarray(pixels), format="rgba" if pixels.shape[2] == 4 else "rgb24"
        )
        frame = self._reformatter.reformat(
            source,
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
        frame.time_base = self._time_base
        for _ in range(repeat):
            frame.pts = self.frames
            self.frames += 1
            for packet in self._stream.encode(frame):
                self._container.mux(packet)

    def close(self) -> None:
        """Write what the encoder still holds, and the file's index."""
        for packet in self._stream.encode(None):
            self._container.mux(packet)
        self._container.close()

    def __enter__(self) -> ClipEncoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
