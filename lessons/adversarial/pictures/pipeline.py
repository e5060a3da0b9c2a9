"""The stages of a pipeline by their names, along the top of the picture, the one that is told of lit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration
from voiceover.words import Word

_LINE = 1.35  # height of a row, in em of its names
_BELOW = 0.9  # em from the names to what is told of
_GAP = 1.5  # between two names, the same way: an arrowhead stands there
_HEAD = 0.2, 0.3  # of that, half of its width and of its height


class Pipeline(VGroup):
    """Names in the order of what they name, an arrowhead between two; in one row if there is room, or two.

    Parameters
    ----------
    place
        They stand along its upper edge.
    names
        What each stage is called, by what it is lit with.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.theme import use_theme
    >>> use_theme(THEME)
    >>> place = Region(0.0, 0.0, 7.0, 4.0)
    >>> pipeline = Pipeline(place, {"print": "print", "rate": "rate"})
    >>> bool(pipeline.below(place).edge(UP)[1] < pipeline.get_bottom()[1])
    True
    >>> rated = pipeline.light("rate")
    """

    def __init__(self, place: Region, names: Mapping[str, Word | str]) -> None:
        theme = current_theme()
        self._colors, sizes = theme.colors, theme.type

        def labels_of(size: float) -> list[Label]:
            return [Label(name, size, self._colors.muted, weight="BOLD") for name in names.values()]

        def wide(row: list[Label]) -> float:
            return sum(float(label.width) for label in row) + (len(row) - 1) * _GAP * row[0].size * PIXEL

        # Where it is broad, one row is as large as there is room; elsewhere what is told of needs the height.
        largest = sizes.body if place.broad else sizes.label
        size = float(np.clip(largest * place.width / wide(labels_of(largest)), sizes.label, largest))
        em, labels = size * PIXEL, labels_of(size)
        self.names = dict(zip(names, labels, strict=True))
        half = (len(labels) + 1) // 2
        rows = [labels] if wide(labels) <= place.width else [labels[:half], labels[half:]]
        high = len(rows) * _LINE * em
        top = Region(place.x, float(place.edge(UP)[1]) - high / 2, place.width, high)
        heads = VGroup()
        for row, at in zip(rows, top.rows(*[1] * len(rows)), strict=True):
            x = at.x - wide(row) / 2
            for label in row:
                label.set_line(np.array([x, at.y, 0.0]), LEFT)
                x += float(label.width) + _GAP * em
            heads.add(*(self._head(label, em) for label in row[:-1]))
        self._low = float(top.edge(DOWN)[1]) - _BELOW * em
        super().__init__(*labels, decoration(heads))

    def _head(self, after: Label, em: float) -> VMobject:
        """An arrowhead after a name."""
        middle = np.array([after.get_right()[0] + _GAP / 2 * em, after.line_middle, 0.0])
        head = VMobject(stroke_color=self._colors.axis, stroke_width=current_theme().line_width)
        across, up = _HEAD[0] * em * RIGHT, _HEAD[1] * em * UP
        head.set_points_as_corners([middle - across + up, middle + across, middle - across - up])
        return head

    def light(self, stage: str) -> list[Any]:
        """Animations: this one is told of now, and no other."""
        lit = self.names[stage]
        return [
            cast(Any, label).animate.set_fill(self._colors.gold if label is lit else self._colors.muted)
            for label in self.names.values()
        ]

    def below(self, region: Region) -> Region:
        """What of a region is below it."""
        low = float(region.edge(DOWN)[1])
        return Region(region.x, (self._low + low) / 2, region.width, self._low - low)
