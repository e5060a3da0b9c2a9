"""The two players of the game, their press and lens, neutral but for what each wears of its colour."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ManimColor, VGroup
from manim.typing import Point3D

from narrated.mobjects.drawing import Corner, Drawing
from narrated.mobjects.visual_role import bleeding, drawn

_SHADE = 0.46  # of the ground in the colours of who waits
_CLEAR = 24.0  # stroke of a rim
_LENS = 5  # shapes of which the lens is drawn, and the hand that holds it


class _Drawn(Drawing):
    """What looks to the right, a hundred high, and has places by which it is used."""

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height / 100, **style)
        self._draw()
        self._drawn = float(self.height)
        self._colors = [part.fill_color for part in self]

    def _draw(self) -> None:
        raise NotImplementedError

    def light(self, share: float) -> None:
        """Show it in its own colours (1), or in the shade while another one's turn is (0)."""
        ground = ManimColor(self.colors.background)
        for part, color in zip(self, self._colors, strict=True):
            part.set_fill(color.interpolate(ground, _SHADE * (1.0 - share)))

    def _place(self, corner: Corner) -> Point3D:
        """Where a point of its own coordinates is, wherever it has been moved, turned or scaled to."""
        size = abs(float(self._scale[1])) * float(self.height) / self._drawn
        across = -size if self.mirrored else size
        place: Point3D = self.foot + np.array([corner[0] * across, -corner[1] * size, 0.0])
        return place

    def _figure(self, coat: str, shade: str, trousers: str) -> None:
        colors = self.colors
        for x in (-8, 8):
            self.line([(x, -26), (x, -6)], trousers, 11)
            self.box(x - 6, -6, 17, 6, colors.drawn_roof, radius=3)
        self.outline(
            [(-19, -20), (-21, -40), (-18, -58), (-10, -60), (-4, -61), (6, -61), (11, -60),
             (19, -57), (21, -40), (20, -20)], coat,
        )  # fmt: skip
        self.outline([(7, -20), (8, -34), (8, -48), (6, -60), (18, -59), (21, -44), (20, -20)], shade)
        self.oval(1, -73, 15, 16, colors.drawn_light)


class Forger(_Drawn):
    """The counterfeiter: a cap pulled low, a mask, an apron, one arm held out to a machine.

    Parameters
    ----------
    height
        In pixels of the design.
    mirrored
        Whether it looks to the left.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> forger = Forger(460, theme=THEME)
    >>> bool(forger.eye[0] > forger.foot[0]), bool(Forger(460, mirrored=True, theme=THEME).eye[0] < 0)
    (True, True)
    """

    def _draw(self) -> None:
        colors, own = self.colors, self.theme.colors.generator
        self.bow([(-13, -54), (-25, -46), (-27, -36), (-21, -28)], colors.drawn_mid, 9)
        self._figure(colors.drawn_mid, colors.drawn_other, colors.drawn_roof)
        self.box(-11, -50, 25, 34, own, radius=4)
        self.line([(-9, -49), (-5, -60)], own, 3)
        self.line([(12, -49), (9, -60)], own, 3)
        self.bow([(13, -54), (22, -50), (26, -44), (36, -45)], colors.drawn_mid, 9)
        self.oval(38, -45, 5.5, None, colors.drawn_light)
        self.box(-14, -79, 30, 10, colors.drawn_dark, radius=5)
        for x in (2, 11):
            self.oval(x, -74, 2.6, 2.8, colors.drawn_light)
        self.outline([(-16, -82), (-18, -98), (2, -106), (12, -97), (16, -94), (17, -88), (17, -82)], own)
        self.line([(-13, -82.5), (23, -82.5)], own, 5)

    @property
    def eye(self) -> Point3D:
        """Where it looks from."""
        return self._place((12, -74))

    @property
    def hand(self) -> Point3D:
        """The hand that it holds out."""
        return self._place((38, -45))


