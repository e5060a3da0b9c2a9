"""A lesson's questions: what is refused, with file, key and remedy, and what both languages say."""

import html
import itertools
import json
import math
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import numpy as np
import pytest

import lessons.log_cosh.quiz as log_cosh_quiz
import loss_scenes.quiz as film_quiz
from lessons.log_cosh.lesson import LESSON as LOG_COSH
from loss_scenes.lesson import LESSON as FILM
from narrated.export.timeline_file import FilmLine, FilmScene, TimelineFile
from narrated.lesson import Lesson, SceneRef
from narrated.page.questions import Choice, Explore, Moment, Number, Right, Value, Wrong, check_questions
from narrated.page.quiz import Formula, export_quiz, exports, read_quiz
from narrated.scene.clip_sheet import Cue
from voiceover.errors import InputError
from voiceover.script.scene_script import load_scripts, script_names

LESSONS = pytest.mark.parametrize("lesson", [FILM, LOG_COSH], ids=["film", "log_cosh"])
LOCALES = pytest.mark.parametrize("locale", ["zh", "en"])
COUNT = itertools.count()

HEAD = """
from math import inf
from narrated.page.questions import Choice, Explore, Moment, Number, Right, Value, Wrong
AT = Moment("scene1", "word", "shown")
"""
QUESTION = 'Choice("sum", (Right("two", AT), Wrong("three", AT)), numbers={"all": Value(lambda: 2)})'
WORDS = {
    "sum": {
        "prompt": "One and one of {all}?",
        "answers": {
            "two": {"say": "two", "why": "Count them."},
            "three": {"say": "three", "name": "One too many", "why": "It sounds right."},
        },
    }
}


def timeline_of(lesson, fps=30):
    """A film whose lines are a second long, with a bookmark every two frames."""
    scenes, start = [], 0
    scripts = load_scripts(lesson.words, lesson.locale, [scene.script for scene in lesson.scenes])
    for script in scripts:
        lines = []
        for place, line in enumerate(script.lines):
            at = start + place * fps
            cues = tuple(Cue(cue.name, 0.0, at + 2 * number) for number, cue in enumerate(line.cues, 1))
            lines.append(FilmLine(script.name, line.id, line.caption, at, at + fps, cues))
        scenes.append(FilmScene(script.name, script.title, start, len(lines) * fps, tuple(lines)))
        start += len(lines) * fps
    return TimelineFile(fps, start, tuple(scenes))


def toml(table, path=()):
    """A table as TOML; texts in JSON's notation, which TOML reads as well."""
    rows = [f"{key} = {json.dumps(value)}" for key, value in table.items() if not isinstance(value, dict)]
    told = [f"[{'.'.join(path)}]", *rows] if path else rows
    for key, value in table.items():
        if isinstance(value, dict):
            told += toml(value, (*path, key))
    return told


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Makes a lesson with a quiz: the source of its questions, and its words by language."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(questions=QUESTION, words=WORDS, *, source=None, **others):
        name = f"quiz_of_a_test_{next(COUNT)}"
        (tmp_path / f"{name}.py").write_text(source or f"{HEAD}QUIZ = (\n    {questions},\n)\n")
        for locale, texts in {"en": words, **others}.items():
            folder = tmp_path / "words" / locale
            folder.mkdir(parents=True, exist_ok=True)
            said = 'language = "en"\nvoice = "af_heart"\ntitle = "t"\n[presenter]\nname = "n"\n'
            (folder / "lesson.toml").write_text(said)
            line = "One <bookmark mark='shown'/>word."
            live = '[explore.bowl]\ntitle = "t"\nhint = "h"\nx = "place"\n'
            (folder / "scene1.toml").write_text(f'title = "t"\n[lines.word]\nsay = "{line}"\n{live}')
            if texts is not None:
                (folder / "quiz.toml").write_text(
                    "\n".join(toml(texts)) if isinstance(texts, dict) else texts
                )
        return Lesson("l", tmp_path / "words", (SceneRef("m:C", "scene1"),), locale="en", quiz=f"{name}:QUIZ")

    return make


def changed(table, path, value):
    """A copy of nested tables in which one value is another, or gone."""
    copy = json.loads(json.dumps(table))
    *inner, last = path.split(".")
    at = copy
    for key in inner:
        at = at[key]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return copy


