"""Takes: what is written is what is read, and damage is told before it is heard."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError, MissingTake
from voiceover.script.lines import Cue, Line
from voiceover.script.scene_script import load_lesson_words, load_script
from voiceover.takes import cue_seconds, find_take, read_audio, save_take, take_for, take_key, takes_folder
from voiceover.text_metrics import seconds_needed

WORDS = Path(__file__).parents[2] / "voiceover"
SCENES = [f"scene{number}" for number in range(1, 9)]
RATE = 24_000
LINE = Line(
    id="huber",
    caption="用Huber损失。",
    spoken="用Huber损失。",
    marked="",
    cues=(Cue("first", 0, 0), Cue("name", 1, 1), Cue("after", 6, 6), Cue("last", 9, 9)),
    where="zh/scene1.toml, line 'huber'",
)
TIMED = (Word(0, 1, 0.005, 0.2), Word(1, 5, 0.2, 0.7), Word(6, 1, 0.75, 0.9), Word(7, 1, 0.9, 1.1))


@pytest.fixture
def speech() -> Speech:
    noise = np.random.default_rng(7).uniform(-1, 1, round(1.2 * RATE))
    return Speech(noise.astype(np.float32), RATE, TIMED)


@pytest.fixture
def root(tmp_path: Path, speech: Speech) -> Path:
    save_take(takes_folder(tmp_path, "zh"), "zh", LINE.spoken, "v", speech)
    return tmp_path


def test_a_take_is_read_as_it_was_written(root: Path, speech: Speech) -> None:
    take = find_take(root, "zh", LINE, "v")
    assert (take.sample_rate, take.samples, take.duration) == (RATE, 28_800, 1.2)
    assert take.words == TIMED
    assert np.abs(read_audio(take) - speech.audio).max() <= 1.6 / 32767
    assert sorted(path.name for path in take.audio.parent.iterdir()) == [
        f"{take.key}.flac",
        f"{take.key}.json",
    ]


def test_the_key_depends_on_all_that_is_said_and_on_who_says_it() -> None:
    keys = {
        take_key(*what) for what in [("a", "v", "zh"), ("b", "v", "zh"), ("a", "w", "zh"), ("a", "v", "en")]
    }
    assert len(keys) == 4
    assert take_key("a", "v", "zh") == take_key("a", "v", "zh")


def test_cues_fall_on_the_next_word_and_a_last_one_on_the_end_of_speech(root: Path) -> None:
    assert cue_seconds(LINE, find_take(root, "zh", LINE, "v")) == {
        "first": 0.005,
        "name": 0.2,
        "after": 0.75,
        "last": 1.1,
    }


def test_a_cue_inside_a_word_takes_its_share_of_it(root: Path) -> None:
    line = Line("x", LINE.caption, LINE.spoken, "", (Cue("inside", 3, 3),))
    assert cue_seconds(line, find_take(root, "zh", line, "v"))["inside"] == pytest.approx(0.2 + 2 / 5 * 0.5)


def test_a_missing_take_names_the_line_and_the_command(tmp_path: Path) -> None:
    with pytest.raises(MissingTake, match=r"'huber': no take of .* by voice 'zm_yunjian'. Remedy: run `"):
        find_take(tmp_path, "zh", LINE, "zm_yunjian")


def test_an_unknown_voice_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(MissingTake, match=r"by voice 'v'. Permitted: zm_yunjian, espeak"):
        find_take(tmp_path, "zh", LINE, "v")


def test_a_voice_of_another_language_is_told_with_those_that_read_the_locale(tmp_path: Path) -> None:
    told = r"by voice 'zm_yunjian', which does not read locale 'en'. Permitted: af_heart, espeak"
    with pytest.raises(MissingTake, match=told):
        find_take(tmp_path, "en", LINE, "zm_yunjian")


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "text", "other"])
def test_a_damaged_sound_is_told(root: Path, speech: Speech, damage: str) -> None:
    take = find_take(root, "zh", LINE, "v")
    sound = take.audio.read_bytes()
    if damage == "other":
        quieter = Speech(speech.audio / 2, RATE, speech.words)
        sound = save_take(root / "elsewhere", "zh", LINE.spoken, "v", quieter).audio.read_bytes()
    middle = len(sound) // 2
    flipped = sound[:middle] + bytes([sound[middle] ^ 255]) + sound[middle + 1 :]
    take.audio.write_bytes(
        {"cut": sound[:middle], "flip": flipped, "empty": b"", "text": b"x" * 99}.get(damage, sound)
    )
    with pytest.raises(InputError, match=r"\.flac: damaged take .* Remedy: delete it .* film again"):
        read_audio(take)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", 2),
        ("spoken", "别的"),
        ("voice", None),
        ("sample_rate", 0),
        ("samples", "many"),
        ("words", []),
        ("words", [[0, 1, 0.5, 0.2]]),
        ("words", [[0, 1, 0.5, 0.6], [0, 1, 0.6, 0.7]]),
        ("words", [[0, 99, 0.5, 0.6]]),
        ("words", [[0, 1, 0.5, 99.0]]),
        ("words", [[0, 1, float("nan"), 1.0]]),
        ("words", [[0]]),
        ("words", "all"),
    ],
)
def test_a_damaged_sheet_is_told(root: Path, key: str, value: object) -> None:
    path = find_take(root, "zh", LINE, "v").sheet
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {key: value}), encoding="utf-8")
    with pytest.raises(InputError, match=r"\.json: damaged take .* Remedy: delete it .* film again"):
        find_take(root, "zh", LINE, "v")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_sheet_that_is_no_sheet_is_told(root: Path, content: bytes) -> None:
    find_take(root, "zh", LINE, "v").sheet.write_bytes(content)
    with pytest.raises(InputError, match="damaged take"):
        find_take(root, "zh", LINE, "v")


def test_a_sheet_without_sound_is_told(root: Path) -> None:
    find_take(root, "zh", LINE, "v").audio.unlink()
    with pytest.raises(InputError, match=r"\.flac: the sound of a take is missing"):
        find_take(root, "zh", LINE, "v")


def test_the_folder_cannot_be_written(tmp_path: Path, speech: Speech) -> None:
    (tmp_path / "takes").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(InputError, match="cannot write a take"):
        save_take(tmp_path / "takes", "zh", LINE.spoken, "v", speech)


def test_draft_takes_are_made_once_and_never_among_the_words(tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    take = take_for(tmp_path / "words", "zh", LINE, "espeak", drafts=drafts)
    stamp = take.audio.stat().st_mtime_ns
    assert take_for(tmp_path / "words", "zh", LINE, "espeak", drafts=drafts) == take
    assert take.audio.stat().st_mtime_ns == stamp
    assert not (tmp_path / "words").exists()


@pytest.mark.parametrize("name", SCENES)
def test_every_line_of_the_lesson_has_a_sound_take(name: str) -> None:
    lesson = load_lesson_words(WORDS, "zh")
    for line in load_script(WORDS, "zh", name).lines:
        take = find_take(WORDS, "zh", line, lesson.voice)
        audio = np.abs(read_audio(take))
        onset = np.flatnonzero(audio > 0.01 * audio.max())[0] / take.sample_rate
        cues = cue_seconds(line, take)
        assert onset < 0.02, f"{line.where}: silence of {onset:.3f} s at the start"
        assert list(cues.values()) == sorted(cues.values())
        assert seconds_needed(line.caption, language=lesson.language) <= take.duration, line.where
