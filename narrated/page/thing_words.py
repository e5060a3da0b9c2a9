"""What drawn things are called in a language: the tables ``things.toml`` of the packages that draw them."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from voiceover.errors import InputError, Mistakes
from voiceover.languages import primary
from voiceover.script.tables import Table, read_toml

NAME = "things.toml"
CURVE, LINE = "curve", "line"
"""Tables of what is drawn as a curve of a plot, and of straight ones, by the roles of their colours."""
_LANGUAGE = 3  # letters of its name at most; longer ones are roles


@dataclass(frozen=True)
class Noun:
    """What a thing is called.

    Parameters
    ----------
    one, many, the
        One of them, ``{count}`` of them, and one that is known.
    parts
        Classes that are told of where they are parts of it; its other parts are not.
    motions
        What is told of it besides where it goes: ``grows``, ``shrinks``.
    special
        Of a curve whether it is called by its colour; None of other things.
    """

    one: str
    many: str
    the: str
    parts: frozenset[str] = frozenset()
    motions: frozenset[str] = frozenset()
    special: bool | None = None


def noun_of(kind: type, role: str, language: str) -> Noun | None:
    """The noun of a thing by its class, or by that which it is a kind of; None where it has none.

    Parameters
    ----------
    kind
        The class of the mobject.
    role
        That of its colour in the theme: a class may be called otherwise in each.
    """
    for each in kind.__mro__:
        things = _things(home(each.__module__), primary(language))
        if found := things.get((each.__name__, role)) or things.get((each.__name__, "")):
            return found
    return None


@functools.cache
def home(module: str) -> str:
    """The package whose table names what a module draws: the innermost that has one, else the outermost.

    Several lessons may share a package, each in one of its own inside of it.

    >>> home("narrated.mobjects.things")
    'narrated'
    """
    names = module.split(".")
    around = (".".join(names[:count]) for count in range(len(names), 0, -1))
    return next((package for package in around if _file(package)), names[0])


def curve_of(packages: Iterable[str], kind: str, role: str, language: str) -> Noun | None:
    """The noun of a curve by the role of its colour, in the first of the packages that has one."""
    for name in ((kind, role), (kind, "")):
        for package in packages:
            if found := _things(package, primary(language)).get(name):
                return found
    return None


def tables(packages: Iterable[str]) -> list[Path]:
    """The tables that the packages have, and the engine's own."""
    own = __name__.partition(".")[0]
    return [path for package in sorted({own, *packages}) if (path := _file(package))]


@functools.cache
def _things(package: str, language: str) -> Mapping[tuple[str, str], Noun]:
    """The nouns of a package in a language, by class and role of the colour; none where it has no table."""
    path = _file(package)
    if path is None:
        return {}
    mistakes = Mistakes()
    nouns: dict[tuple[str, str], Noun] = {}
    table = read_toml(path, mistakes)
    for name in table:
        entry = table.table(name, f"{path}, [{name}]")
        parts, motions = (frozenset(entry.texts(key)) for key in ("parts", "motions"))
        colored = name in (CURVE, LINE)
        for key in entry:
            if key in ("parts", "motions"):
                continue
            if len(key) <= _LANGUAGE:
                if (forms := _forms(entry, key)) and key == language:
                    nouns[name, ""] = Noun(*forms, parts, motions, False if colored else None)
                continue
            role = entry.table(key, f"{path}, [{name}.{key}]")
            for inner in role:
                if (forms := _forms(role, inner)) and inner == language:
                    nouns[name, key] = Noun(*forms, parts, motions, True if colored else None)
    mistakes.tell()
    return nouns


def _forms(table: Table, key: str) -> tuple[str, str, str] | None:
    """The forms of a noun; None where they are not what a noun has, which is noted."""
    forms = table.texts(key)
    if len(forms) == 3:
        one, many, the = forms
        return one, many, the
    table.mistakes.add(
        InputError(
            f"{key!r} has {len(forms)} forms",
            where=table.where,
            permitted='three, as in en = ["a house", "{count} houses", "the house"]',
            remedy="write them",
        )
    )
    return None


def _file(package: str) -> Path | None:
    """The table of a package; the engine's own stands beside this module."""
    if package == __name__.partition(".")[0]:
        return Path(str(files(__package__ or "") / NAME))
    try:
        found = importlib.util.find_spec(package)
    except (ModuleNotFoundError, ValueError):  # of what was not imported, but run or pasted
        return None
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (path := Path(folder) / NAME).is_file():
            return path
    return None
