"""How the panel beside the picture is shared out: from the top, or from the left where it is low."""

from __future__ import annotations

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.plot import Plot


def is_low(side: Region) -> bool:
    """Whether the panel lies below the picture."""
    return side.width > side.height


def law_and_numbers(side: Region) -> tuple[Region, ...]:
    """Places of a formula and of its numbers."""
    # The formula of a mean needs the larger half.
    return side.inset(0.2, 0.1).columns(1, 1.03, gap=0.2) if is_low(side) else side.inset(0.4).rows(1, 1.7)


def line_height(plot: Plot) -> float:
    """Height of a name, as measured by the plot's y axis: a low plot has fewer pixels for a unit."""
    em = plot.theme.type.body * PIXEL
    return float(em * (plot.y_range[1] - plot.y_range[0]) / plot.size[1])
