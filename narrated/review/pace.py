"""The pace row: what is new can be read before it goes, and a result rests."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from narrated.review.findings import Box
from narrated.review.geometry import overlap, united
from narrated.review.limits import Limits
from narrated.review.observations import Note, quoted
from narrated.review.reading import Reading, readings
from narrated.review.scene_snapshot import Picture
from voiceover.text_metrics import is_wide

_TOGETHER = 0.3  # seconds within which what appears is one thing to read
_NAME = 1.2  # em between a number and its name


@dataclass
class _Stay:
    """One stay of a text on the screen, from its first frame to the first on which it is gone."""

    reading: Reading
    start: int
    end: int = 0
    values: list[tuple[str, int]] = field(default_factory=list)  # of a live number, each with its first frame

    @property
    def box(self) -> Box:
        return self.reading.text.box


class Pace:
    """Remembers when each text came and went.

    Parameters
    ----------
    limits
        How fast one reads.
    fps
        Frames a second.
    """

    def __init__(self, limits: Limits, fps: int) -> None:
        self.limits, self.fps = limits, fps
        self._here: dict[Hashable, _Stay] = {}
        self._gone: list[_Stay] = []
        self._looked = -1

    def see(self, picture: Picture, frame: int) -> None:
        """Look at a frame."""
        now: dict[Hashable, Reading] = {}
        for one in readings(picture, self.limits):
            # A copy that an animation moves says the same, or keeps the function of a live number.
            now[one.live.value if one.live else one.text.words] = one
        for key in [key for key in self._here if key not in now]:
            self._leave(key, frame)
        for key, one in now.items():
            stay = self._here.setdefault(key, _Stay(one, frame))
            if not stay.values or stay.values[-1][0] != one.text.words:
                # It changed after the look before this one, no one knows when: in favour of the film.
                stay.values.append((one.text.words, self._looked + 1))
        self._looked = frame

    def _leave(self, key: Hashable, frame: int) -> None:
        stay = self._here.pop(key)
        stay.end = frame
        self._gone.append(stay)

    def notes(self, frames: int) -> Iterator[Note]:
        """What went too soon; ``frames`` is the scene's length."""
        for key in list(self._here):
            self._leave(key, frames)
        stays = sorted(self._gone, key=lambda stay: stay.start)
        while stays:
            last = stays[0].start + _TOGETHER * self.fps
            batch = [stay for stay in stays if stay.start <= last]
            stays = stays[len(batch) :]
            yield from self._unread(batch)
            yield from self._restless(batch)

    def _unread(self, batch: Sequence[_Stay]) -> Iterator[Note]:
        needed, begun = 0.0, batch[0].start
        done: list[_Stay] = []
        for stay, seconds in sorted(_costs(batch, self.limits), key=lambda pair: pair[0].end):
            needed += seconds
            done.append(stay)
            there = (stay.end - begun) / self.fps
            if needed > there:
                box = done[0].box
                for one in done[1:]:
                    box = united(box, one.box)
                said = ", ".join(quoted(one.reading.text.words) for one in done)
                message = (
                    f"{said}: new, and {needed:.1f} s to read, but gone after {there:.1f} s: "
                    "hold longer, show less, or one after the other"
                )
                yield Note("unread", f"{begun} {said}", message, box, begun, there / needed)
                return

    def _restless(self, batch: Sequence[_Stay]) -> Iterator[Note]:
        for stay in batch:
            (result, since), changes = stay.values[-1], len(stay.values) - 1
            rested = (stay.end - since) / self.fps
            if changes and rested < self.limits.result_rests:
                message = (
                    f"the result {quoted(result)} rests {rested:.1f} s before it goes, at least "
                    f"{self.limits.result_rests:g} s is asked: let it arrive earlier, or hold it"
                )
                what = f"{stay.start} {result}"
                yield Note("result", what, message, stay.box, since, rested / self.limits.result_rests)


def _costs(batch: Sequence[_Stay], limits: Limits) -> Iterator[tuple[_Stay, float]]:
    """Each text with the seconds that it takes; a number takes its name along."""
    named: set[int] = set()
    for stay in batch:
        if stay.reading.kind == "number":
            name = _nearest(stay, batch, lambda other: other.reading.kind == "words")
            seconds = limits.number_seconds
            if name is not None:
                if id(name) not in named:
                    seconds = max(seconds, _reading_time(name.reading, limits))
                named.add(id(name))
            yield stay, seconds
    for stay in batch:
        if stay.reading.kind != "number" and id(stay) not in named:
            yield stay, _reading_time(stay.reading, limits)


def _nearest(stay: _Stay, batch: Sequence[_Stay], fits: Callable[[_Stay], bool]) -> _Stay | None:
    """What stands nearest to a text, within reach."""
    reach = _NAME * max(stay.reading.text.em, 1.0)
    near = [(_gap(stay.box, other.box), k) for k, other in enumerate(batch) if fits(other)]
    gap, k = min(near, default=(math.inf, 0))
    return batch[k] if gap < reach else None


def _gap(a: Box, b: Box) -> float:
    across, down = overlap(a, b)
    return math.hypot(max(0.0, -across), max(0.0, -down))


def _reading_time(one: Reading, limits: Limits) -> float:
    if one.kind == "formula":
        return len(one.text.shapes) / limits.letters_a_second
    words = "".join(one.text.words.split())
    wide = sum(map(is_wide, words))
    seconds = wide / limits.characters_a_second + (len(words) - wide) / limits.letters_a_second
    return max(seconds, limits.number_seconds) if any(map(str.isdigit, words)) else seconds
