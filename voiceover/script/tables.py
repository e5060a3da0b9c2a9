"""Reading TOML tables strictly: every mistake names its file and key, and all are told together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from voiceover.bounded import read_bounded
from voiceover.errors import InputError, Mistakes, excerpt, listed
from voiceover.script.bookmarks import check_characters

# A scene's script has some thousand characters.
MAX_BYTES, MAX_ENTRIES = 256 * 1024, 1000
# tomllib takes a time that grows with the square of the parts of a dotted key.
_MAX_DOTS = 300


class Table:
    """A table of a TOML file. What is wrong in it is noted, and stands as nothing until that is told.

    Parameters
    ----------
    values
        The table as TOML has it.
    where
        Its file, and its name in the file.
    mistakes
        Where errors go; whoever reads the file calls its ``tell`` before using what was read.
    """

    def __init__(self, values: Mapping[str, object], where: str, mistakes: Mistakes) -> None:
        self.where = where
        self.mistakes = mistakes
        if len(values) > MAX_ENTRIES:
            self._note(f"{len(values)} entries", f"at most {MAX_ENTRIES}", "delete some")
            values = {}
        self._values = values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def check_keys(self, *permitted: str) -> None:
        """Refuse a key that nobody reads: it is a misspelling."""
        for key in self:
            if key not in permitted:
                self._note(f"unknown key {excerpt(key)}", listed(permitted), "rename or delete it")

    def table(self, key: str, where: str) -> Table:
        """The table under ``key``, which is told as ``where``; an empty one where it is missing."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            self._note_type(key, value, "a table")
            value = {}
        return Table(value, where, self.mistakes)

    def text(self, key: str, *, default: str | None = None, permit: str = "", most: int = 200) -> str:
        """The visible text under ``key``; ``default`` where it is missing, an error where there is none.

        ``permit`` names control characters that may stand in it; ``most`` is how long it may be.
        """
        if key in self._values:
            return self._checked(key, self._values[key], permit=permit, most=most)
        if default is None:
            self._note(f"{key!r} is missing", None, f'add {key} = "..."')
        return default or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``; an empty one where it is missing."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            self._note_type(key, value, "a list of texts")
            return ()
        items = {str(number): item for number, item in enumerate(value)}
        table = Table(items, f"{self.where}, {key!r}", self.mistakes)
        return tuple(table.text(number) for number in table)

    def _checked(self, key: str, value: object, *, permit: str, most: int) -> str:
        if not isinstance(value, str):
            self._note_type(key, value, "a text in quotes")
        elif not value.strip():
            self._note(f"{excerpt(key)} is empty", "a text", "write it")
        elif len(value) > most:
            self._note(f"{excerpt(key)} has {len(value)} characters", f"at most {most}", "shorten it")
        else:
            with self.mistakes.gathered(f"{self.where}, {excerpt(key)}"):
                check_characters(value, permit=permit)
                return value
        return ""

    def _note(self, what: str, permitted: str | None, remedy: str) -> None:
        self.mistakes.add(InputError(what, where=self.where, permitted=permitted, remedy=remedy))

    def _note_type(self, key: str, value: object, permitted: str) -> None:
        self._note(
            f"{excerpt(key)} is {excerpt(value)} ({type(value).__name__})", permitted, "correct its type"
        )


def read_toml(path: Path, mistakes: Mistakes) -> Table:
    """The tables of a TOML file.

    Raises
    ------
    InputError
        If it cannot be read as TOML.
    """
    try:
        # Some editors begin a file with a byte order mark; it stands for nothing.
        text = read_bounded(path, MAX_BYTES, "the file of words").decode("utf-8-sig")
        if any(line.count(".") > _MAX_DOTS for line in text.split("\n")):
            raise ValueError(f"more than {_MAX_DOTS} dots in one line")
        return Table(tomllib.loads(text), str(path), mistakes)
    except UnicodeDecodeError as error:
        what = f"not UTF-8 text (byte {error.start})"
        raise InputError(what, where=path, remedy="save the file as UTF-8") from None
    except OSError as error:
        raise InputError.of_system(error, path) from None
    except (ValueError, RecursionError) as error:
        # Besides its own error, tomllib lets through int()'s limit on digits and deep nesting.
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        what = f"malformed TOML: {reason}"
        raise InputError(what, where=path, remedy="correct it at that place") from None
