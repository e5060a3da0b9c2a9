"""Captions as players read them: SubRip and WebVTT files. Apart, since an unchanged film needs no library."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import srt
import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from narrated.export.caption_entry import Entry
from voiceover.errors import InputError
from voiceover.remedies import filming_again

_MILLISECOND = timedelta(milliseconds=1)


def write_srt(captions: Sequence[Entry], target: Path) -> None:
    """Write SubRip."""
    target.write_text(srt_text(captions), encoding="utf-8")


def write_vtt(captions: Sequence[Entry], target: Path) -> None:
    """Write WebVTT."""
    target.write_text(vtt_text(captions), encoding="utf-8")


def srt_text(captions: Sequence[Entry]) -> str:
    """SubRip text; it knows no escape, so what it would read as a time becomes an arrow."""
    text: str = srt.compose(
        srt.Subtitle(
            None,
            entry.start * _MILLISECOND,
            entry.end * _MILLISECOND,
            "\n".join(entry.rows).replace("-->", "\N{RIGHTWARDS ARROW}"),
        )
        for entry in captions
    )
    return text


def vtt_text(captions: Sequence[Entry]) -> str:
    """WebVTT text; what it would read as markup is escaped."""
    file = webvtt.WebVTT()
    for entry in captions:
        text = html.escape("\n".join(entry.rows), quote=False)
        file.captions.append(webvtt.Caption(_clock(entry.start), _clock(entry.end), text))
    return file.content


def for_mux(captions: Sequence[Entry]) -> str:
    """WebVTT text for ffmpeg, which hides a joiner behind every backslash on its way to ``mov_text``."""
    return _unslashed(vtt_text(captions))


def for_mux_text(rows: Sequence[str]) -> str:
    """What a track of the film says of a caption with these rows."""
    return _unslashed("\n".join(rows))


def _unslashed(text: str) -> str:
    return text.replace("\\", "\N{FULLWIDTH REVERSE SOLIDUS}")


def read_srt(path: Path) -> list[Entry]:
    """The entries of a SubRip file.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        found = list(srt.parse(path.read_text(encoding="utf-8")))
    except (srt.SRTParseError, ValueError) as error:
        raise _damaged(path, error) from None
    return [
        Entry(one.start // _MILLISECOND, one.end // _MILLISECOND, tuple(one.content.split("\n")))
        for one in found
    ]


def read_vtt(path: Path) -> list[Entry]:
    """The entries of a WebVTT file; raises as `read_srt` does."""
    try:
        found = webvtt.from_string(path.read_text(encoding="utf-8"), strict=True)
    except (MalformedFileError, MalformedCaptionError, ValueError) as error:
        raise _damaged(path, error) from None
    return [
        Entry(
            one.start_time.in_milliseconds(),
            one.end_time.in_milliseconds(),
            tuple(map(html.unescape, one.raw_text.split("\n"))),
        )
        for one in found.captions
    ]


def _damaged(path: Path, error: Exception) -> InputError:
    return InputError(f"the captions cannot be read ({error})", where=path, remedy=filming_again())


def _clock(milliseconds: int) -> str:
    return str(srt.timedelta_to_srt_timestamp(milliseconds * _MILLISECOND)).replace(",", ".")
