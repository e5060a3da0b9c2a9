"""One's own voice: files become takes that agree with the script, and what cannot is told by its line."""

import hashlib
import json
import wave

import numpy as np
import pytest
from scipy.signal import resample_poly

from narrated.cli.main import main
from voiceover.remedies import FILM
from voiceover.script.scene_script import load_script
from voiceover.sound_editing import trimmed
from voiceover.takes import find_take, read_audio, seconds_at, takes_folder

RATE = 24_000
PACE = 9 / 8
LESSON = 'language = "en"\nvoice = "af_heart"\ntitle = "x"\n[presenter]\nname = "Ada"\n'


@pytest.fixture
def words(tmp_path):
    """Three lines of the film, which have takes by its own voice."""
    script = load_script(FILM, "en", "scene4")
    lines = script.lines[:3]
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
    rows = [f"[lines.{line.id}]\nsay = {json.dumps(line.spoken)}\n" for line in lines]
    (folder / "scene1.toml").write_text('title = "x"\n' + "".join(rows), encoding="utf-8")
    takes_folder(tmp_path, "en").mkdir(parents=True)
    for line in lines:
        take = find_take(FILM, "en", line, "af_heart")
        for path in (take.audio, take.sheet):
            (takes_folder(tmp_path, "en") / path.name).write_bytes(path.read_bytes())
    return tmp_path


def _lines(words):
    return load_script(words, "en", "scene1").lines


