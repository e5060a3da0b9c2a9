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


spells = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("cn2an", "pypinyin")),
    reason="neither the extra [check] nor [voice] is installed",
)


SCENE = "scene3"  # of which Whisper understands every word


@pytest.fixture
def spoken(tmp_path):
    """Writes the sound, and what else the row reads, of a film of one scene; returns its film."""
    lesson = Lesson("spoken", WORDS, (SceneRef("none:None", SCENE),), folder="spoken")

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
        scene = {"name": SCENE, "title": "", "start": 0, "frames": lines[-1]["end"], "lines": lines}
        sheet = {"fps": FPS, "frames": scene["frames"], "scenes": [scene]}
        plan.beside("timeline.json").write_text(json.dumps(sheet))
        for suffix in (".srt", ".vtt", ".en.srt", ".en.vtt"):
            plan.output(suffix).touch()
        return FilmReader(plan)

    return write


def takes_of(name):
    lesson = Lesson("any", WORDS, (SceneRef("none:None", name),))
    plan = make_plan(lesson, Path("lesson.py"), Options())
    (scene,) = plan.scenes
    return [read_pcm(find_take(WORDS, "zh", line, scene.job.voice)) for line in scene.script.lines]


@hears
def test_what_the_script_says_is_understood_twice_the_same(spoken):
    film = spoken(takes_of(SCENE))
    rows = [speech.speech_row(film, LIMITS) for _ in range(2)]
    assert rows[0].passed, rows[0]
    assert rows[0] == rows[1]


@hears
def test_a_film_that_says_something_else_is_caught_line_by_line(spoken):
    right, wrong = takes_of(SCENE), takes_of("scene1")
    row = speech.speech_row(spoken([right[0], wrong[1], *right[2:]]), LIMITS)
    assert row.passed is False
    (finding,) = row.findings
    assert finding.line
    assert "misheard" in finding.message


@hears
def test_a_language_that_whisper_does_not_know_is_not_listened_to(spoken):
    film = spoken(takes_of(SCENE))
    film.plan = replace(film.plan, words=replace(film.plan.words, language="tlh"))
    row = speech.speech_row(film, LIMITS)
    assert row.passed is None
    assert "does not know the language 'tlh'" in row.measured


def test_without_the_listener_the_row_is_skipped_and_says_why(spoken, monkeypatch):
    film = spoken([np.zeros(RATE, np.int16)] * len(takes_of(SCENE)))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    row = speech.speech_row(film, LIMITS)
    assert row.passed is None
    assert "skipped: no faster_whisper" in row.measured
    assert "[check]" in row.measured


def test_a_robot_is_not_listened_to(spoken):
    row = speech.speech_row(spoken([np.zeros(RATE, np.int16)] * len(takes_of(SCENE)), "espeak"), LIMITS)
    assert row.passed is None
    assert "draft voice" in row.measured


def test_english_is_counted_in_words():
    assert speech.misheard("It's a loss, isn't it?", "its a loss isn't it", "en") == (1, 5)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("It takes three.", "It takes 3."),
        ("three", "3."),
        ("Twenty-one of one hundred and five rows", "21 of 105 rows"),
        ("a thousand five hundred", "1,500"),
        ("one thousand five hundred", "1500"),
        ("the third, the twenty-first and the twelfth", "the 3rd, the 21st and the 12th"),
        ("the twentieth", "the 20th"),
        ("three point one four", "3.14"),
        ("zero point zero one", "0.01"),
        ("point five", ".5"),
        ("1.5 million", "one point five million"),
        ("fifty percent, or five per cent", "50%, or 5 percent"),
        ("minus two", "-2"),
        ("−2", "minus two"),
        ("between one hundred and two hundred", "between 100 and 200"),
        ("twenty, thirty", "20, 30"),
        ("in nineteen eighty-six", "in 1986"),
        ("in nineteen hundred", "in 1900"),
        ("L one and L two", "L1 and L2"),
        ("It isn’t 2.", "It isn't two"),
        ("naïve Bayes", "Naïve 'Bayes'"),
    ],
)
def test_a_number_in_english_is_the_same_however_it_is_written(said, heard):
    assert speech.misheard(said, heard, "en")[0] == speech.misheard(heard, said, "en")[0] == 0


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [
        ("three", "4", 1),
        ("one hundred and five", "150", 1),
        ("the third", "the 3", 1),
        ("three point one four", "3.15", 1),
        ("fifty percent", "50", 1),
        ("minus two", "2", 1),
        ("nineteen eighty-six", "1987", 1),
    ],
)
def test_another_number_is_an_error(said, heard, wrong):
    assert speech.misheard(said, heard, "en")[0] == wrong


@spells
@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("扣三分", "扣3分"),
        ("两个例子", "2个例子"),
        ("一千五百个", "1,500个"),
        ("二百", "两百"),
        ("三点五分", "3.5分"),
        ("百分之五十", "50%"),
        ("百分之十到百分之二十", "10%-20%"),
        ("一百零五", "105"),
        ("一万两千", "12000"),
        ("第三步", "第3步"),
        ("负三", "-3"),
        ("二零二四年", "2024年"),
        ("L一损失", "L1损失"),
        ("三", "３"),
    ],
)
def test_a_number_in_chinese_is_the_same_however_it_is_written(said, heard):
    assert speech.misheard(said, heard, "zh")[0] == speech.misheard(heard, said, "zh")[0] == 0


@spells
@pytest.mark.parametrize(("said", "heard"), [("三分", "4分"), ("百分之五十", "15%"), ("三点五", "3.6")])
def test_another_number_in_chinese_is_an_error(said, heard):
    assert speech.misheard(said, heard, "zh")[0] > 0


def test_other_words_are_errors_and_a_letter_with_an_accent_is_one():
    assert speech.misheard("two rules", "three rules", "en") == (1, 2)
    assert speech.misheard("elle entraîne", "elle entraine", "fr") == (1, 2)
