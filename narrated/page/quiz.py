"""The quiz of a lesson in one language: questions with their words, numbers filled in. Light: no manim."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from narrated.design.typography import Typography, typography
from narrated.export.timeline_file import TimelineFile
from narrated.lesson import Lesson, authors_code, load_data
from narrated.page.mathml import mathml
from narrated.page.questions import Answer, Choice, Explore, Moment, Number, Question, Right, check_questions
from narrated.page.quiz_qti import write_qti
from voiceover.atomic_write import write_whole
from voiceover.errors import InputError, Mistakes, excerpt, listed, names_for
from voiceover.remedies import filming_again
from voiceover.script.locales import locales_of
from voiceover.script.scene_script import PART_WORDS, QUIZ, load_lesson_words, load_scripts
from voiceover.script.tables import Table, read_toml

VERSION = 1
_MOST = 600  # characters of one text
# A dollar sign that is meant, a formula, a number's place, and what is none of them.
_TOKEN = re.compile(r"\\\$|\$(?P<formula>[^$]*)\$|\{(?P<name>[a-z][a-z0-9_]*)\}|(?P<stray>[${}])")
_IN_FORMULA = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Formula:
    """A formula among words: its source in Typst's notation, and its MathML."""

    source: str
    markup: str


Text = tuple[str | Formula, ...]
"""Words with formulas among them."""


@dataclass(frozen=True)
class WordedAnswer:
    """An answer in a language; ``text`` is what one chooses, ``name`` that of a misconception."""

    answer: Answer
    text: Text
    name: Text
    why: Text


@dataclass(frozen=True)
class WordedQuestion:
    """A question in a language; ``unit`` stands after the field for a number."""

    question: Question
    prompt: Text
    unit: Text
    answers: tuple[WordedAnswer, ...]


