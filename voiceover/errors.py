"""The errors that a command reports in one message: those that a user can mend, and others."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

_TOLD = 20  # errors, or permitted names, in one message: more than anyone reads
_NAMED = 40  # names of which one was meant: all roles of a palette, of which the last may be the right one
# What helps where the system refuses something. Nothing is said to be wrong with the file itself.
_REMEDIES = {
    errno.EACCES: "change its permissions, or those of its folder",
    errno.EPERM: "change its permissions, or those of its folder",
    errno.EROFS: "use a folder that can be written",
    errno.ENOSPC: "free space",
    errno.EDQUOT: "free space",
    errno.EFBIG: "raise the limit on the size of files (`ulimit -f`), or use another disk",
    errno.EMFILE: "raise the limit on open files (`ulimit -n`)",
    errno.ENFILE: "close other programs",
    errno.EAGAIN: "close other programs, or raise the limit on processes (`ulimit -u`)",
    errno.ENOMEM: "close other programs",
    errno.EEXIST: "move away what stands there",
    errno.ENOTDIR: "move away what stands there",
    errno.EISDIR: "move away what stands there",
    errno.ENAMETOOLONG: "choose a shorter name, or a folder with a shorter path",
}


def excerpt(value: object, most: int = 60) -> str:
    """``value`` as Python writes it, for a message; an ellipsis stands for what is left out.

    >>> excerpt("loss"), excerpt("loss function", 8)
    ("'loss'", "'loss f…'")
    """
    try:
        shown = repr(value)
    except (ValueError, RecursionError):  # a number of too many digits, tables in too many tables
        return f"<{type(value).__name__}>"
    if len(shown) <= most:
        return shown
    return f"{shown[: most - 1]}…{shown[-1]}"


def listed(names: Collection[str], most: int = _TOLD) -> str:
    """Permitted names for a message, the first of them where there are many."""
    more = len(names) - most
    return ", ".join([*names][:most]) + (f", … ({more} more)" if more > 0 else "")


def names_for(wrong: str, known: Iterable[str]) -> str:
    """What an error permits in place of a wrong name: the names there are, and which of them was meant.

    Examples
    --------
    >>> names_for("DiceCurv", ["DiceCurve", "Overlap"])
    'DiceCurve, Overlap (did you mean DiceCurve?)'
    """
    names = list(known)
    near = difflib.get_close_matches(wrong, names, 1) if len(names) > 1 else []
    return (listed(names, _NAMED) or "none") + (f" (did you mean {near[0]}?)" if near else "")


class ReportedError(Exception):
    """What a command reports in one message, without a traceback, before it ends with its exit code."""

    exit_code: ClassVar[int]


class Failed(ReportedError):
    """What a command could not do, where the user cannot mend it at once."""

    exit_code = 1


class InputError(ReportedError):
    """Something a user can mend.

    Parameters
    ----------
    what
        What is wrong, with the offending value.
    where
        The file, and the line or key in it.
    permitted
        What would have been accepted.
    remedy
        The next step.
    """

    exit_code = 2

    def __init__(
        self,
        what: str,
        *,
        where: str | Path | None = None,
        permitted: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.what = what
        self.where = where
        self.permitted = permitted
        self.remedy = remedy
        parts = [what if where is None else f"{where}: {what}"]
        if permitted is not None:
            parts.append(f"Permitted: {permitted}")
        if remedy is not None:
            parts.append(f"Remedy: {remedy}")
        super().__init__(" ".join(part if part[-1:] in ".!?" else f"{part}." for part in parts))

    @classmethod
    def of_system(cls, error: OSError, where: str | Path, what: str = "cannot be read") -> InputError:
        """What the system refused to do with a file, in its own words and with a remedy for just that."""
        return cls(f"{what} ({error.strerror or error})", where=where, remedy=_REMEDIES.get(error.errno or 0))

    def at(self, where: str | Path) -> InputError:
        """The same error, told with its place by someone who knows it."""
        return type(self)(self.what, where=where, permitted=self.permitted, remedy=self.remedy)


class MissingTake(InputError):
    """A line was never recorded with the voice that is asked for."""


class OutdatedTake(MissingTake):
    """A line was recorded when it showed another name."""


class Mistakes:
    """The errors of one reading: gathered, so that they are told together rather than one a run."""

    def __init__(self) -> None:
        self._found: list[InputError] = []

    def add(self, error: InputError) -> None:
        """Note an error and read on."""
        self._found.append(error)

    @contextmanager
    def gathered(self, where: str | Path | None = None) -> Iterator[None]:
        """Note the error that breaks off the block, at ``where`` if the place is known better outside."""
        try:
            yield
        except InputError as error:
            self.add(error if where is None else error.at(where))

    def tell(self) -> None:
        """Raise what was gathered, a line each; all is well where there is nothing."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            more = len(self._found) - _TOLD
            told = [str(error) for error in self._found[:_TOLD]]
            together = InputError("\n".join([*told, *([f"There are {more} more"] if more > 0 else [])]))
            together.where = self._found[0].where  # each line names its own place: none is to be added
            raise together
