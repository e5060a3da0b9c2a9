"""The film's pictures without the captions that are burnt into them.

Nothing but captions stands in their band (`make check` sees to it), and between two lines nothing is
said: what the band shows then stands behind the captions as well, and is put in their place. So a film need
not be made again for a lectern, where people listen instead of reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from narrated.design.formats import Format
from narrated.design.layout import layout
from narrated.export.clip_reader import opened
from narrated.export.timeline_file import FilmScene

Plane = npt.NDArray[np.uint8]

# In codes of luma and chroma: by how much at most what stands still differs where it is encoded anew, and the
# samples of a pill from each other.
_STILL, _FLAT = 16, 3
_MOST = 0.3  # of its widest row, or highest column: what is less is no edge of a pill
_SOFT = 2  # pixels around a pill in which its edge is smoothed

Box = tuple[int, int, int, int]  # top, bottom, left, right: in pixels of the band


@dataclass(frozen=True)
class Ground:
    """What stands behind the captions of a scene: the band of each plane, and where its first row is."""

    top: int
    planes: tuple[Plane, ...]

    def over(self, frame: av.VideoFrame) -> av.VideoFrame:
        """A copy of a yuv420p frame in which the ground covers the caption."""
        picture = _picture(frame)
        bands = _bands(picture, self.top, self.planes[0].shape[0])
        if box := _pill(bands[0], self.planes[0]):
            for band, plane, part in zip(bands, self.planes, (1, 2, 2), strict=True):
                place = _inside(box, part)
                band[place] = plane[place]
        return av.VideoFrame.from_ndarray(picture, format="yuv420p")


def grounds_of(film: Path, scenes: Sequence[FilmScene], shape: Format) -> dict[str, Ground | None]:
    """The ground behind the captions of each scene; None where the film does not tell it.

    It does not where a line is said from the first frame on, or something moves behind a caption.
    """
    with opened(film) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        frames = enumerate(container.decode(stream))
        return {scene.name: _ground(scene, frames, shape) for scene in scenes}


def _ground(scene: FilmScene, frames: Iterator[tuple[int, av.VideoFrame]], shape: Format) -> Ground | None:
    said = np.zeros(scene.frames, bool)
    for line in scene.lines:
        said[line.start - scene.start : line.end - scene.start] = True
    ground: Ground | None = None
    known = np.ones(0, bool)
    pills: set[Box] = set()
    for number, frame in frames:
        at = number - scene.start
        if at >= 0:
            top, height = _rows(shape, frame.height)
            bands = _bands(_picture(frame), top, height)
            if ground is None:
                ground = Ground(top, tuple(band.copy() for band in bands))
                known = np.ones(bands[0].shape, bool)
            elif not said[at]:
                known &= _apart(bands[0], ground.planes[0]) <= _STILL
            elif box := _pill(bands[0], ground.planes[0]):
                pills.add(box)
        if at == scene.frames - 1:
            break
    clear = not said[0] and all(known[_inside(box)].all() for box in pills)
    return ground if clear else None


def _pill(band: Plane, ground: Plane) -> Box | None:
    """Where a caption stands in front of the ground: the plain surface that is not like it."""
    strange = _apart(band, ground) > 2 * _FLAT
    if not strange.any():
        return None
    usual = np.bincount(band[strange]).argmax()
    pill = strange & (_apart(band, np.full_like(band, usual)) <= _FLAT)
    edges: list[int] = []
    for axis in (1, 0):
        counts = pill.sum(axis)
        full = np.flatnonzero(counts > _MOST * counts.max())
        edges += [max(0, int(full[0]) - _SOFT), min(len(counts), int(full[-1]) + 1 + _SOFT)]
    return edges[0], edges[1], edges[2], edges[3]


def _inside(box: Box, part: int = 1) -> tuple[slice, slice]:
    """The samples of a box, in a plane that has only one for so many pixels of a row."""
    top, bottom, left, right = box
    return slice(top // part, -(-bottom // part)), slice(left // part, -(-right // part))


def _rows(shape: Format, height: int) -> tuple[int, int]:
    """First row and number of rows of the captions' band in a picture so high; both are even."""
    region, frame = layout(shape).caption, layout(shape).frame
    top = int((0.5 - (region.y + region.height / 2) / frame.height) * height) // 2 * 2
    bottom = -int(-(0.5 - (region.y - region.height / 2) / frame.height) * height // 2) * 2
    return top, bottom - top


def _picture(frame: av.VideoFrame) -> Plane:
    """A copy of all planes of a yuv420p frame, shape (height * 3 / 2, width)."""
    return np.asarray(frame.to_ndarray(), np.uint8)


def _bands(picture: Plane, top: int, height: int) -> tuple[Plane, Plane, Plane]:
    """The rows of each plane of a picture; they may be written to."""
    rows, width = picture.shape[0] * 2 // 3, picture.shape[1]
    flat, half = picture.reshape(-1), rows * width // 4
    blue, red = (flat[start : start + half].reshape(rows // 2, width // 2) for start in (4 * half, 5 * half))
    chroma = slice(top // 2, (top + height) // 2)
    return picture[top : top + height], blue[chroma], red[chroma]


def _apart(one: Plane, other: Plane) -> Plane:
    return np.maximum(one, other) - np.minimum(one, other)
