"""What is seen while a scene is told: small and plain, so that it travels between processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from narrated.review.findings import Box, Finding


@dataclass(frozen=True)
class Note:
    """Something wrong in one picture; ``kind`` and ``what`` tell whether the next picture has the same."""

    kind: str
    what: str
    message: str
    box: Box | None = None
    frame: int = 0
    value: float = 0.0


@dataclass(frozen=True)
class Span:
    """When a line is spoken, or a page of its caption is shown, in frames of the scene."""

    id: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Telling:
    """What was seen of one scene.

    Parameters
    ----------
    frames, lines
        Its length and its lines: the same as the film's, if the film was made of it.
    pictures
        How many pictures were looked at.
    notes
        What was found, by row, each thing where it was first seen.
    plays
        First frame of every movement.
    shown
        Every text of a live number or label, with the frame on which it was first seen.
    numbers
        How many live numbers were compared.
    worst
        By row, the value that came nearest to its limit.
    pages
        Of captions that are shown in several: what each says, and when.
    """

    name: str
    frames: int
    lines: tuple[Span, ...]
    pictures: int
    notes: Mapping[str, tuple[Note, ...]]
    plays: tuple[int, ...]
    shown: Mapping[str, int]
    numbers: int
    worst: Mapping[str, float] = field(default_factory=dict)
    pages: tuple[Span, ...] = ()

    def line_at(self, frame: int) -> str:
        """The line being spoken; else the one before."""
        begun = [line.id for line in self.lines if line.start <= frame]
        return begun[-1] if begun else ""


def findings(tellings: Iterable[Telling], row: str, starts: Mapping[str, int], fps: int) -> list[Finding]:
    """The notes of a row as findings; ``starts`` are the scenes' first frames in the film."""
    return [
        Finding(
            telling.name,
            (starts[telling.name] + note.frame) / fps,
            telling.line_at(note.frame),
            note.message,
            note.box,
        )
        for telling in tellings
        for note in telling.notes.get(row, ())
    ]


def quoted(words: str) -> str:
    """Words of a text for a message, on one line; an ellipsis stands for what is left out."""
    line = " ".join(words.split())
    return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"
