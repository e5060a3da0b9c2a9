"""Fields of many small marks: a thousand candidates at a glance, drawn as one or two mobjects."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject

from narrated.design.layout import Region


class SquareField(VGroup):
    """A grid of squares of which a few are marked.

    Parameters
    ----------
    region
        The grid fills it; squares stay square.
    columns, rows
        How many.
    marked
        (column, row) of the marked ones, from the top left.
    color, mark_color
        Of the many and of the few.
    gap
        Between two squares, as a share of their pitch.
    """

    def __init__(
        self,
        region: Region,
        columns: int,
        rows: int,
        marked: Sequence[tuple[int, int]],
        color: str,
        mark_color: str,
        *,
        gap: float = 0.28,
    ) -> None:
        pitch = min(region.width / columns, region.height / rows)
        chosen = set(marked)
        cells = [(column, row) for row in range(rows) for column in range(columns)]

        def outlines(wanted: list[tuple[int, int]]) -> np.ndarray:
            half = pitch * (1 - gap) / 2
            corners = half * np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0), (-1, -1, 0)], float)
            pieces = []
            for column, row in wanted:
                x = region.x + (column - (columns - 1) / 2) * pitch
                y = region.y - (row - (rows - 1) / 2) * pitch
                square = corners + np.array([x, y, 0.0])
                start, end = square[:-1], square[1:]
                thirds = (end - start) / 3
                pieces.append(np.stack([start, start + thirds, end - thirds, end], axis=1).reshape(-1, 3))
            return np.concatenate(pieces) if pieces else np.zeros((0, 3))

        self.many = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        self.few = VMobject(stroke_width=0, fill_color=mark_color, fill_opacity=1)
        self.many.set_points(outlines([c for c in cells if c not in chosen]))
        self.few.set_points(outlines([c for c in cells if c in chosen]))
        super().__init__(self.many, self.few)
