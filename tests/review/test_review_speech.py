"""The speech row: a film that says what its script says passes, one that says something else is caught."""

import importlib.util
import json
import subprocess
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import voiceover
from narrated.build.plan import Options, make_plan
from narrated.export.ffmpeg import ffmpeg
from narrated.lesson import Lesson, SceneRef
from narrated.review import speech
from narrated.review.film_reader import FilmReader
from narrated.review.limits import LIMITS
from voiceover.takes import find_take, read_pcm

WORDS = Path(voiceover.__file__).parent
FPS, RATE = 30, 24_000

hears = pytest.mark.skipif(
    importlib.util.find_spec("faster_whisper") is None, reason="the extra [check] is not installed"
)


@pytest.fixture
def spoken(tmp_path):
    """Writes the sound, and what else the row reads, of a film of one scene; returns its film."""
    lesson = Lesson("spoken", WORDS, (SceneRef("none:None", "scene8"),), folder="spoken")

    def write(sounds, voice=None):
        plan = make_plan(lesson, tmp_path / "lesson.py", Options(media=tmp_path, voice=voice))
        plan.home.mkdir(parents=True)
        lines, pcm = [], []
        for line, sound in zip(plan.scenes[0].script.lines, sounds, strict=True):
            start = sum(map(len, pcm)) * FPS // RATE
            frames = -(-len(sound) * FPS // RATE)
            pcm.append(np.resize(np.pad(sound, (0, RATE)), frames * RATE // FPS))
            lines.append(
                {"id": line.id, "text": line.caption, "start": start, "end": start + frames, "cues": []}
            )
        master = tmp_path / "master.wav"
        with wave.open(str(master), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(np.concatenate(pcm).tobytes())
        black = ("-f", "lavfi", "-i", f"color=size=64x36:rate={FPS}", "-shortest")
        command = (ffmpeg(), "-loglevel", "error", "-i", master, *black, "-c:a", "aac", plan.output(".mp4"))
        subprocess.run(command, check=True)
        scene = {"name": "scene8", "title": "", "start": 0, "frames": lines[-1]["end"], "lines": lines}
        sheet = {"fps": FPS, "frames": scene["frames"], "scenes": [scene]}
        plan.beside("timeline.json").write_text(json.dumps(sheet))
        for suffix in (".srt", ".vtt"):
            plan.output(suffix).touch()
        return FilmReader(plan)

    return write


def takes_of(name, count):
    lesson = Lesson("any", WORDS, (SceneRef("none:None", name),))
    plan = make_plan(lesson, Path("lesson.py"), Options())
    (scene,) = plan.scenes
    return [read_pcm(find_take(WORDS, "zh", line, scene.job.voice)) for line in scene.script.lines[:count]]


@hears
def test_what_the_script_says_is_understood_twice_the_same(spoken):
    film = spoken(takes_of("scene8", 2))
    rows = [speech.speech_row(film, LIMITS) for _ in range(2)]
    assert rows[0].passed, rows[0]
    assert rows[0] == rows[1]


@hears
def test_a_film_that_says_something_else_is_caught_line_by_line(spoken):
    right, wrong = takes_of("scene8", 2), takes_of("scene1", 2)
    row = speech.speech_row(spoken([right[0], wrong[1]]), LIMITS)
    assert row.passed is False
    (finding,) = row.findings
    assert finding.line
    assert "misheard" in finding.message


@hears
def test_a_language_that_whisper_does_not_know_is_not_listened_to(spoken):
    film = spoken(takes_of("scene8", 2))
    film.plan = replace(film.plan, words=replace(film.plan.words, language="tlh"))
    row = speech.speech_row(film, LIMITS)
    assert row.passed is None
    assert "does not know the language 'tlh'" in row.measured


def test_without_the_listener_the_row_is_skipped_and_says_why(spoken, monkeypatch):
    film = spoken([np.zeros(RATE, np.int16)] * 2)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    row = speech.speech_row(film, LIMITS)
    assert row.passed is None
    assert "skipped: no faster_whisper" in row.measured
    assert "[check]" in row.measured


def test_a_robot_is_not_listened_to(spoken):
    row = speech.speech_row(spoken([np.zeros(RATE, np.int16)] * 2, "espeak"), LIMITS)
    assert row.passed is None
    assert "draft voice" in row.measured


def test_english_is_counted_in_words():
    assert speech._errors("It's a loss, isn't it?", "its a loss isn't it", "en") == (1, 5)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Three rules.", "3 rules"),
        ("81% of 100,000 windows", "eighty-one percent of one hundred thousand windows"),
        ("on the 2nd trip, after 1.5 s", "On the second trip after one point five s."),
    ],
)
def test_a_number_is_the_same_in_digits_and_in_words(written, heard):
    pytest.importorskip("num2words")
    assert speech._errors(written, heard, "en")[0] == 0


def test_other_words_are_errors_and_a_letter_with_an_accent_is_one():
    pytest.importorskip("num2words")
    assert speech._errors("two rules", "three rules", "en") == (1, 2)
    assert speech._errors("elle entraîne", "elle entraine", "fr") == (1, 2)
    assert speech._errors("drei", "3", "tlh") == (1, 1)
