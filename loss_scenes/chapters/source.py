"""The line that says where a fact comes from."""

from __future__ import annotations

from manim import DOWN, LEFT, UP
from manim.typing import Vector3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import source

_PITCH = 1.3  # from row to row, in em


def source_line(
    words: str, region: Region, theme: Theme, *, edge: Vector3D = DOWN + LEFT, rows: int = 1
) -> Label:
    """Where a fact comes from, in a corner of a region; in a row, or in as many as are granted."""
    high = rows * _PITCH * theme.type.small * PIXEL
    upwards = 1 if edge[1] < 0 else -1
    strip = Region(region.x, region.edge(edge)[1] + upwards * high / 2, region.width, high)
    side = edge - edge[1] * UP
    label = Label(words, theme.type.small, theme.colors.muted, within=strip, edge=side, theme=theme)
    return source(label)
