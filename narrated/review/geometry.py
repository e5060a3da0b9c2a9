"""Plane geometry of what is drawn: what lies in what, and what hides what."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from narrated.review.findings import Box
from narrated.review.outline_pixels import Points
from narrated.review.scene_snapshot import Shape, Text

_OPAQUE = 0.9
_VEIL = 0.5  # through a thinner fill a text can be read
_TOUCHED, _WHOLE = 0.05, 0.99
_PANEL = 100.0  # pixels both ways: a smaller ground is a chip


def overlap(a: Box, b: Box) -> tuple[float, float]:
    """Width and height of what two boxes have in common; negative where they lie apart."""
    return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])


def touches(a: Box, b: Box, depth: float = 0.0) -> bool:
    """Whether boxes overlap by more than ``depth`` both ways."""
    return min(overlap(a, b)) > depth


def grown(box: Box, by: float) -> Box:
    """The box with an edge around it."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def united(a: Box, b: Box) -> Box:
    """The box around both."""
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def within(points: Points, box: Box) -> npt.NDArray[np.bool_]:
    """Which points lie in a box."""
    x, y = points[:, 0], points[:, 1]
    inside: npt.NDArray[np.bool_] = (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])
    return inside


def spread(box: Box, columns: int = 12, rows: int = 5) -> Points:
    """A grid of points in a box, a little inside of its edge."""
    x = box[0] + (np.arange(columns) + 0.5) / columns * (box[2] - box[0])
    y = box[1] + (np.arange(rows) + 0.5) / rows * (box[3] - box[1])
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def ink(text: Text, columns: int = 12, rows: int = 5) -> Points:
    """Grids of points in the boxes of a text's ink, turned as it is."""
    grids = [spread((box[0], box[1], box[2], box[3]), columns, rows) for box in text.boxes.tolist()]
    return text.placed(np.concatenate(grids))


def depth(a: Text, b: Text) -> float:
    """How deep the ink boxes of two texts lie in each other; zero or less where they do not."""
    if a.turn == b.turn:
        return max(
            min(overlap((p[0], p[1], p[2], p[3]), (q[0], q[1], q[2], q[3])))
            for p in a.boxes.tolist()
            for q in b.boxes.tolist()
        )
    return max(
        # Convex things lie apart where they do along a side of one of them.
        min(_shared(one.level(p), one.level(q)) for one in (a, b))
        for p in _corners(a)
        for q in _corners(b)
    )


def _corners(text: Text) -> list[Points]:
    boxes = text.boxes
    return [text.placed(box[[[0, 1], [2, 1], [2, 3], [0, 3]]]) for box in boxes]


def _shared(one: Points, two: Points) -> float:
    """The lesser of what two polygons share across and up."""
    return float(
        (np.minimum(one.max(axis=0), two.max(axis=0)) - np.maximum(one.min(axis=0), two.min(axis=0))).min()
    )


def filled_at(shape: Shape, points: Points) -> npt.NDArray[np.bool_]:
    """Which points the fill of a shape covers (non-zero winding, as Cairo fills)."""
    covered = within(points, grown(shape.box, 1e-6))
    if shape.fill is None:
        return np.zeros(len(points), bool)
    if not covered.any():
        return covered
    winding = np.zeros(len(points), int)
    for part in shape.parts:
        (_, top), (right, low) = part.min(axis=0), part.max(axis=0)
        # An outline of many pieces is crossed by none but these points' rays.
        met = np.flatnonzero(
            covered & (points[:, 0] <= right) & (points[:, 1] >= top) & (points[:, 1] <= low)
        )
        x, y = points[met, :1], points[met, 1:]
        ends = np.roll(part, -1, axis=0)
        rising = (part[:, 1] <= y) & (ends[:, 1] > y)
        falling = (part[:, 1] > y) & (ends[:, 1] <= y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = part[:, 0] + (y - part[:, 1]) / (ends[:, 1] - part[:, 1]) * (ends[:, 0] - part[:, 0])
        winding[met] += (rising & (at > x)).sum(axis=1) - (falling & (at > x)).sum(axis=1)
    inside: npt.NDArray[np.bool_] = covered & (winding != 0)
    return inside


def covered_share(text: Text, shape: Shape) -> float:
    """The share of a text's ink boxes that a shape's fill lies over."""
    if not touches(text.box, shape.box):
        return 0.0
    return float(filled_at(shape, ink(text)).mean())


def hides(shape: Shape, text: Text, solid: float = 1.0) -> bool:
    """Whether an opaque fill covers the whole text; ``solid``: the opacity that counts as whole."""
    opaque = shape.fill is not None and shape.fill.opacity >= solid * _OPAQUE
    return opaque and covered_share(text, shape) > _WHOLE


def lies_over(shape: Shape, text: Text) -> bool:
    """Whether a fill that was drawn after the text hides a part of it, but not all."""
    if shape.fill is None or shape.fill.opacity < _VEIL or shape.order < text.order:
        return False
    return _TOUCHED < covered_share(text, shape) <= _WHOLE


def comes_near(shape: Shape, text: Text, reach: float) -> bool:
    """Whether an outline comes within ``reach`` of a text's ink; less than zero: as far into it."""
    if not touches(shape.box, grown(text.box, reach), -1.0):  # a straight line's box has no height
        return False
    points = text.level(np.concatenate(shape.parts))
    return any(
        within(points, grown((box[0], box[1], box[2], box[3]), reach)).any() for box in text.boxes.tolist()
    )


def is_mark(shape: Shape) -> bool:
    """Whether a shape's fill carries meaning, so that its edge is a line like others."""
    return shape.fill is not None and shape.fill.opacity >= _VEIL and shape.role != "decoration"


def is_panel(shape: Shape) -> bool:
    """Whether a shape is an opaque ground of some size, on which others stand; no drawn wall is."""
    left, top, right, bottom = shape.box
    opaque = shape.fill is not None and shape.fill.opacity >= _OPAQUE
    return (
        opaque
        and shape.role == "decoration"
        and not shape.whole
        and min(right - left, bottom - top) >= _PANEL
    )