class Inspector(_Drawn):
    """The inspector: a peaked cap, a long coat, and a lens that is held out.

    Parameters
    ----------
    height
        In pixels of the design.
    mirrored
        Whether it looks to the left.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> inspector = Inspector(460, mirrored=True, theme=THEME)
    >>> bool(inspector.lens[0] < inspector.foot[0])
    True
    """

    def _draw(self) -> None:
        colors, own = self.colors, self.theme.colors.discriminator
        self.bow([(-13, -54), (-23, -46), (-25, -36), (-22, -26)], colors.drawn_shade, 9)
        self._figure(colors.drawn_front, colors.drawn_shade, colors.drawn_roof)
        self.polygon([(-4, -61), (8, -61), (4, -50), (2, -38), (0, -50)], own)
        for low in (-44, -33):
            self.oval(-9, low, 1.8, None, colors.drawn_roof)
        for x in (3, 12):
            self.oval(x, -72, 2.2, 2.8, colors.drawn_dark)
        self.bow([(4, -62), (7, -60.5), (10, -60.5), (12, -62)], colors.drawn_mid, 2)
        self.box(-15, -85, 31, 8, own, radius=2)
        self.outline([(-15, -84), (-22, -94), (-12, -100), (1, -100), (14, -100), (24, -94), (16, -84)], own)
        self.outline([(-6, -78), (6, -83), (20, -82), (27, -76), (20, -77), (8, -78), (-6, -78)],
                     colors.drawn_glass)  # fmt: skip
        self.oval(1, -91, 3.4, None, colors.drawn_light)
        self.bow([(13, -54), (22, -48), (27, -46), (33, -50)], colors.drawn_front, 9)
        self.line([(34, -49), (40, -57)], colors.drawn_roof, 4.5)
        self.oval(48, -68, 14.5, None, colors.drawn_mid)
        self.oval(48, -68, 11, None, colors.drawn_glass)
        self.bow([(41, -68), (41, -73), (45, -76), (48, -76)], colors.drawn_light, 2)
        self.oval(34, -50, 5.5, None, colors.drawn_light)

    @property
    def eye(self) -> Point3D:
        """Where it looks from."""
        return self._place((12, -72))

    @property
    def held(self) -> VGroup:
        """Its lens, and the hand that holds it."""
        return VGroup(*self[-_LENS:])

    @property
    def lens(self) -> Point3D:
        """The middle of its lens."""
        return self._place((48, -68))


class Press(_Drawn):
    """The printing press: numbers go into its funnel, a note comes out of the slot at its right.

    Parameters
    ----------
    height
        In pixels of the design.
    mirrored
        Whether the slot is at its left.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> press = Press(460, theme=THEME)
    >>> bool(press.mouth[1] > press.slot[1] > press.foot[1])
    True
    """

    def _draw(self) -> None:
        colors, own = self.colors, self.theme.colors.generator
        for x in (-38, 28):
            self.box(x, -8, 12, 8, colors.drawn_roof, radius=2)
        self.polygon([(-34, -100), (34, -100), (15, -76), (-15, -76)], colors.drawn_mid)
        self.polygon([(12, -100), (34, -100), (15, -76), (6, -76)], colors.drawn_other)
        self.box(-48, -78, 96, 70, colors.drawn_front, radius=6)
        self.box(18, -78, 30, 70, colors.drawn_shade, radius=6)
        self.box(-48, -20, 96, 12, own, radius=4)
        self.oval(-14, -50, 20, None, colors.drawn_roof)
        self.oval(-14, -50, 13, None, colors.drawn_mid)
        self.oval(-14, -50, 4, None, colors.drawn_dark)
        self.line([(-14, -50), (-14, -63)], colors.drawn_dark, 3)
        for y in (-66, -58):
            self.oval(17, y, 2.6, None, own)
        self.box(22, -46, 26, 13, colors.drawn_dark, radius=3)

    @property
    def mouth(self) -> Point3D:
        """The funnel, where numbers go in."""
        return self._place((0, -98))

    @property
    def slot(self) -> Point3D:
        """Where the middle of a note's edge comes out."""
        return self._place((47, -39.5))


def rim(player: Drawing) -> VGroup:
    """A dark rim around a player, to be behind it: so it is clear of a light picture as of the dark wall.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> inspector = Inspector(460, theme=THEME)
    >>> len(rim(inspector)) == len(inspector)
    True
    """
    dark = player.theme.colors.background
    return bleeding(drawn(VGroup(*(part.copy().set_stroke(dark, _CLEAR) for part in player))))