def _read_aloud(words, line, *, gain=0.4):
    """The line by a deeper, slower voice as a microphone hears it: silence and a little noise around it."""
    take = find_take(words, "en", line, "af_heart")
    sound = np.pad(resample_poly(read_audio(take), 9, 8), RATE // 2) * gain
    return sound + 2e-4 * np.random.default_rng(1).standard_normal(len(sound))


def _write(path, sound):
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def _record_all(words):
    folder = words / "recordings" / "en" / "scene1"
    for number, line in enumerate(_lines(words)):
        _write(folder / f"{line.id}.wav", _read_aloud(words, line, gain=0.2 + 0.2 * number))
    return folder


def run(words, *options):
    return main(["voice", "--words", str(words), "--voice", "recorded", *options])


def _takes(words):
    return [find_take(words, "en", line, "recorded") for line in _lines(words)]


def _agree(words):
    """How far cues at the words of a recording are from where its voice says them, in seconds."""
    errors = []
    for line, take in zip(_lines(words), _takes(words), strict=True):
        own = find_take(words, "en", line, "af_heart")
        # Trimming leaves some silence before the first word, whose own place says how much.
        lead = take.words[0].start - PACE * own.words[0].start
        errors += [
            abs(seconds_at(word.offset, take.words) - PACE * word.start - lead) for word in own.words[1:]
        ]
    return errors


def test_files_become_takes_equally_loud_and_in_time(words, capsys):
    _record_all(words)
    assert run(words) == 0
    printed = capsys.readouterr().out
    assert printed.count(" words") == 3, printed  # how sure each line is
    assert np.median(_agree(words)) < 0.02
    assert np.mean(np.array(_agree(words)) < 0.05) > 0.9
    loud = [np.sqrt(np.mean(read_audio(take) ** 2)) for take in _takes(words)]
    assert max(loud) / min(loud) < 1.3
    for line, take in zip(_lines(words), _takes(words), strict=True):
        spoken = PACE * find_take(words, "en", line, "af_heart").duration
        assert spoken - 0.1 < take.duration < spoken + 0.4


def test_a_take_is_kept_until_its_recording_is_another(words, capsys):
    folder = _record_all(words)
    assert run(words) == 0
    before = [take.audio.stat().st_mtime_ns for take in _takes(words)]
    capsys.readouterr()
    assert run(words) == 0
    assert "3 recorded, 0 to record" in capsys.readouterr().out
    line = _lines(words)[1]
    _write(folder / f"{line.id}.wav", _read_aloud(words, line, gain=0.3))
    assert run(words) == 0
    after = [take.audio.stat().st_mtime_ns for take in _takes(words)]
    assert [one == two for one, two in zip(before, after, strict=True)] == [True, False, True]


def test_a_take_outlives_its_recording(words, capsys):
    folder = _record_all(words)
    assert run(words) == 0
    for path in folder.iterdir():
        path.unlink()
    assert run(words) == 0
    assert "3 recorded, 0 to record" in capsys.readouterr().out
    assert run(words, "--prune") == 0
    assert len(_takes(words)) == 3
    assert all(find_take(words, "en", line, "af_heart") for line in _lines(words))


def test_what_cannot_be_used_is_told_and_the_rest_is_made(words, capsys):
    folder = _record_all(words)
    first, second, third = _lines(words)
    _write(folder / f"{first.id}.wav", np.zeros(3 * RATE))
    (folder / f"{second.id}.wav").unlink()
    assert run(words) == 2
    told = capsys.readouterr().err
    assert f"{first.id}.wav: the recording of {first.id} is silent" in told
    assert f"no recording of scene1/{second.id}" in told
    assert "Remedy: put them there, or run `" in told
    assert "Traceback" not in told
    assert find_take(words, "en", third, "recorded").duration > 1
    assert len([*takes_folder(words, "en").glob("*.json")]) == 4


def test_a_bad_recording_leaves_the_good_take_as_it_was(words, capsys):
    folder = _record_all(words)
    assert run(words) == 0
    before = [take.audio.read_bytes() for take in _takes(words)]
    line = _lines(words)[0]
    _write(folder / f"{line.id}.wav", np.clip(20 * _read_aloud(words, line), -1, 1))
    assert run(words) == 2
    assert f"the recording of {line.id} is clipped" in capsys.readouterr().err
    assert [take.audio.read_bytes() for take in _takes(words)] == before


@pytest.mark.parametrize("kind", ["srt", "json"])
def test_one_file_a_scene_is_parted_by_the_captions_beside_it(words, kind):
    at, sounds, rows = 0.0, [], []
    for number, line in enumerate(_lines(words), 1):
        sound = _read_aloud(words, line)
        sounds.append(sound)
        seconds = len(sound) / RATE
        rows.append((number, line.caption, at + 0.4, at + seconds - 0.4))
        at += seconds
    folder = words / "recordings" / "en"
    _write(folder / "scene1.wav", np.concatenate(sounds))
    if kind == "json":
        keys = ("text", "startMs", "endMs", "timestampMs", "confidence")
        entries = [
            dict(zip(keys, (text, 1000 * start, 1000 * end, None, None), strict=True))
            for _, text, start, end in rows
        ]
        (folder / "scene1.json").write_text(json.dumps(entries), encoding="utf-8")
    else:
        stamp = "{:02.0f}:{:02.0f}:{:06.3f}".format
        text = "".join(
            f"{number}\n{stamp(0, 0, start)} --> {stamp(0, 0, end)}\n{text}\n\n".replace(".", ",", 2)
            for number, text, start, end in rows
        )
        (folder / "scene1.srt").write_text(text, encoding="utf-8")
    assert run(words) == 0
    assert np.mean(np.array(_agree(words)) < 0.05) > 0.9


def test_a_scene_in_one_file_needs_its_captions(words, capsys):
    _write(words / "recordings" / "en" / "scene1.wav", _read_aloud(words, _lines(words)[0]))
    assert run(words) == 2
    assert "0 files of captions beside the recording of scene1" in capsys.readouterr().err
    (words / "recordings" / "en" / "scene1.srt").write_text(
        "1\n00:00:00,500 --> 00:00:02,000\nFive\n", encoding="utf-8"
    )
    assert run(words) == 2
    assert "1 captions. Permitted: 3, one for each line" in capsys.readouterr().err
    (words / "recordings" / "en" / "scene1.srt").write_text("what is this\n", encoding="utf-8")
    assert run(words) == 2
    assert "no captions" in capsys.readouterr().err


def test_a_film_says_how_one_records_what_is_missing(words):
    from voiceover.errors import MissingTake

    with pytest.raises(MissingTake, match=r"record it with `.*record .*`, then run `.*voice .*recorded.*`"):
        find_take(words, "en", _lines(words)[0], "recorded")


@pytest.mark.parametrize("noise", [0.0, 1e-4, 2e-3])
def test_the_silence_around_speech_is_cut_off_in_a_silent_room_and_in_a_noisy_one(noise):
    take = find_take(FILM, "en", load_script(FILM, "en", "scene4").lines[0], "af_heart")
    sound = read_audio(take)
    rng = np.random.default_rng(2)
    whisper = 1e-4 * rng.standard_normal(RATE)  # a breath that nobody hears, where there is no noise at all
    around = np.concatenate([np.zeros(RATE), whisper, sound, whisper, np.zeros(RATE)])
    part = trimmed((around + noise * rng.standard_normal(len(around))).astype(np.float32), RATE)
    assert -0.10 < (len(part) - len(sound)) / RATE < 0.12


def test_a_key_that_is_pressed_before_and_after_the_line_is_cut_off():
    sound = read_audio(find_take(FILM, "en", load_script(FILM, "en", "scene4").lines[0], "af_heart"))
    rng = np.random.default_rng(2)
    click = 0.15 * rng.standard_normal(1440) * np.exp(-np.arange(1440) / 300)  # 60 ms, dying away
    silence = np.zeros(round(0.75 * RATE))
    around = np.concatenate([silence, click, silence, sound, silence, click, silence])
    part = trimmed((around + 1e-4 * rng.standard_normal(len(around))).astype(np.float32), RATE)
    assert -0.10 < (len(part) - len(sound)) / RATE < 0.12


def test_a_take_tells_the_very_sound_that_it_was_made_of(words):
    folder = _record_all(words)
    assert run(words) == 0
    for line, take in zip(_lines(words), _takes(words), strict=True):
        assert take.source == hashlib.sha256((folder / f"{line.id}.wav").read_bytes()).hexdigest()


def test_one_misplaced_file_does_not_keep_other_lines_from_being_made(words, capsys):
    folder = _record_all(words)
    first, second, third = _lines(words)
    (folder / f"{first.id}.flac").write_bytes(b"fLaC")
    (folder / f"{second.id}.wav").unlink()
    (folder / f"{second.id}.wav").mkdir()
    assert run(words) == 2
    told = capsys.readouterr().err
    assert f"{first.id}.flac, {first.id}.wav are recordings of one line" in told
    assert f"{second.id}.wav: this is no file" in told
    assert find_take(words, "en", third, "recorded").duration > 1


def test_a_suffix_in_capitals_is_one(words, capsys):
    folder = _record_all(words)
    line = _lines(words)[0]
    (folder / f"{line.id}.wav").rename(folder / f"{line.id}.WAV")
    assert run(words) == 0
    assert "no recording" not in capsys.readouterr().err


def test_what_was_said_before_the_line_was_edited_is_not_taken(words, capsys):
    folder = _record_all(words)
    line = _lines(words)[0]
    sound = (folder / f"{line.id}.wav").read_bytes()
    sheet = {
        "spoken": "Something else.",
        "sha256": hashlib.sha256(sound).hexdigest(),
        "seconds": 3.0,
        "faults": [],
    }
    (folder / f"{line.id}.json").write_text(json.dumps(sheet), encoding="utf-8")
    assert run(words) == 2
    told = capsys.readouterr().err
    assert f"{line.id} was edited since it was recorded; what was said is 'Something else.'" in told
    assert "record it again with" in told


def test_of_lines_that_say_the_same_any_recording_will_do(words):
    folder = _record_all(words)
    line = _lines(words)[0]
    scene = words / "en" / "scene1.toml"
    scene.write_text(
        scene.read_text() + f"[lines.again]\nsay = {json.dumps(line.spoken)}\n", encoding="utf-8"
    )
    (folder / f"{line.id}.wav").rename(folder / "again.wav")
    assert run(words) == 0
    assert len(_takes(words)) == 4


def test_a_caption_past_the_end_of_the_sound_is_told_as_that(words, capsys):
    sound = np.concatenate([_read_aloud(words, line) for line in _lines(words)])
    _write(words / "recordings" / "en" / "scene1.wav", sound)
    times = [
        "00:00:00,400 --> 00:00:02,000",
        "00:00:03,000 --> 00:00:05,000",
        "00:01:00,000 --> 00:01:05,000",
    ]
    rows = [f"{number}\n{time}\nx\n\n" for number, time in enumerate(times, 1)]
    captions = words / "recordings" / "en" / "scene1.srt"
    captions.write_text("".join(rows), encoding="utf-8")
    assert run(words) == 2
    assert "scene1.srt: a caption ends at 65.0 s, and scene1.wav lasts" in capsys.readouterr().err
    captions.write_text("1\n999999999999:00:00,000 --> 999999999999:00:01,000\nx\n", encoding="utf-8")
    assert run(words) == 2
    told = capsys.readouterr().err
    assert "scene1.srt: no captions" in told
    assert "Traceback" not in told
