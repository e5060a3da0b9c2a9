"""Every scene of every lesson here in an upright picture, in both languages: its lines are shortest there."""

import pytest
from telling import SCENES, hold

from narrated.design.formats import TALL


@pytest.mark.parametrize("ref", SCENES, ids=lambda ref: ref.rpartition(":")[2])
@pytest.mark.parametrize("locale", ["en", pytest.param("zh", marks=pytest.mark.formats)])
def test_a_scene_fits_an_upright_picture(ref, locale, tmp_path):
    hold(ref, locale, TALL, None, tmp_path)
