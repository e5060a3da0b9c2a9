"""Formulas by manim's Typst mobjects, made in a fraction of their usual time."""

from __future__ import annotations

import functools

import typst
from manim import MathTypst
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath


def math_typst(source: str, font_size: float) -> MathTypst:
    """What ``MathTypst(source, font_size=font_size)`` draws.

    Raises
    ------
    typst.TypstError
        For what Typst cannot set.
    """
    # Formulas are seldom drawn twice, and a cache would copy each once more.
    math = MathTypst(source, font_size=font_size, font_paths=formula_fonts(), use_svg_cache=False)
    for glyph in math.family_members_with_points():
        # What its points were made from. Animations copy it with the glyph, in ten times the glyph's time.
        if isinstance(glyph, VMobjectFromSVGPath):
            del glyph.path_obj
    return math


@functools.cache
def formula_fonts() -> typst.Fonts:
    """The fonts that Typst finds on this machine; looked for once, not for every formula (50 ms each)."""
    return typst.Fonts()