def told(lesson, locale="en"):
    with pytest.raises(InputError) as caught:
        read_quiz(lesson, locale)
    assert caught.value.exit_code == 2
    return str(caught.value)


def plain(text):
    return "".join(part if isinstance(part, str) else f"${part.source}$" for part in text)


def test_quiz_is_read_with_its_numbers_in_place(lesson):
    quiz = read_quiz(lesson(), "en")
    (question,) = quiz.questions
    assert question.prompt == ("One and one of 2?",)
    assert [plain(answer.text) for answer in question.answers] == ["two", "three"]
    assert quiz.as_json(timeline_of(lesson()))["questions"][0]["answers"][1] == {
        "id": "three", "right": False,
        "text": ["three"], "name": ["One too many"], "why": ["It sounds right."],
        "see": {"scene": "scene1", "line": "word", "cue": "shown", "frame": 2, "seconds": 0.067},
    }  # fmt: skip


def test_lesson_without_a_quiz_has_none(lesson):
    made = lesson()
    assert read_quiz(Lesson("l", made.words, made.scenes, locale="en"), "en") is None


def test_words_of_a_quiz_are_no_script(lesson):
    assert script_names(lesson().words, "en") == ["scene1"]
    with pytest.raises(InputError, match=r"quiz\.toml has what belongs to no scene"):
        SceneRef("m:C", "quiz")


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ('Choice("sum", (Right("two", AT), Right("three", AT)))', r"2 right answers \(two, three\).*: one"),
        ('Choice("sum", (Wrong("two", AT), Wrong("three", AT)))', r"has no right answers\. Permitted: one"),
        ('Choice("sum", (Right("two", AT),))', r"has 1 answers\. Permitted: 2 to 6"),
        ('Choice("sum", (Right("two", AT), Wrong("two", AT)))', r"two comes twice in question sum"),
        ('Choice("Sum!", (Right("two", AT), Wrong("three", AT)))', r"'Sum!' .* is no name\. Permitted: a-z"),
        (
            'Choice("sum", (Right("two", AT, Value(lambda: 2)), Wrong("three", AT, Value(lambda: 2.3))))',
            r"answers two and three of question sum are the same number, 2 and 2\.3",
        ),
        (
            'Choice("sum", (Right("two", AT, Value(lambda: inf)), Wrong("three", AT, Value(lambda: 2))))',
            r"two in question sum is inf.*Permitted: a finite number",
        ),
        ('Number("sum", (Right("two", AT), Wrong("three", AT)))', r"a value in question sum: two, three"),
        (
            'Number("sum", (Right("two", AT, Value(lambda: 2)), Wrong("three", AT, Value(lambda: 3))))',
            r"without a value in question sum: none\. Permitted: one, which is wrong",
        ),
        (
            'Number("sum", (Right("two", AT, Value(lambda: 2)), Wrong("three", AT)), tolerance=0)',
            r"tolerance of question sum is 0",
        ),
        (
            'Number("sum", (Right("two", AT, Value(lambda: 2)), Wrong("four", AT, Value(lambda: 4)),'
            ' Wrong("three", AT)), tolerance=1)',
            r"two and four of question sum are the same number, 2 and 4.*a smaller tolerance",
        ),
        (
            'Explore("sum", "bowl", "x", AT, lambda: (2, 1), AT, AT, AT)',
            r"goal of question sum is 2\.0 to 1\.0",
        ),
        (
            'Explore("sum", "bowl", "x", AT, lambda: (1, inf), AT, AT, AT)',
            r"goal of question sum is 1 to inf, and above is scene1, line word",
        ),
        ('Choice("sum", (Right("two", AT), Wrong("three", AT))), 5', r"the quiz is \(Choice.*: Choice"),
        (f"{QUESTION}, {QUESTION}", r"more than one question is called sum"),
        ('1 / 0, Choice("sum", ())', r"ZeroDivisionError"),
        ('Choice("sum", (Right("two", AT, Value(lambda: 1 / 0)), Wrong("three", AT)))', r"ZeroDivisionError"),
    ],
)  # fmt: skip
def test_wrong_questions_are_told_with_their_file(lesson, question, what):
    made = lesson(question)
    message = told(made)
    assert re.search(what, message, re.DOTALL), message
    assert f"{made.quiz.partition(':')[0]}.py" in message


