"""``timeline.json``: when everything is said and shown in a film, for whoever reads it beside the film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from narrated.export.timeline import Timeline
from narrated.json_files import load, text, whole
from narrated.scene.clip_sheet import Cue, read_cues
from voiceover.errors import InputError
from voiceover.remedies import filming_again

NAME = "timeline.json"


@dataclass(frozen=True)
class FilmLine:
    """A spoken line in frames of the film."""

    scene: str
    id: str
    text: str
    start: int
    end: int
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class FilmScene:
    """A scene in frames of the film."""

    name: str
    title: str
    start: int
    frames: int
    lines: tuple[FilmLine, ...]


@dataclass(frozen=True)
class TimelineFile:
    """What the file says; a line does not say again of which scene it is."""

    fps: int
    frames: int
    scenes: tuple[FilmScene, ...]

    @classmethod
    def of(cls, timeline: Timeline) -> TimelineFile:
        """Of a film whose clips are laid."""
        scenes = []
        for placed in timeline.scenes:
            clip, start, seconds = placed.clip, placed.start, placed.start / timeline.fps
            lines = tuple(
                FilmLine(
                    clip.name, line.id, line.text, start + line.start, start + line.end,
                    tuple(
                        Cue(cue.name, round(seconds + cue.spoken_at, 6), start + cue.frame)
                        for cue in line.cues
                    ),
                )
                for line in clip.lines
            )  # fmt: skip
            scenes.append(FilmScene(clip.name, clip.title, start, clip.frames, lines))
        return cls(timeline.fps, timeline.frames, tuple(scenes))

    def as_json(self) -> dict[str, Any]:
        """The content of the file."""
        content = asdict(self)
        for scene in content["scenes"]:
            for line in scene["lines"]:
                del line["scene"]
        return content

    @classmethod
    def read(cls, path: Path) -> TimelineFile:
        """Read the file.

        Raises
        ------
        InputError
            If it cannot be read, or is not what a timeline is.
        """
        try:
            sheet = load(path, "the timeline")
            scenes = tuple(map(_scene, sheet["scenes"]))
            found = cls(whole(sheet, "fps"), whole(sheet, "frames"), scenes)
            if found.fps < 1:
                raise ValueError(f"{found.fps} frames a second")
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(
                f"the timeline cannot be read ({error!r})", where=path, remedy=filming_again()
            ) from None
        return found


def _scene(table: Mapping[str, Any]) -> FilmScene:
    name = text(table, "name")
    lines = tuple(
        FilmLine(
            name, text(line, "id"), text(line, "text"), whole(line, "start"), whole(line, "end"),
            read_cues(line),
        )
        for line in table["lines"]
    )  # fmt: skip
    return FilmScene(name, text(table, "title"), whole(table, "start"), whole(table, "frames"), lines)
