"""What is live in a picture: declared, recorded beside the film, and what cannot be."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from manim import ValueTracker
from touched_lesson.scenes import AT, STEEP

from narrated import Handle
from narrated.design.formats import WIDE
from narrated.lesson import load_ref
from narrated.page.explore_file import NAME, Explore
from narrated.page.explore_recording import digest, record
from narrated.page.explore_telling import _watching, tell_live
from narrated.page.sampled import Sampling, interpolated, straightened
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError
from voiceover.script.locales import check_words
from voiceover.script.scene_script import load_script

pytestmark = pytest.mark.slow

WORDS = Path(__file__).parents[1] / "data" / "touched_lesson" / "words"


def options(media):
    return RenderOptions("zh", "espeak", media / "takes" / "zh")


def test_the_file_says_where_and_when_what_is_live(plan, explore):
    assert Explore.read(plan.beside(NAME)) == explore
    timeline = json.loads(plan.beside("timeline.json").read_text())
    lines = {line["id"]: line for scene in timeline["scenes"] for line in scene["lines"]}
    assert [(part.name, part.line) for part in explore.parts] == [("bowl", "bowl"), ("wave", "wave")]
    for part in explore.parts:
        assert lines[part.line]["start"] < part.start < part.end
        assert part.end - part.start > 5
    bowl, wave = (part.content for part in explore.parts)
    assert explore.functions == [("touched_lesson", "bowl")]
    kinds = sorted(mark["kind"] for mark in bowl["marks"])
    assert kinds == ["curve", "dotted", "number", "number", "outline", "polygon"]
    assert {"formula", "table"} & set(next(m for m in bowl["marks"] if m["kind"] == "curve")) == {"formula"}
    assert [mark["kind"] for mark in wave["marks"] if "table" in mark] == ["curve", "dots"]
    # Of the film, by frame: the handles arrive where the scene takes them.
    handles = {handle["name"]: handle for handle in bowl["handles"]}
    assert handles["at"]["frames"][0][0] == bowl["start"]
    assert [handles[name]["frames"][-1][1] for name in ("at", "steep")] == [0.9, 1.0]
    assert bowl["covered"]
    assert bowl["below"] >= 1
    assert len(bowl["front"]["paths"]) == 1


def test_it_is_recorded_again_where_the_words_of_the_page_or_the_scene_changed(plan, explore, tmp_path):
    path, said = plan.beside(NAME), []
    before = path.stat().st_mtime_ns
    assert record(plan, tmp_path, said.append) == explore
    assert (path.stat().st_mtime_ns, said) == (before, [])
    (scene,) = plan.scenes
    words = {name: {**one, "title": one["title"] + "!"} for name, one in scene.script.explore.items()}
    changed = replace(plan, scenes=(replace(scene, script=replace(scene.script, explore=words)),))
    assert digest(changed) != explore.made_of
    path.write_text("{}")
    assert record(plan, tmp_path, said.append).parts == explore.parts
    assert said == ["looking at what is live in 1 scene", "scene1: looked at"]


def test_a_script_without_words_leaves_the_picture_as_it_is(plan, tmp_path):
    (scene,) = plan.scenes
    plain = replace(plan, scenes=(replace(scene, script=replace(scene.script, explore={})),))
    assert record(plain, tmp_path).parts == ()


def test_looking_changes_nothing_of_the_film(plan):
    """Bit by bit, after every play: a film may be filmed while it is looked at."""
    told = []
    for look in (lambda scene: scene, _watching):
        kept = []
        with told_dry(every_frame(look(noting(kept))), WIDE, 15, options(plan.home.parent.parent.parent)):
            pass
        told.append(kept)
    assert len(told[0]) > 5
    assert told[0] == told[1]


def noting(kept):
    """The scene, which notes what is on the screen after every play."""
    scene = load_ref("touched_lesson.scenes:Touched")

    class Noting(scene):
        def look_on_the_way(self, time):
            """Nobody looks."""

        def _advance(self, count):
            super()._advance(count)
            parts = [part for top in self.mobjects for part in top.get_family()]
            kept.append((self.frame, [part.points.tobytes() for part in parts], self.at.get_value()))

    return named_like(Noting, scene)


def every_frame(scene):
    """The scene, with every frame computed as a film has them: with some left out it rounds otherwise."""

    class Every(scene):
        def _frames_to_compute(self, count):
            return range(count)

    return named_like(Every, scene)


def named_like(derived, scene):
    derived.__name__, derived.__qualname__ = scene.__name__, scene.__qualname__
    derived.__module__ = scene.__module__
    return derived


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Jumps", r"Dot of 'bowl' jumps where at is about 0\.6"),
        ("Nowhere", r"'bowl' cannot be recorded: Dot has no place where at is 0\.[7-9]"),
        ("Refuses", r"it cannot be drawn where at is 0\.[7-9].*RuntimeError\('so far I was not tried'\)"),
        ("Elsewhere", "'bowl' is never live"),
        ("Grows", r"VMobject changes from \d+ points to \d+, where at is"),
        ("Undone", r"the span of handle 'at' is \(1\.0, 0\.0\)"),
        ("Unheld", "handle 'at' drags what is none of the marks of 'bowl'"),
        ("Unnamed", r"'away' is missing"),
        ("Unsaid", r"'far' is missing.*what that number is called"),
        ("Undeclared", r"\[explore\] has words for wave, which the scene does not declare"),
    ],
)
def test_what_cannot_be_recorded_is_told_by_part_handle_and_value(plan, name, says):
    with pytest.raises(InputError, match=says) as told:
        tell_live(
            load_ref(f"touched_lesson.scenes:{name}"), WIDE, 15, options(plan.home.parent.parent.parent)
        )
    assert "Remedy: " in str(told.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("title", ValueTracker(1.0), (0.0, 1.0)), "a handle is called 'title'"),
        (("at", 3, (0.0, 1.0)), "handle 'at' has the tracker 3"),
        *(
            (("at", ValueTracker(1.0), span), "the span of handle 'at' is")
            for span in ("ab", None, (0, 1, 2), (0.5, 0.5 + 1e-15), (-1e308, 1e308), (float("nan"), 1.0))
        ),
    ],
)
def test_a_handle_that_is_none_is_told_where_it_is_made(given, says):
    with pytest.raises(InputError, match=says) as told:
        Handle(*given)
    assert "Permitted: " in str(told.value)


def test_words_that_a_language_lacks_are_told(tmp_path):
    shutil.copytree(WORDS, tmp_path / "words")
    shutil.copytree(WORDS / "zh", tmp_path / "words" / "en")
    file = tmp_path / "words" / "en" / "scene1.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('steep = "陡度"\n', "").partition("[explore.wave]")[0], encoding="utf-8")
    with pytest.raises(InputError) as told:
        check_words(tmp_path / "words", "en", "zh", ["scene1"])
    assert "lacks the pictures to explore 'wave'" in str(told.value)
    assert "[explore.bowl]: lacks the words 'steep'" in str(told.value)
    file.write_text(text.replace('hint = "拖动白点"\n', ""), encoding="utf-8")
    with pytest.raises(InputError, match=r"\[explore\.wave\]: 'hint' is missing"):
        load_script(tmp_path / "words", "en", "scene1")


@pytest.mark.parametrize(
    "break_it",
    [
        lambda table: table.update(version=2),
        lambda table: table.pop("fps"),
        lambda table: table["parts"][0].update(end=table["parts"][0]["start"]),
        lambda table: table["parts"][0]["marks"][0].update(kind="script"),
        lambda table: table["parts"][1]["marks"][-1]["table"].pop(),
        lambda table: table.update(parts="none"),
    ],
)
def test_a_file_that_is_none_is_refused(explore, tmp_path, break_it):
    path = tmp_path / NAME
    explore.write(path)
    assert Explore.read(path) == explore
    table = json.loads(path.read_text())
    break_it(table)
    path.write_text(json.dumps(table))
    with pytest.raises(InputError, match="what is live in the film cannot be read") as told:
        Explore.read(path)
    assert "Remedy: delete the file" in str(told.value)


def sampling(rows, spans=None):
    """Of one mark with these functions of the values as its numbers."""
    return Sampling(
        spans or {"a": (0.0, 2.0), "b": (-1.0, 1.0)},
        lambda values: [np.array([*(row(**values) for row in rows), 1.0])],
        lambda values: {"f0": values["a"] ** 2},
        lambda _, one, two: float(np.abs(one - two).max()),
        lambda _: 1.0,
        lambda _: "the mark",
    )


def test_what_is_linear_in_handles_and_formulas_becomes_a_rule():
    (found,) = sampling([lambda a, b: 3 + 100 * a - 20 * b, lambda a, **_: 50 * a**2]).fit(
        {"a": 1.0, "b": 0.0}
    )
    assert found.rule is not None
    assert set(found.basis) == {"", "a", "b", "f0"}
    values = {"a": 1.7, "b": -0.3}
    assert found(values, {"": 1.0, **values, "f0": 1.7**2}) == pytest.approx([179.0, 144.5, 1.0])


def test_more_handles_than_a_table_has_axes_are_told_at_once():
    spans = dict.fromkeys("abcd", (0.0, 1.0))
    mark = sampling([lambda a, b, c, d: 900 * np.sin(3 * a * (1 + b) * (1 + c) * (1 + d))], spans)
    with pytest.raises(InputError, match="the mark follows 4 handles at once: a, b, c, d") as told:
        mark.fit(dict.fromkeys("abcd", 0.5))
    assert "Formula" in str(told.value)


def test_a_table_is_as_fine_as_its_mark_needs_and_has_the_handles_that_matter():
    (found,) = sampling([lambda a, **_: 300 * np.sin(3 * a), lambda a, **_: 200 * abs(a - 0.77)]).fit(
        {"a": 1.0, "b": 0.0}
    )
    assert [name for name, _ in found.axes] == ["a"]
    off = [
        abs(found({"a": a, "b": 0.0}, {})[k] - true(a))
        for a in np.linspace(0, 2, 501)
        for k, true in enumerate((lambda a: 300 * np.sin(3 * a), lambda a: 200 * abs(a - 0.77)))
    ]
    assert max(off) < 0.5
    assert 10 < len(found.axes[0][1]) < 120
    middle = interpolated(
        [("a", np.array([0.0, 1.0])), ("b", np.array([0.0, 1.0]))], np.eye(2)[..., None], {"a": 0.5, "b": 0.5}
    )
    assert middle.tolist() == [0.5]


def test_values_by_frame_are_kept_in_few_corners():
    frames = range(100, 160)
    values = [0.1 * max(0, frame - 120) for frame in frames]
    corners = straightened(frames, values, 1e-6)
    assert corners == [[100, 0.0], [120, 0.0], [159, pytest.approx(3.9)]]


def test_spans_of_the_lesson_are_those_of_its_handles(explore):
    assert [handle["range"] for handle in explore.parts[0].content["handles"]] == [list(AT), list(STEEP)]
