"""What stands between two scenes, made of the last picture of one and the first of the next.

Pictures are mixed as they are coded, in a plane of lightness and two half as wide and high of colour.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from narrated.design.formats import FORMATS
from narrated.encode.encoder import ClipEncoder
from narrated.export.clip_reader import first_frame, last_frame

Plane = npt.NDArray[np.uint8]  # (height, width)

_WIPE_EDGE = 0.06  # of the width: a soft edge, which the eye follows better than a hard one
_SCALE_FAR = 1.25


def make_transition(kind: str, before: Path, after: Path, frames: int, fps: int, target: Path) -> None:
    """Write the ``frames`` pictures between the clips ``before`` and ``after``, encoded as they are."""
    last, first = last_frame(before), first_frame(after)
    pairs = list(zip(_planes(last), _planes(first), (2, 1, 1), strict=True))
    with ClipEncoder(target, last.width, last.height, fps) as encoder:
        for index in range(frames):
            share = eased((index + 1) / (frames + 1))
            mixed = [blend(kind, one, other, share, step) for one, other, step in pairs]
            packed = np.concatenate([plane.ravel() for plane in mixed]).reshape(-1, last.width)
            encoder.write(av.VideoFrame.from_ndarray(packed, format="yuv420p"))


def _planes(frame: av.VideoFrame) -> list[Plane]:
    """The planes of a yuv420p frame."""
    packed: Plane = frame.to_ndarray().astype(np.uint8, copy=False).ravel()
    luma, chroma = frame.height * frame.width, frame.height * frame.width // 4
    sizes = [(frame.height, frame.width)] + 2 * [(frame.height // 2, frame.width // 2)]
    parts = np.split(packed, [luma, luma + chroma])
    return [part.reshape(size) for part, size in zip(parts, sizes, strict=True)]


def eased(share: float) -> float:
    """Smootherstep: starts and ends at rest, so that nothing jerks where a scene stands still.

    Examples
    --------
    >>> eased(0.0), eased(0.5), eased(1.0)
    (0.0, 0.5, 1.0)
    """
    return share**3 * (10 + share * (6 * share - 15))


def blend(kind: str, last: Plane, first: Plane, share: float, step: int = 1) -> Plane:
    """The plane at ``share`` of the way from ``last`` (0) to ``first`` (1).

    ``step`` is the number of its columns that stand for one column of colour: nothing moves by less.
    """
    return _KINDS[kind](last, first, share, step)


def _mix(last: Plane, first: Plane, weight: npt.NDArray[np.float32] | np.float32) -> Plane:
    # In steps of 1/256, which fit into 16 bits: a third of the time of floating point.
    share = np.rint(weight * np.float32(256)).astype(np.uint16)
    mixed = last * (256 - share)
    mixed += first * share
    mixed += 128
    mixed >>= 8
    return mixed.astype(np.uint8)


def _fade(last: Plane, first: Plane, share: float, _: int) -> Plane:
    return _mix(last, first, np.float32(share))


def _slide(last: Plane, first: Plane, share: float, step: int) -> Plane:
    """The next scene pushes in from the right."""
    shift = step * round(share * last.shape[1] / step)
    return np.concatenate([last[:, shift:], first[:, :shift]], axis=1)


def _pan(last: Plane, first: Plane, share: float, step: int) -> Plane:
    """The view moves on to the right; below the horizon, where captions stand, nothing does."""
    low = _horizon(last, step)
    above = _slide(last[:low], first[:low], share, step)
    return np.concatenate([above, _fade(last[low:], first[low:], share, step)])


def _horizon(plane: Plane, step: int) -> int:
    """The first row of the ground of staged scenes; the same in lightness and in colour."""
    height, width = map(int, plane.shape)
    shape = min(FORMATS.values(), key=lambda one: abs(one.width / one.height - width / height))
    return step * round(height / step * shape.horizon / shape.height)


def _wipe(last: Plane, first: Plane, share: float, _: int) -> Plane:
    """The next scene is uncovered from the left."""
    width = last.shape[1]
    columns = (np.arange(width, dtype=np.float32) + 0.5) / width
    edge = share * (1 + _WIPE_EDGE)
    weight = np.clip((edge - columns) / np.float32(_WIPE_EDGE), 0, 1)
    return _mix(last, first, weight)


def _scale(last: Plane, first: Plane, share: float, _: int) -> Plane:
    """The scene comes towards the viewer and dissolves into the next."""
    return _mix(_zoomed(last, 1 + (_SCALE_FAR - 1) * share), first, np.float32(share))


def _zoomed(plane: Plane, factor: float) -> Plane:
    """The middle of the plane, enlarged: bilinear, one axis after the other."""
    enlarged = plane.astype(np.float32)
    for axis in (0, 1):
        size = plane.shape[axis]
        at = np.clip((np.arange(size) + 0.5 - size / 2) / factor + size / 2 - 0.5, 0, size - 1)
        low = np.floor(at).astype(np.intp)
        high = np.minimum(low + 1, size - 1)
        weight = (at - low).astype(np.float32).reshape((-1, 1) if axis == 0 else (1, -1))
        enlarged = enlarged.take(low, axis) * (1 - weight) + enlarged.take(high, axis) * weight
    return np.rint(enlarged).astype(np.uint8)


_KINDS: dict[str, Callable[[Plane, Plane, float, int], Plane]] = {
    "fade": _fade,
    "slide": _slide,
    "pan": _pan,
    "wipe": _wipe,
    "scale": _scale,
}