@dataclass(frozen=True)
class Quiz:
    """The questions of a lesson in one language.

    Parameters
    ----------
    lesson, title
        Its slug, and its title in the language.
    locale, language
        Of the words: their folder's name, and their tag.
    file
        Where the questions stand, for messages.
    """

    lesson: str
    title: str
    locale: str
    language: str
    file: Path
    questions: tuple[WordedQuestion, ...]

    def left_out(self, explore: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        """A sentence for each question that the page cannot ask, since its picture is not live there.

        Parameters
        ----------
        explore
            The content of the film's ``explore.json``; None where it has none.

        Raises
        ------
        InputError
            For a question on a part or handle that does not exist, or whose goal cannot be reached.
        """
        return tuple(
            f"question {each.id} is left out: nothing is live in {each.start.scene} of this film"
            for each in (worded.question for worded in self.questions)
            if isinstance(each, Explore) and not self._is_live(each, explore)
        )

    def as_json(self, timeline: TimelineFile, explore: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What the page and the exported file hold: ``docs/quiz.md`` describes it.

        Parameters
        ----------
        timeline
            Of the film, which says when each moment comes.
        explore
            The content of the film's ``explore.json``; without it, questions on live pictures are left out.

        Raises
        ------
        InputError
            As `left_out` does; and for a moment that the film does not have.
        """
        asked = [
            each
            for each in self.questions
            if not isinstance(each.question, Explore) or self._is_live(each.question, explore)
        ]
        return {
            "version": VERSION,
            "lesson": self.lesson,
            "title": self.title,
            "language": self.language,
            "decimal": typography(self.language).decimal_point,
            "questions": [_question(each, partial(_see, timeline)) for each in asked],
        }

    def _is_live(self, question: Explore, explore: Mapping[str, Any] | None) -> bool:
        """Whether the film has the part that a question asks to move."""
        here = [part for part in (explore or {}).get("parts", ()) if part["scene"] == question.start.scene]
        if not here:
            return False
        where = f"{self.file}, question {question.id}"
        parts = {part["name"]: {one["name"]: one["range"] for one in part["handles"]} for part in here}
        try:
            _check_handle(question, parts)
        except InputError as error:
            raise error.at(where) from None
        for handle, value in question.given.items():
            least, most = parts[question.part][handle]
            if not least <= value <= most:
                raise InputError(
                    f"{handle!r} is given as {value:g}", where=where, permitted=f"{least:g} to {most:g}"
                )
        (low, high), (least, most) = question.range(), parts[question.part][question.handle]
        if high < least or low > most or (low <= least and high >= most):
            raise InputError(
                f"its goal is {low:g} to {high:g}, and {question.handle!r} goes from {least:g} to {most:g}",
                where=where,
                permitted="a goal that some of its values reach, and some do not",
            )
        return True


def read_quiz(lesson: Lesson, locale: str) -> Quiz | None:
    """The quiz of a lesson in a language; None where the lesson has no quiz.

    Raises
    ------
    InputError
        Naming file and key of all that is wrong in the questions or in their words, and what to do.
    """
    if lesson.quiz is None:
        return None
    data, file = load_data(lesson.quiz, "the quiz")
    with authors_code(lesson.quiz.partition(":")[0], "the quiz"):
        try:
            questions = check_questions(data)
            for question in questions:
                if isinstance(question, Explore):
                    question.range()
        except InputError as error:
            raise error.at(file) from None
    _check_moments(lesson, questions, file)
    words = load_lesson_words(lesson.words, locale)
    path = lesson.words / locale / f"{QUIZ}.toml"
    if not path.is_file():
        others = [each for each in locales_of(lesson.words, lesson.locale) if each != locale]
        there = [lesson.words / each / path.name for each in others]
        after = next((f"after {each}" for each in there if each.is_file()), "as docs/quiz.md describes it")
        raise InputError("no words for the quiz", where=path, remedy=f"write it {after}")
    mistakes = Mistakes()
    tables = read_toml(path, mistakes)
    tables.check_keys(*(question.id for question in questions))
    with authors_code(lesson.quiz.partition(":")[0], "the quiz"):
        worded = tuple(
            _Reading(tables.table(each.id, f"{path}, [{each.id}]"), each, typography(words.language)).worded()
            for each in questions
        )
    mistakes.tell()
    return Quiz(lesson.slug, str(words.title), locale, words.language, file, worded)


def check_quiz(lesson: Lesson, locale: str) -> int:
    """How many questions a language has; raises as `read_quiz` does for what it lacks."""
    quiz = read_quiz(lesson, locale)
    return len(quiz.questions) if quiz else 0


def exports(lesson: str, folder: Path, locale: str) -> tuple[Path, Path]:
    """The files that other programs read: the quiz as JSON, and as QTI."""
    stem = f"{lesson}-quiz.{locale}"
    return folder / f"{stem}.json", folder / f"{stem}.zip"


def export_quiz(quiz: Mapping[str, Any], folder: Path, locale: str) -> None:
    """Write what `Quiz.as_json` says into the files of `exports`."""
    folder.mkdir(parents=True, exist_ok=True)
    as_json, as_qti = exports(quiz["lesson"], folder, locale)
    write_whole(as_json, json.dumps(quiz, ensure_ascii=False, indent=1) + "\n")
    write_qti(quiz, as_qti)


class _Reading:
    """Reads the words of one question; notes what is wrong, and which numbers have no place."""

    def __init__(self, table: Table, question: Question, setting: Typography) -> None:
        self.table, self.question, self.setting = table, question, setting
        given = {answer.id: answer.value for answer in question.answers if answer.value} | dict(
            question.numbers
        )
        self.numbers = {
            name: setting.number(value.number(f"{name} in question {question.id}"), value.decimals)
            for name, value in given.items()
        }
        self.used: set[str] = set()

    def worded(self) -> WordedQuestion:
        """The question with its words."""
        table, question = self.table, self.question
        asks = isinstance(question, Number)
        table.check_keys("prompt", "answers", *(["unit"] if asks else []))
        prompt = self.text(table, "prompt")
        unit = self.text(table, "unit", default="") if asks else ()
        answers = table.table("answers", f"{table.where[:-1]}.answers]")
        answers.check_keys(*(answer.id for answer in question.answers))
        worded = tuple(
            self.answer(answers.table(answer.id, f"{answers.where[:-1]}.{answer.id}]"), answer)
            for answer in question.answers
        )
        if missing := [name for name in question.numbers if name not in self.used]:
            table.mistakes.add(
                InputError(
                    f"nowhere has a place for {', '.join(f'{{{name}}}' for name in missing)}",
                    where=table.where,
                    remedy="write it where the number belongs, or delete the number from the question",
                )
            )
        return WordedQuestion(question, prompt, unit, worded)

    def answer(self, table: Table, answer: Answer) -> WordedAnswer:
        """An answer with its words."""
        keys = [*(["say"] if isinstance(self.question, Choice) else []), "why"]
        # A number that no misconception leads to has none: it may be a slip of the keys.
        nameless = isinstance(self.question, Number) and answer.value is None
        keys += [] if isinstance(answer, Right) or nameless else ["name"]
        table.check_keys(*keys)
        said = {key: self.text(table, key) for key in keys}
        return WordedAnswer(answer, said.get("say", ()), said.get("name", ()), said["why"])

    def text(self, table: Table, key: str, *, default: str | None = None) -> Text:
        """A text of the file, parted into words and formulas."""
        text = table.text(key, default=default, most=_MOST)
        with table.mistakes.gathered(f"{table.where}, {key!r}"):
            return tuple(_joined(self.parts(text)))
        return ()

    def parts(self, text: str) -> Iterator[str | Formula]:
        """Words, numbers and formulas, one after the other."""
        end = 0
        for token in _TOKEN.finditer(text):
            yield text[end : token.start()]
            end = token.end()
            if token["stray"]:
                raise InputError(
                    f"a lone {token['stray']} in {excerpt(text)}",
                    permitted="{name} for a number, $...$ around a formula, \\$ for a dollar sign",
                    remedy="correct it",
                )
            if token["formula"] is not None:
                source = _IN_FORMULA.sub(lambda place: f'"{self.number(place[1])}"', token["formula"])
                yield Formula(source, mathml(source))
            else:
                yield self.number(token["name"]) if token["name"] else "$"
        yield text[end:]

    def number(self, name: str) -> str:
        """A number of the question as the language writes it."""
        if name not in self.numbers:
            raise InputError(
                f"{{{name}}} is no number of question {self.question.id}",
                permitted=listed([f"{{{each}}}" for each in self.numbers]) or "none",
                remedy="correct it, or add it to the question",
            )
        self.used.add(name)
        return self.numbers[name]


def _joined(parts: Iterator[str | Formula]) -> Iterator[str | Formula]:
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part
        else:
            if words:
                yield words
            yield part
            words = ""
    if words:
        yield words


def _check_moments(lesson: Lesson, questions: Sequence[Question], file: Path) -> None:
    """Hold the moments that a quiz names against the words of the lesson's own language."""
    names = [scene.script for scene in lesson.scenes]
    scripts = {script.name: script for script in load_scripts(lesson.words, lesson.locale, names)}
    mistakes = Mistakes()

    def check(moment: Moment, where: str) -> None:
        if not isinstance(moment, Moment):
            what = f"{excerpt(repr(moment))} stands where a moment of the film is wanted"
            permitted = 'Moment("scene1", "line"), or Moment("scene1", "line", "bookmark")'
            mistakes.add(InputError(what, where=where, permitted=permitted))
            return
        if moment.scene not in scripts:
            what, permitted = f"no scene {moment.scene!r}", names_for(moment.scene, names)
        else:
            lines = {line.id: [cue.name for cue in line.cues] for line in scripts[moment.scene].lines}
            cues = lines.get(moment.line)
            if cues is None:
                what, permitted = f"{moment.scene} has no line {moment.line!r}", names_for(moment.line, lines)
            elif moment.cue and moment.cue not in cues:
                line = f"line {moment.line!r} of {moment.scene}"
                what, permitted = f"{line} has no bookmark {moment.cue!r}", names_for(moment.cue, cues)
            else:
                return
        mistakes.add(InputError(what, where=where, permitted=permitted, remedy="correct its name"))

    for question in questions:
        if isinstance(question, Explore):
            check(question.start, f"{file}, question {question.id}, start")
            if scene := scripts.get(getattr(question.start, "scene", "")):
                live = scene.explore
                with mistakes.gathered(f"{file}, question {question.id}"):
                    _check_handle(question, {part: [*words] for part, words in live.items()})
        for answer in question.answers:
            check(answer.see, f"{file}, question {question.id}, answer {answer.id}")
    mistakes.tell()


def _check_handle(question: Explore, parts: Mapping[str, Collection[str]]) -> None:
    """Refuse a part, or a handle of it, that the scene does not have."""
    if question.part not in parts:
        raise InputError(
            f"no live part {question.part!r} in {question.start.scene}",
            permitted=names_for(question.part, parts),
            remedy="correct its name, or declare it in the scene and write its words under [explore]",
        )
    handles = [name for name in parts[question.part] if name not in PART_WORDS]
    for handle in (question.handle, *question.given):
        if handle not in handles:
            raise InputError(
                f"the part {question.part!r} has no handle {handle!r}",
                permitted=names_for(handle, handles),
                remedy="correct its name",
            )
    if question.handle in question.given:
        raise InputError(
            f"{question.handle!r} is asked for, and given", permitted="other handles of the part"
        )


def _see(timeline: TimelineFile, moment: Moment) -> dict[str, Any]:
    """A moment as the page goes there."""
    for scene in timeline.scenes:
        for line in scene.lines:
            if (scene.name, line.id) == (moment.scene, moment.line):
                frames = {"": line.start} | {cue.name: cue.frame for cue in line.cues}
                if moment.cue in frames:
                    at = frames[moment.cue]
                    place = {"scene": moment.scene, "line": moment.line, "cue": moment.cue or None}
                    return place | {"frame": at, "seconds": round(at / timeline.fps, 3)}
    raise InputError(f"the film has no {moment}, which the quiz points to", remedy=filming_again())


def _question(worded: WordedQuestion, see: Callable[[Moment], dict[str, Any]]) -> dict[str, Any]:
    question = worded.question
    said: dict[str, Any] = {"id": question.id, "kind": question.kind, "prompt": _text(worded.prompt)}
    if isinstance(question, Number):
        said["unit"] = _text(worded.unit)
    if isinstance(question, Explore):
        low, high = question.range()
        said |= {"part": question.part, "handle": question.handle, "start": see(question.start)}
        # JSON has no infinity.
        said |= {"goal": {"low": _finite(low), "high": _finite(high)}, "given": dict(question.given)}
    said["answers"] = [_answer(question, answer, see) for answer in worded.answers]
    return said


def _answer(
    question: Question, worded: WordedAnswer, see: Callable[[Moment], dict[str, Any]]
) -> dict[str, Any]:
    answer = worded.answer
    said: dict[str, Any] = {"id": answer.id, "right": isinstance(answer, Right)}
    if isinstance(question, Choice):
        said["text"] = _text(worded.text)
    if isinstance(question, Number) and answer.value:
        said |= {"value": answer.value.number(), "tolerance": question.tolerance_of(answer)}
    if worded.name:
        said["name"] = _text(worded.name)
    return said | {"why": _text(worded.why), "see": see(answer.see)}


def _text(text: Text) -> list[str | dict[str, str]]:
    return [part if isinstance(part, str) else {"math": part.markup} for part in text]


def _finite(value: float) -> float | None:
    return value if abs(value) < float("inf") else None
