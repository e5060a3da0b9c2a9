"""A picture in a frame: a cat as a sketch, or as it is painted."""

from __future__ import annotations

from manim import DOWN, RIGHT, UP, ManimColor, Rectangle, RoundedRectangle, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.things import Cat, Mat
from narrated.mobjects.visual_role import drawn

_FACE = 8  # first of a cat's parts that is one of its face, which are its last
_WRONG = (
    (-0.02, 0.06, 1.9), (0.0, 0.1, 1.0), (0.0, -0.04, 1.0), (0.03, -0.05, 0.8), (0.02, 0.08, 1.0),
    (0.0, 0.12, 1.0), (0.06, -0.05, 1.8),
)  # fmt: skip
"""How each part of a face that is drawn wrong lies, by the cat's height to the right and up; and its size."""


class PaintedCat(VGroup):
    """A cat on its mat in a frame.

    Parameters
    ----------
    region
        The largest square in its middle is filled.
    painted
        Whether it is painted; else a sketch: its outline, and the cat's face.
    high
        Of the cat, as a share of the picture.
    theme
        The look.

    Attributes
    ----------
    cat, body, face
        The cat; what of it is there without a face; and eyes, whiskers and nose.
    """

    def __init__(
        self, region: Region, *, painted: bool, high: float = 0.66, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        colors, side = theme.colors, min(region.width, region.height)
        board = RoundedRectangle(width=side, height=side, corner_radius=0.03 * side)
        board.set_fill(colors.drawn_glass if painted else colors.background, opacity=1)
        board.set_stroke(colors.drawn_front, theme.line_width).move_to(region.center)
        foot = region.center + 0.36 * side * DOWN
        floor = Rectangle(width=0.985 * side, height=0.2 * side, stroke_width=0, fill_opacity=1)
        floor.set_fill(colors.drawn_roof).move_to(region.center + 0.39 * side * DOWN)
        pixels = side / PIXEL
        cat = Cat(high * pixels, theme=theme).stand(foot)
        self.cat, self.body, self.face = cat, cat[1:_FACE], cat[_FACE:]
        mat = Mat(0.8 * pixels, colors.drawn_other, colors.drawn_roof, theme=theme)
        mat.stand(foot + 0.07 * side * DOWN)
        if painted:
            super().__init__(board, floor, mat, cat)
            drawn(self)
            return
        cat.remove(*self.face)
        lines = VGroup()
        for thing in (mat, cat):
            lines.add(_outlined(thing, colors.drawn_front, board.get_fill_color(), theme.line_width))
        super().__init__(board, lines, self.face.set_fill(colors.drawn_front))
        drawn(self)

    def spoil_the_face(self) -> VMobject:
        """Draw the face wrong, as one does who has not learnt it: how it was right is returned."""
        right = self.face.copy()
        middle, high = self.face.get_center(), self.cat.height
        for part, (aside, up, scale) in zip(self.face, _WRONG, strict=True):
            part.scale(scale).rotate(2.5 * up, about_point=middle).shift(high * (aside * RIGHT + up * UP))
        return right


def _outlined(thing: Drawing, ink: str, ground: ManimColor, width: float) -> VGroup:
    """The edge of all that a thing is made of: where shapes lie on each other there is no line."""
    large = VGroup(*(shape for shape in thing if shape.has_points()))
    # What is inside of the edge is covered, and half of the stroke with it.
    edge = large.copy().set_fill(opacity=0).set_stroke(ink, 2 * width)
    return VGroup(edge, large.set_fill(ground, opacity=1).set_stroke(width=0))
