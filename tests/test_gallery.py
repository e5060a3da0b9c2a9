"""The gallery shows all that may be drawn, says what the code says, and its code draws its pictures."""

import importlib
import inspect
import itertools
import os
import pkgutil
import re
import subprocess
import sys
import typing
from dataclasses import replace
from pathlib import Path

import av
import manim
import pytest
from PIL import Image, ImageChops

import loss_scenes
import narrated.mobjects

ROOT = Path(__file__).parents[1]
HOME = ROOT / "docs" / "gallery"
sys.path.insert(0, str(ROOT / "tools"))

import gallery_command  # noqa: E402 - a tool, and no module of a package
import gallery_pictures  # noqa: E402
import gallery_things  # noqa: E402

AGAIN = "run `make gallery`"
# What of a room's public names nobody looks for: a base, and what a scene or another name there makes.
PARTS = {"Marks", "Stage", "DescentArrow", "LiveCurve"}


@pytest.fixture(scope="module")
def gathered():
    kinds, examples, wrong = gallery_command.gather()
    assert not wrong
    return kinds, examples


@pytest.fixture(scope="module")
def things(gathered):
    return [thing for kind in gathered[0] for thing in kind.things]


@pytest.fixture(scope="module")
def drawn(gathered, things):
    """What the code on the pages draws, by the name of its picture."""
    stale = {
        thing.picture(locale): (gathered[1][thing.path], locale)
        for thing in things
        for locale in thing.locales
        if locale != "zh"
    }
    return dict(gallery_command.draw_all(stale))


def drawables():
    """Every mobject that the room of drawn things has to offer, and every chapter of the film."""
    for module in pkgutil.iter_modules(narrated.mobjects.__path__):
        room = importlib.import_module(f"narrated.mobjects.{module.name}")
        for name, value in vars(room).items():
            if name[0] != "_" and getattr(value, "__module__", "") == room.__name__:
                hints = typing.get_type_hints(value) if inspect.isfunction(value) else {}
                made = value if inspect.isclass(value) else hints.get("return")
                if inspect.isclass(made) and issubclass(made, manim.Mobject):
                    yield name
    for name in loss_scenes.__all__:
        value = getattr(loss_scenes, name)
        if inspect.isclass(value) and issubclass(value, narrated.Chapter):
            yield name


def test_all_that_may_be_drawn_is_there(things):
    assert set(drawables()) - PARTS <= {thing.name for thing in things}


def test_names_of_manim_are_manims(things):
    for thing in things:
        for name in thing.manim:
            owner, _, attribute = name.partition(".")
            assert hasattr(getattr(manim, owner), attribute or "__doc__"), name
        assert thing.manim or thing.is_chapter


def test_links_lead_to_one_place_and_no_two_files_differ_by_capitals_alone(things):
    stems = [thing.stem for thing in things]
    assert len(set(stems)) == len(stems)
    for name in gallery_command.PAGES.values():
        text = (HOME / name).read_text(encoding="utf-8")
        assert re.findall(r'<a id="(.+?)"></a>', text) == stems
        assert set(re.findall(r"\]\(#([\w-]+)\)", text)) >= set(stems)
        for link in re.findall(r"\]\(([^#h)][^)]*)\)", text):
            assert (HOME / link).exists(), link


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_a_page_is_what_the_tool_would_write(gathered, locale):
    text = (HOME / gallery_command.PAGES[locale]).read_text(encoding="utf-8")
    assert text == gallery_command.page(*gathered, locale), AGAIN


@pytest.mark.parametrize("path", ["narrated.mobjects.text.stack", "narrated.panel"])
def test_a_thing_is_used_where_it_is_imported_and_not_where_another_has_its_name(things, path):
    thing = next(each for each in things if each.path == path)
    for file in gallery_things.used_in(thing)[1]:
        assert re.search(rf"import .*\b{thing.name}\b", (ROOT / file).read_text()), file


def test_pictures_are_small_and_all_are_used(things):
    wanted = {thing.picture(locale) for thing in things for locale in thing.locales}
    there = {path.name: path.stat().st_size for path in HOME.glob("*.png")}
    assert there.keys() == wanted, AGAIN
    assert max(there.values()) <= gallery_pictures.MOST
    assert sum(there.values()) <= 1_500_000
    for name in there:
        with Image.open(HOME / name) as picture:
            assert picture.size == gallery_pictures.SIZE


