"""Questions of a quiz as data: what is right, what is a misconception, and where the film tells. Light."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from voiceover.errors import InputError, excerpt

NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")
REACHED, BELOW, ABOVE = "reached", "below", "above"
"""Answers of an `Explore` question."""
MOST_QUESTIONS = 50


@dataclass(frozen=True)
class Moment:
    """A moment of the film: a line of a scene, and the bookmark in it at which it comes, if any.

    Examples
    --------
    >>> str(Moment("scene4", "mse", "square"))
    'scene4, line mse, bookmark square'
    """

    scene: str
    line: str
    cue: str = ""

    def __str__(self) -> str:
        return f"{self.scene}, line {self.line}" + (f", bookmark {self.cue}" if self.cue else "")


@dataclass(frozen=True)
class Value:
    """A number that a question shows or asks for: a function of the lesson computes it.

    Parameters
    ----------
    compute
        Returns it.
    decimals
        Digits after its point.

    Examples
    --------
    >>> Value(lambda: 2 / 3, 2).number()
    0.6666666666666666
    """

    compute: Callable[[], float]
    decimals: int = 0

    def number(self, name: str = "a number of the quiz") -> float:
        """The number; ``name`` is what it is called where it is wrong.

        Raises
        ------
        InputError
            If it is none, or has more digits than are shown.
        """
        number = float(self.compute())
        if not math.isfinite(number) or not 0 <= self.decimals <= 6:
            raise InputError(
                f"{name} is {number}, with {self.decimals} decimals",
                permitted="a finite number with 0 to 6 decimals",
            )
        return number


@dataclass(frozen=True)
class Right:
    """The right answer, and the moment of the film that says so; its number where it has one."""

    id: str
    see: Moment
    value: Value | None = None


@dataclass(frozen=True)
class Wrong:
    """A wrong answer is a misconception: its name is the answer's, and ``see`` is what refutes it.

    ``value``: the number that one arrives at with it. In a `Number` question the one without a value stands
    for all other numbers, and has no name.
    """

    id: str
    see: Moment
    value: Value | None = None


Answer = Right | Wrong


@dataclass(frozen=True)
class Choice:
    """One of several answers is right.

    Parameters
    ----------
    id
        Name of the question, and of its table in ``quiz.toml``.
    answers
        In the order in which they stand on the page: one `Right` and one to five `Wrong`.
    numbers
        What ``{name}`` stands for in its texts, besides the numbers of its answers by their ids.

    Raises
    ------
    InputError
        For a bad name, two right answers or none, or answers with one number.

    Examples
    --------
    >>> at = Moment("scene1", "rubric")
    >>> question = Choice("faster", (Right("yes", at), Wrong("no", at)))
    >>> question.kind, [answer.id for answer in question.answers]
    ('choice', ['yes', 'no'])
    """

    id: str
    answers: Sequence[Answer]
    numbers: Mapping[str, Value] = field(default_factory=dict)
    kind: ClassVar[str] = "choice"

    def __post_init__(self) -> None:
        _check_answers(self.id, self.answers, self.numbers)
        shown = [answer for answer in self.answers if answer.value]
        _check_apart(self.id, shown, {a.id: 0.5 * 10.0 ** -_decimals(a) for a in shown})


@dataclass(frozen=True)
class Number:
    """A number is asked for.

    Parameters
    ----------
    id, numbers
        As of a `Choice`.
    answers
        The `Right` one with its value, a `Wrong` one without a value for any other number, and misconceptions
        with theirs.
    tolerance
        How far from its value a number is still taken for it; None: half a unit of the last digit shown.

    Raises
    ------
    InputError
        As of a `Choice`; where a number is missing, or one that is typed could be two answers.
    """

    id: str
    answers: Sequence[Answer]
    numbers: Mapping[str, Value] = field(default_factory=dict)
    tolerance: float | None = None
    kind: ClassVar[str] = "number"

    def __post_init__(self) -> None:
        _check_answers(self.id, self.answers, self.numbers)
        if self.tolerance is not None and not 0 < self.tolerance < math.inf:
            raise InputError(f"tolerance of question {self.id} is {self.tolerance}", permitted="more than 0")
        without = [answer for answer in self.answers if answer.value is None]
        if len(without) != 1 or isinstance(without[0], Right):
            names = ", ".join(answer.id for answer in without) or "none"
            raise InputError(
                f"answers without a value in question {self.id}: {names}",
                permitted="one, which is wrong and stands for all other numbers",
            )
        told = [answer for answer in self.answers if answer.value]
        _check_apart(self.id, told, {answer.id: self.tolerance_of(answer) for answer in told})

    def tolerance_of(self, answer: Answer) -> float:
        """How far from an answer's value a number is still taken for it."""
        return 0.5 * 10.0 ** -_decimals(answer) if self.tolerance is None else self.tolerance


