"""The stillness row: while someone speaks, the picture does not stand still for long."""

from __future__ import annotations

import itertools

import numpy as np

from narrated.review.film_reader import FilmReader
from narrated.review.findings import Row, row
from narrated.review.limits import Limits


def stillness_row(film: FilmReader, limits: Limits) -> Row:
    """Measure how long the picture (without the captions) stands still within what is spoken."""
    spoken = np.zeros(len(film.changed), bool)
    for line in film.lines:
        spoken[line.start : line.end] = True
    found, longest = [], 0.0
    moves = np.flatnonzero(np.append(film.changed, True))
    for start, end in itertools.pairwise(moves.tolist()):
        # A pause between two lines counts for nothing, but it does not make the picture move either.
        seconds = float(spoken[start:end].sum()) / film.fps
        longest = max(longest, seconds)
        if seconds > limits.stillness:
            first = int(start + np.argmax(spoken[start:end]))
            found.append(film.finding(first, f"nothing moves for {seconds:.1f} s while someone speaks"))
    return row("stillness", f"{longest:.1f} s", f"{limits.stillness:g} s", found)