@pytest.mark.parametrize(
    ("moment", "what"),
    [
        ('Moment("scene2", "word")', r"no scene 'scene2'\. Permitted: scene1"),
        ('Moment("scene1", "wort")', r"scene1 has no line 'wort'\. Permitted: word"),
        (
            'Moment("scene1", "word", "shwon")',
            r"no bookmark 'shwon'\. Permitted: shown.*Remedy: correct its name",
        ),
    ],
)
def test_moment_that_the_film_does_not_have_is_told(lesson, moment, what):
    message = told(lesson(f'Choice("sum", (Right("two", AT), Wrong("three", {moment})))'))
    assert re.search(rf"\.py, question sum, answer three: .*{what}", message), message


def test_start_of_an_explore_question_is_looked_up(lesson):
    source = 'Explore("sum", "bowl", "x", Moment("scene1", "no"), lambda: (1, 2), AT, AT, AT)'
    assert "question sum, start: scene1 has no line 'no'" in told(lesson(source))


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        ("sum.prompt", None, r"\[sum\]: 'prompt' is missing\. Remedy: add prompt"),
        ("sum.answers.three", None, r"\[sum\.answers\.three\]: 'say' is missing"),
        ("sum.answers.three.name", None, r"\[sum\.answers\.three\]: 'name' is missing"),
        ("sum.answers.two.name", "n", r"\[sum\.answers\.two\]: unknown key 'name'. Permitted: say, why"),
        ("sum.answers.four", {"say": "4"}, r"\[sum\.answers\]: unknown key 'four'. Permitted: two, three"),
        ("product", {"prompt": "?"}, r"unknown key 'product'. Permitted: sum"),
        ("sum.unit", "m", r"\[sum\]: unknown key 'unit'. Permitted: prompt, answers"),
        ("sum.prompt", "One and one?", r"\[sum\]: nowhere has a place for \{all\}\. Remedy: write it where"),
        ("sum.answers.two.why", "{some}", r"\{some\} is no number of question sum\. .*: \{all\}"),
        ("sum.answers.two.why", "$x + {some}$", r"\{some\} is no number of question sum\. .*: \{all\}"),
        ("sum.answers.two.why", "2}", r"a lone \} in '2\}'.*Permitted: \{name\} for a number, \$\.\.\.\$"),
        ("sum.answers.two.why", "costs $2", r"a lone \$ in 'costs \$2'.*\\\$ for a dollar sign"),
        ("sum.answers.two.why", "$frac(1$", r"formula 'frac\(1' cannot"),
        ("sum.answers.two.why", "$#read(\"quiz.toml\")$", r"'#' in the formula"),
        ("sum.answers.two.why", 2, r"'why' is 2 \(int\)\. Permitted: a text in quotes"),
        ("sum.answers.two.why", "x" * 601, r"'why' has 601 characters\. Permitted: at most 600"),
        ("sum.answers.two.why", "a\u202eb", r"invisible U\+202E"),
    ],
)  # fmt: skip
def test_wrong_words_are_told_with_file_and_key(lesson, path, value, what):
    made = lesson(words=changed(WORDS, path, value))
    message = told(made)
    assert re.search(what, message), message
    assert str(made.words / "en" / "quiz.toml") in message


def test_everything_that_is_wrong_is_told_at_once(lesson):
    words = changed(changed(WORDS, "sum.answers.two.say", None), "sum.answers.three.why", "")
    assert len(told(lesson(words=words)).splitlines()) == 2


def test_language_without_words_for_the_quiz_is_told(lesson):
    made = lesson(de=None)
    message = told(made, "de")
    assert "de/quiz.toml: no words for the quiz. Remedy: write it after" in message
    assert str(made.words / "en" / "quiz.toml") in message


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("", r"no 'QUIZ'"),
        ("QUIZ = 1 / 0", r"the quiz cannot be loaded \(ZeroDivisionError"),
        ("QUIZ = ()", r"0 questions\. Permitted: 1 to 50"),
    ],
)
def test_module_without_questions_is_told(lesson, source, what):
    assert re.search(what, told(lesson(source=source or " ")))


@pytest.mark.parametrize(("quiz", "permitted"), [("nowhere", "module:QUIZ"), (7, "module:QUIZ")])
def test_lesson_refuses_what_is_no_quiz(lesson, quiz, permitted):
    made = lesson()
    with pytest.raises(InputError, match=permitted):
        Lesson("l", made.words, made.scenes, quiz=quiz)


