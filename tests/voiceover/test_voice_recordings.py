"""A person's recordings: read in every format, and told what is wrong with their sound."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from voiceover.errors import InputError
from voiceover.recordings import (
    decode_recording,
    find_recording,
    recording_bytes,
    recordings_folder,
    sound_faults,
)
from voiceover.script.scene_script import load_lesson_words, load_scripts, script_names
from voiceover.takes import find_take, read_audio

ROOT = Path(__file__).parents[2] / "voiceover"
RATE = 24_000


def read_recording(path):
    return decode_recording(recording_bytes(path), path)


def _lines(locale):
    voice = load_lesson_words(ROOT, locale).voice
    for script in load_scripts(ROOT, locale, script_names(ROOT, locale)):
        for line in script.lines:
            yield line.spoken, read_audio(find_take(ROOT, locale, line, voice))


def _in_a_room(sound, *, noise=1e-3, margin=0.25):
    """As a microphone hears it: with some silence at both ends, and a little noise."""
    silence = np.zeros(round(margin * RATE), np.float32)
    room = np.random.default_rng(1).standard_normal(len(sound) + 2 * len(silence)).astype(np.float32)
    return np.concatenate([silence, sound, silence]) + noise * room


@pytest.fixture(scope="module")
def line():
    return next(_lines("en"))


def _kinds(sound, spoken):
    return [fault.kind for fault in sound_faults(sound.astype(np.float32), RATE, spoken)]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_take_of_the_film_would_pass_as_a_recording(locale):
    found = {spoken: _kinds(_in_a_room(sound), spoken) for spoken, sound in _lines(locale)}
    assert {spoken: kinds for spoken, kinds in found.items() if kinds} == {}


@pytest.mark.parametrize(
    ("kind", "spoiled"),
    [
        ("silent", lambda sound: 0.001 * sound),
        ("silent", np.zeros_like),
        ("clipped", lambda sound: np.clip(6 * sound, -1, 1)),
        ("cut", lambda sound: sound[len(sound) // 2 :]),
        ("noisy", lambda sound: sound + 0.03 * np.random.default_rng(2).standard_normal(len(sound))),
        ("too short", lambda sound: sound[: len(sound) // 6]),
        ("too long", lambda sound: np.tile(sound, 6)),
        ("another length", lambda sound: np.tile(sound, 40)),
    ],
)
def test_a_fault_has_a_name_and_a_remedy(line, kind, spoiled):
    spoken, sound = line
    faults = sound_faults(spoiled(_in_a_room(sound)).astype(np.float32), RATE, spoken)
    assert kind in [fault.kind for fault in faults]
    assert all(fault.message and fault.remedy for fault in faults)


def _write(path, sound, codec, layout="mono"):
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=RATE, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.round(sound * 32767).astype(np.int16), "s16", layout)
        frame.sample_rate = RATE
        converted = av.AudioResampler(format=stream.format, layout=layout, rate=RATE)
        for part in (*converted.resample(frame), *converted.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.wav", "pcm_s16le"),
        ("a.wav", "pcm_s24le"),
        ("a.flac", "flac"),
        ("a.mp3", "libmp3lame"),
        ("a.m4a", "aac"),
    ],
)
def test_each_format_is_read(tmp_path, line, name, codec):
    _, sound = line
    _write(tmp_path / name, sound[None], codec)
    read, rate = read_recording(tmp_path / name)
    assert rate == RATE
    assert read.dtype == np.float32
    lossy = codec in {"libmp3lame", "aac"}
    assert abs(len(read) - len(sound)) <= (0.1 * RATE if lossy else 0)
    if not lossy:
        assert np.allclose(read, sound, atol=2 / 32768)
    assert np.sqrt(np.mean(read**2)) == pytest.approx(np.sqrt(np.mean(sound**2)), rel=0.1)


def test_channels_are_averaged(tmp_path, line):
    _, sound = line
    pcm = np.stack([sound, np.zeros_like(sound)], axis=1).reshape(1, -1)
    _write(tmp_path / "a.wav", pcm, "pcm_s16le", "stereo")
    read, _ = read_recording(tmp_path / "a.wav")
    assert np.allclose(read, sound / 2, atol=2 / 32768)


def test_channels_that_silence_each_other_are_not_added(tmp_path, line):
    _, sound = line
    pcm = np.stack([sound, -sound], axis=1).reshape(1, -1)
    _write(tmp_path / "a.wav", pcm, "pcm_s16le", "stereo")
    read, _ = read_recording(tmp_path / "a.wav")
    assert np.allclose(read, sound, atol=2 / 32768)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"no sound at all", b"fLaC" + bytes(100)])
def test_what_is_no_sound_is_told(tmp_path, data):
    path = tmp_path / "line.wav"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"line\.wav: cannot be read as sound .*Remedy"):
        read_recording(path)


def test_an_empty_recording_is_told(tmp_path):
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
    with pytest.raises(InputError, match="cannot be read as sound"):
        read_recording(tmp_path / "a.wav")


def test_what_lasts_too_long_is_told_without_being_kept(tmp_path):
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes([128]) * 8000 * 601)
    with pytest.raises(InputError, match="lasts longer than 600 s"):
        read_recording(tmp_path / "a.wav")


def test_a_recording_is_found_by_its_line(tmp_path):
    folder = recordings_folder(tmp_path, "zh") / "scene1"
    assert find_recording(folder, "hook") is None
    folder.mkdir(parents=True)
    (folder / "hook.flac").touch()
    assert find_recording(folder, "hook") == folder / "hook.flac"
    (folder / "hook.mp3").touch()
    with pytest.raises(InputError, match=r"hook\.flac, hook\.mp3 are recordings of one line.*keep the one"):
        find_recording(folder, "hook")
