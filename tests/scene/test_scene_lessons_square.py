"""Every scene of every lesson here in a square picture, in both languages."""

import pytest
from telling import SCENES, hold

from narrated.design.formats import SQUARE


@pytest.mark.parametrize("ref", SCENES, ids=lambda ref: ref.rpartition(":")[2])
@pytest.mark.parametrize("locale", [pytest.param("zh", marks=pytest.mark.formats), "en"])
def test_a_scene_fits_a_square_picture(ref, locale, tmp_path):
    hold(ref, locale, SQUARE, None, tmp_path)
