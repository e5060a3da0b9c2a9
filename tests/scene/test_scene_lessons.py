"""Every scene of every lesson here in a wide picture, in both languages."""

import pytest
from telling import SCENES, hold

from narrated.design.formats import WIDE


@pytest.mark.parametrize("ref", SCENES, ids=lambda ref: ref.rpartition(":")[2])
@pytest.mark.parametrize(("locale", "frame_rate"), [("zh", 30), ("en", 15)])  # of a film, and of a draft
def test_a_scene_meets_all_its_cues_and_keeps_everything_in_its_place(ref, locale, frame_rate, tmp_path):
    hold(ref, locale, WIDE, None, tmp_path, frame_rate=frame_rate)
