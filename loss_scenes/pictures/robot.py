"""A model that guesses, drawn as a little robot, with a face that says how its guess went."""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np

from narrated.mobjects.drawing import Drawing

Mood = Literal["waits", "glad", "unsure"]

_ELBOW = 51.0, -22.0


class Robot(Drawing):
    """A robot that looks at us, a hundred high.

    Parameters
    ----------
    height
        In pixels of the design.
    mood
        What its mouth and eyes say.

    waving
        Whether the arm at the right is up, with a hand that can wave.

    Attributes
    ----------
    arm
        The lower arm and the hand that wave; empty where both arms hang.
    """

    def __init__(self, height: float, mood: Mood = "waits", *, waving: bool = False, **style: Any) -> None:
        super().__init__(height / 100, **style)
        colors = self.colors
        self._turned = 0.0
        front, shade, dark = colors.drawn_front, colors.drawn_shade, colors.drawn_dark
        self.line([(0, -84), (0, -93)], colors.drawn_mid, 4)
        self.oval(0, -94, 5.5, None, colors.drawn_light)
        if waving:
            self.line([(20, -24), _ELBOW], colors.drawn_mid, 8)
        for side in (-1, 1):
            if side < 0 or not waving:
                self.line([(side * 25, -26), (side * 36, -12)], colors.drawn_mid, 8)
            self.box(side * 38 - 5, -68, 10, 20, colors.drawn_mid, radius=4)
        self.box(-24, -34, 48, 34, front, radius=8)
        self.box(8, -34, 16, 34, shade, radius=8)
        self.box(-38, -86, 76, 56, front, radius=16)
        self.box(14, -86, 24, 56, shade, radius=16)
        self.box(-31, -79, 62, 42, colors.drawn_glass, radius=11)
        for side in (-1, 1):
            self.oval(side * 15, -64, 5.0, 6.25, colors.drawn_light)
        if mood == "glad":
            self.bow([(-11, -53), (-6, -44), (6, -44), (11, -53)], colors.drawn_light, 4)
        elif mood == "unsure":
            self.bow([(-11, -47), (-5, -54), (5, -42), (11, -49)], colors.drawn_light, 4)
        else:
            self.line([(-8, -48), (8, -48)], colors.drawn_light, 4)
        self.oval(-4, -17, 5, None, dark)
        before = len(self)
        if waving:
            self.line([_ELBOW, (61, -52)], colors.drawn_mid, 8)
            self.oval(62, -56, 8, None, front)
        self.arm = self.submobjects[before:]

    def wave(self, angle: float) -> Self:
        """Turn the lower arm of one that waves: so far to the left of where it was drawn, in radians."""
        elbow = self.foot + np.array([_ELBOW[0], -_ELBOW[1], 0.0]) * abs(float(self._scale[1]))
        for part in self.arm:
            part.rotate(angle - self._turned, about_point=elbow)
        self._turned = angle
        return self
