"""Captions on the screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A caption in milliseconds; ``rows`` are its lines of text."""

    start: int
    end: int
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Track:
    """The captions of a film in one language.

    Parameters
    ----------
    language
        A language tag, such as ``zh-CN``.
    breaks
        Of each caption that is not broken into rows yet, the offsets at which a row may end rather than
        between any two phrases; None where all are broken.
    """

    language: str
    captions: tuple[Entry, ...]
    breaks: tuple[tuple[int, ...], ...] | None = None
