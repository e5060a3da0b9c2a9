"""An area of a picture: few rectangles, which hold all that was drawn on."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from narrated.encode.dirty_regions import DirtyRegion, Rectangle

rectangles = st.builds(
    lambda top, left, height, width: Rectangle(top, top + height, left, left + width),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 30),
    st.integers(0, 30),
)


@given(st.lists(rectangles, max_size=30))
def test_an_area_holds_what_was_added_in_rectangles_that_do_not_meet(added):
    area = DirtyRegion(added)
    field = np.zeros((100, 100), int)
    for part in area.rectangles:
        field[part.slices] += 1
    assert field.max(initial=0) <= 1
    assert all((field[one.slices] == 1).all() for one in added)
    assert len(area.rectangles) <= 8
