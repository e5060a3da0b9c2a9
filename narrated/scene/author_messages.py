"""How a scene tells what a user can mend: one message, with the place in the author's code; no manim."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from narrated.author_place import place_of
from voiceover.errors import InputError, ReportedError
from voiceover.terminal import complain

_LATEX = {"latex", "pdflatex", "lualatex", "luatex", "xelatex", "dvisvgm"}


@contextmanager
def one_message() -> Iterator[None]:
    """Turn an error that is reported into its message and exit code, where manim would print a traceback."""
    try:
        yield
    except ReportedError as error:
        complain(f"error: {error}")
        raise SystemExit(error.exit_code) from None


def author_line(error: BaseException) -> str:
    """File and line of the author's last step to an error, before it went into a library."""
    place = place_of(error)
    return f"{place[0]}, line {place[1]}" if place else ""


def tell_place(scene: Any, moment: Callable[[], str] = str) -> None:
    """Have what goes wrong in a scene's steps told with its place: file, line, class and ``moment()``.

    Whoever runs the scene calls its steps: manim, the film, the check and the page of ``make watch``.
    """
    for step in ("setup", "construct", "tear_down"):
        setattr(scene, step, _placed(getattr(scene, step), type(scene), moment))


def _placed(step: Callable[[], None], scene: type, moment: Callable[[], str]) -> Callable[[], None]:
    @functools.wraps(step)
    def told() -> None:
        try:
            step()
        except InputError as error:
            if error.where is not None:
                raise
            raise error.at(_place(error, scene, moment())) from error
        except FileNotFoundError as error:
            if error.filename not in _LATEX:
                raise
            raise InputError(
                f"Tex and MathTex need LaTeX ({error.filename}), which is not here",
                where=_place(error, scene, moment()),
                remedy="write the formula for Typst, as in formula('x^2 / 2') or manim's MathTypst",
            ) from error

    return told


def _place(error: BaseException, scene: type, moment: str) -> str:
    line = author_line(error) or str(inspect.getsourcefile(scene))
    return f"{line} ({', '.join(filter(None, [scene.__name__, moment]))})"
