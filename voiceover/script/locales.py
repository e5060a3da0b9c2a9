"""The words of a lesson in several locales: one scene draws all, so each has what the lesson's own has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voiceover.errors import InputError, Mistakes, excerpt, listed
from voiceover.script.lines import Line
from voiceover.script.scene_script import (
    LESSON,
    LOCALE,
    LessonWords,
    Script,
    load_lesson_words,
    load_script,
    load_scripts,
    script_names,
)


@dataclass(frozen=True)
class Extent:
    """How much a locale has to say."""

    scripts: int
    lines: int
    words: int


def locales_of(root: Path, own: str) -> list[str]:
    """The locales that a folder of words has, the lesson's own first."""
    found = sorted(path.parent.name for path in root.glob(f"*/{LESSON}.toml"))
    return sorted(filter(LOCALE.fullmatch, found), key=lambda locale: locale != own)


def missing_scripts(root: Path, locale: str, names: Iterable[str]) -> list[str]:
    """Those of the scripts that a locale does not have."""
    return [name for name in names if not (root / locale / f"{name}.toml").is_file()]


@dataclass(frozen=True)
class Translation:
    """The scripts of some scenes in another language, which has the same lines in the same order."""

    locale: str
    language: str
    scripts: tuple[Script, ...]


def translations(
    root: Path, locale: str, own: str, scripts: Sequence[Script]
) -> tuple[list[Translation], dict[str, str]]:
    """The scripts in every other language, and why a language that has them cannot stand beside these.

    A language that lacks one of the scripts is only begun, and not told.
    """
    found, unfit = [], {}
    for other in locales_of(root, own):
        names = [script.name for script in scripts]
        if other == locale or missing_scripts(root, other, names):
            continue
        try:
            language = load_lesson_words(root, other).language
            theirs = load_scripts(root, other, names)
        except InputError:
            unfit[other] = "its words cannot be read"
            continue
        ids = [[[line.id for line in script.lines] for script in each] for each in (scripts, theirs)]
        if ids[0] == ids[1]:
            found.append(Translation(other, language, theirs))
        else:
            wrong = [name for name, one, two in zip(names, *ids, strict=True) if one != two]
            unfit[other] = f"it has other lines in {', '.join(wrong)}"
    return found, unfit


def check_order(scripts: Iterable[Script], root: Path, own: str) -> None:
    """Compare the bookmarks of each line with those that it has in the lesson's own locale.

    A bookmark that only one of them has is not told here: the scene's code knows which of them is wrong.

    Raises
    ------
    InputError
        Naming the lines whose bookmarks come in another order.
    """
    others = {script.name: script for script in scripts if script.locale != own}
    there = [name for name in others if (root / own / f"{name}.toml").is_file()]
    mistakes = Mistakes()
    for original in load_scripts(root, own, there) if there else ():
        lines = {line.id: line for line in original.lines}
        for line in others[original.name].lines:
            if line.id in lines:
                for error in _order(line, lines[line.id]):
                    mistakes.add(error)
    mistakes.tell()


def check_words(root: Path, locale: str, own: str, names: Iterable[str]) -> Extent:
    """Compare all that a locale says with what the lesson's own locale says.

    Parameters
    ----------
    names
        Of the scripts of the scenes that are looked at.

    Raises
    ------
    InputError
        Naming every script, line, bookmark and word that the locale lacks or has too much, every bookmark
        that comes in another order, and what cannot be read: a row a file and kind.
    """
    errors: list[InputError] = []
    lines = words = scripts = 0
    with _into(errors):
        original = load_lesson_words(root, own)
        errors += _lesson(load_lesson_words(root, locale), original)
        words += len(original.words)
    if errors and missing_scripts(root, locale, [LESSON]):
        raise errors[0]
    for name in names:
        if missing_scripts(root, locale, [name]):
            remedy = f"write it after {root / own / name}.toml"
            errors.append(InputError("no such script", where=root / locale / f"{name}.toml", remedy=remedy))
            continue
        with _into(errors):
            one = load_script(root, own, name)
            errors += _script(load_script(root, locale, name), one)
            scripts, lines, words = scripts + 1, lines + len(one.lines), words + len(one.words)
    with _into(errors):
        errors += [
            InputError(
                f"a script that {root / own} does not have",
                where=root / locale / f"{name}.toml",
                remedy="delete it, or write that one too",
            )
            for name in script_names(root, locale)
            if missing_scripts(root, own, [name])
        ]
    if errors:
        told = list(dict.fromkeys(map(str, errors)))  # what is wrong in lesson.toml is met in every script
        raise InputError("\n".join(told))
    return Extent(scripts, lines, words)


@contextmanager
def _into(errors: list[InputError]) -> Iterator[None]:
    """Note the error that breaks off the block."""
    try:
        yield
    except InputError as error:
        errors.append(error)


def _lesson(there: LessonWords, original: LessonWords) -> Iterator[InputError]:
    yield from _sets("key", there.path, _written(there), _written(original), original.path)
    yield from _sets("on-screen words", there.path, there.words, original.words, original.path)


def _written(words: LessonWords) -> list[str]:
    return [key for key in ("subtitle", "description", "hashtags") if getattr(words, key)]


def _script(there: Script, original: Script) -> Iterator[InputError]:
    path = there.path
    has, wants = (["sense"] if one.sense else [] for one in (there, original))
    yield from _sets("key", path, has, wants, original.path)
    names, wanted = ([line.id for line in one.lines] for one in (there, original))
    yield from _sets("line", path, names, wanted, original.path)
    if names != wanted and sorted(names) == sorted(wanted):
        yield InputError(
            f"the lines come in the order {listed(names)}",
            where=path,
            permitted=f"{listed(wanted)}, as in {original.path}",
            remedy="put them in this order",
        )
    for line in there.lines:
        for other in original.lines:
            if line.id == other.id:
                marks, needed = ([cue.name for cue in one.cues] for one in (line, other))
                yield from _sets("bookmark", line.where, marks, needed, other.where)
                yield from _order(line, other)
    yield from _sets("on-screen words", path, there.words, original.words, original.path)
    yield from _sets("pictures to explore", path, there.explore, original.explore, original.path)
    for name, words in there.explore.items():
        if wanted_words := original.explore.get(name):
            here, other_place = (f"{one}, [explore.{name}]" for one in (path, original.path))
            yield from _sets("words", here, words, wanted_words, other_place)


def _sets(
    kind: str, where: str | Path, there: Iterable[str], wanted: Iterable[str], original: str | Path
) -> Iterator[InputError]:
    """What one of the two places has and the other lacks."""
    there, wanted = list(there), list(wanted)
    if lacking := [name for name in wanted if name not in there]:
        yield InputError(
            f"lacks the {_named(kind, lacking)}, which {original} has",
            where=where,
            remedy="write it here, or delete it there",
        )
    if extra := [name for name in there if name not in wanted]:
        yield InputError(
            f"has the {_named(kind, extra)}, which {original} lacks",
            where=where,
            remedy="delete it, or write it there too",
        )


def _named(kind: str, names: list[str]) -> str:
    return f"{kind} {', '.join(map(excerpt, names))}"


def _order(line: Line, original: Line) -> Iterator[InputError]:
    names, wanted = ([cue.name for cue in one.cues] for one in (line, original))
    names, wanted = [name for name in names if name in wanted], [name for name in wanted if name in names]
    if names != wanted:
        yield InputError(
            f"the bookmarks come in the order {listed(names)}",
            where=line.where,
            permitted=f"{listed(wanted)}, as in {original.where}",
            remedy="reword the sentence to have them in this order, or change the scene and every locale",
        )
