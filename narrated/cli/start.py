"""How the process of a command begins. Light: until it has begun, an interrupt is a traceback."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

COMMANDS = ("video", "watch", "check", "doctor", "reproduce")


def start(module: str) -> NoReturn:
    """Call ``main`` of a module, which is a command, and end the process with its exit code."""
    # Until the command takes its signals over, an interrupt ends the process without a word.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from narrated.cli.command import call

    call(module)


def narrated() -> NoReturn:
    """The command `narrated`: the first word says which one."""
    command = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if command not in COMMANDS:
        sys.stderr.write(f"error: no command {command!r}. Permitted: {', '.join(COMMANDS)}.\n")
        raise SystemExit(2)
    start(f"narrated.cli.{command}")


def film() -> NoReturn:
    """Make a film: the command `loss-film`."""
    start("narrated.cli.video")
