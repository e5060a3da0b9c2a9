import json
from pathlib import Path

import pytest

from narrated.export.caption_entry import Entry
from narrated.export.caption_files import srt_text, vtt_text
from narrated.export.captions import scene_captions
from narrated.export.timeline import caption_ends, chapters, lay
from narrated.export.timeline_file import TimelineFile
from narrated.scene.clip_sheet import ClipSheet, Cue, Line
from voiceover.errors import InputError


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


LAID = TimelineFile.of(lay([clip("one", 40, [(5, 30)]), clip("two", 50, [(2, 20), (24, 50)])], [15]))


def test_frames_count_from_the_films_start():
    assert LAID.frames == 105
    assert [(scene.start, scene.frames) for scene in LAID.scenes] == [(0, 40), (55, 50)]
    assert [(line.start, line.end) for line in LAID.scenes[1].lines] == [(57, 75), (79, 105)]
    cue = LAID.scenes[1].lines[0].cues[0]
    assert (cue.name, cue.spoken_at, cue.frame) == ("cue", pytest.approx(57 / 30 + 0.1, abs=1e-6), 60)


def test_the_file_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "timeline.json"
    path.write_text(json.dumps(LAID.as_json()))
    assert TimelineFile.read(path) == LAID


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"fps": 30', '"fps": 0'),
        ('"fps": 30', '"fps": true'),
        ('"frame": 60', '"frame": 60.0'),
        ('"id"', '"ids"'),
        ("[{", "[[{"),
    ],
)
def test_what_is_no_timeline_is_told_with_its_place(tmp_path, old, new):
    path = tmp_path / "timeline.json"
    whole = json.dumps(LAID.as_json())
    assert old in whole
    path.write_text(whole.replace(old, new, 1))
    with pytest.raises(InputError, match=r"timeline\.json: the timeline cannot be read"):
        TimelineFile.read(path)


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
