"""What of a picture is read: numbers, formulas and words, and which of them stand on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from narrated.mobjects.text import LiveNumber, Tick
from narrated.review.geometry import hides, overlap
from narrated.review.limits import Limits
from narrated.review.scene_snapshot import Picture, Text

# A sign, digits, a unit of a few letters.
_NUMBER = re.compile(r"[^\w\s]?\s*[^\w\s]?\s*\d[\d.,\s]*[^\w\s]?\s*([A-Za-z²³]{0,4}|[^\W\d_]{0,2})")
_LEVEL = 0.5  # of the lower of two texts on one line, beside each other
_APART = 1.5  # em between neighbours on a line: what stands further off belongs to another thing
_SYMBOLS = 3  # glyphs from which mathematics is a formula, not a symbol or a name


@dataclass(frozen=True)
class Reading:
    """A text that is there to be read.

    Parameters
    ----------
    text
        What it says and where.
    kind
        ``number``, ``formula`` or ``words``.
    live
        The live number that it is, if it is one.
    mathematics
        Whether it is set as mathematics: a formula, or a symbol alone.
    """

    text: Text
    kind: str
    live: LiveNumber | None = None
    mathematics: bool = False


def readings(picture: Picture, limits: Limits) -> list[Reading]:
    """Everything that is to be read: not captions, which are spoken, ticks, sources, or what is hidden."""
    found = []
    for text in picture.texts:
        mobject = picture.mobjects[text.order]
        if text.caption or text.header or text.paint.opacity < limits.seen_from:
            continue
        if isinstance(mobject, Tick) or text.shapes[0].role in {"source", "decoration"}:
            continue
        if any(shape.order > text.order and hides(shape, text) for shape in picture.shapes):
            continue
        live = mobject if isinstance(mobject, LiveNumber) else None
        found.append(Reading(text, _kind(text, picture, live), live, picture.is_formula(text)))
    return found


def _kind(text: Text, picture: Picture, live: LiveNumber | None) -> str:
    if live is not None or _NUMBER.fullmatch(text.words.strip()):
        return "number"
    written = picture.is_formula(text) and re.search("[A-Za-z]", text.words)
    return "formula" if written and len(text.shapes) >= _SYMBOLS else "words"


def lines(found: Sequence[Reading]) -> list[list[Reading]]:
    """What stands on one line, close together, each line from left to right."""
    rows: list[list[Reading]] = []
    for one in sorted(found, key=lambda reading: reading.text.box[0]):
        for row in rows:
            if _goes_on(row[-1].text, one.text):
                row.append(one)
                break
        else:
            rows.append([one])
    return rows


def _goes_on(before: Text, text: Text) -> bool:
    em = max(before.em, text.em)
    _, level = overlap(before.box, text.box)
    low = min(t.box[3] - t.box[1] for t in (before, text))
    return level > _LEVEL * low and -0.1 * em < text.box[0] - before.box[2] < _APART * em