def test_missing_module_is_told(lesson):
    made = lesson()
    lost = Lesson("l", made.words, made.scenes, locale="en", quiz="no_such_module_of_a_quiz:QUIZ")
    assert "there is no module 'no_such_module_of_a_quiz'" in told(lost)


def test_film_that_lacks_a_moment_is_to_be_filmed_again(lesson):
    made = lesson()
    with pytest.raises(InputError, match=r"the film has no scene1, line word, bookmark shown"):
        read_quiz(made, "en").as_json(TimelineFile(30, 0, ()))


# -- questions on live pictures ------------------------------------------------------------------------------

EXPLORE = 'Explore("sum", "bowl", "x", AT, lambda: ({}), AT, AT, AT)'
LIVE_WORDS = {
    "sum": {
        "prompt": "Drag $x$.",
        "answers": {
            "reached": {"why": "Yes."},
            "below": {"name": "Less is more", "why": "No."},
            "above": {"name": "More is more", "why": "No."},
        },
    }
}


def live(part="bowl", handle="x", scene="scene1"):
    return {"parts": [{"name": part, "scene": scene, "handles": [{"name": handle, "range": [0.0, 3.0]}]}]}


def test_question_on_a_live_picture_is_asked_where_there_is_one(lesson):
    made = lesson(EXPLORE.format("1, 2"), LIVE_WORDS)
    quiz, timeline = read_quiz(made, "en"), timeline_of(made)
    (asked,) = quiz.as_json(timeline, live())["questions"]
    assert (asked["part"], asked["handle"], asked["goal"]) == ("bowl", "x", {"low": 1.0, "high": 2.0})
    assert quiz.left_out(live()) == ()
    for nothing in (None, {"parts": []}, live(scene="scene2")):
        assert quiz.as_json(timeline, nothing)["questions"] == []
        assert quiz.left_out(nothing) == ("question sum is left out: nothing is live in scene1 of this film",)


@pytest.mark.parametrize(
    ("part", "handle", "what"),
    [
        ("bowls", "x", r"no live part 'bowls' in scene1\. Permitted: bowl.*declare it in the scene"),
        ("bowl", "y", r"the part 'bowl' has no handle 'y'\. Permitted: x"),
    ],
)
def test_part_that_the_scene_does_not_declare_is_told(lesson, part, handle, what):
    source = EXPLORE.format("1, 2").replace('"bowl", "x"', f'"{part}", "{handle}"')
    assert re.search(rf"\.py, question sum: {what}", told(lesson(source, LIVE_WORDS)))


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("y", r"the part 'bowl' has no handle 'y'\. Permitted: x"),
        ("x", r"'x' is asked for, and given\. Permitted: other handles of the part"),
    ],
)
def test_what_is_given_is_another_handle_of_the_part(lesson, given, what):
    source = EXPLORE.format("1, 2")[:-1] + f", given={{'{given}': 1.0}})"
    assert re.search(rf"\.py, question sum: {what}", told(lesson(source, LIVE_WORDS)))


@pytest.mark.parametrize(
    ("goal", "explore", "what"),
    [
        ("1, 2", live(part="bowls"), r"no live part 'bowl' in scene1\. Permitted: bowls"),
        ("1, 2", live(handle="y"), r"the part 'bowl' has no handle 'x'\. Permitted: y"),
        ("4, 5", live(), r"its goal is 4 to 5, and 'x' goes from 0 to 3"),
        ("0, 3", live(), r"its goal is 0 to 3"),
    ],
)
def test_unknown_part_and_a_goal_out_of_reach_are_told(lesson, goal, explore, what):
    made = lesson(EXPLORE.format(goal), LIVE_WORDS)
    for ask in (lambda quiz: quiz.left_out(explore), lambda quiz: quiz.as_json(timeline_of(made), explore)):
        with pytest.raises(InputError, match=rf"\.py, question sum: {what}"):
            ask(read_quiz(made, "en"))


# -- texts ---------------------------------------------------------------------------------------------------


