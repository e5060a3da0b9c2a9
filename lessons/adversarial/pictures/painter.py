"""A network that takes a picture and gives another, as it is commonly drawn: narrow in the middle."""

from __future__ import annotations

from typing import Any

from narrated.mobjects.drawing import Drawing


class PaintingNetwork(Drawing):
    """Two funnels, point to point: what goes in at the left becomes little, and then a picture again.

    Parameters
    ----------
    height
        In pixels of the design; it stands on the middle of its lower edge.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> network = PaintingNetwork(200, theme=THEME)
    >>> round(float(network.height / network.width), 2)
    1.25
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height / 100, **style)
        colors = self.colors
        for side, near, far in (
            (-1, colors.drawn_front, colors.drawn_mid),
            (1, colors.drawn_shade, colors.drawn_mid),
        ):
            self.polygon([(40 * side, -100), (24 * side, -88), (24 * side, -12), (40 * side, 0)], near)
            self.polygon([(20 * side, -85), (6 * side, -66), (6 * side, -34), (20 * side, -15)], far)
        self.box(-3, -64, 6, 28, colors.drawn_light)
