"""The houses on stems: their areas run to the right, their prices up from the ground."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from loss_scenes.market import Market
from narrated.mobjects.marks import on_plot, segment_points
from narrated.mobjects.plot import Plot
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import decoration


class Homes(VGroup):
    """A house for each of the market's; its middle is at its price, and a stem leads down to the ground.

    Parameters
    ----------
    plot
        Prices over areas.
    market
        The houses.
    width
        Of a house, in pixels of the design.
    """

    def __init__(self, plot: Plot, market: Market, width: float) -> None:
        colors, width_of_stems = plot.theme.colors, plot.theme.hair_width
        tops = np.column_stack([market.x, market.y])
        feet = np.column_stack([market.x, np.full(market.x.size, plot.y_range[0])])
        place = on_plot(plot)
        stems = VMobject(stroke_color=colors.drawn_far, stroke_width=width_of_stems)
        stems.set_points(segment_points(place(feet), place(tops)))
        houses = VGroup()
        for index, point in enumerate(place(tops)):
            house = House(width, index * 2 % 3, theme=plot.theme)
            houses.add(house.move_to(point))
        super().__init__(decoration(stems), houses)
