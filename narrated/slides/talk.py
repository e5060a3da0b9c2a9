"""A lesson as the lectern shows it: what the deck, the handout and the PowerPoint file are made of."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from narrated.design.formats import Format
from narrated.slides.beats import Beat
from voiceover.languages import primary

CLIPS = "clips"
"""Folder of the clips and stills, beside the files that show them."""
COVER = "cover.png"


@dataclass(frozen=True)
class Talk:
    """A lesson's beats, and what is said around them.

    Parameters
    ----------
    slug
        What its files are called.
    language
        A language tag, such as ``zh-CN``.
    title, subtitle, presenter
        Of the lesson.
    shape, fps
        Of its clips.
    sound
        Whether the narration is heard until it is turned off, rather than once it is turned on.
    seen
        Of a beat, by its name: what is seen in each of its lines, where that is described.
    cover
        The picture of its first slide; None: words.
    """

    slug: str
    language: str
    title: str
    subtitle: str
    presenter: str
    shape: Format
    fps: int
    sound: bool
    beats: tuple[Beat, ...]
    seen: Mapping[str, tuple[str, ...]]
    cover: Path | None

    @property
    def words(self) -> Mapping[str, str]:
        """What stands around the beats, in the lesson's language, or in English."""
        return _words().get(primary(self.language), _words()["en"])

    def film_of(self, beat: Beat) -> str:
        """The text that stands for the film of a beat: what is seen, or else what is said meanwhile."""
        told = "\n".join(self.seen.get(beat.name, ())) or beat.text
        return self.words["film"].format(text=told) if told else beat.heading

    def still_of(self, beat: Beat) -> str:
        """The text that stands for the last picture of a beat."""
        *_, last = self.seen.get(beat.name) or (beat.text or beat.heading,)
        return self.words["picture"].format(text=last)


@functools.cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("slides_words.toml").read_text(encoding="utf-8"))
