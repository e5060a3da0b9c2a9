"""The one way to encode clips, so that they are joined by copying their streams. Light: no manim."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from threading import BoundedSemaphore
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
import numpy.typing as npt
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
)

from narrated.encode.conversion import DOWNSCALER, SCALER, Converter, Patch
from narrated.encode.dirty_regions import DirtyRegion
from narrated.encode.h264_skip import SkippedPictures, UnsupportedStream

_log = logging.getLogger(__name__)

# Every common frame rate divides it, so a frame lasts a whole number of ticks and no muxer rounds.
TIMESCALE = 90_000

# A frame that is repeated less often is encoded as it is: the new group after skipped pictures costs more.
SKIP_FROM = 8

# Frames that may wait for the encoder: drawing need not wait for a costly one, and memory stays small.
_QUEUE_SIZE = 4


def encoder_options(fps: int, threads: int = 1) -> dict[str, str]:
    """Settings of libx264: High profile, closed groups of pictures of at most two seconds.

    Drawn pictures are flat, so the fastest preset keeps them, and one quantiser for all keeps a still picture
    still where a new group of pictures starts. On scene 5 at 1080p: 53 dB against the 50 dB of manim's
    defaults, in a sixth of their time; with the deblocking filter, which smooths what was drawn sharp, half
    a decibel less in a tenth more time. No CABAC and no B pictures, so that skipped pictures can be written
    without the encoder (:mod:`narrated.encode.h264_skip`).
    """
    return {
        "preset": "ultrafast",
        "qp": "20",
        "profile": "high",
        "g": str(2 * fps),
        "threads": str(threads),
        "forced-idr": "1",
        "x264-params": "open-gop=0:force-cfr=1:8x8dct=1",
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
    An array may be changed as soon as :meth:`write` has returned. Only the rectangle that differs from the
    frame before is converted; a frame that is repeated `SKIP_FROM` times is written as skipped pictures, and
    what comes after it starts a new group of pictures with an IDR picture. (Where the encoder writes a stream
    that `SkippedPictures` does not support, it is encoded again and again, which is slower.) All this is done
    in a thread of its own, at most `_QUEUE_SIZE` frames later; an error of it is raised by whatever is called
    next.

    What stands between two calls of :meth:`cut` is encoded as if it were a clip of its own: the same bytes
    come out whether one clip holds it all or several are joined.
    """

    def __init__(self, path: Path | str, width: int, height: int, fps: int, threads: int = 1) -> None:
        if width % 2 or height % 2 or width <= 0 or height <= 0:
            raise ValueError(f"frame size {width}x{height}: both must be even and positive (4:2:0 chroma)")
        self.width, self.height, self.fps = width, height, fps
        self.frames = 0
        self._encoded = 0
        self._converter = Converter(width, height)
        self._last: av.VideoFrame | None = None
        self._thread = ThreadPoolExecutor(1, "encoder")
        self._slots = BoundedSemaphore(_QUEUE_SIZE)
        self._error: BaseException | None = None
        # `file:` keeps a name such as "a:b" from being read as a protocol.
        self._container = av.open(
            f"file:{path}",
            "w",
            format="mp4",
            options={"video_track_timescale": str(TIMESCALE), "fflags": "+bitexact"},
        )
        try:
            self._options = encoder_options(fps, threads)
            self._stream = self._container.add_stream("libx264", rate=fps)
            self._begin(self._stream.codec_context)
            self._skipped: SkippedPictures | None = None
            self._unsupported: UnsupportedStream | None = None
            try:
                self._skipped = SkippedPictures.of(bytes(self._codec.extradata or b""))
            except UnsupportedStream as error:
                self._unsupported = error
        except BaseException:
            self._container.close()
            raise

    def _begin(self, codec: VideoCodecContext) -> None:
        """Open an encoder that knows of no frame."""
        self._gop_length = 0  # frames since the last start of a group of pictures
        self._frame_num = 0
        self._force_idr = False  # whether the next frame must be an IDR picture
        codec.options = self._options
        codec.width, codec.height, codec.pix_fmt = self.width, self.height, "yuv420p"
        codec.time_base, codec.framerate = Fraction(1, self.fps), Fraction(self.fps)
        codec.color_range = ColorRange.MPEG
        codec.color_primaries = ColorPrimaries.BT709
        codec.color_trc = ColorTrc.BT709
        codec.colorspace = Colorspace.ITU709
        codec.flags |= Flags.global_header
        codec.open()
        self._codec = codec

    def cut(self) -> None:
        """Start the next frame with a new encoder: a clip may be split, and joined, before it."""
        self._submit(self._cut)

    def write(
        self,
        frame: npt.NDArray[np.uint8] | av.VideoFrame,
        repeat: int = 1,
        dirty: DirtyRegion | None = None,
    ) -> None:
        """Encode a frame ``repeat`` times.

        Parameters
        ----------
        frame
            An array (height, width, 3 or 4) of 8-bit RGB(A), top row first, alpha ignored; or a yuv420p
            frame that is BT.709 limited range already, which must not be changed any more.
        dirty
            The frame before was the same outside of this region; None: nobody knows.
        """
        if isinstance(frame, av.VideoFrame):
            if (frame.format.name, frame.width, frame.height) != ("yuv420p", self.width, self.height):
                raise ValueError(
                    f"frame is {frame.format.name} {frame.width}x{frame.height}, "
                    f"the clip is yuv420p {self.width}x{self.height}"
                )
            self._converter.forget()
            self._submit(self._write, frame, repeat)
        else:
            self._submit(self._write, self._converter.difference(frame, dirty), repeat)
        self.frames += repeat

    def again(self, repeat: int = 1) -> None:
        """Encode the last frame ``repeat`` times more."""
        if not self.frames:
            raise ValueError("no frame was written yet that could be repeated")
        self._submit(self._again, repeat)
        self.frames += repeat

    def _submit(self, work: Callable[..., None], *args: Any) -> None:
        """Let the thread do some work, after what it was given before."""
        self._raise()
        self._slots.acquire()
        self._thread.submit(self._run, work, *args)

    def _run(self, work: Callable[..., None], *args: Any) -> None:
        try:
            if self._error is None:
                work(*args)
        except BaseException as error:  # noqa: BLE001 - raised where the next frame is given
            self._error = error
        finally:
            self._slots.release()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _cut(self) -> None:
        if self._gop_length:
            self._mux(self._codec.encode(None))
            self._begin(av.CodecContext.create("libx264", "w"))

    def _write(self, picture: Sequence[Patch] | av.VideoFrame, repeat: int) -> None:
        self._last = picture if isinstance(picture, av.VideoFrame) else self._converter.apply(picture)
        self._again(repeat)

    def _again(self, repeat: int) -> None:
        assert self._last is not None
        if repeat >= SKIP_FROM and self._unsupported:
            _log.warning("repeated frames are encoded one by one, which is slower: %s", self._unsupported)
            self._unsupported = None
        if repeat < SKIP_FROM or self._skipped is None:
            for _ in range(repeat):
                self._encode(self._last)
            return
        self._encode(self._last)
        for _ in range(repeat - 1):
            # A viewer who seeks must find a start every two seconds here as well.
            if self._gop_length >= 2 * self.fps:
                self._force_idr = True
                self._encode(self._last)
            else:
                self._skip()
        self._force_idr = True  # the encoder knows nothing of these pictures, and must not refer across them

    def _encode(self, frame: av.VideoFrame) -> None:
        frame.pts, frame.time_base = self._encoded, Fraction(1, self.fps)
        frame.pict_type = PictureType.I if self._force_idr else PictureType.NONE
        self._force_idr = False
        self._encoded += 1
        self._mux(self._codec.encode(frame))

    def _mux(self, packets: list[av.Packet[Any]]) -> None:
        for packet in packets:
            self._gop_length = 1 if packet.is_keyframe else self._gop_length + 1
            if self._skipped is not None:
                self._frame_num = self._skipped.frame_num(bytes(packet))
            packet.stream = self._stream
            self._container.mux(packet)

    def _skip(self) -> None:
        assert self._skipped is not None
        self._frame_num += 1
        packet = av.Packet(self._skipped.picture_numbered(self._frame_num))
        packet.stream = self._stream
        packet.pts = packet.dts = self._encoded
        packet.time_base, packet.duration = Fraction(1, self.fps), 1
        self._encoded += 1
        self._gop_length += 1
        self._container.mux(packet)

    def close(self) -> None:
        """Write what the encoder still holds, and the file's index."""
        self._thread.shutdown()
        try:
            self._raise()
            if self._encoded:
                self._mux(self._codec.encode(None))
        finally:
            self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def rgb_frame(frame: av.VideoFrame, size: tuple[int, int] | None = None) -> npt.NDArray[np.uint8]:
    """A decoded frame as 8-bit RGB, shape (height, width, 3): the inverse of what `ClipEncoder` does.

    With ``size`` (width, height) it is made smaller on the way.
    """
    width, height = size or (frame.width, frame.height)
    converted = frame.reformat(
        width,
        height,
        format="rgb24",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=DOWNSCALER if size else SCALER,
        threads=1,
    )
    return np.ascontiguousarray(converted.to_ndarray(), dtype=np.uint8)