def test_formulas_stand_among_words_with_numbers_in_them(lesson):
    why = "So $1 - p >= {all}$ costs \\$2 <b>"
    quiz = read_quiz(lesson(words=changed(WORDS, "sum.answers.two.why", why)), "en")
    before, formula, after = quiz.questions[0].answers[0].why
    assert (before, after) == ("So ", " costs $2 <b>")
    assert isinstance(formula, Formula)
    assert formula.markup.endswith("<mo>≥</mo><mn>2</mn></math>")


def test_numbers_are_written_as_the_language_writes_them(lesson):
    question = (
        'Choice("sum", (Right("two", AT), Wrong("three", AT)), numbers={"all": Value(lambda: -0.25, 1)})'
    )
    quiz = read_quiz(lesson(question), "en")
    assert plain(quiz.questions[0].prompt) == "One and one of \N{MINUS SIGN}0.2?"


def test_words_command_names_what_a_quiz_lacks(lesson, tmp_path):
    made = lesson(words=changed(WORDS, "sum.answers.two.why", None), zh=WORDS)
    module = made.quiz.partition(":")[0]
    (tmp_path / "l.py").write_text(
        "from pathlib import Path\nfrom narrated.lesson import Lesson, SceneRef\n"
        f"LESSON = Lesson('l', Path({str(made.words)!r}), (SceneRef('l:C', 'scene1'),), locale='zh',"
        f" quiz='{module}:QUIZ')\n"
    )

    def words(*options):
        command = [sys.executable, "-m", "narrated", "words", "--lesson", "l", *options]
        environment = os.environ | {"PYTHONPATH": f"{tmp_path}:{Path.cwd()}"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    done = words()
    assert done.returncode == 2
    assert "[sum.answers.two]: 'why' is missing" in done.stderr
    assert "en/quiz.toml" in done.stderr
    assert "Traceback" not in done.stderr
    assert "zh: 1 question in the quiz" in done.stdout
    assert words("--locale", "zh").returncode == 0


def exported(quiz, folder):
    """The quiz as JSON, and what the platform's file asks: texts, and what is said of them."""
    export_quiz(quiz, folder, "en")
    as_json, as_qti = exports(quiz["lesson"], folder, "en")
    assert sorted(folder.iterdir()) == [as_json, as_qti]
    with zipfile.ZipFile(as_qti) as archive:
        assert archive.testzip() is None
        (name,) = (each for each in archive.namelist() if re.fullmatch(r"(\w+)/\1\.xml", each))
        items = ET.fromstring(archive.read(name))
    space = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
    texts = [text.text or "" for text in items.iterfind(".//q:mattext", space)]
    return json.loads(as_json.read_text()), items, texts, space


def test_export_is_json_and_qti(lesson, tmp_path):
    made = lesson()
    quiz = read_quiz(made, "en").as_json(timeline_of(made))
    as_json, items, texts, space = exported(quiz, tmp_path / "page")
    assert as_json == quiz
    assert [html.unescape(text) for text in texts] == [
        "<p>One and one of 2?</p>", "<p>two</p>", "<p>three</p>",
        "<p>Count them. (0:00)</p>", "<p>One too many It sounds right. (0:00)</p>",
    ]  # fmt: skip
    right = items.find(".//q:respcondition[q:setvar]/q:conditionvar/q:varequal", space)
    labels = [label.get("ident") for label in items.iterfind(".//q:response_label", space)]
    assert right.text == labels[0]


def test_nothing_becomes_markup_in_the_export(lesson, tmp_path):
    hostile = "<script>alert(1)</script> *a* _b_ `c` [d](e) &lt; 1. # \\$x\\$ ![f](g)"
    words = changed(
        changed(WORDS, "sum.answers.two.why", hostile), "sum.answers.two.say", "$a * b_1$ and *c*"
    )
    made = lesson(words=words)
    _, _, texts, _ = exported(read_quiz(made, "en").as_json(timeline_of(made)), tmp_path / "page")
    why = next(text for text in texts if "alert" in text)
    assert re.findall("<[^>]*>", why) == ["<p>", "</p>"]
    assert html.unescape(why) == f"<p>{hostile.replace(chr(92), '')} (0:00)</p>"
    say = next(text for text in texts if "<math" in text)
    assert re.findall("<(?!/?m)[^>]*>", say) == ["<p>", "</p>"]
    assert "</math> and &#42;c&#42;" in say


@LOCALES
def test_film_is_exported_but_for_live_questions(locale, tmp_path):
    quiz = read_quiz(FILM, locale).as_json(timeline_of(FILM))
    _, items, texts, space = exported(quiz, tmp_path / "page")
    assert len(items.findall(".//q:item", space)) == 10
    bounds = [float(one.text) for one in items.iterfind(".//q:vargte", space)]
    assert bounds == pytest.approx([15.5, (18 + 19 + 20 + 21 + 22 + 80) / 6 - 0.5], abs=1e-3)
    assert sum("<math" in text for text in texts) > 5


# -- the quizzes of the lessons ------------------------------------------------------------------------------


@LESSONS
@LOCALES
def test_lessons_quiz_is_complete(lesson, locale):
    quiz = read_quiz(lesson, locale)
    assert len(quiz.questions) == (12 if lesson is FILM else 3)
    said = quiz.as_json(timeline_of(lesson))
    for question in said["questions"]:
        texts = [plain_json(answer["text"]) for answer in question["answers"] if "text" in answer]
        assert len(set(texts)) == len(texts)
        for answer in question["answers"]:
            slip = question["kind"] == "number" and "value" not in answer
            assert ("name" in answer) == (not answer["right"] and not slip)
            assert 20 <= len(plain_json(answer["why"])) <= 330
            assert answer["see"]["seconds"] > 0


def plain_json(text):
    return "".join(part if isinstance(part, str) else re.sub("<[^>]*>", "", part["math"]) for part in text)


@LESSONS
def test_right_answers_stand_in_different_places(lesson):
    questions = [worded.question for worded in read_quiz(lesson, "zh").questions]
    choices = [each for each in questions if isinstance(each, Choice)]
    places = [[isinstance(a, Right) for a in each.answers].index(True) for each in choices]
    assert len(set(places)) > 1
    assert max(map(places.count, places)) <= len(places) / 2 + 1


@LESSONS
def test_languages_have_the_same_numbers(lesson):
    zh, en = (read_quiz(lesson, locale) for locale in ("zh", "en"))
    for one, other in zip(zh.questions, en.questions, strict=True):
        texts = zip(one.answers, other.answers, strict=True)
        assert all(numbers_in(a.text) == numbers_in(b.text) for a, b in texts)


def numbers_in(text):
    return sorted(re.findall(r"\d+(?:\.\d+)?", plain(text)))


def test_numbers_of_the_film_against_what_was_computed_elsewhere():
    numbers = {question.id: numbers_of(question) for question in film_quiz.QUIZ}
    assert numbers["points"] == {
        "right": 16, "linear": 8, "share": 4, "near": 20, "near_points": 4, "far": 40, "unit": 10,
        "near_times": 2, "far_times": 4,
    }  # fmt: skip
    surprise = numbers["surprise"]
    assert surprise["sure_loss"] == pytest.approx(math.log(2), abs=1e-12)
    assert surprise["log"] == pytest.approx(math.log(2) + math.log(surprise["fewer"]), abs=1e-12)
    assert surprise["tenfold"] == pytest.approx(10 * math.log(2), abs=1e-12)
    assert surprise["gap"] == pytest.approx(0.95)
    assert numbers["labels"]["one_loss"] == pytest.approx(4.605170, abs=1e-6)
    assert numbers["labels"]["many_loss"] == pytest.approx(99 * 0.010050336, abs=1e-6)
    assert numbers["hard"]["left"] == pytest.approx(1)
    assert numbers["hard"]["remains"] == pytest.approx(81)
    assert numbers["delivery"] == {
        "mean": 30, "ignored": 20, "halfway": 50, "count": 5, "all": 6, "least": 18, "most": 22, "near": 20,
        "stray": 80, "pushed": 10,
    }  # fmt: skip
    assert numbers["delta"] == {"error": 1.6, "full": 3.2}
    assert numbers["easy"]["first"] == pytest.approx(100 * 1005.03 / (1005.03 + 230.26), abs=0.01)


def test_share_of_the_mansion_by_plain_least_squares():
    areas = np.array([40, 48, 57, 65, 74, 82, 91, 99, 108, 117, 126, 135.0])
    prices = np.array([172, 150, 231, 201, 280, 250, 285, 361, 324, 403, 378, 455.0])
    slope, intercept = np.linalg.lstsq(np.column_stack([areas, np.ones(12)]), prices, rcond=None)[0]
    errors = np.append(slope * areas + intercept - prices, slope * 162 + intercept - 1180)
    share = {power: 100 * abs(errors[-1]) ** power / np.sum(np.abs(errors) ** power) for power in (1, 2)}
    numbers = numbers_of(next(question for question in film_quiz.QUIZ if question.id == "share"))
    assert numbers["squares"] == pytest.approx(share[2], rel=1e-6)
    assert numbers["distance"] == pytest.approx(share[1], rel=1e-6)
    assert numbers["equal"] == pytest.approx(100 / 13)
    usual = np.abs(errors[:-1])
    assert numbers["times"] == pytest.approx(-errors[-1] / np.mean(usual), rel=1e-6)
    assert numbers["square_times"] == pytest.approx(errors[-1] ** 2 / np.mean(usual**2), rel=1e-6)


def numbers_of(question):
    given = {answer.id: answer.value for answer in question.answers if answer.value} | dict(question.numbers)
    return {name: value.number() for name, value in given.items()}


def test_goals_are_reached_just_where_they_should_be():
    goals = {each.id: each.range() for each in film_quiz.QUIZ if isinstance(each, Explore)}
    for gamma, share in zip(goals["easy"], (0.6, 0.4), strict=True):
        easy, hard = (count * (1 - p) ** gamma * -math.log(p) for count, p in ((100_000, 0.99), (100, 0.1)))
        assert easy / (easy + hard) == pytest.approx(share, abs=1e-9)
    # In the film it comes to rest at 2: that is no answer yet.
    assert goals["easy"][1] < 2
    low, high = goals["delta"]
    # Pull of an error of 1.6: twice the error, or twice delta beyond it; half of the square's is 1.6.
    assert (low + high) / 2 == pytest.approx(0.8)
    assert high < 1, "where the film comes to rest is no answer yet"
    assert high - low > 0.1  # two steps of a slider by 0.05


def test_pull_of_log_cosh_by_finite_differences():
    def value(r, a=1.0):
        return 2 * a * a * (abs(r) + math.log1p(math.exp(-2 * abs(r))) - math.log(2))

    quiz = {question.id: question for question in log_cosh_quiz.QUIZ}
    far, corner = numbers_of(quiz["far"]), numbers_of(quiz["corner"])
    step = 1e-5
    assert far["near_pull"] == pytest.approx((value(3 + step) - value(3 - step)) / (2 * step), abs=1e-8)
    assert far["capped"] == pytest.approx(2)
    assert corner["share"] == pytest.approx(100 * math.tanh(1))
    estimate = numbers_of(quiz["estimate"])
    sample = [-1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0, 1.5]
    grid = np.linspace(-0.5, 1.0, 15001)
    for outlier, name in ((9.0, "before"), (90.0, "stays")):
        total = sum(np.log(np.cosh(np.clip(grid - each, -300, 300))) for each in [*sample, outlier])
        assert estimate[name] == pytest.approx(grid[np.argmin(total)], abs=1e-3)
    assert estimate["mean"] == pytest.approx(9)


def test_questions_check_themselves_without_a_file():
    at = Moment("scene1", "word")
    value = Value(lambda: 2.0)
    question = Number("sum", (Right("two", at, value), Wrong("other", at)))
    assert question.tolerance_of(question.answers[0]) == 0.5
    assert check_questions([question]) == (question,)


def test_docs_name_every_key_of_the_export():
    docs = (Path(__file__).parents[2] / "docs" / "quiz.md").read_text(encoding="utf-8")
    live_parts = [
        {"name": "gamma", "scene": "scene5", "handles": [{"name": "gamma", "range": [0.0, 2.0]}]},
        {
            "name": "huber",
            "scene": "scene5",
            "handles": [
                {"name": "delta", "range": [0.25, 1.9]},
                {"name": "residual", "range": [-1.6, 2.1]},
            ],
        },
    ]
    quiz = read_quiz(FILM, "en").as_json(timeline_of(FILM), {"parts": live_parts})
    assert len(quiz["questions"]) == 12

    def keys(value):
        if isinstance(value, dict):
            yield from value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from keys(inner)

    unnamed = {key for key in keys(quiz) if not re.search(rf'[`"]{key}(\[\])?[`"]', docs)}
    assert unnamed == set()
