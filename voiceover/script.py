"""A scene's script: its lines in order, their bookmarks, and the words shown on screen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voiceover.errors import InputError
from voiceover.lines import NAME, PRESENTER, Line, read_lines
from voiceover.tables import check_keys, read_toml, table_of, text_of, texts_of

LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,4}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,4}")
LESSON = "lesson"


@dataclass(frozen=True)
class Script:
    """The words of one scene in one language."""

    name: str
    locale: str
    path: Path
    title: str
    sense: str
    lines: tuple[Line, ...]
    words: Mapping[str, str]

    def line(self, line_id: str) -> Line:
        """The line called ``line_id``; an `InputError` that names the file where there is none."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise InputError(
            f"no line {line_id!r}",
            where=self.path,
            permitted=", ".join(line.id for line in self.lines),
            remedy=f"add [lines.{line_id}] there, or correct the scene",
        )

    def word(self, key: str) -> str:
        """The on-screen words under ``key``; an `InputError` that names the file where there are none."""
        return _word(self.words, key, self.path)


@dataclass(frozen=True)
class LessonWords:
    """What a lesson says about itself in one language, and which voice reads it."""

    language: str
    title: str
    subtitle: str
    description: str
    hashtags: tuple[str, ...]
    voice: str
    presenter: str
    presenter_spoken: str
    path: Path
    words: Mapping[str, str] = field(default_factory=dict)

    def word(self, key: str) -> str:
        """The on-screen words under ``key``; an `InputError` that names the file where there are none."""
        return _word(self.words, key, self.path)


def _word(words: Mapping[str, str], key: str, path: Path) -> str:
    if key in words:
        return words[key]
    raise InputError(
        f"no on-screen words {key!r}",
        where=path,
        permitted=", ".join(words) or "none are defined",
        remedy=f'add {key} = "..." under [words] there, or correct the scene',
    )


def load_lesson_words(root: Path, locale: str) -> LessonWords:
    """Read ``<root>/<locale>/lesson.toml``.

    Raises
    ------
    InputError
        Naming the file, the key, what is wrong and what to do.
    """
    path = _find(root, locale, LESSON)
    table = read_toml(path)
    where = str(path)
    check_keys(
        table,
        ("language", "title", "subtitle", "description", "hashtags", "voice", "presenter", "words"),
        where,
    )
    presenter = table_of(table, "presenter", where)
    check_keys(presenter, ("name", "spoken"), f"{where}, [presenter]")
    name = text_of(presenter, "name", f"{where}, [presenter]")
    return LessonWords(
        language=_language(table, where),
        title=text_of(table, "title", where),
        subtitle=text_of(table, "subtitle", where, default=""),
        description=text_of(table, "description", where, default="", permit="\n", most=5000),
        hashtags=texts_of(table, "hashtags", where),
        voice=text_of(table, "voice", where),
        presenter=name,
        presenter_spoken=text_of(presenter, "spoken", f"{where}, [presenter]", default=name),
        path=path,
        words=_screen_words(table, name, where),
    )


def _language(table: Mapping[str, object], where: str) -> str:
    language = text_of(table, "language", where)
    if not _LANGUAGE.fullmatch(language):
        raise InputError(
            f"'language' is {language!r:.60}",
            where=where,
            permitted="a language tag, such as zh-CN or en",
            remedy="correct it",
        )
    return language


def load_script(root: Path, locale: str, name: str) -> Script:
    """Read ``<root>/<locale>/<name>.toml``; the presenter's name comes from ``lesson.toml`` beside it.

    Raises
    ------
    InputError
        Naming the file, the line, what is wrong and what to do.
    """
    lesson = load_lesson_words(root, locale)
    path = _find(root, locale, name)
    table = read_toml(path)
    where = str(path)
    check_keys(table, ("title", "sense", "lines", "words"), where)
    if not table_of(table, "lines", where):
        raise InputError("no lines", where=where, permitted="one [lines.<id>] or more", remedy="write one")
    lines = read_lines(table_of(table, "lines", where), lesson, where)
    return Script(
        name=name,
        locale=locale,
        path=path,
        title=text_of(table, "title", where),
        sense=text_of(table, "sense", where, default="").replace(PRESENTER, lesson.presenter),
        lines=lines,
        words=_screen_words(table, lesson.presenter, where),
    )


def _find(root: Path, locale: str, name: str) -> Path:
    """The file, from names that cannot lead out of ``root``."""
    if not LOCALE.fullmatch(locale) or not (root / locale / f"{LESSON}.toml").is_file():
        known = sorted(path.parent.name for path in root.glob(f"*/{LESSON}.toml"))
        raise InputError(
            f"no words for locale {locale!r}",
            where=root,
            permitted=", ".join(known) or f"a folder with a {LESSON}.toml in it",
            remedy=f"choose one of these, or write {root}/<locale>/{LESSON}.toml",
        )
    path = root / locale / f"{name}.toml"
    if not NAME.fullmatch(name) or not path.is_file():
        known = sorted(path.stem for path in (root / locale).glob("*.toml") if path.stem != LESSON)
        raise InputError(
            f"no script {name!r}",
            where=root / locale,
            permitted=", ".join(known) or "a .toml file with lines",
            remedy="choose one of these, or write the file",
        )
    return path


def _screen_words(table: Mapping[str, object], presenter: str, where: str) -> dict[str, str]:
    words = table_of(table, "words", where)
    place = f"{where}, [words]"
    return {
        key: text_of(words, key, place, permit="\n", most=1000).replace(PRESENTER, presenter) for key in words
    }
