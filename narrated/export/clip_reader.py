"""The pictures of a clip or a film, as far as joining them must know."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from narrated.scene.clip_sheet import CLIP, ClipError, read_sheet

if TYPE_CHECKING:
    import av
    from av.container import InputContainer


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

    sheet, clip = read_sheet(folder), folder / CLIP
    first, last, packets = boundary_frames(clip)
    found = (packets, first.width, first.height)
    if found != (sheet.frames, sheet.width, sheet.height):
        raise ClipError(
            f"{clip} holds {found[0]} frames of {found[1]}x{found[2]}, "
            f"its sheet says {sheet.frames} of {sheet.width}x{sheet.height}"
        )
    return {
        name: hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest()
        for name, frame in (("first", first), ("last", last))
    }
