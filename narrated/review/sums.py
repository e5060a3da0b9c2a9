"""The sums row: equations of numbers hold for the digits that are shown."""

from __future__ import annotations

from collections.abc import Iterator

from narrated.design.theme import current_theme
from narrated.mobjects.relations import computation_of
from narrated.mobjects.text import Label, LiveNumber
from narrated.review.arithmetic import faults, number_in
from narrated.review.findings import Box
from narrated.review.geometry import united
from narrated.review.limits import Limits
from narrated.review.observations import Note
from narrated.review.reading import Reading, lines, readings
from narrated.review.scene_snapshot import Picture


class Sums:
    """Judges equations that stand still: nobody adds up running digits, and rounding would spoil them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._before: set[str] = set()

    def see(self, picture: Picture, *, at_rest: bool) -> Iterator[Note]:
        """Judge a picture; equations are compared with those of the picture before."""
        found = readings(picture, self.limits)
        typography, now = current_theme().typography, set()
        for row in lines(found):
            said = " ".join(one.text.words for one in row)
            now.add(said)
            stands = said in self._before or not any(one.live for one in row)
            for fault in faults(said, typography) if at_rest and stands else ():
                yield _note(said, fault, row)
        for one in found:
            computed = computation_of(picture.mobjects[one.text.order])
            if computed is None:
                continue
            shown = {id(picture.mobjects[other.text.order]) for other in found}
            operands = computed.operands
            values = [number_in(_said(operand), typography) for operand in operands]
            result = number_in(one.text.words, typography)
            said = f"{one.text.words} of {', '.join(map(_said, operands))}"
            now.add(said)
            if not at_rest or said not in self._before or result is None or None in values:
                continue
            if all(id(operand) in shown for operand in operands):
                right = float(computed.function(*(value[0] for value in values if value)))
                if abs(right - result[0]) > 0.5 * result[1] * (1 + 1e-6) + 1e-12:
                    fault = f"{', '.join(map(_said, operands))} give {round(right, 6):g}"
                    yield _note(
                        one.text.words, f"{fault}, not {one.text.words}: show digits that agree", [one]
                    )
        self._before = now


def _said(mobject: Label | LiveNumber) -> str:
    return mobject.shown if isinstance(mobject, LiveNumber) else mobject.text


def _note(said: str, fault: str, row: list[Reading]) -> Note:
    box: Box = row[0].text.box
    for one in row[1:]:
        box = united(box, one.text.box)
    return Note("sum", said, fault, box)
