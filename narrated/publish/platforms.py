"""The sites and their rules, read from the tables beside this module. Light: no manim."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from voiceover.errors import InputError, excerpt, names_for
from voiceover.languages import primary
from voiceover.strict import listed_names


@dataclass(frozen=True)
class Rule:
    """What a site asks for.

    Parameters
    ----------
    name
        What it is about, such as ``title_most``.
    value
        A number, signs, or a list, as the rule is.
    source, date, confidence
        Where it was read, when, and how much that is worth: ``official``, ``code``, ``secondary`` or
        ``recalled``.
    """

    name: str
    value: Any
    source: str
    date: str
    confidence: str

    def broken(self, what: str, permitted: str) -> InputError:
        """The error of what is not so; ``permitted`` tells what would be."""
        return InputError(what, permitted=f"{permitted} ({self.confidence}: {self.source}, {self.date})")


@dataclass(frozen=True)
class Platform:
    """A site.

    Parameters
    ----------
    key
        What the command line, folders and words call it.
    name
        What people call it.
    rules
        By their names.
    covers, captions
        Shapes (``16:9``) and suffixes (``srt``) of the files that its form takes.
    chapters, tags
        Where they go: ``text`` is the description, ``form`` a part of the form; empty: nowhere.
    label
        Whether it asks that a synthetic voice be labelled.
    declare
        What to choose in the form where the voice is synthetic, by language.
    unknown
        What no rule was found for, by language.
    """

    key: str
    name: str
    rules: Mapping[str, Rule]
    covers: tuple[str, ...]
    captions: tuple[str, ...]
    chapters: str
    tags: str
    label: bool
    declare: Mapping[str, str]
    unknown: Mapping[str, list[str]]

    @property
    def shapes(self) -> tuple[str, ...]:
        """Formats of films that it shows, the usual one first."""
        return tuple(self.rules["shapes"].value)

    def said(self, name: str, language: str) -> Any:
        """What it says under ``declare`` or ``unknown`` in a language; in English where there is none."""
        texts = getattr(self, name)
        return texts.get(primary(language), texts["en"])


@functools.cache
def platforms() -> Mapping[str, Platform]:
    """Every site by its key.

    Examples
    --------
    >>> platforms()["youtube-shorts"].rules["seconds_most"].value
    180
    """
    rules = _rules()
    return {
        key: Platform(
            key=key,
            name=row["name"],
            rules=rules[key],
            covers=tuple(row["covers"]),
            captions=tuple(row["captions"]),
            chapters=row["chapters"],
            tags=row["tags"],
            label=row["label"],
            declare=row["declare"],
            unknown=row["unknown"],
        )
        for key, row in table("platforms.toml").items()
    }


def chosen(names: str) -> list[Platform]:
    """The sites that a list with commas names, each once; all where it is empty.

    Raises
    ------
    InputError
        For one that is not known.

    Examples
    --------
    >>> [platform.key for platform in chosen("youtube, douyin,youtube")]
    ['youtube', 'douyin']
    """
    known = platforms()
    keys = listed_names(names) or list(known)
    for key in keys:
        if key not in known:
            raise InputError(f"unknown platform {excerpt(key)}", permitted=names_for(key, known))
    return [known[key] for key in keys]


def label_rules() -> Mapping[str, Rule]:
    """What a standard asks of the label of a synthetic voice."""
    return _rules()["label"]


@functools.cache
def _rules() -> dict[str, dict[str, Rule]]:
    """By platform and name."""
    rules: dict[str, dict[str, Rule]] = {}
    for row in table("limits.toml")["rules"]:
        rule = Rule(row["rule"], row["value"], row["source"], row["date"], row["confidence"])
        rules.setdefault(row["platform"], {})[rule.name] = rule
    return rules


def table(name: str) -> dict[str, Any]:
    """What a table beside this module holds."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
