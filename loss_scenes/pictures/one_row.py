"""A text that stands in one row as long as that leaves it large."""

from __future__ import annotations

from manim import LEFT
from manim.typing import Vector3D

from narrated.design.layout import Region
from narrated.design.theme import Theme
from narrated.mobjects.text import Label


def one_row(
    text: str,
    size: float,
    place: Region,
    *,
    least: float,
    color: str | None = None,
    edge: Vector3D = LEFT,
    theme: Theme | None = None,
) -> Label:
    """A bold text in a region: made smaller to stand in one row, and broken into more below a size.

    Parameters
    ----------
    size, least
        Em squares in pixels of the design: the largest, and the smallest in one row.

    Examples
    --------
    >>> place = Region(0.0, 0.0, 4.0, 2.0)
    >>> [one_row(text, 100, place, least=90).rows for text in ("a word", "a word or two")]
    [('a word',), ('a word', 'or two')]
    """
    label = Label(text, size, color, weight="BOLD", theme=theme)
    fitting = size * min(1.0, place.width / label.width)
    if fitting < least:
        return Label(text, size, color, weight="BOLD", within=place, edge=edge, theme=theme)
    return Label(text, fitting, color, weight="BOLD", theme=theme).set_line(place.edge(edge), edge)
