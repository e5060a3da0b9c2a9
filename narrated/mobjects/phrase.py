"""Words of several sizes and colours on one line: "first MSE", with the name large."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import LEFT, ORIGIN, VGroup
from manim.typing import Vector3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label
from voiceover.errors import InputError, excerpt

_BASELINE = 0.36  # from the middle of a line down to where letters stand, in em
_GAP = 0.28  # between two pieces, in em of the larger one


class Phrase(VGroup):
    """Pieces of text on one baseline, all shrunk by one factor where they would not fit.

    Parameters
    ----------
    region
        The phrase stands in it, in the middle of its height.
    pieces
        Text, size in pixels of the design, and colour.
    edge
        LEFT, RIGHT or ORIGIN: where in the region.
    gap
        Between two pieces, in em of the larger one.
    theme
        The look.

    Raises
    ------
    InputError
        If a piece would be smaller than the theme's smallest text.

    Examples
    --------
    >>> words = [("first", 84, "#f5f6fa"), ("MSE", 140, "#ffa45c")]
    >>> phrase = Phrase(Region(0, 0, 6.4, 2.0), words)
    >>> [piece.text for piece in phrase]
    ['first', 'MSE']
    """

    def __init__(
        self,
        region: Region,
        pieces: Sequence[tuple[str, float, str]],
        *,
        edge: Vector3D = ORIGIN,
        gap: float = _GAP,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        gaps = [gap * max(a[1], b[1]) * PIXEL for a, b in pairwise(pieces)]
        labels = [Label(text, size, color, weight="BOLD", theme=theme) for text, size, color in pieces]
        width = sum(label.width for label in labels) + sum(gaps)
        tallest = max(size for _, size, _ in pieces)
        factor = min(1.0, region.width / width, region.height / (tallest * PIXEL))
        if factor * min(size for _, size, _ in pieces) < theme.text_sizes.smallest:
            words = " ".join(text for text, _, _ in pieces)
            raise InputError(
                f"{excerpt(words)} does not fit {region.width / PIXEL:.0f}x{region.height / PIXEL:.0f} px",
                where=next((text.where for text, _, _ in pieces if hasattr(text, "where")), None),
                permitted=f"what fits with text of {theme.text_sizes.smallest:.0f} px or more",
                remedy="shorten it, or give it a larger region",
            )
        if factor < 1.0:
            labels = [
                Label(text, factor * size, color, weight="BOLD", theme=theme) for text, size, color in pieces
            ]
        super().__init__(*labels)
        low = region.y - 0.36 * factor * tallest * PIXEL
        x = region.x + float(edge[0]) * region.width / 2 - (1 + float(edge[0])) / 2 * factor * width
        for label, after in zip(labels, [*gaps, 0.0], strict=True):
            label.set_line(np.array([x, low + _BASELINE * label.size * PIXEL, 0.0]), LEFT)
            x += label.width + factor * after
