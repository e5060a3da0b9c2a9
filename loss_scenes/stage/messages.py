"""How a scene that ``manim`` renders tells what a user can mend. Light: no manim."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from voiceover.errors import InputError


@contextmanager
def one_message() -> Iterator[None]:
    """Turn an `InputError` into its message and exit code 2, where manim would print a traceback."""
    try:
        yield
    except InputError as error:
        sys.stderr.write(f"error: {error}\n")
        raise SystemExit(2) from None
