"""What a worker is told to film: plain data that travels to another process or machine. Light: no manim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Called as report(frames_done, frames_in_all); None while the number is not known.
Report = Callable[[int, int | None], None]


@dataclass(frozen=True)
class SceneJob:
    """One scene to film.

    Parameters
    ----------
    ref
        The scene's class, ``"module:Class"``.
    name
        Name of its script, and of the clip.
    locale, voice
        Which words, read by whom.
    width, height, fps
        The picture.
    folder
        Where ``clip.mp4`` and ``clip.json`` (or ``cover.png``) go; it exists and is the job's alone.
    draft_takes
        Folder for takes that are made on demand (voice ``espeak``).
    threads
        Threads of the encoder; with 1 a clip is the same bit by bit wherever it is made.
    """

    ref: str
    name: str
    locale: str
    voice: str
    width: int
    height: int
    fps: int
    folder: Path
    draft_takes: Path
    threads: int = 1
