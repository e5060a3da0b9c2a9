"""How a command begins, how it fails, and how it ends.

Light, and read by an old Python as well: what is wrong with a machine is told by a command, too.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from narrated.os_errors import remedy, reported
from narrated.signals import Interrupted, hear_signals, ignore_signals
from voiceover.errors import InputError, ReportedError
from voiceover.remedies import diagnosing
from voiceover.terminal import complain, open_streams, say

DONE, FAILED, USER_ERROR = 0, 1, 2
_OWN = ("narrated", "voiceover")


def call(module: str) -> NoReturn:
    """Call ``main`` of a module and end the process with its exit code."""
    open_streams()
    try:
        code = importlib.import_module(module).main()
    except Exception as error:  # noqa: BLE001 - raised again, if it is not the machine's
        code = _machine(error)
    leave(code)


def run(
    command: Callable[[], int],
    *,
    interrupted: str,
    failed: str = "",
    endless: bool = False,
    printing: bool = False,
) -> int:
    """Call a command; return its exit code, or that of how it failed, told in one message.

    1: a part of it failed. 2: something that the user can mend. 128 + n: ended by signal n.

    Parameters
    ----------
    interrupted
        What is told when a signal ends it.
    failed
        What is told besides when the machine fails.
    endless
        Whether a signal is how it is meant to end, which then is told as no complaint.
    printing
        Whether its product is what it prints, so that failing to print it is an error.
    """
    open_streams(needed=printing)
    os.environ.setdefault("PATH", os.defpath)  # which libraries expect to be there
    hear_signals()
    try:
        try:
            _check_folder()
            code = command()
            if printing:
                sys.stdout.flush()
            return code
        finally:
            ignore_signals()
    except Interrupted as error:
        (say if endless else complain)(interrupted)
        return 128 + error.number
    except ReportedError as error:
        complain(f"error: {reported(error)}")
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - raised again, if it is not the machine's
        if printing and isinstance(error, OSError) and error.filename is None:
            told = InputError.of_system(error, "standard output", "cannot be written")
            complain(f"error: {told}")
            return USER_ERROR
        return _machine(error, failed)
    finally:
        # An interrupt may have kept one from being noted by who began it.
        processes = sys.modules.get("narrated.build.processes")
        if processes:
            processes.end_children()


def _check_folder() -> None:
    try:
        Path.cwd()
    except OSError as error:
        raise InputError.of_system(error, "the current folder").at("the current folder") from None


def leave(code: int) -> NoReturn:
    """End the process at once.

    What is left to do would be to take manim's modules apart, for a quarter of a second, and to wait for
    threads that a lesson has started.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _machine(error: Exception, failed: str = "") -> int:
    """Tell of a fault of the machine; any other is one of ours, and raised."""
    help_ = remedy(error)
    if isinstance(error, ModuleNotFoundError) and str(error.name).partition(".")[0] not in _OWN:
        help_ = f"run `{diagnosing()}`, which tells what is missing"
    if not help_ and not isinstance(error, OSError):
        raise error
    parts = [reported(error), failed, f"Remedy: {help_}" if help_ else ""]
    complain("error: " + " ".join(f"{part}." for part in parts if part))
    return USER_ERROR if help_ else FAILED
