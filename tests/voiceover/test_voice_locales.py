"""Locales: one scene draws all of them, so that they have the same lines, bookmarks and on-screen words."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceover.errors import InputError
from voiceover.script.locales import check_order
from voiceover.script.scene_script import load_lesson_words, load_scripts, script_names
from voiceover.takes import find_take

ROOT = Path(__file__).parents[2]
OWN = "zh"
WORDS = [ROOT / "voiceover", *sorted(ROOT.glob("lessons/*/words"))]
OTHERS = [
    pytest.param(root, path.parent.name, id=f"{root.relative_to(ROOT)}-{path.parent.name}")
    for root in WORDS
    for path in sorted(root.glob("*/lesson.toml"))
    if path.parent.name != OWN
]
LESSON = 'language = "zh"\nvoice = "v"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
SCENE = (
    "title = \"x\"\n[lines.one]\nsay = \"<bookmark mark='a'/>One <bookmark mark='b'/>two\"\n"
    "[lines.two]\nsay = \"<bookmark mark='c'/>Three\"\n"
)


@pytest.mark.parametrize(("root", "locale"), OTHERS)
def test_a_locale_has_the_lines_bookmarks_and_words_of_the_lessons_own(root: Path, locale: str) -> None:
    names = script_names(root, locale)
    assert names
    for there, own in zip(*(load_scripts(root, each, names) for each in (locale, OWN)), strict=True):
        pairs = [[(line.id, [cue.name for cue in line.cues]) for line in one.lines] for one in (there, own)]
        assert pairs[0] == pairs[1], there.name
        assert list(there.words) == list(own.words), there.name
        assert bool(there.sense) == bool(own.sense), there.name
    words = [load_lesson_words(root, each).words for each in (locale, OWN)]
    assert list(words[0]) == list(words[1])


@pytest.mark.parametrize(("root", "locale"), OTHERS)
def test_every_line_of_a_locale_was_recorded(root: Path, locale: str) -> None:
    voice = load_lesson_words(root, locale).voice
    for script in load_scripts(root, locale, script_names(root, locale)):
        for line in script.lines:
            assert find_take(root, locale, line, voice).duration > 0.5


@pytest.fixture
def words(tmp_path: Path) -> Path:
    for locale in ("zh", "en"):
        (tmp_path / locale).mkdir()
        (tmp_path / locale / "lesson.toml").write_text(LESSON, encoding="utf-8")
        (tmp_path / locale / "scene1.toml").write_text(SCENE, encoding="utf-8")
    return tmp_path


def compare(words: Path, locale: str = "en") -> None:
    check_order(load_scripts(words, locale, script_names(words, locale)), words, "zh")


def test_bookmarks_in_another_order_than_in_the_lessons_own_locale_are_told(words: Path) -> None:
    compare(words)
    scene = words / "en" / "scene1.toml"
    swapped = SCENE.replace("'a'", "'x'").replace("'b'", "'a'").replace("'x'", "'b'")
    scene.write_text(swapped, encoding="utf-8")
    told = rf"{scene}, line 'one': the bookmarks come in the order b, a\. Permitted: a, b, as in "
    told += rf"{words}/zh/scene1\.toml, line 'one'\. Remedy: reword"
    with pytest.raises(InputError, match=told):
        compare(words)
    compare(words, "zh")


def test_what_only_one_locale_has_is_left_to_the_scenes_code(words: Path) -> None:
    scene = words / "en" / "scene1.toml"
    scene.write_text(SCENE.replace("'a'", "'new'").replace("lines.two", "lines.too"), encoding="utf-8")
    (words / "en" / "scene2.toml").write_text(SCENE, encoding="utf-8")
    compare(words)
