"""A number that a lesson promises to show. Light: no manim."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

from narrated.lesson import authors_code

_MODULE = "headlines"


@dataclass(frozen=True)
class Headline:
    """A number that must stand on the screen at some moment.

    Parameters
    ----------
    scene
        Name of the script of the scene that shows it.
    value
        Computes it, independently of the scene.
    decimals, template
        How it is written.
    """

    scene: str
    value: Callable[[], float]
    decimals: int
    template: str = "{}"


def headlines_of(lesson_module: str) -> tuple[Headline, ...]:
    """The headlines of a lesson: ``HEADLINES`` in the module ``headlines`` beside it, if there is one."""
    package = lesson_module.rpartition(".")[0]
    name = f"{package}.{_MODULE}" if package else _MODULE
    if importlib.util.find_spec(name) is None:
        return ()
    with authors_code(name, "the list of headlines"):
        found: tuple[Headline, ...] = importlib.import_module(name).HEADLINES
    return found
