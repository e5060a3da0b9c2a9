"""A quiz as QTI 1.2, which learning platforms import: a zip file, written by text2qti. Light: no manim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz as MarkdownQuiz

from voiceover.atomic_write import replacing

_TAG = re.compile(r"(<[^>]*>)")
_JOINER = "&#8288;"  # nothing is seen of it
_IN_MARKUP = re.compile(r"[*_`\\$]")
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def write_qti(quiz: Mapping[str, Any], path: Path) -> None:
    """Write the questions that QTI can ask; those on live pictures are left out.

    A misconception is the feedback on its answer, with the minute of the film that refutes it. Of a number,
    QTI tells right from wrong alone: what is said of any other number is said of all that are wrong.

    Parameters
    ----------
    quiz
        What ``Quiz.as_json`` says.
    path
        The zip file.
    """
    title = _plain(quiz["title"])
    markdown = "\n".join([f"Quiz title: {title}", "", *_questions(quiz)])
    made = QTI(MarkdownQuiz(markdown, config=Config()))
    with replacing(path) as aside:
        made.save(aside)


def _questions(quiz: Mapping[str, Any]) -> Iterator[str]:
    asked = [question for question in quiz["questions"] if question["kind"] != "explore"]
    for number, question in enumerate(asked, 1):
        yield f"{number}.  {_text(question['prompt'])}"
        if question["kind"] == "choice":
            for letter, answer in zip("abcdef", question["answers"], strict=False):
                mark = "*" if answer["right"] else ""
                yield f"{mark}{letter})  {_text(answer['text'])}"
                yield f"...  {_feedback(answer)}"
        else:
            right = next(answer for answer in question["answers"] if answer["right"])
            other = next(answer for answer in question["answers"] if "value" not in answer)
            yield f"+  {_feedback(right)}"
            yield f"-  {_feedback(other)}"
            yield f"=   {right['value']!r} +- {right['tolerance']!r}"
        yield ""


def _feedback(answer: Mapping[str, Any]) -> str:
    """Name of the misconception, why it tempts, and when the film tells."""
    minutes, seconds = divmod(int(answer["see"]["seconds"]), 60)
    said = [_text(answer["name"])] if "name" in answer else []
    return " ".join([*said, _text(answer["why"]), _plain(f"({minutes}:{seconds:02})")])


def _text(text: list[str | Mapping[str, str]]) -> str:
    said = "".join(_plain(part) if isinstance(part, str) else _formula(part["math"]) for part in text)
    # An element at the beginning of a row would be a block of its own.
    return f"{_JOINER}{said}" if said.startswith("<") else said


def _plain(text: str) -> str:
    """Words in which nothing is read as markup: signs are written as references."""
    return _SIGN.sub(_reference, text)


def _formula(markup: str) -> str:
    """MathML as it is, but for the signs between its tags."""
    parts = _TAG.split(markup)
    return "".join(
        part if index % 2 else _IN_MARKUP.sub(_reference, part) for index, part in enumerate(parts)
    )


def _reference(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"
