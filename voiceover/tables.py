"""Reading TOML tables strictly: every mistake names its file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from voiceover.bookmarks import check_characters
from voiceover.errors import InputError


def read_toml(path: Path) -> dict[str, object]:
    """The tables of a TOML file.

    Raises
    ------
    InputError
        If it cannot be read as TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        what = f"not UTF-8 text (byte {error.start})"
        raise InputError(what, where=path, remedy="save the file as UTF-8") from None
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise InputError(what, where=path, remedy="check the file and its permissions") from None
    except (ValueError, RecursionError) as error:
        # Besides its own error, tomllib lets through int()'s limit on digits and deep nesting.
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        what = f"malformed TOML: {reason}"
        raise InputError(what, where=path, remedy="correct it at that place") from None


def check_keys(table: Mapping[str, object], permitted: tuple[str, ...], where: str) -> None:
    """Refuse a key that nobody reads: it is a misspelling."""
    for key in table:
        if key not in permitted:
            raise InputError(
                f"unknown key {key!r}",
                where=where,
                permitted=", ".join(permitted),
                remedy="rename or delete it",
            )


def table_of(table: Mapping[str, object], key: str, where: str) -> dict[str, object]:
    """The table under ``key``; an empty one where it is missing."""
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise _wrong_type(key, value, "a table", where)
    return value


def text_of(
    table: Mapping[str, object],
    key: str,
    where: str,
    *,
    default: str | None = None,
    permit: str = "",
    most: int = 200,
) -> str:
    """The visible text under ``key``; ``default`` where it is missing, an error where there is none.

    ``permit`` names control characters that may stand in it; ``most`` is how long it may be.
    """
    if key not in table and default is not None:
        return default
    if key not in table:
        raise InputError(f"{key!r} is missing", where=where, remedy=f'add {key} = "..."')
    value = table[key]
    if not isinstance(value, str):
        raise _wrong_type(key, value, "a text in quotes", where)
    if not value.strip():
        raise InputError(f"{key!r} is empty", where=where, permitted="a text", remedy="write it")
    if len(value) > most:
        raise InputError(
            f"{key!r} has {len(value)} characters",
            where=where,
            permitted=f"at most {most}",
            remedy="shorten it",
        )
    try:
        check_characters(value, permit=permit)
    except InputError as error:
        raise error.at(f"{where}, {key!r}") from None
    return value


def texts_of(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    """The list of texts under ``key``; an empty one where it is missing."""
    value = table.get(key, [])
    if not isinstance(value, list):
        raise _wrong_type(key, value, "a list of texts", where)
    items = {str(number): item for number, item in enumerate(value)}
    return tuple(text_of(items, number, f"{where}, {key!r}") for number in items)


def _wrong_type(key: str, value: object, permitted: str, where: str) -> InputError:
    what = f"{key!r} is {value!r:.60} ({type(value).__name__})"
    return InputError(what, where=where, permitted=permitted, remedy="correct its type")
