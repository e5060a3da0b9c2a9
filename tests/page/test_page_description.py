"""What is seen, in words: told of a small scene, named by its tables, and kept beside the film."""

import json
import re
from pathlib import Path

import pytest
from manim import RIGHT, UP, FadeIn, FadeOut, Rectangle, ValueTracker, VGroup
from tiny_lesson.lesson import LESSON

from lessons.adversarial.pictures.players import Forger
from loss_scenes.lesson import LESSON as FILM
from narrated import Label, NarratedScene, Plot
from narrated.build.plan import Options, make_plan
from narrated.design.formats import WIDE
from narrated.mobjects.bars import Bar
from narrated.mobjects.panel import formula
from narrated.mobjects.text import LiveNumber
from narrated.mobjects.things import Cat, House
from narrated.mobjects.visual_role import curve, source
from narrated.page import description, thing_words
from narrated.page.description import NAME, Sentences, describe
from narrated.page.description_telling import GROWS, MOVES_RIGHT, STEEPER, tell_seen
from narrated.page.thing_words import noun_of
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError

PACKAGES = ["narrated", "loss_scenes", "lessons.adversarial"]


class Told(NarratedScene):
    """One line; what is in it is set by each test."""

    lesson = LESSON
    script = "scene2"

    def construct(self) -> None:
        with self.narrate("word"):
            self.on("shown", FadeIn(Label(self.word("hello")).set_line((0.0, 3.0, 0.0))), run_time=0.1)
            self.show()

    def show(self) -> None:
        """What a test looks at."""


def seen(show):
    """What is seen in the one line of a scene."""
    scene = type("Shown", (Told,), {"show": show, "__module__": __name__})
    return tell_seen(scene, WIDE, 15, RenderOptions())["word"]


def things(found):
    return {noun.one: count for noun, count in found.things}


def test_things_are_named_and_counted():
    def show(self):
        cats = [Cat(200).stand((x, -1.0, 0.0)) for x in (-2.0, 2.0)]
        self.fill(FadeIn(*cats, House(200).stand((0.0, -1.0, 0.0))))

    assert things(seen(show)) == {"一座房子": 1, "一只猫": 2}


def test_things_that_were_there_before_are_not_new():
    def show(self):
        pass

    class Before(Told):
        def set_stage(self):
            self.add(House(200).stand((0.0, -1.0, 0.0)))

    found = tell_seen(type("Shown", (Before,), {"show": show}), WIDE, 15, RenderOptions())["word"]
    assert things(found) == {"一座房子": 1}  # of the first line, everything is


def test_what_is_hidden_or_out_of_the_frame_is_not_seen():
    def show(self):
        self.add(House(200).stand((0.0, -1.0, 0.0)).set_opacity(0.1), Cat(200).stand((30.0, 0.0, 0.0)))
        self.fill(FadeIn(Rectangle()))

    assert things(seen(show)) == {}


def test_movement_is_told_with_its_direction():
    def show(self):
        house = House(200).stand((-3.0, -1.0, 0.0))
        self.add(house)
        self.wait(1 / 15)
        self.fill(house.animate.shift(4.0 * RIGHT + 0.5 * UP))

    assert [(noun.the, how) for noun, _, how in seen(show).motions] == [("房子", MOVES_RIGHT)]


def test_bar_grows_and_line_gets_steeper():
    def show(self):
        at = ValueTracker(0.5)
        plot = Plot(self.regions.main, (0, 4), (0, 4), bare=True)
        bar = Bar(self.regions.side, at.get_value, "#ffffff")
        line = curve(plot.live_curve(lambda: lambda x: at.get_value() * x, "#7fd4ff"))
        self.add(bar, line)
        self.wait(1 / 15)
        self.fill(at.animate.set_value(0.95))

    found = seen(show)
    assert {(noun.the, how) for noun, _, how in found.motions} >= {("直线", STEEPER)}
    assert ("竖条", GROWS) in {(noun.the, how) for noun, _, how in found.motions}


def test_numbers_have_their_names_and_both_ends():
    def show(self):
        at = ValueTracker(1.0)
        name = Label("loss").set_line((-2.0, 0.0, 0.0), RIGHT)
        number = LiveNumber(at.get_value, decimals=1).set_line((-1.9, 0.0, 0.0), -RIGHT)
        self.add(VGroup(name, number))
        self.wait(1 / 15)
        self.fill(at.animate.set_value(2.0))

    (change,) = seen(show).numbers
    assert (change.name, change.first, change.last) == ("loss", "1.0", "2.0")


def test_texts_that_are_said_are_not_told_again():
    def show(self):
        words = [
            Label(text).set_line((0.0, y, 0.0)) for text, y in (("你好", 1.0), ("new words", 2.0), ("=", 0.5))
        ]
        self.fill(FadeIn(*words, source(Label("A. Author 2020").set_line((0.0, -1.0, 0.0)))))

    assert [text for text in seen(show).texts if "，" not in text] == ["new words"]


def test_formulas_are_told_as_plain_text():
    def show(self):
        self.fill(FadeIn(formula("-ln p")))

    assert seen(show).formulas == ["−ln p"]


def test_what_comes_and_goes_in_a_line_is_told():
    def show(self):
        house = House(200).stand((0.0, -1.0, 0.0))
        self.then(FadeIn(house), run_time=0.2)
        self.then(FadeOut(house), run_time=0.2)

    assert things(seen(show)) == {"一座房子": 1}


