"""What the process that watches asks for, and what it keeps of the answer. Light: plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from narrated.build.plan import Options


@dataclass(frozen=True)
class Segment:
    """What was drawn of one beat: a clip of its own, and the seconds that drawing it took.

    The opening, before the first beat, has no name.
    """

    name: str
    start: int
    frames: int
    clip: Path
    seconds: float


@dataclass(frozen=True)
class PreviousRender:
    """A drawn scene, as far as the next rendering may use it again.

    Parameters
    ----------
    ground
        A digest of each thing that all of the scene stands on.
    beats
        A digest of each beat's own code, lines and words.
    segments
        What was drawn, in order.
    """

    ground: Mapping[str, str]
    beats: Mapping[str, str]
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class RenderRequest:
    """One rendering.

    Parameters
    ----------
    number
        Counts the requests.
    home
        The folder that the command was called from.
    options
        Which scene, and how.
    folder
        Empty; belongs to this rendering.
    scratch
        What manim makes of formulas, kept from one rendering to the next.
    before
        The last rendering that was finished.
    """

    number: int
    home: Path
    options: Options
    folder: Path
    scratch: Path
    before: PreviousRender | None = None
