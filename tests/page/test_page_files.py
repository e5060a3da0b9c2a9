"""What the page is made of: its words, its colours, its script; without a browser."""

import json
import re
import tomllib
from importlib.resources import files

import pytest

from narrated.design.theme import Palette
from narrated.page.page_data import page_words
from narrated.page.page_file import MOST_BYTES, as_script_data, page_shell, script_of

PAGE = files("narrated.page")
WORDS = tomllib.loads((PAGE / "page_words.toml").read_text("utf-8"))
SOURCES = {file.name: file.read_text("utf-8") for file in (PAGE / "assets").iterdir()}
LESSON = {
    "films": [{"locale": "en"}],
    "languages": {
        "en": {"lang": "en", "title": "</title><script>alert(1)</script>", "description": '" onload="'}
    },
}


def test_both_languages_have_the_same_words_with_the_same_places():
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key, text in WORDS["en"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", WORDS["zh"][key])), key


def test_every_word_that_the_page_asks_for_is_there():
    asked = re.findall(r'data-(?:word|label)="(\w+)"', SOURCES["page.html"])
    for name, source in SOURCES.items():
        if name.endswith(".js"):
            asked += re.findall(r'(?<!line\.)\bwords\.(\w+)|"((?:key|live)_\w+)"', source)
    asked = {name for one in asked for name in ([one] if isinstance(one, str) else one) if name}
    assert len(asked) > 60
    assert asked - WORDS["en"].keys() == {"lang"}, "which each table gets besides"


def test_a_language_that_the_page_does_not_speak_gets_english_words():
    words = page_words(["fr", "zh-TW"])
    assert (words["fr"]["lang"], words["fr"]["play"]) == ("en", "Play")
    assert words["zh-TW"]["lang"] == "zh"


def test_dark_colours_are_those_of_the_film():
    dark = dict(
        re.findall(r"--([\w-]+): (#\w+)", SOURCES["page.css"].split(":root[data-dark] {")[1].split("}")[0])
    )
    film = Palette()
    roles = {
        "back": film.background, "panel": film.panel, "raised": film.raised, "ink": film.text,
        "soft": film.muted, "edge": film.grid, "line": film.axis, "strong": film.target, "live": film.gold,
        "bad": film.accent,
    }  # fmt: skip
    assert {name: dark[name] for name in roles} == roles


def test_nothing_of_a_lesson_becomes_markup():
    shell = page_shell(LESSON, "export const functions = {};")
    page = shell.before + shell.after
    assert page.count("<script>") == 1
    assert page.count("</script>") == 2, "of the data and of the script"
    assert "<title>&lt;/title&gt;" in page
    assert 'content="&quot; onload=&quot;"' in page
    assert shell.compressed < MOST_BYTES / 4


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "a\u2028b\u2029c", "&amp;", '"\\'])
def test_data_in_a_script_element_is_what_it_was(text):
    written = as_script_data({"say": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"say": text}


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        ({"main.js": 'import { a } from "./a.js";'}, "a.js: no such module"),
        ({"main.js": 'import { a } from "./a.js";', "a.js": 'import { b } from "./main.js";'}, "a circle"),
        ({"main.js": 'import * as a from "./a.js";', "a.js": ""}, "is not understood"),
        ({"main.js": "export default 1;"}, "is not understood"),
    ],
)
def test_modules_that_cannot_be_put_together_are_told(modules, told):
    with pytest.raises(ValueError, match=told):
        script_of(modules)
