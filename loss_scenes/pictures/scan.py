"""A slice of a head as a scanner shows it, in few tones, with a small lesion."""

from __future__ import annotations

from typing import Any

from loss_scenes.pictures.avenue import tone
from narrated.mobjects.drawing import Corner, Drawing
from narrated.mobjects.visual_role import decoration

_FOLDS: tuple[tuple[Corner, ...], ...] = (
    ((0.07, -0.86), (0.1, -0.8), (0.16, -0.82), (0.19, -0.76)),
    ((0.3, -0.68), (0.24, -0.68), (0.22, -0.73), (0.16, -0.71)),
    ((0.32, -0.53), (0.26, -0.56), (0.24, -0.49), (0.18, -0.52)),
    ((0.31, -0.36), (0.26, -0.33), (0.24, -0.39), (0.18, -0.36)),
    ((0.24, -0.2), (0.2, -0.24), (0.16, -0.2), (0.13, -0.26)),
    ((0.06, -0.13), (0.08, -0.18), (0.12, -0.14), (0.12, -0.19)),
)
LESION = (0.205, -0.6, 0.036)
"""Place and radius of the lesion, in the drawing's coordinates."""


class HeadScan(Drawing):
    """A slice through a head, one high and seen from above: skull, both halves of the brain, a lesion.

    Parameters
    ----------
    height
        In pixels of the design.
    lesion
        Whether there is one.
    """

    def __init__(self, height: float, *, lesion: bool = True, **style: Any) -> None:
        super().__init__(height, **style)
        colors = self.colors
        brain = tone(colors.drawn_far, colors.drawn_roof, 0.9)
        fold = tone(colors.drawn_far, colors.panel, 0.3)
        self.oval(0, -0.5, 0.41, 0.5, colors.drawn_front)
        self.oval(0, -0.5, 0.37, 0.458, colors.drawn_dark)
        for side, color in ((-1, tone(brain, colors.drawn_mid, 0.45)), (1, brain)):
            top, low, far = -0.93, -0.07, side * 0.345
            self.outline(
                [(side * 0.008, top), (side * 0.19, top), (far, -0.74), (far, -0.5), (far, -0.26),
                 (side * 0.19, low), (side * 0.008, low)], color,
            )  # fmt: skip
            for start, first, second, end in _FOLDS:
                self.bow([(side * x, y) for x, y in (start, first, second, end)], fold, 0.014)
            self.outline(
                [(side * 0.02, -0.55), (side * 0.04, -0.66), (side * 0.09, -0.68), (side * 0.11, -0.64),
                 (side * 0.06, -0.6), (side * 0.05, -0.5), (side * 0.09, -0.4), (side * 0.11, -0.35),
                 (side * 0.05, -0.36), (side * 0.02, -0.46)], colors.drawn_dark,
            )  # fmt: skip
        decoration(self)  # the lesion is what must be seen
        if lesion:
            x, y, radius = LESION
            self.oval(x, y, radius, 0.85 * radius, colors.drawn_front)
            self.oval(x - 0.4 * radius, y + 0.3 * radius, 0.7 * radius, 0.6 * radius, colors.drawn_light)
