"""The line that says where a fact comes from."""

from __future__ import annotations

from manim import DOWN, LEFT, UP

from narrated.design.layout import Region
from narrated.design.theme import Theme
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import source


def source_line(words: str, region: Region, theme: Theme) -> Label:
    """Where a fact comes from, at the foot of a region."""
    label = Label(words, theme.type.small, theme.colors.muted, theme=theme)
    return source(label.set_line(region.edge(LEFT + DOWN) + theme.dot * UP, LEFT))
