"""Every scene of every lesson here in a square picture, in both languages and both paces."""

import pytest
from telling import SCENES, hold

from narrated.design.formats import SQUARE


@pytest.mark.parametrize("ref", SCENES, ids=lambda ref: ref.rpartition(":")[2])
# The draft voice is much faster than the narrator: a scene must be told in both paces.
@pytest.mark.parametrize(
    ("locale", "voice"),
    [
        pytest.param(*each, marks=pytest.mark.formats)
        for each in (("zh", "espeak"), ("zh", None), ("en", None))
    ],
)
def test_a_scene_fits_a_square_picture(ref, locale, voice, tmp_path):
    hold(ref, locale, SQUARE, voice, tmp_path)
