"""Some lines of a script, told by themselves: which, and where that is refused."""

import pytest
from telling import tell

from loss_scenes import STAGE_THEME, Focal, Robust
from loss_scenes.lesson import LESSON
from narrated import Excerpt
from narrated.scene.render_scene import check_scene
from narrated.scene.scene_job import SceneJob
from voiceover.errors import InputError


class Part(Excerpt):
    lesson, script, theme, staged = LESSON, "scene5", STAGE_THEME, True
    lines = ("huber", "focal")  # told in the script's order, whatever stands here

    def construct(self):
        focal, robust = Focal(self), Robust(self)
        focal.drown_the_few()
        robust.bend_the_parabola()


class Nothing(Part):
    lines = ()


class Unknown(Part):
    lines = ("huber", "hubert")


def test_its_lines_are_told_with_the_takes_of_the_whole(tmp_path):
    scene = tell(Part, tmp_path)
    assert [sheet.line for sheet in scene.sheets] == ["focal", "huber"]
    assert scene.frame == scene.frames_expected
    assert all(take.audio.is_relative_to(LESSON.words) for take in scene.takes.values())


@pytest.mark.parametrize(
    ("scene", "told"), [(Nothing, "Nothing names no line"), (Unknown, "no line 'hubert'")]
)
def test_lines_that_are_not_there_are_an_error(scene, told, tmp_path):
    with pytest.raises(InputError, match=told):
        tell(scene, tmp_path)


def test_a_film_has_none(tmp_path):
    job = SceneJob(
        ref=f"{__name__}:Part", name="scene5", folder=tmp_path, width=854, height=480, fps=15, locale="en",
        voice="af_heart", draft_takes=tmp_path,
    )  # fmt: skip
    with pytest.raises(InputError, match="Part is an Excerpt"):
        check_scene(job)
