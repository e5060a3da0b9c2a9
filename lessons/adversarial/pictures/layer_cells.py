"""What a layer of a network gives on, cell by cell: dark where that is least, white where it is most."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, ManimColor, VGroup

from lessons.adversarial.pictures.tones import tones
from narrated.design.layout import PIXEL
from narrated.design.theme import current_theme
from narrated.mobjects.layers import Layers
from narrated.mobjects.raster import Raster
from narrated.mobjects.text import Label

_TONES = 16
_OWN = 0.5  # of the way from the least to the most: what has the network's own colour
_DARKEST = 0.12  # of the way from the ground to that colour: a cell that gives nothing on


def from_least_to_most(values: np.ndarray) -> np.ndarray:
    """From 0, the least of them, to 1, the most.

    Examples
    --------
    >>> from_least_to_most(np.array([[-1.0, 0.0], [1.0, 3.0]])).tolist()
    [[0.0, 0.25], [0.5, 1.0]]
    """
    values = np.asarray(values, dtype=float)
    return np.asarray((values - values.min()) / np.ptp(values))


def layer_cells(layers: Layers, k: int, outputs: Callable[[], np.ndarray], color: str) -> VGroup:
    """One of the layers: its cells, as bright as they are, and the lines between them.

    Parameters
    ----------
    layers, k
        Where it stands, and which of them it is.
    outputs
        Called on every update: shape (n, n), 0 to 1.
    color
        The network's.
    """
    colors = current_theme().colors
    dark = ManimColor(colors.background).interpolate(ManimColor(color), _DARKEST).to_hex()
    glow = tones(dark, color, colors.drawn_light, at=(0.0, _OWN, 1.0))

    def cells() -> np.ndarray:
        return glow(np.rint(outputs() * (_TONES - 1)) / (_TONES - 1))

    _, lines, _ = layers.grids[k]
    return VGroup(Raster(layers.places[k], cells, tones=_TONES, edge=color), lines)


def width_name(layers: Layers, k: int, cells: int, color: str, *, unit: str = "{}") -> Label:
    """How many cells wide one of the layers is: under it in a row, at the left of a column.

    ``unit`` is what is written around the number in a row; in a column there is no room for it.
    """
    size, place = current_theme().type.body, layers.places[k]
    gap = 0.9 * size * PIXEL
    name = Label((unit if layers.row else "{}").format(cells), size, color, weight="BOLD")
    if layers.row:
        return name.set_line(place.edge(DOWN) + gap * DOWN)
    return name.set_line(place.edge(LEFT) + 0.5 * gap * LEFT, RIGHT)
