"""A scene's script: its lines in order, their bookmarks, and the words shown on screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voiceover.errors import InputError, Mistakes, excerpt, listed
from voiceover.script.bookmarks import check_characters
from voiceover.script.lines import NAME, PRESENTER, Line, read_lines
from voiceover.script.publish_words import PublishWords, read_publish_words
from voiceover.script.tables import MAX_ENTRIES, Table, read_toml
from voiceover.text_metrics import JOINER
from voiceover.words import Word

LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,4}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,4}")
PART_WORDS = ("title", "hint")
"""Words of a live part, besides the names of its handles."""
LESSON, QUIZ = "lesson", "quiz"
"""Names of the files that are no scripts: what a lesson says about itself, and the words of its questions."""


@dataclass(frozen=True)
class Script:
    """The words of one scene in one language.

    ``explore`` has, for each picture that one may touch on the page, a title, a hint and names of handles.
    """

    name: str
    locale: str
    path: Path
    title: str
    sense: str
    lines: tuple[Line, ...]
    words: Mapping[str, str]
    explore: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def line(self, line_id: str) -> Line:
        """The line called ``line_id``; an `InputError` that names the file where there is none."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise InputError(
            f"no line {line_id!r}",
            where=self.path,
            permitted=listed([line.id for line in self.lines]),
            remedy=f"add [lines.{line_id}] there, or correct the scene",
        )

    def word(self, key: str) -> Word:
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
    publish: PublishWords = field(default_factory=PublishWords)

    def word(self, key: str) -> Word:
        """The on-screen words under ``key``; an `InputError` that names the file where there are none."""
        return _word(self.words, key, self.path)


def _word(words: Mapping[str, str], key: str, path: Path) -> Word:
    if key in words:
        return Word(words[key], key, path)
    raise InputError(
        f"no on-screen words {key!r}",
        where=path,
        permitted=listed(words) or "none are defined",
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
    mistakes = Mistakes()
    table = read_toml(path, mistakes)
    table.check_keys(
        "language", "title", "subtitle", "description", "hashtags", "voice", "presenter", "words", "publish"
    )
    presenter = table.table("presenter", f"{path}, [presenter]")
    presenter.check_keys("name", "spoken")
    name = presenter.text("name")
    words = LessonWords(
        language=_language(table),
        title=Word(table.text("title"), "title", path),
        subtitle=Word(table.text("subtitle", default=""), "subtitle", path),
        description=table.text("description", default="", permit="\n", most=5000),
        hashtags=table.texts("hashtags"),
        voice=table.text("voice"),
        presenter=name,
        presenter_spoken=presenter.text("spoken", default=name),
        path=path,
        words=_screen_words(table, name, path),
        publish=read_publish_words(table.table("publish", f"{path}, [publish]"), name),
    )
    mistakes.tell()
    return words


def _language(table: Table) -> str:
    language = table.text("language")
    if language and not _LANGUAGE.fullmatch(language):
        error = InputError(
            f"'language' is {excerpt(language)}",
            where=table.where,
            permitted="a language tag, such as zh-CN or en",
            remedy="correct it",
        )
        table.mistakes.add(error)
    return language


def load_script(root: Path, locale: str, name: str) -> Script:
    """Read ``<root>/<locale>/<name>.toml``; the presenter's name comes from ``lesson.toml`` beside it.

    Raises
    ------
    InputError
        Naming for each mistake the file, the line, what is wrong and what to do.
    """
    (script,) = load_scripts(root, locale, [name])
    return script


def load_scripts(root: Path, locale: str, names: Iterable[str]) -> tuple[Script, ...]:
    """Read several scripts as `load_script` does; what is wrong in any of them is told together."""
    lesson = load_lesson_words(root, locale)
    mistakes = Mistakes()
    scripts: list[Script] = []
    for name in names:
        with mistakes.gathered():
            scripts.append(_script(_find(root, locale, name), locale, lesson, mistakes))
    mistakes.tell()
    return tuple(scripts)


def script_names(root: Path, locale: str) -> list[str]:
    """The names of all scripts of a locale, in order; the words of a quiz are none.

    Raises
    ------
    InputError
        If the folder cannot be read, or holds more than a lesson can.
    """
    folder = root / locale
    try:
        found = sorted(path.stem for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        raise InputError.of_system(error, folder) from None
    # What begins with a dot is an editor's or a system's own.
    names = [name for name in found if name not in (LESSON, QUIZ) and not name.startswith(".")]
    if len(names) > MAX_ENTRIES:
        raise InputError(f"{len(names)} scripts", where=folder, permitted=f"at most {MAX_ENTRIES}")
    return names


def _script(path: Path, locale: str, lesson: LessonWords, mistakes: Mistakes) -> Script:
    table = read_toml(path, mistakes)
    table.check_keys("title", "sense", "lines", "words", "explore")
    lines = table.table("lines", str(path))
    if not any(lines):
        remedy = "write one"
        mistakes.add(InputError("no lines", where=path, permitted="one [lines.<id>] or more", remedy=remedy))
    return Script(
        name=path.stem,
        locale=locale,
        path=path,
        title=Word(table.text("title"), "title", path),
        sense=Word(table.text("sense", default="").replace(PRESENTER, lesson.presenter), "sense", path),
        lines=read_lines(lines, lesson),
        words=_screen_words(table, lesson.presenter, path),
        explore=_explore_words(table, path),
    )


def _explore_words(table: Table, path: Path) -> dict[str, dict[str, str]]:
    """Of each picture that one may touch on the page: its title, what to try, and what its handles are."""
    parts = table.table("explore", f"{path}, [explore]")
    found: dict[str, dict[str, str]] = {}
    for name in parts:
        part = parts.table(name, f"{path}, [explore.{name}]")
        for key in PART_WORDS:
            part.text(key)  # told where it is missing
        found[name] = {key: part.text(key) for key in part}
    return found


def _find(root: Path, locale: str, name: str) -> Path:
    """The file, from names that cannot lead out of ``root``; whether it can be read is seen later."""
    if not LOCALE.fullmatch(locale) or not _is_there(root / locale / f"{LESSON}.toml"):
        known = sorted(path.parent.name for path in root.glob(f"*/{LESSON}.toml"))
        raise InputError(
            f"no words for locale {excerpt(locale)}",
            where=root,
            permitted=listed([*filter(LOCALE.fullmatch, known)]) or f"a folder with a {LESSON}.toml in it",
            remedy=f"choose one of these, or write {root}/<locale>/{LESSON}.toml",
        )
    path = root / locale / f"{name}.toml"
    if not NAME.fullmatch(name) or not _is_there(path):
        known = [name for name in script_names(root, locale) if NAME.fullmatch(name)]
        raise InputError(
            f"no script {excerpt(name)}",
            where=root / locale,
            permitted=listed(known) or "a .toml file with lines",
            remedy="choose one of these, or write the file",
        )
    return path


def _is_there(path: Path) -> bool:
    try:
        path.lstat()  # a link to nothing is there
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise InputError.of_system(error, path) from None
    return True


def _screen_words(table: Table, presenter: str, path: Path) -> dict[str, str]:
    words = table.table("words", f"{path}, [words]")
    for key in words:
        with words.mistakes.gathered(words.where):
            check_characters(key)
    texts = {key: words.text(key, permit=f"\n{JOINER}", most=1000) for key in words}
    return {key: text.replace(PRESENTER, presenter) for key, text in texts.items()}
