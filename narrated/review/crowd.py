"""The crowd row: no more numbers and formulas at a time than a viewer takes in."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from narrated.review.geometry import united
from narrated.review.limits import Limits
from narrated.review.observations import Note, quoted
from narrated.review.reading import Reading, lines, readings
from narrated.review.scene_snapshot import Picture

_ONE_KIND = 3  # numbers that look alike and so share a name, as over bars, are one readout up to here


def judge(picture: Picture, limits: Limits) -> Iterator[Note]:
    """What is too much in a picture at rest."""
    found = readings(picture, limits)
    kinds = defaultdict(list)
    for one in found:
        if one.kind == "number":
            kinds[_look(one)].append(one)
    numbers = [one for kind in kinds.values() if not _count_a_list(kind) for one in kind]
    large = [one for one in numbers if one.text.em >= limits.display_px]
    if len(large) > limits.display_numbers:
        yield _note("display", "large numbers", large, limits.display_numbers, "let one be the hero")
    small = [[one for one in kind if one in numbers and one not in large] for kind in kinds.values()]
    readouts = sum(math.ceil(len(kind) / _ONE_KIND) for kind in small)
    if readouts > limits.readouts:
        remedy = "let one go before the next comes"
        yield _note("readouts", "readouts", list(chain(*small)), limits.readouts, remedy, readouts)
    written = [row for row in lines(found) if any(one.kind == "formula" for one in row)]
    if len(written) > limits.formulas:
        shown = [one for row in written for one in row if one.kind == "formula"]
        remedy = "let one become the next in place"
        yield _note("formulas", "formulas", shown, limits.formulas, remedy, len(written))


def _count_a_list(kind: Sequence[Reading]) -> bool:
    """Whether numbers of one look only count the points of a list: 1, 2, 3."""
    said = sorted(one.text.words for one in kind if one.live is None)
    return len(kind) > 1 and said == [str(place) for place in range(1, len(kind) + 1)]


def _look(one: Reading) -> tuple[object, ...]:
    """What numbers have in common that are read as one kind: size, colour, how they are written."""
    written = (one.live.template, one.live.decimals) if one.live else ()
    return round(one.text.em), tuple(round(part, 2) for part in one.text.paint.rgb), written


def _note(
    kind: str, name: str, shown: Sequence[Reading], limit: int, remedy: str, count: int | None = None
) -> Note:
    box = shown[0].text.box
    for one in shown[1:]:
        box = united(box, one.text.box)
    said = ", ".join(quoted(one.text.words) for one in shown)
    message = f"{count or len(shown)} {name} at a time ({said}), permitted is {limit}: {remedy}"
    # Running digits are one crowd, not many.
    what = "|".join(one.text.words if one.live is None else one.live.template for one in shown)
    return Note(kind, what, message, box)
