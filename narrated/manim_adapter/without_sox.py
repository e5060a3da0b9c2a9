"""Keeps manim quiet where SoX is not installed: to be imported before it.

``import manim`` imports every plugin that is installed. One of them, manim-voiceover, imports pysox to change
the speed of speech, for which nothing here asks; and pysox, as it is imported, runs ``sox`` in a shell and
warns on the terminal if there is none. Without SoX it can do nothing, so something else stands in for it
then, and says what is missing to whoever wants it after all.
"""

from __future__ import annotations

import shutil
import sys
from types import ModuleType
from typing import NoReturn

from voiceover.errors import InputError


class _NoSox(ModuleType):
    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise InputError("SoX is not installed, which changes the speed of speech", remedy="install `sox`")


if "sox" not in sys.modules and shutil.which("sox") is None:
    sys.modules["sox"] = _NoSox("sox")
