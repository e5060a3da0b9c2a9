"""What is printed: streams that may be closed at any moment, and text that must not speak to a terminal."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import unicodedata

_INPUT, _OUTPUT, _ERRORS = 0, 1, 2


def shown(text: str) -> str:
    r"""The text with what a terminal would obey, or would not show, written out.

    Examples
    --------
    >>> shown("red \x1b[31m, two\nlines, 看")
    'red \\x1b[31m, two\nlines, 看'
    """
    return "".join(one if one in "\n\t" or not _unseen(one) else ascii(one)[1:-1] for one in text)


def _unseen(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] == "C" or kind in ("Zl", "Zp")


def say(text: str) -> None:
    """Print to standard output."""
    sys.stdout.write(f"{shown(text)}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print to standard error."""
    with contextlib.suppress(OSError):  # of output that is needed: the exit code tells
        sys.stdout.flush()
    sys.stderr.write(f"{shown(text)}\n")
    sys.stderr.flush()


def open_streams(*, needed: bool = False) -> None:
    """Make of the standard streams what can be written to whatever becomes of them.

    Where one is closed from the beginning, the next file that is opened would take its number, and get what
    is printed. ``needed``: what is printed is the product, so that failing to write it is an error, once.
    """
    number = os.open(os.devnull, os.O_RDWR)
    while number <= _ERRORS:
        os.set_inheritable(number, True)
        number = os.open(os.devnull, os.O_RDWR)
    os.close(number)
    for number, name in ((_OUTPUT, "stdout"), (_ERRORS, "stderr")):
        stream = getattr(sys, name)
        if stream is None or _number(stream) == number:
            encoding = "utf-8" if stream is None else stream.encoding
            file = io.BufferedWriter(_Stream(number, needed=needed and number == _OUTPUT))
            # A name that it cannot show is no reason to fail.
            mended = io.TextIOWrapper(file, encoding, "backslashreplace", line_buffering=True)
            setattr(sys, name, mended)


def _number(stream: io.TextIOBase) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError):
        return None


class _Stream(io.FileIO):
    """A standard stream; when it cannot be written to any more, what is printed goes nowhere."""

    def __init__(self, number: int, *, needed: bool) -> None:
        super().__init__(number, "w", closefd=False)
        self._needed = needed

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except OSError as error:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            if self._needed:
                raise
            if self.fileno() == _OUTPUT:
                sys.stderr.write(f"what is printed goes nowhere from here on ({error.strerror})\n")
            return super().write(data)  # type: ignore[arg-type]