@dataclass(frozen=True)
class Explore:
    """Something live in the picture is to be moved until it is as asked.

    Parameters
    ----------
    id, numbers
        As of a `Choice`.
    part, handle
        Of the film's explorable picture.
    start
        The moment at which that part is live.
    goal
        Computes the least and the greatest value that are right; infinite where there is no limit.
    given
        Values of other handles of the part, by name: the page sets them when it goes there, and again before
        it judges.
    reached, below, above
        Where the film tells, for a value that is right, too small or too large; None where none is.

    Raises
    ------
    InputError
        For a bad name.
    """

    id: str
    part: str
    handle: str
    start: Moment
    goal: Callable[[], tuple[float, float]]
    reached: Moment
    below: Moment | None = None
    above: Moment | None = None
    numbers: Mapping[str, Value] = field(default_factory=dict)
    given: Mapping[str, float] = field(default_factory=dict)
    kind: ClassVar[str] = "explore"

    def __post_init__(self) -> None:
        _check_answers(self.id, self.answers, self.numbers)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What may be found."""
        beside = ((BELOW, self.below), (ABOVE, self.above))
        return Right(REACHED, self.reached), *(Wrong(name, see) for name, see in beside if see)

    def range(self) -> tuple[float, float]:
        """The goal.

        Raises
        ------
        InputError
            If no value is right.
        """
        low, high = map(float, self.goal())
        if not low < high:
            raise InputError(
                f"the goal of question {self.id} is {low} to {high}",
                permitted="two numbers, the smaller one first",
            )
        for name, see, end in ((BELOW, self.below, low), (ABOVE, self.above, high)):
            if (see is None) != math.isinf(end):
                raise InputError(
                    f"the goal of question {self.id} is {low:g} to {high:g}, and {name} is {see}",
                    permitted="a moment where a number limits the goal, None where infinity does",
                )
        return low, high


Question = Choice | Number | Explore


def check_questions(questions: object) -> tuple[Question, ...]:
    """The questions of a lesson, if they are any.

    Raises
    ------
    InputError
        For what is no list of questions, or a name that comes twice.
    """
    if not isinstance(questions, tuple | list) or not all(isinstance(each, Question) for each in questions):
        raise InputError(
            f"the quiz is {excerpt(questions)}",
            permitted="Choice, Number and Explore questions in round brackets",
        )
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise InputError(f"{len(questions)} questions", permitted=f"1 to {MOST_QUESTIONS}")
    names = [question.id for question in questions]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InputError(f"more than one question is called {', '.join(twice)}", remedy="rename one")
    return tuple(questions)


def _check_answers(question: str, answers: Sequence[Answer], numbers: Mapping[str, Value]) -> None:
    ids = [answer.id for answer in answers]
    for name in (question, *ids, *numbers):
        if not NAME.fullmatch(name):
            raise InputError(
                f"{excerpt(name)} in question {excerpt(question)} is no name",
                permitted="a-z, 0-9 and _, a letter first, at most 50",
            )
    taken = [*ids, *numbers]
    if twice := sorted({name for name in taken if taken.count(name) > 1}):
        raise InputError(f"{', '.join(twice)} comes twice in question {question}", remedy="rename one")
    right = [answer.id for answer in answers if isinstance(answer, Right)]
    if len(right) != 1:
        named = f" ({', '.join(right)})" if right else ""
        raise InputError(
            f"question {question} has {len(right) or 'no'} right answer{'s' * (len(right) != 1)}{named}",
            permitted="one",
            remedy="make the others Wrong, or ask otherwise",
        )
    if not 2 <= len(answers) <= 6:
        raise InputError(f"question {question} has {len(answers)} answers", permitted="2 to 6")


def _check_apart(question: str, answers: Sequence[Answer], reach: Mapping[str, float]) -> None:
    """Refuse numbers of which one could be taken for two answers."""
    for place, one in enumerate(answers):
        for other in answers[place + 1 :]:
            numbers = [
                answer.value.number(f"{answer.id} in question {question}")
                for answer in (one, other)
                if answer.value
            ]
            if abs(numbers[0] - numbers[-1]) <= reach[one.id] + reach[other.id]:
                raise InputError(
                    f"the answers {one.id} and {other.id} of question {question} are the same number,"
                    f" {numbers[0]:g} and {numbers[-1]:g}",
                    permitted="numbers that are further apart than is taken for one",
                    remedy="choose other data for the question, or a smaller tolerance",
                )


def _decimals(answer: Answer) -> int:
    return answer.value.decimals if answer.value else 0
