"""Services that speak: their makers' own clients against small servers that speak their protocols."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from speech_servers import RATE, AzureScript, Reply, SpeechServer, azure, mp3, serving, tone, wav

from voiceover.audio import resampled
from voiceover.engines.registry import ENGINES
from voiceover.engines.services import (
    azure_speech,
    elevenlabs_speech,
    gemini_speech,
    gtts_speech,
    openai_speech,
    pyttsx3_speech,
    service,
)
from voiceover.engines.services.service import Service, joined, placed
from voiceover.engines.speech import Word
from voiceover.errors import InputError
from voiceover.script.scene_script import load_script
from voiceover.takes import find_take, open_take, read_audio, take_key

ROOT = Path(__file__).parents[2]
KEY = "sk-1f0e2d3c4b5a69788796a5b4c3d2e1f0"
TEXT = "用Huber损失。"
SECONDS = 1.2  # of tone, which stands for that text


def characters(text: str) -> dict[str, list[object]]:
    """Times as ElevenLabs tells them: half a second of silence, then each character as long as the others."""
    step = SECONDS / len(text)
    return {
        "characters": [*text],
        "character_start_times_seconds": [0.5 + step * index for index in range(len(text))],
        "character_end_times_seconds": [0.5 + step * (index + 1) for index in range(len(text))],
    }


def of_openai(sound: np.ndarray) -> Reply:
    return Reply(wav(sound), kind="audio/wav")


def of_elevenlabs(sound: np.ndarray) -> Reply:
    answer = {"audio_base64": base64.b64encode(sound.tobytes()).decode(), "alignment": characters(TEXT)}
    return Reply(json.dumps(answer).encode())


def of_gemini(sound: np.ndarray) -> Reply:
    data = {
        "mimeType": f"audio/L16;codec=pcm;rate={RATE}",
        "data": base64.b64encode(sound.tobytes()).decode(),
    }
    parts = {"candidates": [{"content": {"parts": [{"inlineData": data}], "role": "model"}}]}
    return Reply(json.dumps(parts).encode())


def of_google_translate(sound: np.ndarray) -> Reply:
    answer = f'[["wrb.fr","jQ1olc","[\\"{base64.b64encode(mp3(sound)).decode()}\\"]",null]]'
    return Reply(f")]}}'\n\n{answer}\n".encode())


@dataclass(frozen=True)
class Case:
    """A service, the name in the environment of its address, a voice, and a good answer."""

    module: ModuleType
    address: str
    voice: str
    good: Callable[[np.ndarray], Reply]

    @property
    def service(self) -> Service:
        return self.module.SERVICE


CASES = {
    "openai": Case(openai_speech, "OPENAI_BASE_URL", "openai:alloy", of_openai),
    "elevenlabs": Case(
        elevenlabs_speech, "ELEVENLABS_BASE_URL", "elevenlabs:21m00Tcm4TlvDq8ikWAM", of_elevenlabs
    ),
    "gemini": Case(gemini_speech, "GOOGLE_GEMINI_BASE_URL", "gemini:Kore", of_gemini),
    "gtts": Case(gtts_speech, "", "gtts:zh-CN", of_google_translate),
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "FIRST_PAUSE", 0.01)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Case:
    chosen = CASES[request.param]
    return with_key(chosen, monkeypatch)


def with_key(chosen: Case, monkeypatch: pytest.MonkeyPatch) -> Case:
    needs(chosen.service)
    for name in chosen.service.key[:1]:
        monkeypatch.setenv(name, KEY)
    return chosen


def needs(wanted: Service) -> None:
    if any(lack.startswith("package ") for lack in wanted.lacking()):
        pytest.skip(f"the extra {wanted.prefix} is not installed")


def at(case: Case, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if case.address:
        monkeypatch.setenv(case.address, address)
    else:  # gTTS lets nobody name the address
        monkeypatch.setattr("gtts.tts._translate_url", lambda path, **_: f"{address}/{path}")


@contextmanager
def answering(case: Case, monkeypatch: pytest.MonkeyPatch, *replies: Reply) -> Iterator[SpeechServer]:
    with serving(*replies) as server:
        at(case, server.address, monkeypatch)
        yield server


def test_a_line_is_said_without_the_silence_around_it(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(case, monkeypatch, case.good(tone(SECONDS))) as server:
        speech = case.module.speak(TEXT, "zh", case.voice)
    (request,) = server.requests
    seconds = len(speech.audio) / speech.sample_rate
    assert (speech.sample_rate, speech.audio.dtype) == (RATE, np.float32)
    assert seconds == pytest.approx(0.005 + SECONDS + 0.08, abs=0.06 if case.voice == "gtts:zh-CN" else 0.011)
    assert np.abs(speech.audio).max() == pytest.approx(0.3, abs=0.05)
    if case.service.key:
        assert KEY in "".join(request.headers.values())
        assert KEY not in request.path
    engine = next(engine for engine in ENGINES if engine.module is case.module)
    assert bool(speech.words) == engine.word_times


@pytest.mark.parametrize("name", ["openai", "elevenlabs", "gemini"])
def test_the_voice_the_model_and_the_text_reach_the_service(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = with_key(CASES[name], monkeypatch)
    with answering(case, monkeypatch, case.good(tone(SECONDS))) as server:
        case.module.speak(TEXT, "zh", f"{case.voice}@a-model")
    (request,) = server.requests
    asked = f"{request.path} {request.body.decode('unicode_escape')} {request.body.decode()}"
    assert all(word in asked for word in (case.voice.partition(":")[2], "a-model", "Huber", TEXT))


@pytest.mark.parametrize("rate", ["0", "1", "999999999"])
def test_a_rate_that_no_sound_has_is_rubbish(monkeypatch: pytest.MonkeyPatch, rate: str) -> None:
    case = with_key(CASES["gemini"], monkeypatch)
    good = case.good(tone(SECONDS))
    odd = replace(good, body=good.body.replace(f"rate={RATE}".encode(), f"rate={rate}".encode()))
    with (
        answering(case, monkeypatch, odd),
        pytest.raises(InputError, match=r"no take can hold \(4 attempts\)"),
    ):
        case.module.speak(TEXT, "zh", case.voice)


def test_characters_that_are_timed_become_words(monkeypatch: pytest.MonkeyPatch) -> None:
    case = with_key(CASES["elevenlabs"], monkeypatch)
    with answering(case, monkeypatch, case.good(tone(SECONDS))):
        speech = case.module.speak(TEXT, "zh", case.voice)
    step = SECONDS / len(TEXT)
    said = [(TEXT[word.offset : word.offset + word.length], word.start) for word in speech.words]
    assert [word for word, _ in said] == ["用", "Huber", "损", "失"]
    # The silence before is cut, all but 5 ms.
    assert [start for _, start in said] == pytest.approx(
        [0.005 + step * index for index in (0, 1, 6, 7)], abs=0.006
    )


def test_a_voice_of_ones_account_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    case = with_key(CASES["elevenlabs"], monkeypatch)
    listed = {
        "voices": [
            {"voice_id": "id-of-will", "name": "Will - Relaxed"},
            {"voice_id": "id-of-ann", "name": "Ann"},
        ],
        "has_more": False,
        "total_count": 2,
    }
    replies = (Reply(json.dumps(listed).encode()), case.good(tone(SECONDS)))
    elevenlabs_speech._identifier.cache_clear()
    with answering(case, monkeypatch, *replies) as server:
        case.module.speak(TEXT, "zh", "elevenlabs:Will")
        assert "/id-of-will/" in server.requests[-1].path
        server.requests.clear()
        with pytest.raises(InputError, match=r"no voice 'Wil'. Permitted: Will, Ann, .*did you mean Will"):
            case.module.speak(TEXT, "zh", "elevenlabs:Wil")


def test_credits_that_are_used_up_are_no_wrong_key(monkeypatch: pytest.MonkeyPatch) -> None:
    case = with_key(CASES["elevenlabs"], monkeypatch)
    detail = {"status": "quota_exceeded", "message": "You have 0 credits remaining."}
    with answering(case, monkeypatch, Reply(json.dumps({"detail": detail}).encode(), 401)) as server:
        with pytest.raises(InputError, match=r"ElevenLabs refuses \(402: You have 0 credits remaining"):
            case.module.speak(TEXT, "zh", case.voice)
        assert len(server.requests) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_accepted_is_told_at_once_and_not_shown(
    case: Case, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    body = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}}).encode()
    with answering(case, monkeypatch, Reply(body, status)) as server, pytest.raises(InputError) as caught:
        case.module.speak(TEXT, "zh", case.voice)
    assert len(server.requests) == 1
    assert KEY not in str(caught.value)
    told = "does not accept the key" if case.service.key else "refuses"
    assert f"{case.service.name} {told} ({status}" in str(caught.value)


def test_what_the_service_refuses_is_told_in_its_words_without_the_key(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = f"no such voice, said {KEY}"
    body = json.dumps({"error": {"message": words}, "detail": {"message": words}}).encode()
    with answering(case, monkeypatch, Reply(body, 400)) as server, pytest.raises(InputError) as caught:
        case.module.speak(TEXT, "zh", case.voice)
    assert len(server.requests) == 1
    assert f"{case.service.name} refuses (400: " in str(caught.value)
    assert KEY not in str(caught.value)
    assert "no such voice" in str(caught.value) or case.voice == "gtts:zh-CN"


@pytest.mark.parametrize("statuses", [(500, 500), (429,), (503, 502, 408)])
def test_a_service_that_is_not_ready_is_asked_again(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], statuses: tuple[int, ...]
) -> None:
    replies = [Reply(b"{}", status) for status in statuses]
    with answering(case, monkeypatch, *replies, case.good(tone(SECONDS))) as server:
        assert len(case.module.speak(TEXT, "zh", case.voice).audio)
    assert len(server.requests) == len(statuses) + 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == len(statuses)
    assert f"{case.service.name} answers {statuses[0]}" in told[0]
    assert told[0].endswith("asking again in 0.01 s (2 of 4)")


def test_it_waits_as_long_as_it_is_told_to(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Reply(b"{}", 429, headers={"Retry-After": "0.3"})
    begun = time.monotonic()
    with answering(case, monkeypatch, busy, case.good(tone(SECONDS))) as server:
        case.module.speak(TEXT, "zh", case.voice)
    assert len(server.requests) == 2
    assert time.monotonic() - begun > 0.3
    with (
        answering(case, monkeypatch, replace(busy, headers={"Retry-After": "3600"})) as server,
        pytest.raises(InputError, match=r"answers 429 .*asks to wait 3600 s.*try again then"),
    ):
        case.module.speak(TEXT, "zh", case.voice)
    assert len(server.requests) == 1


RUBBISH = {
    "garbage": lambda case: replace(case.good(tone(SECONDS)), body=os.urandom(5000)),
    "nothing": lambda case: replace(case.good(tone(SECONDS)), body=b""),
    "a page": lambda _: Reply(b"<html><body>Sign in to the network</body></html>", kind="text/html"),
    "other JSON": lambda _: Reply(b'{"answer": [42]}'),
    "no JSON at all": lambda _: Reply(b'{"candidates": [{"con'),
    "a part": lambda case: replace(case.good(tone(SECONDS)), missing=1000),
    "silence": lambda case: case.good(np.zeros(2 * RATE, dtype="<i2")),
    "a click": lambda case: case.good(tone(0.02)),
    "always 500": lambda _: Reply(b"{}", 500),
}


@pytest.mark.parametrize("kind", RUBBISH)
def test_rubbish_is_asked_for_again_and_then_told(
    case: Case, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with answering(case, monkeypatch, RUBBISH[kind](case)) as server, pytest.raises(InputError) as caught:
        case.module.speak(TEXT, "zh", case.voice)
    assert len(server.requests) == 4
    assert str(caught.value).startswith(case.service.name)
    assert "(4 attempts). Remedy: try again later" in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_service_that_hangs_is_left_alone(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "PATIENCE", 0.4)
    monkeypatch.setattr(service, "ATTEMPTS", 2)
    hanging = replace(case.good(tone(SECONDS)), delay=20)
    begun = time.monotonic()
    with answering(case, monkeypatch, hanging), pytest.raises(InputError, match=r"\(2 attempts\)"):
        case.module.speak(TEXT, "zh", case.voice)
    assert time.monotonic() - begun < 5


def test_a_service_that_is_away_is_told(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply()) as server:
        address = server.address
    at(case, address, monkeypatch)
    with pytest.raises(InputError, match=rf"{case.service.name} cannot be reached.* \(4 attempts\)"):
        case.module.speak(TEXT, "zh", case.voice)


def test_a_language_that_google_translate_does_not_speak_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with_key(CASES["gtts"], monkeypatch)
    with pytest.raises(InputError, match=r"no voice for 'zh-XX'. Permitted: .*did you mean zh-"):
        gtts_speech.speak(TEXT, "zh", "gtts:zh-XX")


# --- Azure ---

WORDS = [("用", 0.5, 0.7, "WordBoundary"), ("Huber", 0.7, 1.2, "WordBoundary"),
         ("损失", 1.2, 1.7, "WordBoundary"), ("。", 1.7, 1.7, "PunctuationBoundary")]  # fmt: skip


@pytest.fixture
def azure_key(monkeypatch: pytest.MonkeyPatch) -> None:
    needs(azure_speech.SERVICE)
    monkeypatch.setenv("AZURE_SUBSCRIPTION_KEY", KEY)
    monkeypatch.delenv("AZURE_SERVICE_REGION", raising=False)


@pytest.mark.usefixtures("azure_key")
def test_azure_tells_when_each_word_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    script = AzureScript(WORDS, tone(SECONDS))
    with azure(script) as address:
        monkeypatch.setenv("AZURE_SERVICE_HOST", address)
        speech = azure_speech.speak(TEXT, "zh", "azure:zh-CN-XiaoxiaoNeural")
    assert script.keys == [KEY]
    assert f"<voice name='zh-CN-XiaoxiaoNeural'>{TEXT}" in script.ssml[0]
    assert (speech.sample_rate, len(speech.audio) / speech.sample_rate) == (
        48_000,
        pytest.approx(1.285, abs=0.02),
    )
    said = [(TEXT[word.offset : word.offset + word.length], word.start) for word in speech.words]
    assert said == [("用", pytest.approx(0.005, abs=0.01)), ("Huber", pytest.approx(0.205, abs=0.01)),
                    ("损失", pytest.approx(0.705, abs=0.01))]  # fmt: skip


@pytest.mark.usefixtures("azure_key")
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"refuse": 401}, "Azure does not accept the key (401)"),
        ({"refuse": 429}, "Azure answers 429 ("),
        ({"refuse": 503}, "Azure answers 503 ("),
        ({"close": (1007, "Unsupported voice nobody.")}, "Azure refuses (400: "),
        ({"silent": True}, "Azure does not answer within 1 s (2 attempts)"),
        ({"pcm": np.zeros(RATE, dtype="<i2")}, "Azure answers silence"),
    ],
)
def test_what_azure_does_not_do_is_told(
    monkeypatch: pytest.MonkeyPatch, fault: dict[str, object], told: str
) -> None:
    monkeypatch.setattr(service, "ATTEMPTS", 2)
    monkeypatch.setattr(service, "PATIENCE", 1.0 if fault.get("silent") else 20.0)
    script = replace(AzureScript(WORDS, tone(SECONDS)), **fault)
    with azure(script) as address:
        monkeypatch.setenv("AZURE_SERVICE_HOST", address)
        with pytest.raises(InputError) as caught:
            azure_speech.speak(TEXT, "zh", "azure:nobody")
    assert told in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.usefixtures("azure_key")
def test_azure_needs_a_region() -> None:
    with pytest.raises(InputError, match="the environment has no AZURE_SERVICE_REGION"):
        azure_speech.speak(TEXT, "zh", "azure:zh-CN-XiaoxiaoNeural")


# --- the system's voices ---


@pytest.mark.skipif(importlib.util.find_spec("pyttsx3") is None, reason="the extra pyttsx3 is not installed")
def test_the_systems_own_voices_speak_where_there_is_espeak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import espeakng_loader

    # The library that the test extra brings, under the name that a system has it.
    (tmp_path / "libespeak-ng.so.1").symlink_to(espeakng_loader.get_library_path())
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    monkeypatch.setenv("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
    speech = pyttsx3_speech.speak("Half a square near zero.", "en", "pyttsx3:gmw/en")
    assert 0.8 < len(speech.audio) / speech.sample_rate < 4
    assert speech.words == ()
    with pytest.raises(InputError, match=r"no voice 'nobody'; the system has "):
        pyttsx3_speech.speak("Half a square near zero.", "en", "pyttsx3:nobody")


# --- keys, packages, words ---


@pytest.mark.parametrize("engine", [e for e in ENGINES if e.service], ids=lambda e: e.name)
def test_without_its_client_the_command_that_installs_it_is_named(
    engine: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wanted = engine.service
    monkeypatch.setitem(sys.modules, wanted.module, None)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        engine.module.speak(TEXT, "zh", f"{wanted.prefix}:any")
    assert f"need the package '{wanted.module}'" in str(caught.value)
    assert f"pip install 'loss-scenes[{wanted.prefix}]'" in str(caught.value)


@pytest.mark.parametrize("engine", [e for e in ENGINES if e.service and e.service.key], ids=lambda e: e.name)
@pytest.mark.parametrize(("key", "told"), [("", "the environment has no "), (f"{KEY}\n", " is no key: ")])
def test_a_key_that_is_missing_or_none_is_told_by_its_name(
    engine: object, monkeypatch: pytest.MonkeyPatch, key: str, told: str
) -> None:
    needs(engine.service)
    for name in engine.service.key:
        monkeypatch.setenv(name, key)
    with pytest.raises(InputError) as caught:
        engine.module.speak(TEXT, "zh", f"{engine.service.prefix}:any")
    assert told in str(caught.value)
    assert engine.service.key[0] in str(caught.value)
    assert KEY not in str(caught.value)


def test_importing_the_engines_loads_no_client() -> None:
    code = (
        "import sys\nimport voiceover.engines.registry\n"
        "heavy = {'openai', 'elevenlabs', 'google.genai', 'azure', 'pyttsx3', 'httpx', 'requests', 'numpy'}\n"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_words_that_are_said_otherwise_than_written_are_left_out() -> None:
    text = "About 3 of 4, then 3 more."
    pieces = [("About", 0.0, 0.3), ("three", 0.3, 0.6), ("of", 0.6, 0.7), ("4", 0.7, 1.0), (",", 1.0, 1.0)]
    pieces += [("then", 1.1, 1.0), ("3", 1.3, 1.5), ("more", 1.5, 1.9)]
    found = placed(text, pieces)
    assert [text[word.offset : word.offset + word.length] for word in found] == [
        "About", "of", "4", "then", "3", "more",
    ]  # fmt: skip
    assert found[-2].offset == 19
    assert all(word.start <= word.end for word in found)
    assert placed("something else", pieces) == ()
    assert joined("a-b's 好", tuple(Word(i, 1, i / 10, (i + 1) / 10) for i in (0, 1, 2, 3, 4, 6))) == (
        Word(0, 5, 0.0, 0.5), Word(6, 1, 0.6, 0.7),
    )  # fmt: skip


# --- the command ---


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    words = tmp_path / "words"
    (words / "zh").mkdir(parents=True)
    text = 'language = "zh"\nvoice = "zm_yunjian"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
    (words / "zh" / "lesson.toml").write_text(text, encoding="utf-8")
    scene = f'title = "x"\n[lines.one]\nsay = "{TEXT}"\n[lines.two]\nsay = "{TEXT[::-1]}"\n'
    (words / "zh" / "scene1.toml").write_text(scene, encoding="utf-8")
    return words


def record(words: Path, voice: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    home = words.parent / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "narrated", "voice", "--words", str(words), "--voice", voice],
        cwd=home, env=clean | {"PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(home)} | environment,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_takes_of_a_service_keep_its_true_name_and_its_key_is_written_nowhere(lesson: Path) -> None:
    needs(elevenlabs_speech.SERVICE)
    voice = CASES["elevenlabs"].voice
    replies = [of_elevenlabs(tone(SECONDS)), Reply(json.dumps({"detail": KEY}).encode(), 401)]
    with serving(*replies) as server:
        done = record(lesson, voice, ELEVENLABS_API_KEY=KEY, ELEVENLABS_BASE_URL=server.address)
    assert done.returncode == 2
    assert "line 'two': ElevenLabs does not accept the key (401)" in done.stderr
    assert "Traceback" not in done.stderr
    assert server.requests[0].headers["xi-api-key"] == KEY
    # The take that was good is kept.
    (sheet,) = (lesson / "takes" / "zh").glob("*.json")
    assert json.loads(sheet.read_text(encoding="utf-8"))["voice"] == voice
    assert sheet.with_suffix(".flac").is_file()
    assert KEY not in done.stdout + done.stderr
    written = [path for path in lesson.parent.rglob("*") if path.is_file()]
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []


def test_without_a_key_nothing_is_asked_on_the_terminal_and_nothing_written(lesson: Path) -> None:
    needs(openai_speech.SERVICE)
    before = sorted(lesson.rglob("*"))
    done = record(lesson, "openai:alloy", OPENAI_API_KEY="")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "the environment has no OPENAI_API_KEY. Remedy: export OPENAI_API_KEY" in done.stderr
    assert sorted(lesson.rglob("*")) == before
    assert [*(lesson.parent / "home").iterdir()] == []


def test_a_voice_that_tells_no_word_times_is_aligned(lesson: Path) -> None:
    """The service says a line of the film as Kokoro did, but slower; the times must be slower by as much."""
    needs(openai_speech.SERVICE)
    line = load_script(ROOT / "voiceover", "zh", "scene1").lines[0]
    known = find_take(ROOT / "voiceover", "zh", line, "zm_yunjian")
    scene = f'title = "x"\n[lines.one]\nsay = "{line.spoken}"\n'
    (lesson / "zh" / "scene1.toml").write_text(scene, encoding="utf-8")
    takes = lesson / "takes" / "zh"
    takes.mkdir(parents=True)
    for path in (known.audio, known.sheet):
        (takes / path.name).write_bytes(path.read_bytes())
    slower = 1.08
    slow = resampled(read_audio(known), known.sample_rate, round(slower * known.sample_rate))
    with serving(of_openai((slow * 32767).astype("<i2"))) as server:
        done = record(lesson, "openai:alloy", OPENAI_API_KEY=KEY, OPENAI_BASE_URL=server.address)
    assert (done.returncode, len(server.requests)) == (0, 1), done.stderr
    found = open_take(takes, take_key(line.spoken, "openai:alloy", "zh"))
    assert found is not None
    assert [word.offset for word in found.words] == [word.offset for word in known.words]
    late = [one.start - slower * two.start for one, two in zip(found.words, known.words, strict=True)]
    assert np.median(np.abs(late)) < 0.03
    assert np.abs(late).max() < 0.15
