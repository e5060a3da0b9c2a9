"""A caption in rows and pages: by meaning, and as wide as it really is. Light: no manim."""

from __future__ import annotations

import contextlib
import functools
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrated.design.outlines import advance
from narrated.design.text_rows import BreakCosts, break_rows
from narrated.design.typography import Typography
from voiceover.errors import InputError, excerpt
from voiceover.script.lines import Line
from voiceover.text_metrics import single_spaced

SOFT_ROWS = 2
"""Of captions that a player shows."""
MOST_PAGES = 4
"""Of a caption."""
# With the space after it; a mark inside a number ends nothing, nor does the comma of Chinese lists.
CLAUSE_END = re.compile(r"[，。！？；：…][」』”’）]*\s*|[,.!?;:][\"'”’)]*\s+")
# In the costs of breaks: what a turn of the page hurts, and what uneven rows of a page do.
_A_PAGE, _BALANCE = 1.5, 8.0
_TOGETHER = 4  # what a break costs that parts what belongs together


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
    typography: Typography

    @property
    def row(self) -> float:
        """Width of a row in em: the picture's, or less where the language asks for shorter ones."""
        return min(self.width / self.size, self.typography.row_em)


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
    text = single_spaced(text)
    # Bold, as it is set while it is spoken.
    rows = break_rows(text, space.typography, space.rows, space.row, space.font, "BOLD", cues=breaks)
    if rows is not None:
        return rows
    raise _too_long(text, space)


def rows_of(line: Line, space: CaptionSpace) -> tuple[str, ...]:
    """The rows of a script's line; an `InputError` names its place in the script."""
    try:
        return tuple(caption_rows(line.caption, space, [cue.caption_offset for cue in line.cues]))
    except InputError as error:
        raise error.at(line.where) from None


def beside_film(space: CaptionSpace) -> CaptionSpace:
    """The room of captions that a player shows: as the language is set, whatever the shape of the picture."""
    return replace(space, width=math.inf, rows=SOFT_ROWS)


@dataclass(frozen=True)
class Page:
    """A part of a caption that is shown at one time.

    Parameters
    ----------
    start, spoken
        The character that it begins with, in the caption and in the spoken text.
    rows
        Of its text.
    """

    start: int
    spoken: int
    rows: tuple[str, ...]


def pages_of(line: Line, space: CaptionSpace) -> tuple[Page, ...]:
    """A line's caption in one page; where its rows do not hold it, in a few, each shown as it is spoken.

    A page begins with a clause or a cue, whose times the voice tells. Few pages are best, then those that
    part least of what belongs together, then even ones.

    Raises
    ------
    InputError
        If no page break lets the rows hold the text; it names the line's place in the script.

    Examples
    --------
    >>> from narrated.design.typography import typography
    >>> text = "If errors double, squares are four times as large."
    >>> line = Line("double", text, text, text, ())
    >>> space = CaptionSpace(900, 1, 50, "Noto Sans CJK SC", typography("en"))
    >>> [page.rows for page in pages_of(line, space)]
    [('If errors double,',), ('squares are four times as large.',)]
    """
    text, cues = line.caption, [cue.caption_offset for cue in line.cues]

    @functools.cache
    def broken(start: int, end: int) -> list[str] | None:
        inside = [cue - start for cue in cues if start < cue < end]
        part = single_spaced(text[start:end])
        words, font = space.typography, space.font
        return break_rows(part, words, space.rows, space.row, font, "BOLD", cues=inside, balance=_BALANCE)

    breaks = space.typography.breaks
    plain, at_cues = BreakCosts(text, frozenset(), breaks), BreakCosts(text, frozenset(cues), breaks)

    def parted(start: int) -> int:
        """A cue is a good place for a page to begin, but excuses none that ends with an article."""
        return min(plain(start), at_cues(start)) if plain(start) < _TOGETHER else plain(start)

    with contextlib.suppress(InputError):
        return (Page(0, 0, rows_of(line, space)),)
    # What is far longer cannot fit, and would take long to try.
    if advance(text, space.font, "BOLD") > MOST_PAGES * space.rows * (space.row + 1):
        raise _too_long(text, space, f"{MOST_PAGES} pages of ").at(line.where)
    found = []
    turns = _page_turns(line, plain)
    for way in (way for count in range(1, MOST_PAGES) for way in itertools.combinations(turns, count)):
        starts, ends = [(0, 0), *way], [*(start for start, _ in way), len(text)]
        parts = [broken(start, end) for (start, _), end in zip(starts, ends, strict=True)]
        if all(parts):
            hurt = len(way) * _A_PAGE + sum(parted(start) for start, _ in way)
            uneven = sum((end - start) ** 2 for (start, _), end in zip(starts, ends, strict=True))
            pages = tuple(Page(*at, tuple(part or ())) for at, part in zip(starts, parts, strict=True))
            found.append((hurt, uneven, pages))
    if not found:
        raise _too_long(text, space, f"{MOST_PAGES} pages of ").at(line.where)
    return min(found, key=lambda way: way[:2])[2]


def _too_long(text: str, space: CaptionSpace, pages: str = "") -> InputError:
    long = advance(text, space.font, "BOLD") * space.size
    more = "set a bookmark where a page may begin, " if pages else ""
    return InputError(
        f"caption {excerpt(text, 90)} is {long:.0f} px long and does not fit",
        permitted=f"{pages}{space.rows} rows of {space.row * space.size:.0f} px, broken between words",
        remedy=f"shorten the sentence, {more}or make two lines of it",
    )


def _page_turns(line: Line, costs: BreakCosts) -> list[tuple[int, int]]:
    """Where a page may begin, in the caption and in the spoken text.

    At cues, at clauses of both, and between words where what is shown is what is spoken.
    """
    found = {cue.caption_offset: cue.spoken_offset for cue in line.cues}
    for (start, end), (first, last) in _parts(line):
        here = [mark.end() for mark in CLAUSE_END.finditer(line.caption, start, end)]
        there = [mark.end() for mark in CLAUSE_END.finditer(line.spoken, first, last)]
        if line.caption[start:end] == line.spoken[first:last]:
            found.update({at: first + at - start for at in (*here, *costs.breaks) if start < at < end})
        elif len(here) == len(there):  # else nobody knows which is which
            found.update(zip(here, there, strict=True))
    return sorted((start, spoken) for start, spoken in found.items() if 0 < start < len(line.caption))


def _parts(line: Line) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where each part between two cues reaches, in the caption and in the spoken text."""
    shown = [0, *(cue.caption_offset for cue in line.cues), len(line.caption)]
    heard = [0, *(cue.spoken_offset for cue in line.cues), len(line.spoken)]
    return zip(itertools.pairwise(shown), itertools.pairwise(heard), strict=True)
