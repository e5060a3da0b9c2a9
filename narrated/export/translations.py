"""Captions in a language that the film does not speak. Apart, since an unchanged film breaks no rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from narrated.design.text_rows import break_rows
from narrated.design.typography import typography
from narrated.export import caption_files
from narrated.export.caption_entry import Track
from voiceover.text_metrics import single_spaced

# More than two rows are too many, which `make check` says; no film has to wait for that.
_MOST_ROWS = 9


def in_rows(track: Track) -> Track:
    """The captions broken into rows as the language is set, whatever the shape of the picture.

    Examples
    --------
    >>> from narrated.export.caption_entry import Entry
    >>> text = "A square makes every error count by its own size, so a large one counts far more."
    >>> in_rows(Track("en", (Entry(0, 5000, (text,)),), ((),))).captions[0].rows
    ('A square makes every error count by its own size,', 'so a large one counts far more.')
    """
    if track.breaks is None:
        return track
    words = typography(track.language)
    captions = []
    for entry, breaks in zip(track.captions, track.breaks, strict=True):
        text = single_spaced(" ".join(entry.rows))
        rows = break_rows(text, words, _MOST_ROWS, words.row_em, words.font, "BOLD", cues=breaks)
        captions.append(replace(entry, rows=tuple(rows or [text])))
    return Track(track.language, tuple(captions))


def write_srt(track: Track, target: Path) -> None:
    """Write SubRip."""
    caption_files.write_srt(in_rows(track).captions, target)


def write_vtt(track: Track, target: Path) -> None:
    """Write WebVTT."""
    caption_files.write_vtt(in_rows(track).captions, target)
