"""The address of a scheduler. Light: nothing of Dask is imported."""

from __future__ import annotations

import re

from voiceover.errors import InputError

# A scheduler answers in milliseconds; on a bad line in a second.
PATIENCE = 5.0

# Parts of a name between its dots are as long as a name server takes them.
_LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_FORM = re.compile(
    rf"(?:tcp|tls)://(\[[0-9A-Fa-f:.%]+\]|(?=[^:]{{1,253}}:){_LABEL}(?:\.{_LABEL})*\.?):([0-9]{{1,5}})"
)
_PERMITTED = "tcp://host:port (or tls://), such as tcp://127.0.0.1:8786"
REMEDY = "start one with `dask scheduler` (docs/farm.md), or film here by leaving FARM out"


def parse(text: str) -> tuple[str, int]:
    """Host and port of ``tcp://host:port``.

    Raises
    ------
    InputError
        For anything else.

    Examples
    --------
    >>> parse("tcp://127.0.0.1:8786"), parse("tls://[::1]:1")
    (('127.0.0.1', 8786), ('::1', 1))
    """
    found = _FORM.fullmatch(text)
    if found is None or not 0 < int(found[2]) < 65536:
        raise InputError(f"FARM is {text!r}", permitted=_PERMITTED)
    return found[1].strip("[]"), int(found[2])


def reach(text: str) -> None:
    """See whether anything listens there.

    Raises
    ------
    InputError
        If not.
    """
    import socket  # an unchanged film reaches for nobody

    try:
        socket.create_connection(parse(text), timeout=PATIENCE).close()
    except OSError as error:
        raise unreachable(text, error.strerror or str(error)) from None


def unreachable(text: str, why: str) -> InputError:
    """What is said where no scheduler answers."""
    return InputError(f"no scheduler answers at FARM={text} ({why})", remedy=REMEDY)
