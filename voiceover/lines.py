"""A line: one sentence that is shown and said, and the cues in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from voiceover import bookmarks, captions
from voiceover.errors import InputError
from voiceover.tables import check_keys, table_of, text_of

# Names of lines and scripts; both become names of files, as long as any file system takes them.
NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
PRESENTER = "{presenter}"


class Reader(Protocol):
    """Who reads, and in which language."""

    @property
    def language(self) -> str:
        """A language tag."""

    @property
    def presenter(self) -> str:
        """The presenter's name as it is shown."""

    @property
    def presenter_spoken(self) -> str:
        """The presenter's name as it is said."""


@dataclass(frozen=True)
class Cue:
    """A bookmark: its name, and the character it stands before in the caption and in the spoken text."""

    name: str
    caption_offset: int
    spoken_offset: int


@dataclass(frozen=True)
class Line:
    """One sentence: what is shown, what the voice reads, and the cues in it.

    ``marked`` is the spoken text with its bookmarks, as manim-voiceover wants it; ``where`` tells a
    user where the line stands.
    """

    id: str
    caption: str
    spoken: str
    marked: str
    cues: tuple[Cue, ...]
    where: str = ""


def read_lines(tables: Mapping[str, object], by: Reader, where: str) -> tuple[Line, ...]:
    """The lines of a script's ``[lines]`` table, in its order.

    Raises
    ------
    InputError
        Naming the file, the line, what is wrong and what to do.
    """
    lines = tuple(_lines(tables, by, where))
    _check_unique_cues(lines)
    return lines


def _lines(tables: Mapping[str, object], by: Reader, where: str) -> Iterator[Line]:
    for line_id in tables:
        place = f"{where}, line {line_id!r}"
        if not NAME.fullmatch(line_id):
            raise InputError("bad line id", where=place, permitted="a-z, 0-9 and _, a letter first")
        table = table_of(tables, line_id, where)
        check_keys(table, ("say", "pronounce"), place)
        say = text_of(table, "say", place, most=2000)
        pronounce = text_of(table, "pronounce", place, default=say, most=2000)
        try:
            yield _line(line_id, say, pronounce, by, place)
        except InputError as error:
            raise error.at(place) from None


def _line(line_id: str, say: str, pronounce: str, by: Reader, place: str) -> Line:
    caption = bookmarks.parse(_with_presenter(say, by.presenter))
    spoken = bookmarks.parse(_with_presenter(pronounce, by.presenter_spoken))
    in_caption = [mark.name for mark in caption.marks]
    in_spoken = [mark.name for mark in spoken.marks]
    if in_caption != in_spoken:
        raise InputError(
            f"'say' has the bookmarks {in_caption} and 'pronounce' has {in_spoken}",
            permitted="the same names in the same order",
            remedy="put the bookmarks of 'say' into 'pronounce'",
        )
    if not any(character.isalnum() for character in caption.plain):
        raise InputError(f"empty caption {caption.plain!r}", permitted="words", remedy="write a sentence")
    captions.wrap(caption.plain, language=by.language, breaks=[mark.offset for mark in caption.marks])
    cues = tuple(
        Cue(shown.name, shown.offset, heard.offset)
        for shown, heard in zip(caption.marks, spoken.marks, strict=True)
    )
    return Line(line_id, caption.plain, spoken.plain, spoken.marked, cues, place)


def _with_presenter(text: str, presenter: str) -> str:
    filled = text.replace(PRESENTER, presenter)
    if "{" in filled or "}" in filled:
        raise InputError(
            f"brace in {text!r:.60}",
            permitted=PRESENTER,
            remedy="correct the placeholder or delete the brace",
        )
    return filled


def _check_unique_cues(lines: tuple[Line, ...]) -> None:
    owner: dict[str, str] = {}
    for line in lines:
        for cue in line.cues:
            if cue.name in owner:
                raise InputError(
                    f"bookmark {cue.name!r} is already in line {owner[cue.name]!r}",
                    where=line.where,
                    permitted="each name once in a scene",
                    remedy="rename one of them, here and in the scene",
                )
            owner[cue.name] = line.id
