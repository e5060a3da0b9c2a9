"""What the chapters on facts share."""

from __future__ import annotations

from manim import DOWN, LEFT, UP

from narrated.design.layout import Region
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import NarratedScene


class Fact(NarratedScene):
    """A chapter about one fact beside the road: one beat, and the pictures it is made of.

    A scene that tells several facts inherits them all and names their beats in its ``construct``.
    """

    def source(self, region: Region, words: str) -> Label:
        """Where a fact comes from, at the foot of a region."""
        label = Label(words, self.theme.type.small, self.theme.colors.muted)
        return label.set_line(region.edge(LEFT + DOWN) + self.theme.dot * UP, LEFT)

    def bold(self, words: str, color: str, size: float | None = None) -> Label:
        """Words that stand out."""
        return Label(words, size or self.theme.type.body, color, weight="BOLD")
