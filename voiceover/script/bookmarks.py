"""Text with bookmarks: the one form that manim-voiceover obeys, read strictly."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from voiceover.errors import InputError, excerpt
from voiceover.text_metrics import GLUE, JOINER, single_spaced

FORM = "<bookmark mark='name'/> exactly, with letters, digits and _ in the name"
BOOKMARK = re.compile(r"<bookmark mark='(\w+)'/>")
# Whatever is left of a tag would be read aloud by the voice and shown in the caption.
_LEFTOVER = re.compile(r"[<＜][\s/]*[A-Za-z]|mark\s*[=＝]|/\s*[>＞]")
# What no font shows: categories, and of the other characters those that Unicode lists as default-ignorable
# (DerivedCoreProperties.txt), with the braille pattern without dots.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
# These have a use: in Arabic letters and after an Indic virama, they say how the letters around them join.
_JOINERS = "\u200c\u200d"
_VIRAMA = 9  # its canonical combining class


@dataclass(frozen=True)
class Mark:
    """A bookmark, and the character of the plain text that it stands before."""

    name: str
    offset: int


@dataclass(frozen=True)
class MarkedText:
    """A text without its bookmarks, and where they stood."""

    plain: str
    marks: tuple[Mark, ...]

    @property
    def marked(self) -> str:
        """The text with its bookmarks in the canonical form, each right before a visible character.

        manim-voiceover counts characters of this text without the bookmarks; collapsing white space
        here, once, keeps its count and ours the same.
        """
        parts: list[str] = []
        done = 0
        for mark in self.marks:
            parts += [self.plain[done : mark.offset], f"<bookmark mark='{mark.name}'/>"]
            done = mark.offset
        return "".join([*parts, self.plain[done:]])


def check_characters(text: str, *, permit: str = "") -> None:
    """Refuse control characters and invisible ones (bidirectional overrides, zero-width spaces, fillers).

    Raises
    ------
    InputError
        Naming the first such character and its position.
    """
    for position, character in enumerate(text):
        invisible = unicodedata.category(character) in _INVISIBLE or _IGNORABLE.match(character)
        if invisible and character not in permit and not _joins(text, position):
            raise InputError(
                f"control or invisible U+{ord(character):04X} at position {position} of {excerpt(text)}",
                permitted="visible characters and spaces",
                remedy="delete it",
            )


def _joins(text: str, position: int) -> bool:
    """Whether a joiner stands here where it changes what is seen."""
    if text[position] not in _JOINERS or position == 0:
        return False
    before, after = text[position - 1], text[position + 1 : position + 2]
    arabic = unicodedata.bidirectional(before) == "AL" and after and unicodedata.bidirectional(after) == "AL"
    return bool(arabic) or unicodedata.combining(before) == _VIRAMA


def parse(text: str) -> MarkedText:
    """Part ``text`` into plain text and bookmarks; white space collapses to single spaces.

    Raises
    ------
    InputError
        For a control character, a malformed or repeated bookmark, or a text with nothing to say.
    """
    check_characters(text, permit=JOINER)
    pieces = BOOKMARK.split(text)
    plain = ""
    marks: list[Mark] = []
    waiting: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            waiting.append(piece)
            continue
        _check_leftover(piece)
        words = single_spaced(piece)
        gap = " " if plain and not plain.endswith(" ") and _is_gap(piece[:1]) else ""
        if words:
            plain += gap
            marks += [Mark(name, len(plain)) for name in waiting]
            waiting.clear()
            plain += words + (" " if _is_gap(piece[-1:]) else "")
        else:
            plain += gap
    plain = plain.rstrip()
    marks += [Mark(name, len(plain)) for name in waiting]
    if not plain:
        raise InputError(
            f"nothing to say in {excerpt(text)}",
            permitted="a sentence",
            remedy="write it, or delete the line",
        )
    names: set[str] = set()
    for mark in marks:
        if mark.name in names:
            raise InputError(
                f"bookmark {excerpt(mark.name)} appears twice",
                permitted="each name once",
                remedy="rename one",
            )
        names.add(mark.name)
    return MarkedText(plain, tuple(marks))


def _is_gap(character: str) -> bool:
    return character.isspace() and character not in GLUE


def _check_leftover(piece: str) -> None:
    found = _LEFTOVER.search(piece)
    if found:
        raise InputError(
            f"malformed bookmark or markup near {excerpt(piece[max(0, found.start() - 10) :], 45)}",
            permitted=FORM,
            remedy="rewrite the tag with plain quotes and no extra spaces, or delete it",
        )
