"""The registry: whose a voice is, what it reads, and what is said where that is something else."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from voiceover.engines import espeak, kokoro
from voiceover.engines.registry import ENGINES, engine_of, recorder, voices_for
from voiceover.errors import InputError


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only the voices that come with the repository, whatever was fetched here."""
    for name in ("zm_yunjian", "af_heart"):
        (tmp_path / f"{name}.bin").symlink_to(kokoro.VOICES / f"{name}.bin")
    monkeypatch.setattr(kokoro, "VOICES", tmp_path)


def test_every_engine_can_be_installed_and_has_voices_that_no_other_has() -> None:
    extras = metadata.metadata("loss-scenes").get_all("Provides-Extra")
    voices = [voice for engine in ENGINES for voice in engine.module.voices()]
    assert {engine.extra for engine in ENGINES} <= set(extras)
    assert len(voices) == len(set(voices))
    assert all(engine_of(voice) is engine for engine in ENGINES for voice in engine.module.voices())


def test_a_voice_belongs_to_its_engine_and_a_persons_to_none() -> None:
    modules = {voice: engine.module for voice in ("af_heart", "espeak") if (engine := engine_of(voice))}
    assert modules == {"af_heart": kokoro, "espeak": espeak}
    assert engine_of("ada") is None
    assert [engine_of(voice) for voice in ("openai:", ":alloy", "nobodys:alloy", "alloy")] == [None] * 4


@pytest.mark.parametrize(
    ("voice", "locale", "fits"),
    [
        ("openai:alloy", "zh", True),
        ("openai:not-known-here", "fr", True),
        ("azure:zh-CN-XiaoxiaoNeural", "zh", True),
        ("azure:zh-CN-XiaoxiaoNeural", "en", False),
        ("azure:en-US-AvaMultilingualNeural", "zh", True),
        ("gtts:zh-TW", "zh", True),
        ("gtts:zh-TW", "en", False),
        ("elevenlabs:Rachel", "en", True),
    ],
)
def test_a_voice_of_a_service_reads_what_its_name_says(voice: str, locale: str, fits: bool) -> None:
    if fits:
        assert recorder(voice, locale).service is not None
    else:
        with pytest.raises(InputError, match=f"the voice '{voice}' reads .*, and the locale is '{locale}'"):
            recorder(voice, locale)


@pytest.mark.parametrize(
    ("voice", "languages"),
    [("af_heart", ["en"]), ("bm_daniel", ["en"]), ("zm_yunjian", ["zh"]), ("jf_alpha", []), ("", [])],
)
def test_the_first_letter_of_a_voice_of_kokoro_tells_its_language(voice: str, languages: list[str]) -> None:
    assert kokoro.languages(voice) == languages


@pytest.mark.parametrize(
    ("locale", "voices"),
    [
        ("zh", ["zm_yunjian", "espeak"]),
        ("zh_TW", ["zm_yunjian", "espeak"]),
        ("en-GB", ["af_heart", "espeak"]),
        ("fr", []),
    ],
)
@pytest.mark.usefixtures("committed")
def test_the_voices_of_a_locale_are_those_of_its_language(locale: str, voices: list[str]) -> None:
    assert voices_for(locale) == voices


@pytest.mark.parametrize(
    ("voice", "locale", "told"),
    [
        ("zm_yunjian", "en", "the voice 'zm_yunjian' reads zh, and the locale is 'en'. Permitted: af_heart."),
        ("af_heart", "zh", "the voice 'af_heart' reads en, and the locale is 'zh'. Permitted: zm_yunjian."),
        ("af_heart", "fr", "reads en, and the locale is 'fr'. Permitted: none that is set up."),
        ("ada", "en", "no voice 'ada' to record with. Permitted: af_heart."),
        ("espeak", "en", "no voice 'espeak' to record with. Permitted: af_heart. Remedy: nothing"),
    ],
)
@pytest.mark.usefixtures("committed")
def test_a_voice_that_cannot_record_a_locale_is_told(voice: str, locale: str, told: str) -> None:
    assert recorder("af_heart", "en").module is kokoro
    with pytest.raises(InputError) as caught:
        recorder(voice, locale)
    assert told in str(caught.value)
