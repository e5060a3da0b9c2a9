"""Colour conversion, RGB to YUV 4:2:0: only of what changed, and without a copy. Light: no manim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from narrated.encode.dirty_regions import DirtyRegion, Rectangle

# Without the last two the vector units of the machine decide about the lowest bit, and machines disagree.
SCALER = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.BITEXACT
DOWNSCALER = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.BITEXACT

_FORMATS = {3: "rgb24", 4: "rgba"}
# Chroma looks at its neighbours, so a rectangle is converted with this many pixels around it, and its
# corners are multiples of it: then every sample is what the whole frame would have given.
_MARGIN = 16
_REACH = 4


@dataclass(frozen=True)
class Patch:
    """A rectangle of a frame, copied, with what stands around it; ``row`` and ``column`` are its corner's."""

    pixels: npt.NDArray[np.uint8]
    row: int
    column: int


class Converter:
    """Converts frames of one size to yuv420p (BT.709, limited range), in two steps.

    Notes
    -----
    :meth:`difference` is quick and reads the frame, which may be changed afterwards; :meth:`apply` takes
    its time, and may do so in another thread. The frame that it returns belongs to the converter: it is
    changed by the next call.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._reformatter = VideoReformatter()
        self._before: npt.NDArray[np.uint8] | None = None
        self._frame = av.VideoFrame(width, height, "yuv420p")
        self._planes = [_pixels(plane) for plane in self._frame.planes]

    def difference(self, frame: npt.NDArray[np.uint8], dirty: DirtyRegion | None = None) -> list[Patch]:
        """What has changed since the frame before.

        ``frame`` is 8-bit (height, width, 3 or 4), and only differs within ``dirty`` where that is given.

        Raises
        ------
        ValueError
            For another shape or type.
        """
        shapes = {(self.height, self.width, depth) for depth in _FORMATS}
        if frame.dtype != np.uint8 or frame.shape not in shapes:
            raise ValueError(
                f"frame is {frame.dtype} {frame.shape}, "
                f"the clip is uint8 ({self.height}, {self.width}, 3 or 4)"
            )
        frame = np.ascontiguousarray(frame)
        if self._before is None or self._before.shape != frame.shape:
            self._before = frame.copy()
            return [Patch(self._before.copy(), 0, 0)]
        everywhere = [Rectangle(0, self.height, 0, self.width)]
        found = [
            _changed(self._before, frame, where)
            for where in (everywhere if dirty is None else dirty.rectangles)
        ]
        changed = [rectangle for rectangle in found if rectangle]
        for rectangle in changed:
            self._before[rectangle.slices] = frame[rectangle.slices]
        return [self._patch(frame, rectangle) for rectangle in changed]

    def _patch(self, frame: npt.NDArray[np.uint8], changed: Rectangle) -> Patch:
        top, bottom, left, right = changed
        # A pixel reaches the chroma samples beside it, so its neighbours count as changed.
        y0, x0 = (max(0, (edge - _REACH) // _MARGIN * _MARGIN - _MARGIN) for edge in (top, left))
        y1 = min(self.height, -(-(bottom + _REACH) // _MARGIN) * _MARGIN + _MARGIN)
        x1 = min(self.width, -(-(right + _REACH) // _MARGIN) * _MARGIN + _MARGIN)
        return Patch(frame[y0:y1, x0:x1].copy(), y0, x0)

    def forget(self) -> None:
        """The next frame is converted as a whole."""
        self._before = None

    def apply(self, patches: Sequence[Patch]) -> av.VideoFrame:
        """The whole frame as yuv420p, with what has changed converted into its place."""
        for patch in patches:
            self._convert(patch.pixels, patch.row, patch.column)
        return self._frame

    def _convert(self, pixels: npt.NDArray[np.uint8], y0: int, x0: int) -> None:
        y1, x1 = y0 + pixels.shape[0], x0 + pixels.shape[1]
        converted = to_yuv(pixels, self._reformatter)
        # The margin was only looked at; on the frame's own edge there is none.
        first_row, first = (0 if edge == 0 else _MARGIN for edge in (y0, x0))
        last_row = y1 - y0 - (0 if y1 == self.height else _MARGIN)
        last = x1 - x0 - (0 if x1 == self.width else _MARGIN)
        for plane, kept, half in zip(converted.planes, self._planes, (1, 2, 2), strict=True):
            part = _pixels(plane)[first_row // half : last_row // half, first // half : last // half]
            rows = slice((y0 + first_row) // half, (y0 + last_row) // half)
            kept[rows, (x0 + first) // half : (x0 + last) // half] = part


def to_yuv(pixels: npt.NDArray[np.uint8], reformatter: VideoReformatter) -> av.VideoFrame:
    """An array (height, width, 3 or 4) of 8-bit RGB(A) as a yuv420p frame, BT.709 in limited range.

    ``reformatter`` keeps what it has prepared for one size.
    """
    return reformatter.reformat(
        av.VideoFrame.from_numpy_buffer(pixels, format=_FORMATS[pixels.shape[2]]),
        format="yuv420p",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        interpolation=SCALER,
        threads=1,
    )


def _pixels(plane: av.video.plane.VideoPlane) -> npt.NDArray[np.uint8]:
    """A plane's own memory, shape (height, width)."""
    rows: npt.NDArray[np.uint8] = np.frombuffer(plane, np.uint8)  # type: ignore[call-overload]
    return rows.reshape(plane.height, plane.line_size)[:, : plane.width]


def _changed(before: npt.NDArray[np.uint8], now: npt.NDArray[np.uint8], where: Rectangle) -> Rectangle | None:
    """The part of a rectangle in which two frames differ; None: they do not."""
    if now.shape[2] == 3:
        return where  # a picture that was not drawn here: as a rule another in every frame
    pair = 2  # pixels are one number of eight bytes, which is compared quickest
    first, last = where.left // pair, -(-where.right // pair)
    old, new = (array.reshape(len(array), -1).view(np.uint64) for array in (before, now))
    differs = old[where.top : where.bottom, first:last] != new[where.top : where.bottom, first:last]
    rows = np.flatnonzero(differs.any(axis=1))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(differs[top:bottom].any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    return Rectangle(where.top + top, where.top + bottom, (first + left) * pair, (first + right) * pair)
