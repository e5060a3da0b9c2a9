"""A film that was made by the command line, as a viewer and a player get it."""

import itertools
import json
import struct
import subprocess
import wave
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from narrated.encode.encoder import rgb_frame
from narrated.export.ffmpeg import ebur128, ffmpeg


@pytest.fixture(scope="session")
def timeline(filmed):
    return json.loads((filmed.home / "timeline.json").read_text())


@pytest.fixture(scope="session")
def frames(filmed):
    with av.open(str(filmed.film)) as container:
        return [rgb_frame(frame) for frame in container.decode(video=0)]


def sound_of(film):
    command = [ffmpeg(), "-v", "error", "-i", str(film), "-map", "0:a", "-f", "s16le", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(raw, "<i2").reshape(-1, 2)


def test_the_frames_are_exactly_those_of_the_timeline(timeline, frames, filmed):
    scenes = timeline["scenes"]
    assert len(frames) == timeline["frames"]
    assert timeline["frames"] == sum(scene["frames"] for scene in scenes) + 2 * 6
    for before, after in itertools.pairwise(scenes):
        assert after["start"] == before["start"] + before["frames"] + 6
    with av.open(str(filmed.film)) as container:
        stream = container.streams.video[0]
        times = sorted(packet.pts for packet in container.demux(stream) if packet.size)
        assert times == [n * 3000 for n in range(timeline["frames"])]
        assert (stream.time_base, stream.average_rate) == (Fraction(1, 90_000), 30)


def test_the_timeline_has_the_agreed_form(timeline):
    assert set(timeline) == {"fps", "frames", "scenes"}
    assert set(timeline["scenes"][0]) == {"name", "title", "start", "frames", "lines"}
    assert set(timeline["scenes"][0]["lines"][0]) == {"id", "text", "start", "end", "cues"}
    assert set(timeline["scenes"][0]["lines"][0]["cues"][0]) == {"name", "spoken_at", "frame"}
    for scene in timeline["scenes"]:
        for line in scene["lines"]:
            assert scene["start"] <= line["start"] < line["end"] <= scene["start"] + scene["frames"]
            for cue in line["cues"]:
                assert cue["frame"] == round(cue["spoken_at"] * 30)


def test_scenes_are_copied_not_encoded_again(filmed, timeline, frames):
    for scene in timeline["scenes"]:
        with av.open(str(filmed.parts / scene["name"] / "clip.mp4")) as container:
            for index, frame in enumerate(container.decode(video=0), scene["start"]):
                assert np.array_equal(rgb_frame(frame), frames[index])


def test_the_picture_changes_on_the_frame_where_a_line_starts(timeline, frames):
    for scene in timeline["scenes"]:
        for number, line in enumerate(scene["lines"]):
            box = (slice(12, 24), slice(8 * number + 2, 8 * number + 6))
            before, at = frames[line["start"] - 1][box], frames[line["start"]][box]
            assert before.mean() < 200 < at.mean()


def test_a_lines_sound_starts_on_its_frame(filmed, timeline):
    with wave.open(str(filmed.parts / "sound-all.wav")) as file:
        master = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)[:, 0].astype(float)
    decoded = sound_of(filmed.film)
    assert len(master) == timeline["frames"] * 1600
    assert abs(len(decoded) - len(master)) <= 1024
    for scene in timeline["scenes"]:
        for line in scene["lines"]:
            start = line["start"] * 1600
            assert np.abs(master[start - 400 : start - 40]).max() == 0
            assert np.abs(master[start : start + 4]).max() > 3000
            part = decoded[start - 480 : start + 2400, 0].astype(float)
            lags = range(-48, 49)
            match = [part @ master[start - 480 + lag : start + 2400 + lag] for lag in lags]
            assert abs(lags[int(np.argmax(match))]) <= 1, "within a sample after AAC"


def test_loudness_and_true_peak_of_the_decoded_film(filmed):
    loudness, peak = ebur128(None, "-i", str(filmed.film))
    assert loudness == pytest.approx(-14, abs=0.5)
    assert peak <= -1


def test_streams_are_what_platforms_ask_for(filmed):
    with av.open(str(filmed.film)) as container:
        video, audio, captions = (
            container.streams.video[0],
            container.streams.audio[0],
            container.streams.subtitles[0],
        )
        assert (video.codec_context.name, video.profile, video.pix_fmt) == ("h264", "High", "yuv420p")
        assert (audio.codec_context.name, audio.profile, audio.rate, audio.layout.name) == (
            "aac",
            "LC",
            48_000,
            "stereo",
        )
        assert captions.codec_context.name == "mov_text"
        assert [stream.metadata["language"] for stream in (video, audio, captions)] == ["zho"] * 3
        assert container.metadata["title"] == "盒子; #1 = \\ 100%"
        assert abs(container.duration / 1_000_000 - video.frames / 30) < 0.03


def test_the_index_comes_first(filmed):
    data, kinds, at = filmed.film.read_bytes(), [], 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        kinds.append(kind)
        at += size
    assert kinds.index(b"moov") < kinds.index(b"mdat")


def test_chapters_start_at_zero(filmed):
    with av.open(str(filmed.film)) as container:
        found = [(chapter["start"], chapter["metadata"]["title"]) for chapter in container.chapters()]
    assert found == [(0, "盒子 one")]


def test_captions_inside_and_beside_the_film_say_the_same(filmed, timeline):
    inside = subprocess.run(
        [ffmpeg(), "-v", "error", "-i", str(filmed.film), "-map", "0:s", "-f", "srt", "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    beside = (filmed.home / "boxes.srt").read_text()
    assert inside.split() == beside.split()
    lines = [line for scene in timeline["scenes"] for line in scene["lines"]]
    texts = beside.strip().split("\n\n")
    assert [text.split("\n", 2)[2] for text in texts] == [line["text"] for line in lines]
    assert (filmed.home / "boxes.vtt").read_text().count("-->") == len(lines)


def test_captions_of_a_scene_count_from_its_start(filmed):
    found = json.loads((filmed.home / "two-captions.json").read_text())
    assert found[0]["text"] == "第二个盒子来了。"
    assert set(found[0]) == {"text", "startMs", "endMs", "timestampMs", "confidence"}
    assert found[0]["startMs"] == round(4 * 1000 / 30)


def test_cover_and_storyboard(filmed):
    with Image.open(filmed.home / "cover.png") as cover:
        assert cover.size == (1920, 1080)
        assert cover.getpixel((5, 5)) == (40, 160, 60)
    with Image.open(filmed.home / "storyboard.png") as sheet:
        assert sheet.width == 2400
        pixels = np.asarray(sheet.convert("RGB")).astype(int)
    for color in ((200, 40, 40), (40, 160, 60), (40, 60, 200)):
        assert (np.abs(pixels - color).max(-1) < 12).sum() > 100_000, "stills of every scene"
    assert (np.abs(pixels - (0xF2, 0xF2, 0xF2)).max(-1) < 12).sum() > 1000, "text beneath them"


def test_nothing_temporary_is_left(filmed):
    assert filmed.leftovers() == []
    assert not list(filmed.home.rglob("*.h264.mp4"))
