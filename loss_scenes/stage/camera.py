"""Manim's camera, which keeps the path of what has not changed."""

from __future__ import annotations

from typing import Any

import cairo
import numpy as np
from manim import Camera, VMobject

_NOTHING = np.zeros((0, 0))


class StageCamera(Camera):
    """Draws what manim's camera draws, to the last bit.

    Notes
    -----
    Manim hands every Bezier curve of every repainted mobject to Cairo from Python, anew for every frame. Here
    the finished path of a mobject is kept, and given to Cairo as a whole while its points are the same.
    """

    _MOST = 4000

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._paths: dict[int, tuple[np.ndarray, cairo.Path | None]] = {}

    def set_cairo_context_path(self, ctx: cairo.Context[Any], vmobject: VMobject) -> StageCamera:
        """Make the mobject's outline the current path."""
        points = vmobject.points
        # An id may have passed to another mobject: the points decide.
        before, path = self._paths.get(id(vmobject), (_NOTHING, None))
        same = before.shape == points.shape and np.array_equal(before, points)
        if same and path is not None:
            ctx.new_path()
            ctx.append_path(path)
            return self
        super().set_cairo_context_path(ctx, vmobject)
        if len(self._paths) >= self._MOST:
            self._paths.clear()
        # What moves changes every time, so a path is kept from the second time on.
        self._paths[id(vmobject)] = (before, ctx.copy_path()) if same else (points.copy(), None)
        return self
