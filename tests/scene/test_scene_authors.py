"""What an author gets wrong is told in one message: what, the author's own file and line, what to do."""

import re
import shutil
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest
from telling import tell
from tiny_lesson import faulty

import loss_scenes
from lessons.log_cosh.scene1 import SmoothBend
from lessons.log_cosh.theme import THEME
from loss_scenes.catalogue import SQUARED
from narrated import DEFAULT_THEME, Plot, Region
from narrated.design.theme import UnknownRole
from narrated.lesson import load_ref
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError

SOURCE = Path(faulty.__file__).read_text()


def told(scene, folder):
    """The message of a scene that cannot be told."""
    with pytest.raises(InputError) as error:
        tell(scene, folder, options=RenderOptions(voice="espeak", draft_takes=folder))
    return str(error.value)


@pytest.mark.parametrize(
    ("scene", "parts"),
    [
        ("NoNumber", ["a live number would show nan, which NoNumber.spoil.<locals>.<lambda> ("]),
        ("NoReadout", ["a live number would show inf, which NoReadout.spoil.<locals>.<lambda> ("]),
        ("NoSlope", ["a tangent at 0 would show nan", "Permitted: finite numbers"]),
        ("LatexInTypst", ["the formula '\\\\frac{1}{2}' cannot be set", "Permitted: Typst's notation"]),
        ("UnknownCue", ["no cue 'shwon'", "Permitted: shown."]),
        ("TooEarly", ["go_on goes on with the picture of tell", "call tell() before go_on()"]),
        ("OutsideOfALine", ["'fill' is used outside of a narrated line"]),
        (
            "UnknownRole",
            [
                "Palette of the theme has no 'goood'",
                "(did you mean good?)",
                "a theme that has this role",
            ],
        ),
    ],
)
def test_a_mistake_is_told_with_the_authors_own_line(tmp_path, scene, parts):
    message = told(getattr(faulty, scene), tmp_path)
    begin = SOURCE.index(f"class {scene}(")
    line = SOURCE[: SOURCE.index("# here", begin)].count("\n") + 1
    assert message.startswith(f"{faulty.__file__}, line {line} ({scene}")
    assert "line 'word' of the script" in message or scene in {"OutsideOfALine", "TooEarly"}
    for part in parts:
        assert part in message


class NotRobust(SmoothBend):
    def construct(self):
        robust = loss_scenes.Robust(self, loss=SQUARED)
        robust.bend_the_parabola()


def test_a_loss_without_a_location_is_no_robust_one(tmp_path):
    message = told(NotRobust, tmp_path)
    assert "(NotRobust): the loss 'squared' has no location. Permitted: a robust loss" in message


class Backwards(faulty.Sound):
    script = "scene1"
    ended = False

    def construct(self):
        with self.narrate("stop"):
            self.on("rest")
        with self.narrate("roll"):
            self.on("probe")
            self.on("down")
        Backwards.ended = True


def test_lines_in_another_order_are_told_where_the_first_stands_wrong(tmp_path):
    message = told(Backwards, tmp_path)
    assert "narrates 'roll' after 'stop'" in message
    assert "has the lines ['roll', 'stop']" in message
    assert not Backwards.ended


class Nested(faulty.Sound):
    def construct(self):
        with self.narrate("word"), self.narrate("word"):
            self.on("shown")


def test_a_line_inside_of_a_line_is_told(tmp_path):
    assert "line 'word' begins inside of line 'word'" in told(Nested, tmp_path)


class NoTheme(faulty.Sound):
    theme = None


def test_a_class_attribute_of_another_type_is_told_with_the_class(tmp_path):
    message = told(NoTheme, tmp_path)
    assert "test_scene_authors.py (NoTheme): theme of the scene is 'None'. Permitted: a Theme." in message


@pytest.mark.parametrize("ends", [(0, 0), (1, 0), (0, float("nan")), (0, float("inf"))])
def test_a_plot_without_a_range_is_told(ends):
    with pytest.raises(InputError, match=r"x_range of a plot is .*the lower one first"):
        Plot(Region(0.0, 0.0, 4.0, 4.0), ends, (0, 1))


def test_latex_that_is_not_here_names_what_is(tmp_path, monkeypatch):
    (tmp_path / "fc-match").symlink_to(str(shutil.which("fc-match")))
    monkeypatch.setenv("PATH", str(tmp_path))
    message = told(faulty.Latex, tmp_path)
    assert "(Latex, line 'word' of the script): Tex and MathTex need LaTeX (latex)" in message
    assert "MathTypst" in message


def test_a_scene_without_a_lesson_says_what_to_write(tmp_path):
    message = told(faulty.NoLesson, tmp_path)
    assert f"{faulty.__file__} (NoLesson): the scene has no lesson and no script." in message
    assert 'write in the class `lesson = LESSON` and `script = "scene1"`' in message


def test_a_scene_that_is_not_there_names_those_that_are():
    with pytest.raises(InputError, match=re.escape("OutsideOfALine")) as error:
        load_ref("tiny_lesson.faulty:UnknownCeu")
    assert "no scene 'UnknownCeu'. Permitted: Sound, " in str(error.value)
    assert "(did you mean UnknownCue?)" in str(error.value)
    assert "FadeIn" not in str(error.value)


def test_a_theme_is_short_to_read_and_tells_of_its_parts():
    assert repr(DEFAULT_THEME) == "DEFAULT_THEME"
    assert not hasattr(DEFAULT_THEME.colors, "no_such_role")
    with pytest.raises(InputError, match="did you mean curve_width"):
        DEFAULT_THEME.curve_widht  # noqa: B018 - asked for to see it refused


def test_a_lesson_adds_roles_of_its_own_to_a_theme_that_stays_frozen():
    engine, film, log_cosh = (one.colors for one in (DEFAULT_THEME, loss_scenes.THEME, THEME))
    assert (film.background, film.hinge) == (engine.background, log_cosh.hinge)
    assert log_cosh.log_cosh not in {getattr(film, role.name) for role in fields(film)}
    for colors, role in ((engine, "hinge"), (film, "log_cosh")):
        with pytest.raises(UnknownRole, match=f"of the theme has no '{role}'"):
            getattr(colors, role)
    with pytest.raises(FrozenInstanceError):
        film.hinge = "#000000"
