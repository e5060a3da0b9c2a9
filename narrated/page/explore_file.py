"""``explore.json``: what is live in the pictures of a film, for the page that draws it over them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrated.json_files import load_sealed, sealed, text, whole
from voiceover.atomic_write import write_whole
from voiceover.errors import InputError

NAME = "explore.json"
VERSION = 1
_KINDS = frozenset({
    "arrow", "boxes", "curve", "dashed", "dots", "dotted", "number", "outline", "polygon", "segments",
})  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A picture that one may touch.

    Parameters
    ----------
    name, scene, line
        Its own name, and where it is told.
    title, hint
        In the film's language: what it is, and what to try.
    start, end
        Frames of the film in which it is live, the last one excluded.
    content
        Handles, marks and all else that the page draws, as the file has them.
    """

    name: str
    scene: str
    line: str
    title: str
    hint: str
    start: int
    end: int
    content: Mapping[str, Any]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Part:
        """From the file, or from a telling; a `ValueError` or `KeyError` where it is none."""
        part = cls(
            text(table, "name"), text(table, "scene"), text(table, "line"),
            text(table, "title"), text(table, "hint"),
            whole(table, "start"), whole(table, "end"), table,
        )  # fmt: skip
        if not part.start < part.end:
            raise ValueError(f"{part.name} ends before it begins")
        names = [text(handle, "name") for handle in table["handles"]]
        if not names or not isinstance(table["formulas"], list):
            raise ValueError(f"{part.name} has no handles")
        for mark in table["marks"]:
            if mark["kind"] not in _KINDS:
                raise ValueError(f"a mark is a {mark['kind']!r}")
            if "formula" not in mark and "rule" not in mark:
                knots = [len(axis) for name, axis in mark["axes"] if name in names]
                rows = 1
                for count in knots:
                    rows *= count
                if len(knots) < len(mark["axes"]) or rows != len(mark["table"]):
                    raise ValueError(f"a table of {part.name} has not as many rows as knots")
        return part

    def at(self, start: int) -> Part:
        """The same, in a scene that begins with this frame of the film."""
        moved = {
            **self.content,
            "start": self.start + start,
            "end": self.end + start,
            "handles": [
                {**handle, "frames": [[frame + start, value] for frame, value in handle["frames"]]}
                for handle in self.content["handles"]
            ],
            "marks": [
                {**mark, "shown": [[frame + start, value] for frame, value in mark["shown"]]}
                for mark in self.content["marks"]
            ],
        }
        return Part.of(moved)


@dataclass(frozen=True)
class Explore:
    """What is live in a film.

    Parameters
    ----------
    made_of
        Digest of all that it was recorded from.
    fps
        Frames a second.
    width, height
        Of the picture whose pixels the places are.
    parts
        In the order of the film.
    glyphs
        By font and weight, what numbers are set in: for each character its width and its outline, in
        thousandths of an em.
    """

    made_of: str
    fps: int
    width: int
    height: int
    parts: tuple[Part, ...]
    glyphs: Mapping[str, Any]

    @property
    def functions(self) -> list[tuple[str, str]]:
        """Package and name of every formula."""
        formulas = [formula for part in self.parts for formula in part.content["formulas"]]
        return sorted({(formula["package"], formula["function"]) for formula in formulas})

    def as_json(self) -> dict[str, Any]:
        """The content of the file."""
        return {
            "version": VERSION,
            "made_of": self.made_of,
            "fps": self.fps,
            "width": self.width,
            "height": self.height,
            "glyphs": self.glyphs,
            "parts": [dict(part.content) for part in self.parts],
        }

    def write(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        write_whole(
            path, json.dumps(sealed(self.as_json()), ensure_ascii=False, separators=(",", ":")) + "\n"
        )

    @classmethod
    def read(cls, path: Path) -> Explore:
        """Read the file.

        Raises
        ------
        InputError
            If it cannot be read, or is of another version.
        """
        try:
            table = load_sealed(path, "what is live in the film")
            if table["version"] != VERSION:
                raise ValueError(f"version {table['version']!r}")
            parts = tuple(map(Part.of, table["parts"]))
            found = cls(
                text(table, "made_of"), whole(table, "fps"), whole(table, "width"), whole(table, "height"),
                parts, dict(table["glyphs"]),
            )  # fmt: skip
            if min(found.fps, found.width, found.height) < 1:
                raise ValueError("a picture without size or time")
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(
                f"what is live in the film cannot be read ({error!r})",
                where=path,
                remedy="delete the file; it is recorded again when the page is made",
            ) from None
        return found
