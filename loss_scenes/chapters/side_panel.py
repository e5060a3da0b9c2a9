"""How the panel beside the picture is shared out, and how much of the picture it has."""

from __future__ import annotations

from narrated.design.layout import PIXEL, Region, Regions
from narrated.mobjects.plot import Plot


def is_low(side: Region) -> bool:
    """Whether the panel lies below the picture."""
    return side.width > side.height


def is_strip(side: Region) -> bool:
    """Whether it is so low that a formula stands beside its numbers."""
    return side.width > 3 * side.height


def picture_and_side(regions: Regions) -> tuple[Region, ...]:
    """Places of the picture and of the panel beside it, or below."""
    side = regions.side
    # Below, a formula above its numbers needs more than the side's share of the height.
    above = is_low(side) and not is_strip(side)
    return regions.body.rows(4, 3, gap=0.2) if above else (regions.main, side)


def law_and_numbers(side: Region) -> tuple[Region, ...]:
    """Places of a formula and of its numbers."""
    if is_strip(side):
        # The formula of a mean needs the larger half.
        return side.inset(0.2, 0.1).columns(1, 1.03, gap=0.2)
    return side.inset(0.4, 0.15).rows(1, 2) if is_low(side) else side.inset(0.4).rows(1, 1.7)


def line_height(plot: Plot) -> float:
    """Height of a name, as measured by the plot's y axis: a low plot has fewer pixels for a unit."""
    em = plot.theme.type.body * PIXEL
    return float(em * (plot.y_range[1] - plot.y_range[0]) / plot.size[1])
