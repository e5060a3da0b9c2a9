"""A line: one sentence that is shown and said, and the cues in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from voiceover.errors import InputError, Mistakes, excerpt
from voiceover.script import bookmarks
from voiceover.script.tables import Table
from voiceover.text_metrics import JOINER, unglued

# Names of lines and scripts; both become names of files, as long as any file system takes them.
NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
PRESENTER = "{presenter}"
MOST = 2000
"""Characters of a line, far more than any has."""


class Reader(Protocol):
    """Who reads."""

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
    user where the line stands; ``presenter`` is the name shown in place of ``{presenter}``, if it is there.
    """

    id: str
    caption: str
    spoken: str
    marked: str
    cues: tuple[Cue, ...]
    where: str = ""
    presenter: str = ""


def read_lines(tables: Table, by: Reader) -> tuple[Line, ...]:
    """The lines of a script's ``[lines]`` table, in its order; what is wrong is noted with file and line."""
    lines: list[Line] = []
    for line_id in tables:
        place = f"{tables.where}, line {excerpt(line_id)}"
        if not NAME.fullmatch(line_id):
            permitted = "a-z, 0-9 and _, a letter first, 100 of them at most"
            tables.mistakes.add(InputError("bad line id", where=place, permitted=permitted))
            continue
        table = tables.table(line_id, place)
        table.check_keys("say", "pronounce")
        say = table.text("say", permit=JOINER, most=MOST)
        pronounce = table.text("pronounce", default=say, permit=JOINER, most=MOST)
        if say and pronounce:
            with tables.mistakes.gathered(place):
                lines.append(_line(line_id, say, pronounce, by, place))
    _check_unique_cues(lines, tables.mistakes)
    return tuple(lines)


def _line(line_id: str, say: str, pronounce: str, by: Reader, place: str) -> Line:
    caption = bookmarks.parse(_with_presenter(say, by.presenter))
    spoken = bookmarks.parse(unglued(_with_presenter(pronounce, by.presenter_spoken)))
    in_caption = [mark.name for mark in caption.marks]
    in_spoken = [mark.name for mark in spoken.marks]
    if in_caption != in_spoken:
        raise InputError(
            f"'say' has the bookmarks {excerpt(in_caption)} and 'pronounce' has {excerpt(in_spoken)}",
            permitted="the same names in the same order",
            remedy="put the bookmarks of 'say' into 'pronounce'",
        )
    if not any(character.isalnum() for character in caption.plain):
        raise InputError(
            f"empty caption {excerpt(caption.plain)}", permitted="words", remedy="write a sentence"
        )
    cues = tuple(
        Cue(shown.name, shown.offset, heard.offset)
        for shown, heard in zip(caption.marks, spoken.marks, strict=True)
    )
    presenter = by.presenter if PRESENTER in say + pronounce else ""
    return Line(line_id, caption.plain, spoken.plain, spoken.marked, cues, place, presenter)


def _with_presenter(text: str, presenter: str) -> str:
    filled = text.replace(PRESENTER, presenter)
    if "{" in filled or "}" in filled:
        raise InputError(
            f"brace in {excerpt(text)}",
            permitted=PRESENTER,
            remedy="correct the placeholder or delete the brace",
        )
    return filled


def _check_unique_cues(lines: Sequence[Line], mistakes: Mistakes) -> None:
    owner: dict[str, str] = {}
    for line in lines:
        for cue in line.cues:
            if cue.name in owner:
                error = InputError(
                    f"bookmark {excerpt(cue.name)} is already in line {owner[cue.name]!r}",
                    where=line.where,
                    permitted="each name once in a scene",
                    remedy="rename one of them, here and in the scene",
                )
                mistakes.add(error)
            owner[cue.name] = line.id
