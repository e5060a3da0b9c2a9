"""The line that says where a fact comes from."""

from __future__ import annotations

from manim import DOWN, LEFT, UP

from narrated.design.layout import Region
from narrated.design.theme import Theme
from narrated.mobjects.text import Label


def source_line(words: str, region: Region, theme: Theme) -> Label:
    """Where a fact comes from, at the foot of a region."""
    label = Label(words, theme.type.small, theme.colors.muted, theme=theme)
    return label.set_line(region.edge(LEFT + DOWN) + theme.dot * UP, LEFT)
