"""Captions beside the film; one line of the script is one entry."""

from __future__ import annotations

from collections.abc import Sequence

from narrated.export.caption_entry import Entry, Track
from narrated.export.timeline import Timeline, caption_ends
from narrated.scene.clip_sheet import ClipSheet
from voiceover.script.locales import Translation


def entries(timeline: Timeline) -> list[Entry]:
    """Captions of the film, a line a caption, in rows for players."""
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


def translated(captions: Sequence[Entry], translation: Translation) -> Track:
    """The same moments, captioned in another language that has the same lines; not broken into rows yet."""
    lines = [line for script in translation.scripts for line in script.lines]
    return Track(
        translation.language,
        tuple(
            Entry(entry.start, entry.end, (line.caption,))
            for entry, line in zip(captions, lines, strict=True)
        ),
        tuple(tuple(cue.caption_offset for cue in line.cues) for line in lines),
    )


def scene_captions(clip: ClipSheet) -> list[dict[str, object]]:
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
