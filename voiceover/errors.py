"""The errors that a user can mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


class InputError(Exception):
    """Something a user can mend: one message, exit code 2, no traceback.

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

    def at(self, where: str | Path) -> InputError:
        """The same error, told with its place by someone who knows it."""
        return type(self)(self.what, where=where, permitted=self.permitted, remedy=self.remedy)


class MissingTake(InputError):
    """A line was never recorded with the voice that is asked for."""


def names_for(wrong: str, known: Iterable[str]) -> str:
    """What an error permits in place of a wrong name: the names there are, and the one that was meant.

    Examples
    --------
    >>> names_for("DiceCurv", ["DiceCurve", "Overlap"])
    'DiceCurve, Overlap (did you mean DiceCurve?)'
    """
    names = list(known)
    near = difflib.get_close_matches(wrong, names, 1)
    return ", ".join(names or ["none"]) + (f" (did you mean {near[0]}?)" if near else "")
