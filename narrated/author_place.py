"""Where in the author's own code something is done, or went wrong."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Iterable
from pathlib import Path


def place_of(error: BaseException) -> tuple[str, int, str] | None:
    """File, line and function of the author's own code that led to an error; None where there is none.

    That is the innermost line that belongs neither to Python or a library nor to the engine.
    """
    if isinstance(error, SyntaxError) and error.lineno and Path(error.filename or "").is_file():
        return str(error.filename), error.lineno, "<module>"
    return _innermost(traceback.extract_tb(error.__traceback__))


def author_at() -> tuple[str, int, str] | None:
    """The same of what is being done now, where nothing has failed yet."""
    return _innermost(traceback.extract_stack())


def _innermost(frames: Iterable[traceback.FrameSummary]) -> tuple[str, int, str] | None:
    for frame in reversed([*frames]):
        path = Path(frame.filename)
        if not frame.filename.startswith("<") and not any(map(path.is_relative_to, _not_the_authors())):
            return frame.filename, frame.lineno or 0, frame.name
    return None


@functools.cache
def _not_the_authors() -> list[str]:
    import sysconfig  # here, since an unchanged film must cost nothing

    here = Path(__file__).parent
    return [
        *map(str, (here, here.with_name("voiceover"))),
        *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
    ]
