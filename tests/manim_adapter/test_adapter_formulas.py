"""Formulas: what manim's MathTypst draws, with parts by their labels, and without what is not drawn."""

import numpy as np
import pytest
import typst
from manim import MathTypst

from narrated.manim_adapter.typst_formula import math_typst

SOURCE = "{{ a^2 + b^2 : sum }} = {{ c^2 : square }}"


def test_it_is_what_manim_draws():
    ours, theirs = math_typst(SOURCE, 30.0), MathTypst(SOURCE, font_size=30.0, use_svg_cache=False)
    pairs = list(zip(ours.family_members_with_points(), theirs.family_members_with_points(), strict=True))
    assert len(pairs) > 6
    for one, other in pairs:
        assert np.array_equal(one.points, other.points)
    assert (ours.typst_code, ours.font_size) == (theirs.typst_code, theirs.font_size)


def test_a_part_is_found_by_its_label():
    formula = math_typst(SOURCE, 30.0)
    left, right = formula.select("sum"), formula.select("square")
    assert len(left.family_members_with_points()) == 5
    assert len(right.family_members_with_points()) == 2
    assert left.get_right()[0] < right.get_left()[0]


def test_it_can_be_copied_and_what_it_was_read_from_is_not():
    formula = math_typst(SOURCE, 30.0)
    glyphs = formula.copy().family_members_with_points()
    assert glyphs
    assert not any(hasattr(glyph, "path_obj") for glyph in glyphs)
    # Each glyph of manim's own has one, or the adapter would have nothing to remove.
    theirs = MathTypst(SOURCE, use_svg_cache=False).family_members_with_points()
    assert any(hasattr(glyph, "path_obj") for glyph in theirs)


def test_what_typst_cannot_set_is_typsts_error():
    with pytest.raises(typst.TypstError):
        math_typst("frac(1", 30.0)
