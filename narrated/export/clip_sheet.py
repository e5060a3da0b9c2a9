"""Scene clips as the stage hands them over: a silent file, and what happens in it counted in frames."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrated.export.sheet_json import load, number, text, whole
from narrated.faults import Failed
from voiceover.errors import InputError

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

CLIP, SHEET, COVER = "clip.mp4", "clip.json", "cover.png"


class ClipError(Failed):
    """A clip that is not what its sheet says: the fault of who made it."""


@dataclass(frozen=True)
class Cue:
    """A word that pictures answer: when it is spoken (seconds), and the frame nearest to that."""

    name: str
    spoken_at: float
    frame: int


@dataclass(frozen=True)
class Line:
    """One spoken sentence, from frame ``start`` to before ``end``; ``take`` sounds, ``rows`` are shown."""

    id: str
    text: str
    rows: tuple[str, ...]
    start: int
    end: int
    take: Path
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class Clip:
    """A scene's clip; frames and seconds count from its first frame."""

    path: Path
    name: str
    title: str
    fps: int
    width: int
    height: int
    frames: int
    lines: tuple[Line, ...]


def read_clip(folder: Path) -> Clip:
    """Read ``clip.json`` beside ``clip.mp4``.

    Raises
    ------
    ClipError
        If it is malformed, or its frames are out of order.
    """
    try:
        sheet = load(folder / SHEET, "the sheet of a clip")
        clip = _clip(folder / CLIP, sheet)
    except (
        InputError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise ClipError(f"{folder / SHEET} is no sheet of a clip: {error!r}") from error
    before = 0
    for line in clip.lines:
        if not (before <= line.start < line.end <= clip.frames):
            raise ClipError(
                f"{folder / SHEET}: line {line.id} runs from frame {line.start} to {line.end}; "
                f"permitted is {before} to {clip.frames}"
            )
        before = line.end
    return clip


def _clip(path: Path, sheet: Mapping[str, Any]) -> Clip:
    return Clip(
        path,
        text(sheet, "name"),
        text(sheet, "title"),
        whole(sheet, "fps"),
        whole(sheet, "width"),
        whole(sheet, "height"),
        whole(sheet, "frames"),
        tuple(
            Line(
                text(line, "id"),
                text(line, "text"),
                tuple(text({"row": row}, "row") for row in line["rows"]),
                whole(line, "start"),
                whole(line, "end"),
                Path(text(line, "take")),
                tuple(
                    Cue(text(cue, "name"), number(cue, "spoken_at"), whole(cue, "frame"))
                    for cue in line["cues"]
                ),
            )
            for line in sheet["lines"]
        ),
    )


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """A film or clip to read from.

    Raises
    ------
    ClipError
        If it is damaged, or has no pictures, whenever that is found while it is read.
    OSError
        If the system does not let it be read.
    """
    import av

    try:
        with av.open(f"file:{path}") as container:
            yield container
    except (av.FFmpegError, IndexError, StopIteration) as error:
        if isinstance(error, OSError):
            raise
        reason = error.strerror if isinstance(error, av.FFmpegError) else "it has no pictures"
        raise ClipError(f"{path} is damaged ({reason}). Remedy: delete it, and film again.") from error


def boundary_frames(path: Path) -> tuple[av.VideoFrame, av.VideoFrame, int]:
    """The first and the last frame of a clip, and how many packets it holds."""
    with opened(path) as container:
        packets = sum(1 for packet in container.demux(container.streams.video[0]) if packet.size)
    return first_frame(path), last_frame(path), packets


def first_frame(path: Path) -> av.VideoFrame:
    """The first frame of a clip."""
    with opened(path) as container:
        return next(container.decode(container.streams.video[0]))


def last_frame(path: Path) -> av.VideoFrame:
    """The last frame of a clip."""
    with opened(path) as container:
        stream = container.streams.video[0]
        assert stream.duration is not None
        # Lands on the last key frame: only the last group of pictures is decoded.
        container.seek(stream.duration, stream=stream, backward=True)
        return deque(container.decode(stream), maxlen=1)[0]


def inspect(folder: Path) -> dict[str, str]:
    """Check a new clip against its sheet; return what transitions depend on.

    Raises
    ------
    ClipError
        If the number or the size of the frames differs.
    """
    import hashlib

    clip = read_clip(folder)
    first, last, packets = boundary_frames(clip.path)
    found = (packets, first.width, first.height)
    if found != (clip.frames, clip.width, clip.height):
        raise ClipError(
            f"{clip.path} holds {found[0]} frames of {found[1]}x{found[2]}, "
            f"its sheet says {clip.frames} of {clip.width}x{clip.height}"
        )
    return {
        name: hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest()
        for name, frame in (("first", first), ("last", last))
    }
