"""A recipe: which function trains a trace, and with what. Data alone: it imports no training library."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voiceover.errors import InputError

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_REF = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")


@dataclass(frozen=True)
class Recipe:
    """How one trace is made: ``function(seed, steps=steps)`` returns its arrays by their names.

    The function gives the same arrays for the same seed. One of them is ``step``: whole numbers that ascend,
    the steps after which the model was looked at. An array of as many rows tells how something went; any
    other holds for the whole run. Which steps are looked at must not depend on ``steps``, so that a short run
    is the beginning of a long one.

    Parameters
    ----------
    name
        What the trace, and its file, is called.
    ref
        Where the function is: ``"module:function"``. A string, so that its library is imported only to train.
    seed
        What its random numbers begin with: a whole number, at least 0.
    steps
        How many steps it trains: a whole number, at least 1.

    Raises
    ------
    InputError
        For a malformed name or ref, or a number out of its range.

    Examples
    --------
    >>> recipe = Recipe("line", "my_training:train_line", seed=1, steps=500)
    >>> recipe.name, recipe.steps
    ('line', 500)
    >>> Recipe("line", "my_training:train_line", seed=1, steps=0)
    Traceback (most recent call last):
        ...
    voiceover.errors.InputError: steps of trace line is 0. Permitted: a whole number, at least 1.
    """

    name: str
    ref: str
    seed: int
    steps: int

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(str(self.name)):
            raise InputError(
                f"name of a trace is {self.name!r}", permitted="small letters, digits and _, at most 60"
            )
        if not _REF.fullmatch(str(self.ref)):
            raise InputError(f"{self.ref!r} trains no trace {self.name}", permitted='"module:function"')
        for field, least in (("seed", 0), ("steps", 1)):
            value = getattr(self, field)
            if type(value) is not int or value < least:
                raise InputError(
                    f"{field} of trace {self.name} is {value!r}",
                    permitted=f"a whole number, at least {least}",
                )
