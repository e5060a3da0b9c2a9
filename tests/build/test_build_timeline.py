from pathlib import Path

import pytest

from narrated.export.caption_entry import Entry
from narrated.export.caption_files import srt_text, vtt_text
from narrated.export.captions import scene_captions
from narrated.export.timeline import as_json, caption_ends, chapters, lay
from narrated.scene.clip_sheet import ClipSheet, Cue, Line


def clip(name, frames, lines=(), fps=30):
    take = Path("take.flac")
    made = tuple(
        Line(
            f"l{n}",
            f"text {n}",
            (f"text {n}",),
            start,
            end,
            take,
            (Cue("cue", start / fps + 0.1, start + 3),),
        )
        for n, (start, end) in enumerate(lines)
    )
    return ClipSheet(name, f"{name}:{name.title()}", name.title(), fps, 160, 90, frames, made)


def test_frames_count_from_the_films_start():
    film = as_json(lay([clip("one", 40, [(5, 30)]), clip("two", 50, [(2, 20), (24, 50)])], [15]))
    assert film["frames"] == 105
    assert [(scene["start"], scene["frames"]) for scene in film["scenes"]] == [(0, 40), (55, 50)]
    assert [(line["start"], line["end"]) for line in film["scenes"][1]["lines"]] == [(57, 75), (79, 105)]
    cue = film["scenes"][1]["lines"][0]["cues"][0]
    assert cue == {"name": "cue", "spoken_at": pytest.approx(57 / 30 + 0.1, abs=1e-6), "frame": 60}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([12, 15, 20], [(0, 12, "S0"), (12, 27, "S1"), (27, 47, "S2")]),
        ([12, 15, 5], [(0, 12, "S0"), (12, 32, "S1")]),
        ([12, 5, 15], [(0, 17, "S0"), (17, 32, "S2")]),
        ([4, 15, 12], [(0, 19, "S0"), (19, 31, "S2")]),
        ([3, 3], [(0, 6, "S0")]),
    ],
)
def test_chapters_last_ten_seconds_or_join_the_one_before(seconds, expected):
    found = chapters(
        lay([clip(f"s{n}", 30 * length) for n, length in enumerate(seconds)], [0] * (len(seconds) - 1))
    )
    assert found == [(start * 30, end * 30, title) for start, end, title in expected]


def test_two_frames_between_captions():
    lines = clip("one", 90, [(0, 30), (30, 59), (63, 90)]).lines
    assert caption_ends(lines, [0, 30, 63]) == [28, 59, 90]


def test_captions_in_milliseconds_from_the_scenes_start():
    first = scene_captions(clip("one", 90, [(6, 30), (33, 90)]))[0]
    assert first == {"text": "text 0", "startMs": 200, "endMs": 1000, "timestampMs": 200, "confidence": 1.0}


def test_subtitles_as_text():
    entries = [Entry(133, 3_723_004, ("a & b", "<c>"))]
    assert srt_text(entries) == "1\n00:00:00,133 --> 01:02:03,004\na & b\n<c>\n\n"
    assert vtt_text(entries) == "WEBVTT\n\n00:00:00.133 --> 01:02:03.004\na &amp; b\n&lt;c&gt;\n"
