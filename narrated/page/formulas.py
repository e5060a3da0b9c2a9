"""Formulas that the page computes itself: functions of a lesson that its ``formulas.js`` has as well."""

from __future__ import annotations

import functools
import importlib.resources
import inspect
import re
from collections.abc import Callable, Iterable
from typing import Any

from voiceover.errors import InputError, listed

NAME = "formulas.js"
_EXPORT = re.compile(r"^export function ([A-Za-z_]\w*)\(", re.MULTILINE)


def formula_name(function: Callable[..., Any]) -> tuple[str, str] | None:
    """Package and name by which the page has a function; None where its values must be recorded.

    A lesson's package may have a ``formulas.js``: what that exports by the name of a function of the package
    is the same function. Tests hold the two against each other.
    """
    function = inspect.unwrap(function)
    package, name = _package(function), getattr(function, "__name__", "")
    return (package, name) if name in exported(package) else None


@functools.cache
def exported(package: str) -> frozenset[str]:
    """What the formulas of a package export."""
    return frozenset(_EXPORT.findall(source_of(package)))


@functools.cache
def source_of(package: str) -> str:
    """The source of a package's formulas; empty where it has none."""
    try:
        file = importlib.resources.files(package) / NAME
        return file.read_text(encoding="utf-8") if file.is_file() else ""
    except (ModuleNotFoundError, TypeError, ValueError):
        return ""


def functions_source(used: Iterable[tuple[str, str]]) -> str:
    r"""A JavaScript module that exports ``functions``: by their names, the formulas that are used.

    Parameters
    ----------
    used
        Package and name of each; ``Explore.functions`` has those of a film.

    Raises
    ------
    InputError
        For a name that its package does not export.

    Examples
    --------
    >>> functions_source([])
    'export const functions = Object.assign({});\n'
    """
    by_package: dict[str, set[str]] = {}
    for package, name in used:
        if name not in exported(package):
            raise InputError(
                f"formula {name!r} is not exported by {package}/{NAME}",
                permitted=listed(sorted(exported(package))) or "none",
                remedy="record again what is live in the picture",
            )
        by_package.setdefault(package, set()).add(name)
    # Each package in a scope of its own: helpers may have the same names.
    scopes = []
    for package, names in sorted(by_package.items()):
        body = _EXPORT.sub(r"function \1(", source_of(package))
        scopes.append(f"(() => {{\n{body}\nreturn {{{', '.join(sorted(names))}}};\n}})()")
    return f"export const functions = Object.assign({', '.join(['{}', *scopes])});\n"


def _package(function: Callable[..., Any]) -> str:
    return str(getattr(function, "__module__", "") or "").partition(".")[0]
