"""Frame arithmetic of one narrated line: pure, whole numbers only."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from voiceover.errors import InputError, names_for


class CueError(InputError):
    """A scene and its script do not fit together: an unknown, missed or unused cue."""


@dataclass
class CueSheet:
    """When a line and its cues happen, in frames from the scene's start.

    Parameters
    ----------
    line, text
        The line's id and its caption.
    start, end
        First frame of the line's sound, and the frame after its last.
    rows
        The caption as players break it.
    pages
        What the picture shows of it: for each page its first frame and its rows.
    spoken_at
        Seconds from the scene's start at which the word after each bookmark is spoken, in order.
    frames
        The frame nearest to each of these times.

    Examples
    --------
    >>> sheet = CueSheet.of("robust", "...", start=30, seconds=2.01, spoken_at={"driving": 2.4}, fps=30)
    >>> sheet.end, sheet.frames
    (91, {'driving': 72})
    """

    line: str
    text: str
    start: int
    end: int
    spoken_at: Mapping[str, float]
    frames: Mapping[str, int]
    rows: tuple[str, ...] = ()
    pages: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    met: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        line: str,
        text: str,
        *,
        start: int,
        seconds: float,
        spoken_at: Mapping[str, float],
        fps: int,
        rows: tuple[str, ...] = (),
    ) -> CueSheet:
        """The sheet of a line whose sound starts on frame ``start`` and lasts ``seconds``."""
        end = start + max(1, math.ceil(seconds * fps - 1e-9))
        # A cue of the last word's tail must still leave a frame for its picture.
        frames = {cue: min(round(at * fps), end - 1) for cue, at in spoken_at.items()}
        return cls(line, text, start, end, dict(spoken_at), frames, rows)

    def frame_of(self, cue: str) -> int:
        """The frame of a cue, or an error that names those the line has."""
        try:
            return self.frames[cue]
        except KeyError:
            raise CueError(
                f"line {self.line!r} has no cue {cue!r}", permitted=names_for(cue, self.frames)
            ) from None

    def next_mark(self, frame: int) -> int:
        """The first cue still to be met, or the end of the line: how far a movement may reach."""
        ahead = [at for cue, at in self.frames.items() if cue not in self.met and at >= frame]
        return min(ahead, default=self.end)

    def meet(self, cue: str) -> None:
        """Note that the picture answered a cue."""
        if cue in self.met:
            raise CueError(f"cue {cue!r} of line {self.line!r} is used twice", remedy="answer each cue once")
        self.met.append(cue)

    @property
    def missed(self) -> list[str]:
        """Cues that the scene has not answered."""
        return [cue for cue in self.frames if cue not in self.met]
