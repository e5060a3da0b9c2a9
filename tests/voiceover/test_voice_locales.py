"""Locales: one scene draws all of them, so that they have the same lines, bookmarks and on-screen words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from voiceover.errors import InputError
from voiceover.script.locales import Extent, check_order, check_words, locales_of, translations
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


def told(words: Path, *names: str) -> list[str]:
    """The rows that name what English lacks or has too much."""
    with pytest.raises(InputError) as error:
        check_words(words, "en", "zh", names or ("scene1",))
    return str(error.value).splitlines()


def test_a_complete_locale_is_measured(words: Path) -> None:
    assert locales_of(words, "zh") == ["zh", "en"]
    assert check_words(words, "en", "zh", ["scene1"]) == Extent(scripts=1, lines=2, words=0)


def test_all_that_a_locale_lacks_or_has_too_much_is_named_at_once(words: Path) -> None:
    scene, own = words / "en" / "scene1.toml", words / "zh" / "scene1.toml"
    own.write_text(f'{SCENE}[words]\nx = "x"\ny = "y"\n', encoding="utf-8")
    swapped = SCENE.replace("'a'", "'?'").replace("'b'", "'a'").replace("'?'", "'b'")
    more = '<bookmark mark=\'d\'/>too."\n[lines.four]\nsay = "Four"\n[words]\nz = "z"\n'
    scene.write_text(swapped.replace("lines.two", "lines.too").replace('two"\n', more, 1), encoding="utf-8")
    (words / "zh" / "scene2.toml").write_text(SCENE, encoding="utf-8")
    (words / "en" / "scene9.toml").write_text(SCENE, encoding="utf-8")
    with (words / "zh" / "lesson.toml").open("a", encoding="utf-8") as lesson:
        lesson.write('[words]\nunit = "m"\n')
    rows = told(words, "scene1", "scene2")
    wanted = [
        (words / "en" / "lesson.toml", "lacks the on-screen words 'unit', which "),
        (scene, "lacks the line 'two', which "),
        (scene, "has the line 'four', 'too', which "),
        (f"{scene}, line 'one'", f"has the bookmark 'd', which {own}, line 'one' lacks"),
        (f"{scene}, line 'one'", "the bookmarks come in the order b, a. Permitted: a, b, as in "),
        (scene, "lacks the on-screen words 'x', 'y', which "),
        (scene, "has the on-screen words 'z', which "),
        (words / "en" / "scene2.toml", "no such script. Remedy: write it after "),
        (words / "en" / "scene9.toml", "a script that "),
    ]
    assert len(rows) == len(wanted), rows
    for row, (where, what) in zip(rows, wanted, strict=True):
        assert row.startswith(f"{where}: {what}")
        assert "Remedy: " in row


def test_lines_in_another_order_and_words_that_cannot_be_read_are_told_with_the_rest(words: Path) -> None:
    scene = words / "en" / "scene1.toml"
    first, second = SCENE.split("[lines.two]")
    title, first = first.split("[lines.one]")
    scene.write_text(f"{title}[lines.two]{second}[lines.one]{first}", encoding="utf-8")
    (words / "zh" / "scene2.toml").write_text(SCENE, encoding="utf-8")
    (words / "en" / "scene2.toml").write_text("no table", encoding="utf-8")
    order, unreadable = told(words, "scene1", "scene2")
    assert f"{scene}: the lines come in the order two, one. Permitted: one, two, as in " in order
    assert unreadable.startswith(f"{words / 'en' / 'scene2.toml'}")


def test_what_can_be_captions_of_another_language_has_the_same_lines(words: Path) -> None:
    scripts = load_scripts(words, "zh", ["scene1"])
    (found,), unfit = translations(words, "zh", "zh", scripts)
    assert (found.locale, found.language, unfit) == ("en", "zh", {})
    scene = words / "en" / "scene1.toml"
    scene.write_text(SCENE.replace("lines.two", "lines.too"), encoding="utf-8")
    assert translations(words, "zh", "zh", scripts) == ([], {"en": "it has other lines in scene1"})
    scene.write_text("no table", encoding="utf-8")
    assert translations(words, "zh", "zh", scripts) == ([], {"en": "its words cannot be read"})
    scene.unlink()
    assert translations(words, "zh", "zh", scripts) == ([], {})


PAGE = ROOT / "docs" / "new-locale.md"


def told_by(tmp_path: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "narrated", *words, "--lesson", "log_cosh.lesson", "--locale", "de"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT}"}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stdout + done.stderr
    return done.stderr


def test_the_page_on_another_language_tells_what_its_commands_say(tmp_path: Path) -> None:
    """Step by step, each command is called before its step is done."""
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    shutil.copytree(
        ROOT / "lessons" / "log_cosh",
        tmp_path / "log_cosh",
        ignore=shutil.ignore_patterns("de", "__pycache__"),
    )
    words = tmp_path / "log_cosh" / "words"

    def both(said: str, *parts: str) -> None:
        for part in parts:
            assert part in said
            assert part in page

    both(
        told_by(tmp_path, "video"),
        "no words for locale 'de'. Permitted: ",
        "Remedy: choose one of these, or write ",
    )
    (words / "de").mkdir()
    lesson = (words / "zh" / "lesson.toml").read_text(encoding="utf-8")
    lesson = lesson.replace('language = "zh-CN"', 'language = "de"')
    (words / "de" / "lesson.toml").write_text(lesson, encoding="utf-8")
    scene = (words / "zh" / "scene2.toml").read_text(encoding="utf-8")
    scene = re.sub(r"^mean =.*\n", "", scene, flags=re.MULTILINE)
    (words / "de" / "scene2.toml").write_text(scene, encoding="utf-8")
    said = told_by(tmp_path, "words")
    both(
        said,
        "/scene1.toml: no such script. Remedy: write it after ",
        "lacks the on-screen words 'mean'",
    )
    for name in ("scene1", "scene2"):
        shutil.copyfile(words / "zh" / f"{name}.toml", words / "de" / f"{name}.toml")
    said = told_by(tmp_path, "voice")
    both(said, "the voice 'zm_yunjian' reads zh, and the locale is 'de'. Permitted: none that is set up.")
    assert "no take of " in told_by(tmp_path, "video", "--quality", "draft")
