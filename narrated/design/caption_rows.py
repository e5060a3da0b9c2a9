"""A caption in rows and pages: by meaning, and as wide as it really is. Light: no manim."""

from __future__ import annotations

import contextlib
import functools
import itertools
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from narrated.design.outlines import advance
from narrated.design.text_rows import BreakCosts, break_points, break_rows
from narrated.design.typography import Typography
from voiceover.errors import InputError, excerpt
from voiceover.script.lines import Line
from voiceover.text_metrics import seconds_needed, single_spaced, unglued

ROWS = 2
"""Of a caption, in the picture and in players."""
MOST_PAGES = 4
"""Of a caption in the picture."""
SHORTEST = 5 / 6
"""Seconds that the eye needs to see that there is a new caption, or a page, at all."""
# With the space after it; a mark inside a number ends nothing, nor does the comma of Chinese lists.
CLAUSE_END = re.compile(r"[，。！？；：…][」』”’）]*\s*|[,.!?;:][\"'”’)]*\s+")
# In the costs of breaks: what a turn of the page hurts, what uneven rows of a page do, and what it does that
# there are more of them than stand well, or that a page goes before it is read.
_A_PAGE, _BALANCE, _CROWDED, _IN_HASTE = 1.5, 8.0, 2.0, 4.0
_A_PHRASE, _TOGETHER = 2, 4  # what breaks cost: before a phrase, and one that parts what belongs together


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
    calm
        How many rows leave air above them: a page of more is made only where fewer do not do.
    """

    width: float
    rows: int
    size: float
    font: str
    typography: Typography
    calm: int = ROWS

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
    return replace(space, width=math.inf)


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


@dataclass(frozen=True)
class Speech:
    """When a line is said.

    Parameters
    ----------
    language
        By which it is read.
    at
        Seconds from the line's start at which a character of the spoken text is said; at its length, the end.
    """

    language: str
    at: Callable[[int], float]


def pages_of(line: Line, space: CaptionSpace, speech: Speech | None = None) -> tuple[Page, ...]:
    """A line's caption in one page; where its rows do not hold it well, in a few, each shown as it is spoken.

    A page begins where the voice tells the time: with a clause or a cue, or between words where what is shown
    is what is spoken. Pages are chosen that can be read in their time, part little of what belongs together,
    whether at the end of a page or of a row, are few, are not crowded, and then even; one of these is weighed
    against the other.

    Parameters
    ----------
    speech
        When it is said; None: not known yet, so that pages are chosen by their words alone.

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
    text = line.caption
    with contextlib.suppress(InputError):
        if len(whole := rows_of(line, space)) == 1:
            return (Page(0, 0, whole),)
    # What is far longer cannot fit, and would take long to try.
    if advance(text, space.font, "BOLD") > MOST_PAGES * space.rows * (space.row + 1):
        raise _too_long(text, space, f"{MOST_PAGES} pages of ").at(line.where)
    costs = _PageCosts(line, space, speech)
    ends = [*costs.turns, (len(text), len(line.spoken))]
    # For every end, the best pages up to it: what they cost, how uneven they are, and they themselves.
    ways: dict[int, tuple[float, float, tuple[Page, ...]]] = {0: (0.0, 0.0, ())}
    best: tuple[float, float, tuple[Page, ...]] | None = None
    begins = [(0, 0)]
    for _ in range(MOST_PAGES):
        reached: dict[int, tuple[float, float, tuple[Page, ...]]] = {}
        for start, spoken in begins:
            hurt, uneven, before = ways[start]
            for end, until in ends:
                if end <= start or (rows := costs.rows(start, end)) is None:
                    continue
                now = hurt + costs.turn(start) + costs.look(start, rows)
                now += costs.haste((start, spoken), (end, until))
                way = now, uneven + (end - start) ** 2, (*before, Page(start, spoken, rows))
                if end not in reached or way[:2] < reached[end][:2]:
                    reached[end] = way
        done = reached.pop(len(text), None)
        best = min(filter(None, (best, done)), key=lambda way: way[:2], default=None)
        ways, begins = reached, [turn for turn in costs.turns if turn[0] in reached]
    if best is None:
        raise _too_long(text, space, f"{MOST_PAGES} pages of ").at(line.where)
    return best[2]


