"""What a voice hands over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ANY_LANGUAGE = ("any",)
"""The languages of a voice that reads whatever language a text is in, as far as anyone knows beforehand."""


@dataclass(frozen=True)
class Word:
    """A word of the spoken text: its characters, and its seconds in the sound."""

    offset: int
    length: int
    start: float
    end: float


@dataclass(frozen=True)
class Reading:
    """A word of which a listener may doubt how it is read: its sounds, or nothing where it is left out.

    ``in_words``: of a number, the words that are said for it, instead of their sounds.
    """

    word: str
    sounds: str
    guessed: bool = False
    spelt: bool = False
    in_words: bool = False


@dataclass(frozen=True)
class Speech:
    """What a voice makes of a text: mono sound in [-1, 1], the time of every word, and doubtful readings.

    ``words`` is empty where the voice does not tell them; ``notes`` say how a recording was aligned, and
    ``doubts`` what in it may be wrong; ``source`` tells that recording from any other.
    """

    audio: NDArray[np.float32]
    sample_rate: int
    words: tuple[Word, ...]
    readings: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    source: str = ""
