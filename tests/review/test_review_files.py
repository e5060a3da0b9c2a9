"""Rows that are judged on the film's files: each thing that is wrong is caught by its row and by no other."""

import json
import shutil
import subprocess

import pytest
from judging import failed, told

from narrated.export.ffmpeg import ffmpeg
from narrated.review.film_reader import FilmReader
from voiceover.errors import InputError


def remuxed(plan, *options):
    """The film written anew by ffmpeg, streams copied unless the options say otherwise."""
    film = plan.output(".mp4")
    target = film.with_name("new.mp4")
    command = [
        ffmpeg(),
        "-loglevel",
        "error",
        "-y",
        "-i",
        str(film),
        "-map",
        "0:v",
        "-map",
        "0:a",
        "-map",
        "0:s",
    ]
    command += ["-c", "copy", "-movflags", "+faststart", *options, str(target)]
    subprocess.run(command, check=True)
    target.replace(film)


def edited(path, change):
    path.write_text(change(path.read_text()))


def later_cues(text):
    """Cues that say they were spoken, and met, four frames later than they were."""
    sheet = json.loads(text)
    for scene in sheet["scenes"]:
        for line in scene["lines"]:
            for cue in line["cues"]:
                cue["frame"] += 4
                cue["spoken_at"] += 4 / sheet["fps"]
    return json.dumps(sheet)


def both(plan, change):
    for suffix in (".srt", ".vtt"):
        edited(plan.output(suffix), change)


def retimed(plan):
    """The first caption ends where the next one begins."""

    def change(text):
        point = "," if "-->" in text and "WEBVTT" not in text else "."
        times = [row for row in text.splitlines() if "-->" in row]
        first, second = (row.split(" --> ") for row in times[:2])
        assert point in first[1]
        return text.replace(f"{first[0]} --> {first[1]}", f"{first[0]} --> {second[0]}")

    both(plan, change)


@pytest.mark.parametrize(
    ("spoil", "row", "said"),
    [
        (lambda p: both(p, lambda t: t.replace("慢慢", "快快")), "captions", "not the line of the script"),
        (
            lambda p: edited(p.output(".vtt"), lambda t: t.replace("慢慢", "快快")),
            "captions",
            "do not say the same",
        ),
        (lambda p: both(p, lambda t: t.replace("线上，", "线上。")), "captions", "more than one sentence"),
        (retimed, "captions", "frames to the next caption"),
        (
            lambda p: edited(p.beside("scene1-captions.json"), lambda t: t.replace("慢慢", "快快")),
            "captions",
            "scene1-captions.json",
        ),
        (lambda p: edited(p.beside("timeline.json"), later_cues), "sync", "frames off"),
        (
            lambda p: remuxed(
                p, "-c:a", "aac", "-b:a", "192k", "-af", "adelay=250:all=1,atrim=end=" + length(p)
            ),
            "sync",
            "the sound begins",
        ),
        (lambda p: remuxed(p, "-c:a", "aac", "-b:a", "192k", "-af", "volume=-4dB"), "sound", "LUFS"),
        (lambda p: remuxed(p, "-movflags", "0"), "streams", "no fast start"),
        (lambda p: remuxed(p, "-map_chapters", "-1"), "streams", "the chapters are []"),
        (lambda p: remuxed(p, "-map", "-0:s"), "streams", "0 caption streams"),
        (lambda p: remuxed(p, "-metadata:s:a:0", "language=eng"), "streams", "language of the sound"),
        (lambda p: remuxed(p, "-metadata", "title=另一个"), "streams", "the title is"),
    ],
    ids=[
        *("text", "vtt", "sentences", "gap", "scene file", "cues", "late sound", "quiet"),
        *("fast start", "chapters", "no captions", "language", "title"),
    ],
)
def test_what_is_wrong_is_caught_by_its_row_alone(studio, judged_copy, spoil, row, said):
    spoil(judged_copy)
    rows = studio.judge(judged_copy)
    assert failed(rows) == [row], told(rows)
    assert any(said in message for message in told(rows)), told(rows)


@pytest.mark.parametrize(("off", "fails"), [(0.5, []), (-0.5, []), (0.6, ["sync"])])
def test_a_word_half_way_between_two_frames_is_on_either(studio, judged_copy, off, fails):
    path = judged_copy.beside("timeline.json")
    sheet = json.loads(path.read_text())
    lines = [line for scene in sheet["scenes"] for line in scene["lines"]]
    cues = [(cue, line) for line in lines for cue in line["cues"] if cue["frame"] < line["end"] - 1]
    # Rounding to the even one of the two would take an odd frame for wrong.
    assert any(cue["frame"] % 2 for cue, _ in cues)
    for cue, _ in cues:
        cue["spoken_at"] = round((cue["frame"] + off) / sheet["fps"], 6)
    path.write_text(json.dumps(sheet))
    rows = studio.judge(judged_copy)
    assert failed(rows) == fails, told(rows)


def length(plan):
    film = FilmReader(plan)
    return str(film.frames / film.fps)


def test_a_picture_that_stands_still_is_caught(studio):
    rows = studio.judge(studio.film("judged_lesson.resting"))
    assert failed(rows) == ["stillness"], told(rows)
    assert "nothing moves" in told(rows)[0]


def test_a_film_that_is_not_made_yet_says_so(judged, tmp_path):
    from dataclasses import replace

    with pytest.raises(InputError, match="make video"):
        FilmReader(replace(judged, home=tmp_path))


def test_a_film_of_other_scenes_is_not_judged(studio, judged_copy):
    def shorter(text):
        sheet = json.loads(text)
        sheet["scenes"][0]["frames"] -= 1
        return json.dumps(sheet)

    edited(judged_copy.beside("timeline.json"), shorter)
    with pytest.raises(InputError, match="not what scene1 tells now"):
        studio.judge(judged_copy)


def test_a_damaged_timeline_is_an_input_error(judged_copy):
    judged_copy.beside("timeline.json").write_text('{"fps": 15')
    with pytest.raises(InputError, match="timeline"):
        FilmReader(judged_copy)
    shutil.rmtree(judged_copy.home)
