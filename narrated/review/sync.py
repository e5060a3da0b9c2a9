"""The sync row: pictures move with their words, and sounds begin with their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from narrated.export.timeline_file import FilmLine
from narrated.review.film_reader import RATE, FilmReader
from narrated.review.findings import Finding, Row, row
from narrated.review.limits import Limits
from narrated.review.observations import Telling
from narrated.scene.clip_sheet import Cue

_WINDOW = RATE // 200  # 5 ms
_AUDIBLE = 10 ** (-35 / 20)  # of the line's own peak: below is breath and room
_OFF = 1e-3  # frames by which the times that files write are rounded
_RUN_UP = 10  # frames before a cue within which a movement could be its own, begun too early


@dataclass(frozen=True)
class _Picture:
    changed: npt.NDArray[np.bool_]
    plays: frozenset[int]  # frames on which the scenes begin a movement

    def off(self, frame: int) -> int | None:
        """By how many frames the picture answers late (or, negative, early); None: it does not."""
        reach = np.flatnonzero(self.changed[frame : frame + _RUN_UP])
        if not len(reach):
            return None
        late = int(reach[0])
        if late:
            return late
        begin = frame
        while begin > 0 and self.changed[begin - 1] and frame - begin < _RUN_UP:
            begin -= 1
        if frame - begin >= _RUN_UP or self._begins(begin):
            # Something else moves already; a movement of the cue's own begins nonetheless.
            return 0 if frame - begin <= 1 or self._begins(frame) else self._nearest(frame)
        return begin - frame

    def _begins(self, frame: int) -> bool:
        return not self.plays.isdisjoint(range(frame - 1, frame + 2))

    def _nearest(self, frame: int) -> int:
        return min((play - frame for play in self.plays), key=abs, default=0)


def sync_row(film: FilmReader, tellings: Sequence[Telling], limits: Limits) -> Row:
    """Measure every cue and every line on the decoded film."""
    plays = frozenset(
        film.starts[t.name] + play for t in tellings for play in t.plays if t.name in film.starts
    )
    picture = _Picture(film.changed, plays)
    found: list[Finding] = []
    cues, worst_cue, worst_sound = 0, 0, 0.0
    for line in film.lines:
        for cue in line.cues:
            cues += 1
            off, message = _cue(film, line, cue, picture, limits)
            worst_cue = max(worst_cue, abs(off))
            if message:
                found.append(film.finding(cue.frame, message, line))
        late = _onset(film, line)
        if late is None:
            found.append(film.finding(line.start, "the line cannot be heard", line))
        else:
            worst_sound = max(worst_sound, abs(late))
            if abs(late) > limits.onset_frames:
                message = f"the sound begins {late:+.1f} frames after the line does"
                found.append(film.finding(line.start, message, line))
    measured = f"{cues} cues, at most {worst_cue} off; sounds at most {worst_sound:.1f}"
    limit = f"{limits.cue_frames} frame, {limits.onset_frames} frames"
    return row("sync", measured, limit, found)


def _cue(film: FilmReader, line: FilmLine, cue: Cue, picture: _Picture, limits: Limits) -> tuple[int, str]:
    # The last word's tail still leaves a frame for its picture.
    spoken = min(cue.spoken_at * film.fps, line.end - 1)
    # A word half way between two frames is as near to either, and where a scene begins decides which it gets.
    if abs(cue.frame - spoken) > 0.5 + _OFF:
        message = f"cue {cue.name} is on frame {cue.frame}, its word on frame {round(spoken)}"
        return cue.frame - round(spoken), message
    off = picture.off(cue.frame)
    if off is None:
        return _RUN_UP, f"the picture does not answer cue {cue.name}"
    if abs(off) > limits.cue_frames:
        return off, f"the picture answers cue {cue.name} {off:+d} frames off"
    return off, ""


def _onset(film: FilmReader, line: FilmLine) -> float | None:
    """Frames from the line's start to its sound; None where it is silent."""
    first, last = (frame * RATE // film.fps for frame in (line.start, line.end))
    # What belongs to the line may also begin too early.
    early = max(0, first - _RUN_UP // 2 * RATE // film.fps)
    before = [one.end * RATE // film.fps for one in film.lines if one.end <= line.start]
    early = max(early, max(before, default=0))
    loud = np.abs(film.sound[:, early:last]).max(axis=0, initial=0.0)
    if not len(loud) or loud.max() < 1e-3:
        return None
    windows = loud[: len(loud) // _WINDOW * _WINDOW].reshape(-1, _WINDOW).max(axis=1)
    begin = early + int(np.argmax(windows > _AUDIBLE * loud.max())) * _WINDOW
    return (begin - first) * film.fps / RATE
