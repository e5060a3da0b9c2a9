"""A scene's captions, as Remotion or players read them, and a script made of them.

A file of Remotion is a JSON list of ``{"text", "startMs", "endMs", "timestampMs", "confidence"}``; one of
players is SubRip (``.srt``). Each entry becomes a line of the script; bookmarks and pronunciations are then
written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from voiceover.bounded import read_bounded
from voiceover.errors import InputError, Mistakes, excerpt
from voiceover.script import bookmarks
from voiceover.script.lines import MOST
from voiceover.strict import is_number, load_json

KEYS = ("text", "startMs", "endMs", "timestampMs", "confidence")
# A scene lasts minutes: what is larger is something else.
_MILLISECOND = timedelta(milliseconds=1)
MAX_BYTES, MAX_ENTRIES, MAX_MILLISECONDS = 1_000_000, 1000, 24 * 3600 * 1000


@dataclass(frozen=True)
class Caption:
    """One entry; times in milliseconds from the scene's start."""

    text: str
    start: float
    end: float
    timestamp: float | None
    confidence: float | None


def read_captions(path: Path) -> list[Caption]:
    """The entries of a captions file, in order.

    Raises
    ------
    InputError
        Naming the file, the entry, and what is wrong with it.
    """
    try:
        data = read_bounded(path, MAX_BYTES, "the file of captions")
    except OSError as error:
        raise InputError.of_system(error, path) from None
    read, permitted = (_subrip, "SubRip") if path.suffix == ".srt" else (load_json, "a JSON list")
    try:
        entries = read(data)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"no captions ({error})", where=path, permitted=permitted, remedy="correct it"
        ) from None
    if not isinstance(entries, list) or not 0 < len(entries) <= MAX_ENTRIES:
        what = "no list of captions" if not isinstance(entries, list) else f"{len(entries)} captions"
        raise InputError(what, where=path, permitted=f"a list of 1 to {MAX_ENTRIES} entries")
    found: list[Caption] = []
    mistakes = Mistakes()
    for number, entry in enumerate(entries):
        with mistakes.gathered(f"{path}, entry {number}"):
            found.append(_caption(entry, found[-1].end if found else 0))
    mistakes.tell()
    return found


def _subrip(data: bytes) -> list[dict[str, object]]:
    """The entries of a SubRip file, as Remotion has them."""
    import srt

    try:
        rows = list(srt.parse(data.decode("utf-8-sig")))
    except (srt.SRTParseError, OverflowError) as error:
        raise ValueError(str(error)) from None
    return [
        dict(
            zip(
                KEYS, (row.content, row.start / _MILLISECOND, row.end / _MILLISECOND, None, None), strict=True
            )
        )
        for row in rows
    ]


def _caption(entry: object, earliest: float) -> Caption:
    if not isinstance(entry, dict) or set(entry) != {*KEYS}:
        raise InputError(f"{excerpt(entry)} is no caption", permitted=f"an object with {', '.join(KEYS)}")
    text = entry["text"]
    if not isinstance(text, str):
        raise InputError(f"text is {excerpt(text)}", permitted="a text in quotes")
    start, end = _number(entry, "startMs"), _number(entry, "endMs")
    if start is None or end is None or not earliest <= start < end:
        raise InputError(
            f"it runs from {start!r} to {end!r} ms", permitted=f"from {earliest:g} ms on, and forwards"
        )
    timestamp, confidence = _number(entry, "timestampMs"), _number(entry, "confidence")
    if timestamp is not None and not start <= timestamp <= end:
        raise InputError(f"timestampMs is {timestamp:g}", permitted=f"{start:g} to {end:g}, or null")
    if confidence is not None and confidence > 1:
        raise InputError(f"confidence is {confidence:g}", permitted="0 to 1, or null")
    return Caption(text, start, end, timestamp, confidence)


def _number(entry: dict[str, object], key: str) -> float | None:
    value = entry[key]
    if value is None:
        return None
    if not is_number(value, 0, MAX_MILLISECONDS):
        raise InputError(f"{key} is {excerpt(value)}", permitted=f"a number from 0 to {MAX_MILLISECONDS}")
    return float(value)


def script_text(entries: Sequence[Caption], title: str) -> str:
    """The script, as TOML that `voiceover.script.scene_script.load_script` reads.

    Raises
    ------
    InputError
        For a text that a line of a script cannot hold: markup or braces.
    """
    mistakes = Mistakes()
    rows = [f"title = {_quoted(_said(title, 'the title', mistakes))}"]
    for number, entry in enumerate(entries, 1):
        said = _said(entry.text, f"entry {number - 1}", mistakes)
        rows += ["", f"[lines.line{number}]", f"say = {_quoted(said)}"]
    mistakes.tell()
    return "\n".join(rows) + "\n"


def _said(text: str, where: str, mistakes: Mistakes) -> str:
    with mistakes.gathered(where):
        parsed = bookmarks.parse(" ".join(text.split()))
        if parsed.marks or "{" in text or "}" in text or not any(map(str.isalnum, text)):
            raise InputError(
                f"{excerpt(text)} is no plain sentence", permitted="words, without markup or braces"
            )
        if len(parsed.plain) > MOST:
            raise InputError(f"{len(parsed.plain)} characters", permitted=f"at most {MOST}")
        return parsed.plain
    return ""


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, as long as nothing in it is a control character.
    return json.dumps(text, ensure_ascii=False)
