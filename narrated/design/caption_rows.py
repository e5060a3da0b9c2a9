"""A caption in rows: by meaning, and as wide as it really is. Light: no manim."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrated.design.outlines import advance
from narrated.design.typography import Typography
from voiceover.captions import is_wide
from voiceover.errors import InputError, excerpt
from voiceover.script.lines import Line

_ENDS_CLAUSE = frozenset("，。！？；：、,.!?;:…")
_CLOSING = _ENDS_CLAUSE | frozenset("）》」』】〉”’)]}%℃—")
_OPENING = frozenset("（《「『【〈“‘([{")


@dataclass(frozen=True)
class CaptionSpace:
    """The room that captions have.

    Parameters
    ----------
    width
        Of a row, in pixels of the design.
    rows
        How many there may be.
    size
        The em square in pixels of the design.
    font
        A family's name.
    words
        How the language is set.
    """

    width: float
    rows: int
    size: float
    font: str
    words: Typography

    @property
    def row(self) -> float:
        """Width of a row in em: the picture's, or less where the language asks for shorter ones."""
        return min(self.width / self.size, self.words.row)


def caption_rows(text: str, space: CaptionSpace, breaks: Sequence[int] = ()) -> list[str]:
    """``text`` in as few rows as it needs, ended after punctuation where possible, then between phrases.

    Parameters
    ----------
    text
        A caption without bookmarks.
    space
        The room there is.
    breaks
        Offsets in the text (the cues) at which a row may end rather than between any two phrases.

    Raises
    ------
    InputError
        If the rows do not hold the text, with the pixels that are needed and there.
    """
    text = " ".join(text.split())

    @functools.cache
    def width(start: int, end: int) -> float:
        return advance(text[start:end].strip(), space.font)

    if width(0, len(text)) <= space.row:
        return [text]
    costs = _Costs(text, frozenset(breaks), space.words.breaks)
    best: tuple[tuple[int, float], list[str]] | None = None
    points = list(_break_points(text))
    # What is far longer cannot fit, and would take long to try.
    most = space.rows if width(0, len(text)) <= space.rows * (space.row + 1) else 1
    for count in range(1, most):
        for chosen in itertools.combinations(points, count):
            bounds = [0, *chosen, len(text)]
            widths = [width(a, b) for a, b in itertools.pairwise(bounds)]
            if max(widths) > space.row:
                continue
            cost = (sum(map(costs, chosen)), max(widths) - min(widths))
            if best is None or cost < best[0]:
                best = (cost, [text[a:b].strip() for a, b in itertools.pairwise(bounds)])
        if best is not None:
            return best[1]
    raise InputError(
        f"caption {excerpt(text, 90)} is {width(0, len(text)) * space.size:.0f} px long and does not fit",
        permitted=f"{space.rows} rows of {space.row * space.size:.0f} px, broken between words",
        remedy="shorten the sentence, or make two lines of it",
    )


def rows_of(line: Line, space: CaptionSpace) -> tuple[str, ...]:
    """The rows of a script's line; an `InputError` names its place in the script."""
    try:
        return tuple(caption_rows(line.caption, space, [cue.caption_offset for cue in line.cues]))
    except InputError as error:
        raise error.at(line.where) from None


class _Costs:
    """How much a break at an offset hurts.

    0 after a clause, 1 before a phrase with a cue, 2 before another phrase, or at another cue, 3 between
    other words, 4 where it parts what belongs together.
    """

    def __init__(self, text: str, cues: frozenset[int], breaks: Callable[[str], Mapping[int, int]]) -> None:
        self.text, self.cues, self.find = text, cues, breaks

    @functools.cached_property
    def breaks(self) -> Mapping[int, int]:
        return self.find(self.text)  # words of Chinese take a second to look up: only where it matters

    def __call__(self, index: int) -> int:
        before = self.text[:index].rstrip()[-1]
        if before in _ENDS_CLAUSE:
            return 0
        at_space = self.text[index] == " "
        cost = 2 + self.breaks.get(index + at_space, 2)
        if index in self.cues:
            return 1 if cost == 2 else 2
        # A space between two Latin words may part a name ("AlphaGo Zero"): better than nothing else.
        inside_name = at_space and _is_latin(before) and any(map(is_wide, self.text))
        return 4 if inside_name else cost


def _break_points(text: str) -> Iterator[int]:
    """Indices before which a row may begin: never inside a Latin run, never before punctuation."""
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        if before == " ":
            continue  # the break is at the space itself
        if after == " ":
            yield index
        elif not (is_wide(before) or is_wide(after)) or unicodedata.category(after) in {"Mn", "Me", "Cf"}:
            continue
        elif after not in _CLOSING and before not in _OPENING:
            yield index


def _is_latin(character: str) -> bool:
    return character.isalnum() and not is_wide(character)
