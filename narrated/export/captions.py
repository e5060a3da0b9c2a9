"""Captions beside the film, in three formats; one line of the script is one entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from narrated.export.clip_sheet import Clip
from narrated.export.timeline import Timeline, caption_ends


@dataclass(frozen=True)
class Entry:
    """A caption on screen, in milliseconds; ``rows`` are its lines of text."""

    start: int
    end: int
    rows: tuple[str, ...]


def entries(timeline: Timeline) -> list[Entry]:
    """Captions of the film, broken into rows as those in the picture are."""
    placed = timeline.lines()
    starts = [place.start + line.start for place, line in placed]
    ends = caption_ends([line for _, line in placed], starts)
    return [
        Entry(
            _milliseconds(start, timeline.fps),
            _milliseconds(end, timeline.fps),
            line.rows,
        )
        for (_, line), start, end in zip(placed, starts, ends, strict=True)
    ]


def srt(captions: Sequence[Entry]) -> str:
    """SubRip text; it knows no escape, so what it would read as a time becomes an arrow."""
    blocks = (
        f"{number}\n{_clock(entry.start, ',')} --> {_clock(entry.end, ',')}\n{_text(entry, _without_arrow)}\n"
        for number, entry in enumerate(captions, 1)
    )
    return "\n".join(blocks)


def vtt(captions: Sequence[Entry]) -> str:
    """WebVTT text; what it would read as markup is escaped."""
    blocks = (
        f"{_clock(entry.start, '.')} --> {_clock(entry.end, '.')}\n{_text(entry, _escaped)}\n"
        for entry in captions
    )
    return "\n".join(["WEBVTT\n", *blocks])


def for_mux(captions: Sequence[Entry]) -> str:
    """WebVTT text for ffmpeg, which hides a joiner behind every backslash on its way to ``mov_text``."""
    return vtt(captions).replace("\\", "\N{FULLWIDTH REVERSE SOLIDUS}")


def scene_captions(clip: Clip) -> list[dict[str, object]]:
    """Captions of one scene as other tools read them, in milliseconds from the scene's first frame."""
    starts = [line.start for line in clip.lines]
    ends = caption_ends(clip.lines, starts)
    return [
        {
            "text": line.text,
            "startMs": (shown := _milliseconds(start, clip.fps)),
            "endMs": _milliseconds(end, clip.fps),
            "timestampMs": shown,
            "confidence": 1.0,
        }
        for line, start, end in zip(clip.lines, starts, ends, strict=True)
    ]


def _milliseconds(frame: int, fps: int) -> int:
    return round(frame * 1000 / fps)


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


def _text(entry: Entry, encode: Callable[[str], str]) -> str:
    return "\n".join(encode(row) for row in entry.rows)


def _without_arrow(text: str) -> str:
    return text.replace("-->", "\N{RIGHTWARDS ARROW}")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
