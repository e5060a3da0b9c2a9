"""Every scene of every lesson here in a wide picture, in both languages and both paces."""

import pytest
from telling import SCENES, hold

from narrated.design.formats import WIDE


@pytest.mark.parametrize("ref", SCENES, ids=lambda ref: ref.rpartition(":")[2])
# The draft voice is much faster than the narrator: a scene must be told in both paces.
@pytest.mark.parametrize(
    ("locale", "voice"),
    [("zh", None), pytest.param("zh", "espeak", marks=pytest.mark.formats), ("en", None)],
)
def test_a_scene_meets_all_its_cues_and_keeps_everything_in_its_place(ref, locale, voice, tmp_path):
    hold(ref, locale, WIDE, voice, tmp_path)
