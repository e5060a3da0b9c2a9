"""Dirty regions: rectangles of pixels outside of which a picture has not changed. Light: no manim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Rectangle(NamedTuple):
    """Rows from ``top`` to before ``bottom``, and columns from ``left`` to before ``right``."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """What to index a picture with."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def intersects(self, other: Rectangle) -> bool:
        """Whether they share a pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def contains(self, other: Rectangle) -> bool:
        """Whether the other lies within."""
        return (
            self.top <= other.top
            and self.bottom >= other.bottom
            and self.left <= other.left
            and self.right >= other.right
        )

    def union(self, other: Rectangle) -> Rectangle:
        """The least rectangle that contains both: their bounding box."""
        return Rectangle(
            min(self.top, other.top),
            max(self.bottom, other.bottom),
            min(self.left, other.left),
            max(self.right, other.right),
        )


class DirtyRegion:
    """A few disjoint rectangles that contain all that were added.

    Examples
    --------
    >>> region = DirtyRegion()
    >>> region.add(Rectangle(0, 9, 0, 9)), region.add(Rectangle(50, 60, 50, 60))
    (True, True)
    >>> region.add(Rectangle(8, 20, 8, 20))
    True
    >>> region.rectangles
    [Rectangle(top=50, bottom=60, left=50, right=60), Rectangle(top=0, bottom=20, left=0, right=20)]
    >>> region.add(Rectangle(2, 3, 2, 3))
    False
    """

    # More of them would take longer to look through than the pixels between them take to draw.
    _MOST = 8

    def __init__(self, rectangles: Iterable[Rectangle] = ()) -> None:
        self.rectangles: list[Rectangle] = []
        for rectangle in rectangles:
            self.add(rectangle)

    def add(self, rectangle: Rectangle) -> bool:
        """Let the region contain a rectangle; return whether it grew."""
        if rectangle.top >= rectangle.bottom or rectangle.left >= rectangle.right:
            return False
        if any(known.contains(rectangle) for known in self.rectangles):
            return False
        # What intersects the grown rectangle may only do so since it grew.
        while met := [known for known in self.rectangles if known.intersects(rectangle)]:
            for known in met:
                self.rectangles.remove(known)
                rectangle = rectangle.union(known)
        self.rectangles.append(rectangle)
        if len(self.rectangles) > self._MOST:
            self.rectangles.pop()
            nearest = min(self.rectangles, key=lambda known: _grown(known, rectangle))
            self.add(nearest.union(rectangle))
        return True

    def intersects(self, rectangle: Rectangle) -> bool:
        """Whether they share a pixel."""
        return any(known.intersects(rectangle) for known in self.rectangles)


def _grown(one: Rectangle, other: Rectangle) -> int:
    """Pixels of the bounding box of both beside those of the first."""
    return _size(one.union(other)) - _size(one)


def _size(rectangle: Rectangle) -> int:
    return (rectangle.bottom - rectangle.top) * (rectangle.right - rectangle.left)
