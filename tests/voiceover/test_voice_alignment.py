"""Where the words of another voice are, against times that are known: in silence, noise, room and haste."""

import functools

import numpy as np
import pytest
from scipy.signal import fftconvolve, resample_poly

from voiceover.alignment.aligner import align
from voiceover.alignment.features import RATE, features
from voiceover.alignment.time_warping import warp
from voiceover.audio import resampled
from voiceover.engines import espeak
from voiceover.engines.speech import Speech
from voiceover.listening.whisper import Listener, missing_package
from voiceover.remedies import FILM
from voiceover.script.scene_script import load_lesson_words, load_scripts, script_names
from voiceover.takes import find_take, read_audio, seconds_at

LINES = 8  # of each language, spread over the film


@functools.cache
def _takes(locale):
    voice = load_lesson_words(FILM, locale).voice
    lines = [
        line for script in load_scripts(FILM, locale, script_names(FILM, locale)) for line in script.lines
    ]
    found = [(line, find_take(FILM, locale, line, voice)) for line in lines[:: len(lines) // LINES]]
    return [(line, Speech(read_audio(take), take.sample_rate, take.words)) for line, take in found]


def _errors(aligned, words, pace=1.0):
    """How far off the words begin, in seconds, but for the first, which begins with the sound."""
    return [abs(seconds_at(word.offset, aligned) - pace * word.start) for word in words[1:]]


def _noisy(sound):
    rng = np.random.default_rng(3)
    noise = np.cumsum(rng.standard_normal(len(sound)))
    noise -= np.convolve(noise, np.ones(400) / 400, "same")
    return sound + 0.3 * np.sqrt(np.mean(sound**2)) * noise / noise.std()  # 10 dB below


def _in_a_room(sound):
    decay = np.exp(-6.9 * np.arange(9600) / 9600)  # by 60 dB in 0.4 s
    echo = np.random.default_rng(4).standard_normal(9600) * decay * 0.04
    echo[0] = 1
    return fftconvolve(sound, echo)[: len(sound)]


def _deeper_and_slower(sound):
    return resample_poly(sound, 10, 9)


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize(
    ("spoiled", "pace"),
    [(_noisy, 1), (_in_a_room, 1), (_deeper_and_slower, 10 / 9)],
    ids=["noise", "room", "pace"],
)
def test_a_take_is_found_in_itself_through_noise_room_and_another_pace(locale, spoiled, pace):
    errors = []
    for line, take in _takes(locale):
        sound = spoiled(take.audio).astype(np.float32)
        found = align(sound, take.sample_rate, line.spoken, locale, reference=take)
        errors += _errors(found.words, take.words, pace)
    assert np.median(errors) <= 0.015
    assert np.mean(np.array(errors) <= 0.050) >= 0.95


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_another_voice_is_aligned_as_its_own_events_say(locale):
    errors = []
    for line, take in _takes(locale):
        other = espeak.speak(line.spoken, locale)
        found = align(other.audio, other.sample_rate, line.spoken, locale, reference=take)
        errors += _errors(found.words, other.words)
    # A robot and a neural voice, whose own times are right within 20 ms: docs/voices.md has all figures.
    assert np.median(errors) <= 0.025
    assert np.mean(np.array(errors) <= 0.050) >= 0.80


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_words_stay_in_order_and_inside_the_sound_even_of_another_line(locale):
    (line, take), (_, other) = _takes(locale)[:2]
    found = align(other.audio, other.sample_rate, line.spoken, locale, reference=take)
    times = [second for word in found.words for second in (word.start, word.end)]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= len(other.audio) / other.sample_rate
    assert [(word.offset, word.length) for word in found.words] == [
        (word.offset, word.length) for word in take.words
    ]
    assert found.apart == found.doubts == ()


def test_how_loud_a_sound_is_does_not_change_its_features():
    _, take = _takes("en")[0]
    sound = resampled(take.audio, take.sample_rate, RATE)
    loud, quiet = features(sound), features(sound / 2)
    assert np.mean(np.abs(loud - quiet)) < 0.1
    assert warp(loud, quiet).distance < 1 < warp(loud, loud[::-1]).distance


# ---- Whisper as the second aligner ----

heard = pytest.mark.skipif(missing_package() is not None, reason="the extra [check] is not installed")


@functools.cache
def _listener():
    return Listener()


def _aligned(sound, spoken, locale, reference):
    return align(sound, RATE, spoken, locale, reference=reference, listener=_listener())


def _deeper(locale, index):
    """A line of the film by a voice that is deeper and slower than its own, which Whisper understands."""
    line, take = _takes(locale)[index]
    return line, take, resampled(_deeper_and_slower(take.audio).astype(np.float32), take.sample_rate, RATE)


@heard
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_two_aligners_agree_on_a_line_that_is_read_as_it_is_written(locale):
    line, take, sound = _deeper(locale, 1)
    found = _aligned(sound, line.spoken, locale, take)
    assert len(found.apart) == len(found.words)
    assert np.median(found.apart) < 0.05
    assert sum(doubt.kind == "unsure" for doubt in found.doubts) <= len(found.words) // 8


@heard
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_another_line_and_another_language_are_told(locale):
    (line, take, _), (_, _, sound) = _deeper(locale, 1), _deeper(locale, 4)
    found = _aligned(sound, line.spoken, locale, take)
    assert [doubt.kind for doubt in found.doubts] == ["another line"]
    _, _, foreign = _deeper("en" if locale == "zh" else "zh", 1)
    found = _aligned(foreign, line.spoken, locale, take)
    assert [doubt.kind for doubt in found.doubts] == ["another language"]


@heard
def test_words_that_are_left_out_repeated_or_other_ones_are_named():
    line, take = next((line, take) for line, take in _takes("en") if len(take.words) > 8)
    middle = take.words[3:5]
    cut, end = (round(take.sample_rate * at) for at in (middle[0].start, middle[1].end))
    text = line.spoken[middle[0].offset : middle[1].offset + middle[1].length]
    without = np.concatenate([take.audio[:cut], take.audio[end:]])
    twice = np.concatenate([take.audio[:end], take.audio[cut:]])
    for sound, kind in ((without, "left out"), (twice, "repeated")):
        found = _aligned(resampled(sound, take.sample_rate, RATE), line.spoken, "en", take)
        told = [(doubt.kind, doubt.text.lower()) for doubt in found.doubts]
        assert any(word in text.lower() for word in dict(told).get(kind, "").split()), told
    other = line.spoken.replace(text, "banana pancakes")
    found = _aligned(resampled(take.audio, take.sample_rate, RATE), other, "en", take)
    assert "misread" in [doubt.kind for doubt in found.doubts]
