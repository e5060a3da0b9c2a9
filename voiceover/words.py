"""Words that know where they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Word(str):
    """A text of a file of words; what is made of it by joining or cutting is a plain text again.

    Parameters
    ----------
    text
        What it says.
    key
        Its name in the file.
    path
        The file.

    Examples
    --------
    >>> word = Word("均方误差", "mse", Path("zh/scene4.toml"))
    >>> word, word.where
    ('均方误差', "zh/scene4.toml, 'mse'")
    """

    key: str
    path: Path | None

    def __new__(cls, text: str, key: str = "", path: Path | None = None) -> Word:
        """A text that knows its key and its file."""
        word = super().__new__(cls, text)
        word.key, word.path = key, path
        return word

    @property
    def where(self) -> str | None:
        """File and key, as errors tell them."""
        return f"{self.path}, {self.key!r}" if self.path else None

    def __copy__(self) -> Word:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Word:
        return self  # manim copies what a mobject holds for every animation; it never changes
