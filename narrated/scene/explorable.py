"""What a viewer of the page may change in a scene's picture: handles, and what follows them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from manim import Mobject, ValueTracker

from narrated.author_place import author_at
from narrated.mobjects.text import LiveNumber
from voiceover.errors import InputError, excerpt, listed
from voiceover.script.scene_script import PART_WORDS

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, eq=False)
class Handle:
    """A quantity of the picture that a viewer may change.

    Parameters
    ----------
    name
        Its name, and that of its words in the script's ``[explore.<part>]``.
    tracker
        The scene's own, which the picture follows.
    span
        Lowest and highest value.
    drags
        What is taken hold of in the picture, each by itself; none: only the slider moves the handle.
    decimals, unit
        How its value is written: digits after the point, and what stands behind the number.
    base
        Where the tracker is an exponent: what is raised to it, and that is the value that is written; 0: the
        tracker's own value is.
    follows
        The name of another handle whose value this one takes as soon as any is moved, or the value that it
        takes then: it has no slider. So a mark that stands still in the film, while the curve is still on its
        way there, goes along on the page; and what has faded comes back.

    Raises
    ------
    InputError
        For a name or a span that is none.

    Examples
    --------
    >>> Handle("delta", ValueTracker(1.0), (0.2, 3.0)).span
    (0.2, 3.0)
    """

    name: str
    tracker: ValueTracker
    span: tuple[float, float]
    drags: Sequence[Mobject] = ()
    decimals: int = 2
    unit: str = ""
    base: float = 0.0
    follows: str | float | None = None

    def __post_init__(self) -> None:
        _check_name("handle", self.name)
        if self.name in PART_WORDS:
            raise _error(
                f"a handle is called {self.name!r}", "another name: it stands for words of the whole part"
            )
        if not isinstance(self.tracker, ValueTracker):
            raise _error(f"handle {self.name!r} has the tracker {self.tracker!r:.60}", "a ValueTracker")
        try:
            low, high = map(float, self.span)
            wide = math.isfinite(high - low) and high - low > 1e-9 * max(abs(low), abs(high))
        except (TypeError, ValueError):
            wide = False
        if not wide:
            raise _error(
                f"the span of handle {self.name!r} is {self.span!r:.60}",
                "two finite numbers, the lower one first, some way apart",
            )


@dataclass(frozen=True, eq=False)
class Formula:
    """A function that the page computes itself, instead of looking it up in a table.

    Its value at the handles is known to whatever follows it, and a live curve of it is computed point by
    point. The page has it where the function's package has a ``formulas.js`` that exports its name; else its
    values are recorded.

    Parameters
    ----------
    function
        Elementwise.
    of
        Name of the handle that is its argument.
    parameters
        By keyword: names of handles, or numbers.
    """

    function: Callable[..., Any]
    of: str
    parameters: Mapping[str, str | float] = field(default_factory=dict)

    def value(self, argument: Any, handles: Mapping[str, float]) -> Any:
        """The function at an argument, its parameters those of the handles."""
        given = {key: handles[v] if isinstance(v, str) else v for key, v in self.parameters.items()}
        return self.function(argument, **given)


@dataclass(frozen=True, eq=False)
class Explorable:
    """A picture that one may touch, as a chapter declares it.

    Parameters
    ----------
    name
        Of the part, and of its words in the script: ``[explore.<name>]``.
    line
        The line that is being spoken when it becomes live.
    handles, marks
        What may be changed, and what follows: curves, dots, numbers ..., each drawn by the scene.
    covered
        What is seen in the film only: it is painted over as soon as a handle is moved.
    formulas
        Functions that the marks follow.
    tells
        Numbers that are read out after a change, by the names of their words in the script.
    where
        File and line of the author.
    """

    name: str
    line: str
    handles: tuple[Handle, ...]
    marks: tuple[Mobject, ...]
    covered: tuple[Mobject, ...]
    formulas: tuple[Formula, ...]
    tells: Mapping[str, LiveNumber]
    where: str


def explorable(
    name: str,
    line: str,
    handles: Sequence[Handle],
    marks: Sequence[Mobject],
    covered: Sequence[Mobject] = (),
    formulas: Sequence[Formula] = (),
    tells: Mapping[str, LiveNumber] | None = None,
) -> Explorable:
    """Check what an author declares.

    Raises
    ------
    InputError
        For a name that is none or is there twice, and for what nothing can be changed or seen of.
    """
    _check_name("part", name)
    names = [handle.name for handle in handles]
    if not names or len(set(names)) < len(names):
        raise _error(f"{name!r} has the handles {listed(names) or 'none'}", "one or more, each named once")
    if not marks:
        raise _error(f"{name!r} has no marks", "what follows its handles")
    family = {part for mark in marks for part in mark.get_family()}
    for told, number in (tells or {}).items():
        _check_name("number", told)
        if told in PART_WORDS or told in names:
            raise _error(f"a number of {name!r} is called {told!r}", "another name: it has words already")
        if not isinstance(number, LiveNumber):
            raise _error(f"{told!r} of {name!r} tells {number!r:.60}", "a LiveNumber")
    for handle in handles:
        if isinstance(handle.follows, str) and handle.follows not in names:
            raise _error(f"handle {handle.name!r} follows {excerpt(handle.follows)}", listed(names))
        if not family.issuperset(handle.drags):
            raise _error(
                f"handle {handle.name!r} drags what is none of the marks of {name!r}", "some of them"
            )
    for formula in formulas:
        for used in (formula.of, *(v for v in formula.parameters.values() if isinstance(v, str))):
            if used not in names:
                raise _error(f"a formula of {name!r} uses {excerpt(used)}", listed(names))
    said = dict(tells or {})
    unseen = [number.set_opacity(0) for number in said.values() if number not in family]
    return Explorable(
        name, line, tuple(handles), (*marks, *unseen), tuple(covered), tuple(formulas), said, _place()
    )


def _check_name(what: str, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise _error(f"a {what} to explore is called {excerpt(name)}", "a-z, 0-9 and _, a letter first")


def _error(what: str, permitted: str) -> InputError:
    return InputError(what, where=_place() or None, permitted=permitted, remedy="correct it in the chapter")


def _place() -> str:
    place = author_at()
    return f"{place[0]}, line {place[1]}" if place else ""