@pytest.mark.slow
def test_the_code_on_the_page_draws_its_picture(drawn):
    wrong = {name: found for name, found in drawn.items() if isinstance(found, str)}
    assert not wrong
    earlier = [
        name
        for name, found in drawn.items()
        if gallery_pictures.drawn_from((HOME / name).read_bytes()) != found.made_of["code"]
    ]
    assert not earlier, AGAIN
    other = [
        name
        for name, found in drawn.items()
        if not gallery_pictures.alike((HOME / name).read_bytes(), found.png)
    ]
    assert not other, AGAIN


def test_pictures_that_show_something_else_are_not_alike(things):
    pictures = [(HOME / thing.picture("en")).read_bytes() for thing in things]
    for one, other in itertools.pairwise(pictures):
        assert gallery_pictures.alike(one, one)
        assert not gallery_pictures.alike(one, other)


@pytest.mark.slow
def test_another_font_moves_no_picture_but_an_edit_does(drawn):
    new = drawn["slider.png"]
    with Image.open(HOME / "slider.png") as picture:
        moved = gallery_pictures._small(ImageChops.offset(picture.convert("RGB"), 1, 0), new.made_of["code"])
    font = next(name for name in new.made_of if name.startswith("../"))
    assert gallery_command._stays(moved, new, {})
    assert gallery_command._stays(moved, new, {**new.made_of, font: "another"})
    assert not gallery_command._stays(moved, new, {**new.made_of, "narrated/mobjects/panel.py": "another"})
    assert not gallery_command._stays(moved, replace(new, made_of={**new.made_of, "code": "another"}), {})
    assert gallery_command._stays(new.png, new, new.made_of)


@pytest.mark.slow
def test_what_a_picture_was_made_of_is_known(drawn):
    made_of = drawn["focal-en.png"].made_of
    assert {"loss_scenes/chapters/focal.py", "voiceover/en/scene5.toml"} <= made_of.keys()
    assert "loss_scenes/chapters/hinge.py" not in made_of
    assert not any(name.startswith("voiceover/zh") for name in made_of)


def test_an_example_that_shows_nothing_is_told_with_its_name(monkeypatch):
    monkeypatch.setattr(narrated.Label, "__doc__", "A line of text.")
    _, examples, wrong = gallery_command.gather()
    assert wrong == ["narrated.Label: no example in its docstring"]
    assert "narrated.Label" not in examples


def test_code_that_fails_is_told_and_does_not_keep_the_others_from_being_drawn(gathered):
    good = gathered[1]["narrated.mobjects.things.Mat"]
    bad = replace(good, code=good.code.replace("mat = Mat(480)", "1 / 0"))
    found = dict(gallery_command.draw_all({"bad.png": (bad, ""), "good.png": (good, "")}))
    assert found["bad.png"] == "ZeroDivisionError: division by zero"
    assert gallery_pictures.alike(found["good.png"].png, (HOME / "mat.png").read_bytes())


@pytest.mark.parametrize("name", ["Slider", "Hinge"])
def test_code_that_is_pasted_is_filmed_by_manim_as_the_page_says(name, tmp_path):
    page = (HOME / "README.md").read_text(encoding="utf-8")
    code = re.search(rf"\n### {name}\n.*?```python\n(.*?)```", page, re.DOTALL)[1]
    (tmp_path / "example.py").write_text(code, encoding="utf-8")
    command = re.search(r"\.venv/bin/python (-m manim -ql example\.py)", page)[1].split()
    subprocess.run(
        [sys.executable, *command], cwd=tmp_path, env={**os.environ, "LOCALE": "en", "PYTHONPATH": str(ROOT)},
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    (film,) = (tmp_path / "media").glob("videos/*/*/*.mp4")
    with av.open(str(film)) as container:
        assert sum(1 for _ in container.decode(video=0)) > 10
        assert len(container.streams.audio) == (name == "Hinge")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    told = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "gallery.py"), str(tmp_path / "file")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    assert told.stderr.startswith(
        f"error: {tmp_path / 'file'}: cannot be made (File exists). Remedy: move away"
    )


def test_every_parameter_of_what_is_shown_is_described(things):
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    for thing in things:
        named = re.findall(r"(?m)^([\w, *]+)$", inspect.getdoc(thing.value))
        asked = [one for one in inspect.signature(thing.value).parameters.values() if one.kind in kinds]
        assert {one.name for one in asked} - {"self"} <= set(", ".join(named).split(", ")), thing.path