# -- names ---------------------------------------------------------------------------------------------------


def test_thing_has_the_name_of_what_it_is_a_kind_of():
    class Villa(House):
        pass

    assert noun_of(Villa, "", "en").one == "a house"
    assert noun_of(Rectangle, "", "en") is None
    assert noun_of(House, "", "de") is None
    # Of a lesson that shares its package with others.
    assert noun_of(Forger, "", "en").one == "a masked forger"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_thing_has_a_name_in_both_languages(package):
    zh, en = (thing_words._things(package, language) for language in ("zh", "en"))
    assert zh.keys() == en.keys()
    assert len(zh) > 10
    for nouns in (zh, en):
        for noun in nouns.values():
            assert "{count}" in noun.many
            assert "{" not in noun.one + noun.the
            assert noun.motions <= {"grows", "shrinks"}


def test_classes_that_are_named_exist():
    known = {
        path: path.read_text()
        for folder in ("narrated", "loss_scenes", "lessons")
        for path in Path(folder).rglob("*.py")
    }
    classes = {
        name for source in known.values() for name in re.findall(r"^class (\w+)", source, re.MULTILINE)
    }
    for package in PACKAGES:
        named = {name for name, _ in thing_words._things(package, "en")} - {
            thing_words.CURVE,
            thing_words.LINE,
        }
        assert named <= classes
        parts = {part for noun in thing_words._things(package, "en").values() for part in noun.parts}
        assert parts <= classes


def test_table_with_a_form_missing_is_told(tmp_path, monkeypatch):
    package = tmp_path / "named_otherwise"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "things.toml").write_text('[House]\nen = ["a house", "the house"]\n')
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(
        InputError, match=r"things\.toml, \[House\]: 'en' has 2 forms\. Permitted: three, as in"
    ):
        thing_words._things("named_otherwise", "en")


# -- sentences -----------------------------------------------------------------------------------------------

SEEN = {
    "things": [("a house", "{count} houses", 12), ("a cat", "{count} cats", 1)],
    "motions": [("the cat", "{count} cats", 1, "right"), ("the house", "{count} houses", 2, "up")],
    "numbers": [("loss", "1.0", "2.0"), ("", "50%", "50%"), ("", "1%", "1%"), ("", "run 1", "run 3")],
    "texts": ["area →", "↑ price", "cheap"],
    "formulas": ["−ln p"],
}


def test_sentences_of_a_line():
    assert Sentences.of("en").line(SEEN) == (
        "Shown: twelve houses and a cat. The cat moves right; two houses move up. Loss: 1.0 to 2.0."
        " Numbers: 50% and 1%. “run 1” becomes “run 3”. Across: area; upward: price. Formula: −ln p."
        " On screen: “cheap”."
    )


def test_too_much_is_left_out_from_the_end():
    many = SEEN | {"texts": ["word " * 20, "word " * 20]}
    told = Sentences.of("en").line(many)
    assert told.startswith("Shown: twelve houses")
    assert "word" not in told


def test_nothing_new_is_said_so():
    nothing = {key: [] for key in SEEN}
    assert Sentences.of("en").line(nothing) == "The picture stays."
    assert Sentences.of("zh-CN").line(nothing) == "画面不变。"
    assert Sentences.of("de") is None


# -- beside a film -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    media = tmp_path_factory.mktemp("media")
    return make_plan(LESSON, Path("lesson.py"), Options(media=media, quality="draft", jobs=2))


def test_description_is_kept_beside_the_film_until_something_changes(plan, tmp_path, monkeypatch):
    plan.home.mkdir(parents=True, exist_ok=True)
    for scene in plan.scenes:
        scene.job.folder.mkdir(parents=True, exist_ok=True)
    told = []
    lines = describe(plan, tmp_path, told.append)
    assert list(lines) == ["scene1/roll", "scene1/stop", "scene2/word"]
    assert lines["scene1/roll"].startswith("画面里出现")
    assert told == ["describing what is seen in 2 scenes"]
    written = json.loads((plan.home / NAME).read_text())
    assert written["lines"] == lines
    assert describe(plan, tmp_path, told.append) == lines
    assert len(told) == 1
    assert description._read(plan.home / NAME, "of another film") is None
    monkeypatch.setattr(description, "VERSION", 99)
    assert description._read(plan.home / NAME, written["made_of"]) is None
    (plan.home / NAME).write_text("{")
    assert describe(plan, tmp_path, told.append) == lines
    assert len(told) == 2


@pytest.mark.parametrize(
    ("locale", "scene", "said"),
    [
        ("zh", 1, {"two": "平方误差的直线变陡", "descend": "平均扣分：304 变为 7。"}),
        (
            "en",
            5,
            {
                "gamma": "100,000 easy boxes: share of loss: 81% to 0.05%. γ: 0.0 to 2.0.",
                "back": "The squared-error line gets steeper.",
            },
        ),
    ],
)
def test_every_line_of_the_film_is_described(locale, scene, said):
    job = make_plan(FILM, Path("lesson.py"), Options(locale=locale, quality="draft")).scenes[scene - 1]
    sentences = Sentences.of(locale)
    lines = {line: sentences.line(told) for line, told in description._tell(job.job).items()}
    assert list(lines) == [line.id for line in job.script.lines]
    assert all(40 > len(told) / 10 > 0.8 and told != sentences.words["same"] for told in lines.values())
    for line, words in said.items():
        assert words in lines[line]
