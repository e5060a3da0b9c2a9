"""TakeService, through manim-voiceover's own tracker: its bookmark times are our cue times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError
from voiceover.script.lines import Line
from voiceover.script.scene_script import load_script
from voiceover.takes import Take, cue_seconds, save_take, take_for

tracker = pytest.importorskip("manim_voiceover.tracker")  # manim: the project's own requirement
from narrated.manim_adapter.take_service import TakeService  # noqa: E402

LESSON = 'language = "zh"\nvoice = "espeak"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
SCENE = r'''
title = "x"
[lines.everywhere]
say = """<bookmark mark='first'/>用 Huber <bookmark mark='after_latin'/>损失，\
<bookmark mark='mid'/>很稳。<bookmark mark='last'/>"""
[lines.plain]
say = "没有书签的一句话。"
[lines.latin]
say = "AlphaGo<bookmark mark='space'/> Zero的<bookmark mark='han'/>损失"
'''
START = 2.5


@pytest.fixture
def words(tmp_path: Path) -> Path:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (tmp_path / "zh" / "scene1.toml").write_text(SCENE, encoding="utf-8")
    return tmp_path


def uneven(folder: Path, line: Line) -> Take:
    """A take with words of very uneven length: interpolation between wrong characters shows."""
    words, time = [], 0.005
    for offset, character in enumerate(line.spoken):
        if character.isalnum():
            words.append(Word(offset, 1, time, time + 0.01))
            time += 0.01 + 0.3 * (offset % 3)
    audio = np.full(round((time + 0.2) * 24_000), 0.1, dtype=np.float32)
    return save_take(folder, "zh", line.spoken, "uneven", Speech(audio, 24_000, tuple(words)))


@pytest.fixture(params=["uneven", "espeak"])
def service(request: pytest.FixtureRequest, words: Path) -> Iterator[TakeService]:
    def take_of(line: Line) -> Take:
        if request.param == "uneven":
            return uneven(words / "drafts", line)
        return take_for(words, "zh", line, "espeak", drafts=words / "drafts")

    service = TakeService(load_script(words, "zh", "scene1"), take_of)
    yield service
    service.close()


@pytest.mark.parametrize("name", ["everywhere", "plain", "latin"])
def test_the_tracker_finds_every_bookmark_within_a_millisecond(service: TakeService, name: str) -> None:
    line = service._script.line(name)
    take = service._take_of(line)
    scene = SimpleNamespace(renderer=SimpleNamespace(time=START))
    data = service._wrap_generate_from_text(line.marked)
    found = tracker.VoiceoverTracker(scene, data, service.cache_dir)
    wanted = {cue: START + seconds for cue, seconds in cue_seconds(line, take).items()}
    assert found.bookmark_times == pytest.approx(wanted, abs=1e-3)
    assert found.duration == pytest.approx(take.duration, abs=1e-3)


def test_a_last_bookmark_is_the_end_of_speech_and_not_of_the_sound(words: Path) -> None:
    line = load_script(words, "zh", "scene1").line("everywhere")
    take = uneven(words / "drafts", line)
    assert cue_seconds(line, take)["last"] == take.words[-1].end < take.duration


def test_a_text_of_no_line_is_refused(service: TakeService) -> None:
    with pytest.raises(InputError, match=r"scene1.toml: '别的话' is no line of the script"):
        service.generate_from_text("别的话")


def test_two_services_share_no_folder(words: Path) -> None:
    script = load_script(words, "zh", "scene1")
    first, second = (TakeService(script, lambda line: uneven(words / "d", line)) for _ in range(2))
    assert Path(first.cache_dir) != Path(second.cache_dir)
    first.close()
    second.close()
    assert not Path(first.cache_dir).exists()
