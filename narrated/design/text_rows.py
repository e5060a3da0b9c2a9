"""Text in rows: by meaning, as wide as it really is, and no smaller than can be read. Light: no manim."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrated.design.outlines import advance
from narrated.design.typography import Typography
from voiceover.errors import InputError, excerpt
from voiceover.text_metrics import GLUE, is_wide, single_spaced

PITCH = 1.32
"""From one row to the next, in em."""

_STEP = 0.97  # of a size, when text shrinks
_ENDS_CLAUSE = frozenset("，。！？；：、,.!?;:…")
_CLOSING = _ENDS_CLAUSE | frozenset("）》」』】〉”’)]}%℃—")
_OPENING = frozenset("（《「『【〈“‘([{")


def break_rows(
    text: str,
    words: Typography,
    most: int,
    row: float,
    font: str,
    weight: str = "NORMAL",
    cues: Sequence[int] = (),
    balance: float = 0.0,
) -> list[str] | None:
    """``text`` in as few rows as it needs, ended after punctuation where possible, then between phrases.

    Parameters
    ----------
    text
        Words with single spaces between them.
    words
        How the language is set.
    most, row
        How many rows there may be, and how wide each may be in em.
    cues
        Offsets in the text at which a row may end rather than between any two phrases.
    balance
        How much even rows count against breaks that part less; 0: only among those that part as little.

    Returns
    -------
    list of str or None
        The rows; nothing where they do not hold the text.
    """

    @functools.cache
    def width(start: int, end: int) -> float:
        return advance(text[start:end].strip(), font, weight)

    if width(0, len(text)) <= row:
        return [text]
    # What is far longer cannot fit, and would take long to try.
    if width(0, len(text)) > most * (row + 1):
        return None
    costs = BreakCosts(text, frozenset(cues), words.breaks)
    points = list(break_points(text))
    rows = _best(text, list(filter(costs.ends_clause, points)), most, row, width, costs, balance)
    # One row did not do, so two are the fewest; nothing is better than to end them after a clause.
    return rows if rows and len(rows) == 2 else _best(text, points, most, row, width, costs, balance)


def _best(
    text: str,
    points: Sequence[int],
    most: int,
    row: float,
    width: Callable[[int, int], float],
    costs: Callable[[int], int],
    balance: float,
) -> list[str] | None:
    """The fewest rows, and of these the ones that hurt least and then are the most even."""
    # For every point, the best way to it in so many rows: what its breaks cost, how uneven the rows are, and
    # where the last of them begins.
    ways: list[dict[int, tuple[float, float, int]]] = [{0: (0.0, 0.0, 0)}]
    while len(text) not in ways[-1]:
        if len(ways) > most:
            return None
        reached: dict[int, tuple[float, float, int]] = {}
        for end in (*points, len(text)):
            for start, (cost, uneven, _) in ways[-1].items():
                if start >= end or (long := width(start, end)) > row:
                    continue
                hurt = (costs(start) if start else 0) + balance * (long / row) ** 2
                way = (cost + hurt, uneven + long**2, start)
                reached[end] = min(way, reached.get(end, way))
        ways.append(reached)
    rows, end = [], len(text)
    for reached in reversed(ways[1:]):
        start = reached[end][2]
        rows.append(text[start:end].strip())
        end = start
    return rows[::-1]


@dataclass(frozen=True)
class Fitted:
    """Text as it is set: its rows, and the em square in pixels of the design."""

    rows: tuple[str, ...]
    size: float


def fit_text(
    text: str,
    size: float,
    width: float,
    height: float,
    *,
    smallest: float,
    words: Typography,
    font: str,
    weight: str = "NORMAL",
) -> Fitted:
    """Text that is broken into rows, and shrunk where these do not suffice, until it fits.

    Parameters
    ----------
    text
        Its own line ends stay.
    size
        The em square that it should have, in pixels of the design.
    width, height
        The room there is, in pixels of the design; one row always is low enough.
    smallest
        The floor to which it may shrink, at the most.

    Raises
    ------
    InputError
        If it does not fit at the floor, with the pixels that are needed and there; a `Word` tells its place.
    """
    floor = min(size, smallest)
    now = size
    while True:
        most = max(1, int((height / now - 1) / PITCH + 1 + 1e-9))
        if (rows := _rows(text, words, most, width / now, font, weight)) is not None:
            return Fitted(rows, now)
        if now == floor:
            break
        now = max(floor, now * _STEP)
    needed = max(advance(line, font, weight) for line in text.split("\n")) * floor
    raise InputError(
        f"{excerpt(str(text))} needs {needed:.0f} px in a row where there are {width:.0f} px and room for "
        f"{'one row' if most == 1 else f'{most} rows'} ({floor:.0f} px high)",
        where=getattr(text, "where", None),
        permitted=f"what fits without being smaller than {floor:.0f} px",
        remedy="shorten it, or give it a larger region",
    )


def _rows(
    text: str, words: Typography, most: int, row: float, font: str, weight: str
) -> tuple[str, ...] | None:
    """All lines of a text in rows; None where there are too many."""
    found: list[str] = []
    for line in text.split("\n"):
        rows = break_rows(single_spaced(line), words, most - len(found), row, font, weight)
        if rows is None:
            return None
        found += rows
    return tuple(found) if len(found) <= most else None


class BreakCosts:
    """How much a break at an offset hurts.

    0 after a clause, 1 before a phrase with a cue, 2 before another phrase, or at another cue, 3 between
    other words, 4 where it parts what belongs together.
    """

    def __init__(self, text: str, cues: frozenset[int], breaks: Callable[[str], Mapping[int, int]]) -> None:
        self.text, self.cues, self.find = text, cues, breaks

    @functools.cached_property
    def breaks(self) -> Mapping[int, int]:
        """The language's own: 0 before a phrase, 1 before another word."""
        return self.find(self.text)  # words of Chinese take a second to look up: only where it matters

    def ends_clause(self, index: int) -> bool:
        """Whether a clause ends before an offset."""
        return self._before(index) in _ENDS_CLAUSE

    def _before(self, index: int) -> str:
        return self.text[:index].rstrip()[-1]

    def __call__(self, index: int) -> int:
        """What a break at an offset costs."""
        if self.ends_clause(index):
            return 0
        at_space = self.text[index] == " "
        cost = 2 + self.breaks.get(index + at_space, 2)
        if index in self.cues:
            return 1 if cost == 2 else 2
        # A space between two Latin words may part a name ("AlphaGo Zero"): better than nothing else.
        inside_name = at_space and _is_latin(self._before(index)) and any(map(is_wide, self.text))
        return 4 if inside_name else cost


def break_points(text: str) -> Iterator[int]:
    """Indices before which a row may begin: never inside a Latin run, never before punctuation.

    Between words it is the index of the space.
    """
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        if before == " " or before in GLUE or after in GLUE:
            continue  # at a space the break is at the space itself
        if after == " ":
            yield index
        elif not (is_wide(before) or is_wide(after)) or unicodedata.category(after) in {"Mn", "Me", "Cf"}:
            continue
        elif after not in _CLOSING and before not in _OPENING:
            yield index


def _is_latin(character: str) -> bool:
    return character.isalnum() and not is_wide(character)
