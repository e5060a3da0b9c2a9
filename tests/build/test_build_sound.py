import wave

import numpy as np
import pytest
from scipy.signal import resample_poly

from narrated.export import sound
from narrated.export.ffmpeg import RATE, ebur128
from narrated.export.sound import LOUDNESS, PEAK_DB, limit, loud, write_master
from voiceover.audio import resampled
from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError
from voiceover.takes import save_take


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_resampled_sound_stays_where_and_what_it_was(rate):
    seconds = np.arange(rate) / rate
    sound = resampled((0.5 * np.sin(2 * np.pi * 1000 * seconds)).astype(np.float32), rate, RATE)
    wanted = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)
    assert len(sound) == RATE
    assert np.abs(sound - wanted)[50:-50].max() < 1e-4


@pytest.mark.parametrize("rate", [22_050, 24_000])
def test_the_first_sample_stays_the_first(rate):
    click = np.zeros(1000, np.float32)
    click[0] = 1
    assert np.abs(resampled(click, rate, RATE)).argmax() == 0


def test_true_peaks_between_samples_are_held_down():
    # A sine of a quarter of the rate, sampled beside its crests: they rise 3 dB over the samples.
    track = np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4).astype(np.float32) * np.float32(0.9)
    held = limit(track, 0.8)
    assert np.abs(held[2000:-2000]).max() <= 0.8 / np.sqrt(2) + 0.01


def test_quiet_stretches_are_passed_over_and_no_true_peak_is_missed():
    random = np.random.default_rng(3)
    loudness_of_each = np.repeat(random.uniform(0, 1, 200) ** 3, 700).astype(np.float32)
    track = random.uniform(-1, 1, len(loudness_of_each)).astype(np.float32) * loudness_of_each
    quarters = np.abs(resample_poly(track, 4, 1))
    everywhere = np.concatenate([np.zeros(3), quarters])  # from the sample before to the sample after
    wanted = np.array([everywhere[4 * n : 4 * n + 7].max() for n in range(len(track))], np.float32)
    found = sound._peaks(track, 0.8)
    assert np.array_equal(found[wanted > 0.8], wanted[wanted > 0.8])
    assert (found[wanted <= 0.8] <= 0.8).all()
    assert (wanted > 0.8).any()


def test_what_a_sample_does_to_those_around_it_is_within_the_limits_that_are_assumed():
    impulse = np.zeros(101)
    impulse[50] = 1
    weights = np.abs(resample_poly(impulse, 4, 1).reshape(-1, 4))
    assert weights.sum(axis=0).max() <= sound._OVERSHOOT
    assert not weights[: 50 - sound._REACH].any()
    assert not weights[50 + sound._REACH + 1 :].any()


def test_the_limiter_leaves_quiet_sound_alone():
    track = np.random.default_rng(1).uniform(-0.3, 0.3, RATE).astype(np.float32)
    assert np.array_equal(limit(track, 0.9), track)


@pytest.mark.parametrize("level", [0.003, 0.05, 0.5])
def test_sound_is_made_as_loud_as_asked_without_clipping(level):
    generator = np.random.default_rng(2)
    speech = generator.normal(0, level, 12 * RATE) * (1 + np.sin(2 * np.pi * 3 * np.arange(12 * RATE) / RATE))
    speech[:: RATE // 2] = 12 * level  # plosives
    made = loud(speech.astype(np.float32))
    loudness, peak = ebur128(
        np.repeat(made.astype("<f4"), 2).tobytes(), "-f", "f32le", "-ar", "48000", "-ac", "2"
    )
    assert loudness == pytest.approx(LOUDNESS, abs=0.3)
    assert peak <= PEAK_DB + 0.1


def test_silence_stays_silence():
    assert not loud(np.zeros(RATE, np.float32)).any()


def take_of(folder, sound, spoken="a"):
    return save_take(folder, "zh", spoken, "v", Speech(sound, 24_000, (Word(0, 1, 0.0, 0.01),)))


def test_takes_start_at_their_samples_and_the_master_is_as_long_as_told(tmp_path):
    click = np.zeros(12_000, np.float32)
    click[:24] = 0.5
    path = take_of(tmp_path, click).audio
    for name in ("a.wav", "b.wav"):
        write_master([(path, 4_800), (path, 57_600)], 70_001, tmp_path / name)
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    assert len(data) == 70_001
    assert np.array_equal(data[:, 0], data[:, 1])
    loud_ones = np.flatnonzero(np.abs(data[:, 0]) > np.abs(data).max() / 3)
    assert loud_ones[0] == 4_800
    assert loud_ones[loud_ones > 10_000][0] == 57_600
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_a_damaged_take_is_refused_by_name(tmp_path):
    path = take_of(tmp_path, np.random.default_rng(3).normal(0, 0.1, 12_000).astype(np.float32)).audio
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(InputError, match=rf"{path.name}.*Remedy: delete it"):
        write_master([(path, 0)], RATE, tmp_path / "a.wav")


def test_a_take_that_is_gone_is_brought_back_by_who_made_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words/zh").mkdir(parents=True)
    (tmp_path / "words/zh/lesson.toml").touch()
    recorded, draft = (tmp_path / root / "takes/zh/a.flac" for root in ("words", "media"))
    for take, remedy in [
        (recorded, "run `python -m narrated voice --words words`, then film again"),
        (draft, "film again"),
    ]:
        with pytest.raises(InputError, match=f"a take is gone.*Remedy: {remedy}"):
            write_master([(take, 0)], 48_000, tmp_path / "master.wav")
