"""When everything happens in the film: clips and transitions laid end to end, in whole frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from narrated.scene.clip_sheet import ClipSheet, Line

# Video sites refuse shorter ones.
CHAPTER_SECONDS = 10
# Two captions that touch are read as one that changed.
CAPTION_GAP = 2


@dataclass(frozen=True)
class Placed:
    """A clip in the film: its first frame, and the length of the transition that follows."""

    clip: ClipSheet
    start: int
    leaves: int


@dataclass(frozen=True)
class Timeline:
    """The film in frames."""

    fps: int
    frames: int
    scenes: tuple[Placed, ...]

    def lines(self) -> list[tuple[Placed, Line]]:
        """All lines, each with its place."""
        return [(placed, line) for placed in self.scenes for line in placed.clip.lines]


def lay(clips: Sequence[ClipSheet], transitions: Sequence[int]) -> Timeline:
    """Lay clips end to end; ``transitions`` holds the frames of the transition after each but the last.

    Examples
    --------
    >>> clip = ClipSheet("a", "a:A", "A", 30, 160, 90, frames=40, lines=())
    >>> [placed.start for placed in lay([clip, clip], [15]).scenes], lay([clip, clip], [15]).frames
    ([0, 55], 95)
    """
    placed, start = [], 0
    for clip, leaves in zip(clips, [*transitions, 0], strict=True):
        placed.append(Placed(clip, start, leaves))
        start += clip.frames + leaves
    return Timeline(clips[0].fps, start, tuple(placed))


def chapters(timeline: Timeline) -> list[tuple[int, int, str]]:
    """Chapters as (first frame, frame after the last, title).

    One starts with every scene, the first at 0; one shorter than `CHAPTER_SECONDS` belongs to the one before.
    """
    starts = [0, *(placed.start for placed in timeline.scenes[1:]), timeline.frames]
    found: list[tuple[int, int, str]] = []
    for placed, start, end in zip(timeline.scenes, starts, starts[1:], strict=False):
        short = end - start < CHAPTER_SECONDS * timeline.fps
        if found and (short or found[-1][1] - found[-1][0] < CHAPTER_SECONDS * timeline.fps):
            found[-1] = (found[-1][0], end, found[-1][2])
        else:
            found.append((start, end, placed.clip.title))
    return found


def caption_ends(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """End of each caption: its line's, but at least `CAPTION_GAP` frames before the next one's start."""
    following = [*starts[1:], None]
    return [
        end if after is None else max(start + 1, min(end, after - CAPTION_GAP))
        for line, start, after in zip(lines, starts, following, strict=True)
        for end in [start + line.end - line.start]
    ]
