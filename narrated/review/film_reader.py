"""The finished film as its files tell it: timeline, captions, sound and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import av
import numpy as np
import numpy.typing as npt

from narrated.build.plan import Plan
from narrated.build.workspace import one_film
from narrated.design.layout import layout
from narrated.encode.encoder import rgb_frame
from narrated.export import timeline_file
from narrated.export.timeline_file import FilmLine, TimelineFile
from narrated.review.findings import Finding
from narrated.scene.clip_sheet import ClipError
from voiceover.errors import InputError
from voiceover.remedies import filming_again

RATE = 48_000
Samples = npt.NDArray[np.float32]

# Pictures are compared in luma and chroma codes. An unmoved frame that was encoded anew differs by a few
# codes; the first frame of a fade or a movement differs by more, in more than a few samples.
_CODES = 6
_SAMPLES = 4


class FilmReader:
    """The files of a finished film; each is read when it is asked for, once.

    Raises
    ------
    InputError
        If the film was not made, or its timeline cannot be read.
    """

    def __init__(self, plan: Plan) -> None:
        one_film(plan.home)
        self.plan = plan
        self.video = plan.output(".mp4")
        path = plan.beside(timeline_file.NAME)
        languages = ["", *(f".{one.locale}" for one in plan.translations)]
        files = [plan.output(f"{one}.{kind}") for one in languages for kind in ("srt", "vtt")]
        for needed in (self.video, path, *files):
            if not needed.is_file():
                what = (
                    "the film is not made yet" if needed == self.video else "this file of the film is missing"
                )
                raise InputError(what, where=needed, remedy=filming_again())
        timeline = TimelineFile.read(path)
        self.fps, self.frames, self.scenes = timeline.fps, timeline.frames, timeline.scenes
        self.lines = tuple(line for scene in timeline.scenes for line in scene.lines)
        with self.damaged_told(), av.open(f"file:{self.video}") as container:
            if not (container.streams.video and container.streams.audio):
                raise InputError("the film lacks pictures or sound", where=self.video, remedy=filming_again())

    @contextmanager
    def damaged_told(self) -> Iterator[None]:
        """Whatever reads the film here may find it damaged."""
        try:
            yield
        except av.FFmpegError as error:
            raise InputError(
                f"the film is damaged ({error.strerror})", where=self.video, remedy=filming_again()
            ) from None
        except ClipError as error:
            raise InputError(
                "the film is damaged, or ends before its timeline does",
                where=self.video,
                remedy=filming_again(),
            ) from error

    @property
    def starts(self) -> dict[str, int]:
        """First frame of each scene."""
        return {scene.name: scene.start for scene in self.scenes}

    def finding(self, frame: float, message: str, line: FilmLine | None = None) -> Finding:
        """A finding at a frame of the film."""
        if line is None:
            begun = [one for one in self.lines if one.start <= frame < one.end]
            line = begun[0] if begun else None
        scene = line.scene if line else next((s.name for s in reversed(self.scenes) if s.start <= frame), "")
        return Finding(scene, frame / self.fps, line.id if line else "", message)

    @cached_property
    def sound(self) -> Samples:
        """The decoded sound, shape (2, samples), from -1 to 1; it begins with the first frame."""
        with av.open(f"file:{self.video}") as container:
            blocks = []
            for frame in container.decode(audio=0):
                block = frame.to_ndarray().astype(np.float32)
                assert frame.time_base is not None
                # The encoder's run-up stands before time 0 where a player does not skip it by itself.
                early = -round(float((frame.pts or 0) * frame.time_base) * frame.sample_rate)
                blocks.append(block[:, max(0, min(early, block.shape[1])) :])
        return np.concatenate(blocks, axis=1) if blocks else np.zeros((2, 0), np.float32)

    @cached_property
    def tracks(self) -> tuple[tuple[str, ...], ...]:
        """What the caption tracks in the film say."""
        with av.open(f"file:{self.video}") as container:
            streams = list(container.streams.subtitles)
            said: dict[int, list[str]] = {stream.index: [] for stream in streams}
            for packet in container.demux(streams) if streams else ():
                data = bytes(packet)
                # Its length is said first; an empty text stands for a pause.
                if text := data[2 : 2 + int.from_bytes(data[:2], "big")]:
                    said[packet.stream.index].append(text.decode("utf-8", "replace"))
        return tuple(map(tuple, said.values()))

    @cached_property
    def changed(self) -> npt.NDArray[np.bool_]:
        """Whether each frame of the film differs from the one before, the caption band left out."""
        found: list[bool] = []
        before: list[npt.NDArray[np.uint8]] | None = None
        places = layout(self.plan.format)
        band = 0.5 - (places.caption.y + places.caption.height / 2) / places.frame.height
        with av.open(f"file:{self.video}") as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            for frame in container.decode(stream):
                now = _body(frame, band)
                found.append(before is None or any(map(_differs, before, now)))
                before = now
        return np.array(found)

    def still(self, frame: int) -> npt.NDArray[np.uint8]:
        """A frame of the film as 8-bit RGB."""
        with av.open(f"file:{self.video}") as container:
            stream = container.streams.video[0]
            assert stream.time_base is not None
            wanted = round(min(max(frame, 0), self.frames - 1) / self.fps / stream.time_base)
            container.seek(wanted, stream=stream, backward=True)
            for found in container.decode(stream):
                if found.pts is not None and found.pts >= wanted:
                    return rgb_frame(found)
        what = f"the film is damaged (frame {frame} of {self.frames} is not there)"
        raise InputError(what, where=self.video, remedy=filming_again())


def _body(frame: av.VideoFrame, band: float) -> list[npt.NDArray[np.uint8]]:
    """The planes of a yuv420p frame above the caption band, which begins at a share of the height."""
    height = int(band * frame.height) - 2
    planes = []
    for plane, half in zip(frame.planes, (1, 2, 2), strict=True):
        rows = np.frombuffer(bytes(plane), np.uint8).reshape(plane.height, plane.line_size)
        planes.append(rows[: height // half, : plane.width])
    return planes


def _differs(before: npt.NDArray[np.uint8], now: npt.NDArray[np.uint8]) -> bool:
    if np.array_equal(before, now):
        return False
    apart = np.maximum(before, now) - np.minimum(before, now)
    return int((apart > _CODES).sum()) >= _SAMPLES
