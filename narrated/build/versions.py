"""Versions of what draws and encodes."""

from __future__ import annotations

import functools
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from voiceover.remedies import DISTRIBUTION

PYTHON = "python"
_DRAWING = (
    DISTRIBUTION,
    "manim",
    "manim-voiceover",
    "typst",
    "uharfbuzz",
    "python-bidi",
    "pycairo",
    "ManimPango",
    "jieba",
    "numpy",
    "scipy",
    "pillow",
    "av",
)


def of_drawing() -> dict[str, str]:
    """Versions that a scene's pictures may depend on; a package that runs from its source has none."""
    return of((PYTHON, *_DRAWING))


def of(names: Iterable[str]) -> dict[str, str]:
    """Versions of packages and of `PYTHON`, "none" for one that is not installed."""
    return {name: _version(name) for name in names}


@functools.cache
def _version(name: str) -> str:
    if name == PYTHON:
        return platform.python_version()
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
