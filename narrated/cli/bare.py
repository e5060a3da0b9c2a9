"""The command line where nothing is installed yet, or Python is too old: the doctor, and the way to it."""

from __future__ import annotations

import contextlib
import sys
from importlib.util import find_spec

from narrated.cli.command import USER_ERROR, run
from voiceover.errors import InputError
from voiceover.remedies import diagnosing
from voiceover.terminal import complain

OLDEST = (3, 11)


def is_bare() -> bool:
    """Whether this Python cannot run the commands as they are."""
    return sys.version_info < OLDEST or find_spec("click") is None


def main() -> int:
    """Diagnose, if that is asked for, else say what is missing; return the exit code."""
    if sys.argv[1:2] == ["doctor"]:
        with contextlib.suppress(ImportError):  # a Python so old that it cannot tell what is installed
            from narrated.cli.diagnosis import diagnose

            return run(diagnose, interrupted="interrupted")
    here, oldest = (".".join(map(str, one[:2])) for one in (sys.version_info, OLDEST))
    what = f"this is Python {here}" if sys.version_info < OLDEST else "click is not installed"
    error = InputError(
        what,
        permitted=f"Python {oldest} or newer, with the packages that this one asks for",
        remedy=f"run `{diagnosing()}`, which tells what is missing",
    )
    complain(f"error: {error}")
    return USER_ERROR
