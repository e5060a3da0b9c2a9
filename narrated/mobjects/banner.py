"""Two lines of words that a picture is about, held together by a bar."""

from __future__ import annotations

from manim import LEFT, RIGHT, Rectangle, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label


class Banner(VGroup):
    """A large line over a smaller one, left-aligned beside an upright bar.

    Parameters
    ----------
    region
        The banner stands at its left edge, in the middle of its height.
    title, subtitle
        The words.
    size, subtitle_size
        Em squares in pixels of the design.

    Attributes
    ----------
    bar, title, subtitle
        The parts; the bar is as high as both lines.
    """

    def __init__(
        self,
        region: Region,
        title: str,
        subtitle: str,
        size: float,
        subtitle_size: float,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors = theme.colors
        self.title = Label(title, size, colors.text, weight="BOLD", theme=theme)
        self.subtitle = Label(subtitle, subtitle_size, colors.gold, weight="BOLD", theme=theme)
        # Lines of Chinese are as high as their em; between them stays half of the smaller one.
        height = (size + 1.6 * subtitle_size) * PIXEL
        width = 0.1 * size * PIXEL
        self.bar = Rectangle(
            width=width, height=height, stroke_width=0, fill_color=colors.accent, fill_opacity=1
        )
        self.bar.move_to(region.edge(LEFT), LEFT)
        upper, lower = Region(region.x, region.y, region.width, height).rows(size, 1.6 * subtitle_size)
        indent = (width + 0.2 * size * PIXEL) * RIGHT
        self.title.set_line(upper.edge(LEFT) + indent, LEFT)
        middle = lower.rows(0.6, 1)[1]
        self.subtitle.set_line(middle.edge(LEFT) + indent, LEFT)
        super().__init__(self.bar, self.title, self.subtitle)