class _PageCosts:
    """Where pages of a line may begin, and what each costs."""

    def __init__(self, line: Line, space: CaptionSpace, speech: Speech | None) -> None:
        self.line, self.space, self.speech = line, space, speech
        self.cues = [cue.caption_offset for cue in line.cues]
        breaks = space.typography.breaks
        self.plain = BreakCosts(line.caption, frozenset(), breaks)
        self.at_cues = BreakCosts(line.caption, frozenset(self.cues), breaks)
        self.turns = _page_turns(line, self.plain)
        self.rows = functools.cache(self._rows)

    def _rows(self, start: int, end: int) -> tuple[str, ...] | None:
        """The rows of a page; None where they do not hold it."""
        space, inside = self.space, [cue - start for cue in self.cues if start < cue < end]
        part = single_spaced(self.line.caption[start:end])
        words, font = space.typography, space.font
        rows = break_rows(part, words, space.rows, space.row, font, "BOLD", cues=inside, balance=_BALANCE)
        return None if rows is None else tuple(rows)

    def turn(self, start: int) -> float:
        """What it costs that a page begins there."""
        return _A_PAGE + self._parted(start) if start else 0.0

    def look(self, start: int, rows: Sequence[str]) -> float:
        """What it costs how a page that begins there is set."""
        parted, position = 0.0, start + len(rows[0])
        for row in rows[1:]:
            # A row may have lost the space at which it was broken.
            position = self.line.caption.index(row, position)
            # A row may well begin with a phrase: the eye goes on where a page has to wait.
            parted += 2.0 * max(0.0, self._parted(position) - _A_PHRASE)
            position += len(row)
        return parted + (_CROWDED if len(rows) > self.space.calm else 0.0)

    def _parted(self, start: int) -> float:
        """What it costs that a page or a row begins there."""
        # A cue is a good place to begin, but excuses no article before it.
        plain = self.plain(start)
        return plain if plain >= _TOGETHER else min(plain, self.at_cues(start))

    def haste(self, start: tuple[int, int], end: tuple[int, int]) -> float:
        """What it costs that a page is soon gone; its ends in the caption and in the spoken text."""
        if self.speech is None:
            return 0.0
        text = self.line.caption[start[0] : end[0]].strip()
        needed = max(seconds_needed(text, language=self.speech.language), SHORTEST)
        begin = self.speech.at(start[1]) if start[0] else 0.0
        late = needed - (self.speech.at(end[1]) - begin)
        return _IN_HASTE + late if late > 0 else 0.0


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

    At cues, at clauses of both, and between words where what is shown is what is spoken; everywhere only
    where a row might begin, too.
    """
    text = line.caption
    found = {cue.caption_offset: cue.spoken_offset for cue in line.cues}
    for (start, end), (first, last) in _parts(line):
        here = [mark.end() for mark in CLAUSE_END.finditer(text, start, end)]
        there = [mark.end() for mark in CLAUSE_END.finditer(line.spoken, first, last)]
        same = unglued(text[start:end]) == unglued(line.spoken[first:last])
        if same and end - start == last - first:
            found.update({at: first + at - start for at in (*here, *costs.breaks) if start < at < end})
        elif len(here) == len(there):  # else nobody knows which is which
            found.update(zip(here, there, strict=True))
    legal = {at + (text[at] == " ") for at in break_points(text)}
    return sorted((start, spoken) for start, spoken in found.items() if start in legal)


def _parts(line: Line) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where each part between two cues reaches, in the caption and in the spoken text."""
    shown = [0, *(cue.caption_offset for cue in line.cues), len(line.caption)]
    heard = [0, *(cue.spoken_offset for cue in line.cues), len(line.spoken)]
    return zip(itertools.pairwise(shown), itertools.pairwise(heard), strict=True)
