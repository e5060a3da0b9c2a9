"""One caption on the screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A caption in milliseconds; ``rows`` are its lines of text."""

    start: int
    end: int
    rows: tuple[str, ...]
