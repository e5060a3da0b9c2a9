"""The captions row: every line can be read in its time, and says what is spoken."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence

from narrated.design.outlines import advance
from narrated.design.typography import Typography, typography
from narrated.export.caption_entry import Entry
from narrated.export.caption_files import for_mux_text, read_srt, read_vtt
from narrated.export.timeline_file import FilmLine
from narrated.review.film_reader import FilmReader
from narrated.review.findings import Finding, Row, row
from narrated.review.limits import Limits
from narrated.review.observations import Span, Telling
from narrated.scene.clip_sheet import ClipError, read_sheet
from voiceover.errors import InputError
from voiceover.remedies import filming_again
from voiceover.script.lines import Line
from voiceover.script.locales import Translation
from voiceover.takes import take_key
from voiceover.text_metrics import seconds_needed

_SENTENCE = re.compile(r"[。！？!?…]+|(?<=[^\d.][^\d.])\.(?=\s|$)")
_CLOSING = "”’」』）)]\"' "


def captions_row(film: FilmReader, tellings: Sequence[Telling], limits: Limits) -> Row:
    """Judge the caption files beside the film, and how long the pages in its pictures stand."""
    found: list[Finding] = []
    language = film.plan.words.language
    words = typography(language)
    srt, vtt = read_srt(film.plan.output(".srt")), read_vtt(film.plan.output(".vtt"))
    fastest = 0.0
    if srt != vtt:
        found.append(film.finding(0, "the two caption files, .srt and .vtt, do not say the same"))
    found += _inside(film, 0, vtt)
    if len(srt) != len(film.lines):
        found.append(film.finding(0, f"{len(srt)} captions for {len(film.lines)} spoken lines"))
    scripts = {scene.name: scene.script for scene in film.plan.scenes}
    for shown, line in zip(srt, film.lines, strict=False):
        needed = seconds_needed("".join(shown.rows), language=language)
        fastest = max(fastest, needed / max(_seconds(shown), 1e-9))
        messages = _readable(shown, needed, words, limits)
        messages += _faithful(film, shown, line, scripts[line.scene].line(line.id))
        found += [film.finding(line.start, message, line) for message in messages]
    for (one, after), line in zip(itertools.pairwise(srt), film.lines, strict=False):
        gap = (after.start - one.end) / 1000 * film.fps
        if gap < limits.caption_gap_frames - 0.05:  # files count milliseconds, not frames
            message = f"{gap:.1f} frames to the next caption, at least {limits.caption_gap_frames} are asked"
            found.append(film.finding(line.end, message, line))
    found += _scene_files(film)
    for telling in tellings:
        lines = {line.id: line for line in film.lines if line.scene == telling.name}
        for page, message in pages_in_haste(telling.pages, language, film.fps, limits):
            start = film.starts[telling.name] + page.start
            found.append(film.finding(start, message, lines[page.id]))
    measured = f"{len(srt)} captions, the fastest at {100 * fastest:.0f} % of the permitted speed"
    for number, translation in enumerate(film.plan.translations, 1):
        fastest, more = _translated(film, number, translation, srt, limits)
        measured += f"; {translation.locale} at {100 * fastest:.0f} %"
        found += more
    limit = (
        f"{limits.caption_rows} rows of {words.row_em:g} em, "
        f"{limits.shortest_caption:.2f} to {limits.longest_caption:g} s"
    )
    return row("captions", measured, limit, found)


def pages_in_haste(
    pages: Iterable[Span], language: str, fps: int, limits: Limits
) -> Iterator[tuple[Span, str]]:
    """Pages of captions that go before they are read, with what is wrong.

    Examples
    --------
    >>> pages = [Span("a", "A page of some words", 0, 30), Span("a", "and one more.", 30, 45)]
    >>> [message for _, message in pages_in_haste(pages, "en", 30, Limits())]
    ['the page “and one more.” takes 0.83 s to read and is shown for 0.50 s']
    """
    for page in pages:
        shown = (page.end - page.start) / fps
        needed = max(seconds_needed(page.text, language=language), limits.shortest_caption)
        if needed > shown + 0.5 / fps:
            yield page, f"the page “{page.text}” takes {needed:.2f} s to read and is shown for {shown:.2f} s"


def sentences(text: str) -> int:
    """How many sentences a text holds.

    Examples
    --------
    >>> [sentences(text) for text in ("一句。", "一句！两句。", "“好。”", "At 0.01, it costs 4.6.")]
    [1, 2, 1, 1]
    """
    parts = [part.strip(_CLOSING) for part in _SENTENCE.split(text)]
    return max(1, sum(bool(part) for part in parts))


def _translated(
    film: FilmReader, number: int, translation: Translation, spoken: Sequence[Entry], limits: Limits
) -> tuple[float, list[Finding]]:
    """Judge the files of a language that the film does not speak; also how fast its fastest caption is.

    They stand exactly as long as those of the spoken language, and say what their own script says.
    """
    locale, words = translation.locale, typography(translation.language)
    srt, vtt = (
        read(film.plan.output(f".{locale}.{kind}")) for read, kind in ((read_srt, "srt"), (read_vtt, "vtt"))
    )
    found = _inside(film, number, vtt)
    if srt != vtt:
        found.append(film.finding(0, f".srt and .vtt in {locale} do not say the same"))
    if [(one.start, one.end) for one in srt] != [(one.start, one.end) for one in spoken]:
        found.append(film.finding(0, f"the captions in {locale} do not stand when those that are spoken do"))
    fastest = 0.0
    lines = [line for script in translation.scripts for line in script.lines]
    for shown, script, line in zip(srt, lines, film.lines, strict=False):
        text, seconds = "".join(shown.rows), _seconds(shown)
        speed = seconds_needed(text, language=translation.language) / max(seconds, 1e-9)
        fastest = max(fastest, speed)
        messages = _set(shown, words, limits)
        if speed > limits.translation_speed + 1e-3:
            messages.append(f"the caption is read at {100 * speed:.0f} % of the permitted speed")
        if _bare(text) != _bare(script.caption):
            messages.append(f"the caption is not the line of the script, “{script.caption}”")
        found += [film.finding(line.start, f"{locale}: {message}", line) for message in messages]
    return fastest, found


def _inside(film: FilmReader, number: int, beside: Sequence[Entry]) -> list[Finding]:
    """A track says what the file beside the film says; whether it is there, the streams row tells."""
    tracks = film.tracks[number : number + 1]
    if not tracks or len(tracks[0]) != len(beside):
        return []
    return [
        film.finding(entry.start / 1000 * film.fps, f"the film says “{text}” in its track {number + 1}")
        for text, entry in zip(tracks[0], beside, strict=True)
        if _bare(text) != _bare(for_mux_text(entry.rows))
    ]


def _set(shown: Entry, words: Typography, limits: Limits) -> list[str]:
    messages = []
    if len(shown.rows) > limits.caption_rows:
        messages.append(f"the caption has {len(shown.rows)} rows")
    # Bold, as each phrase of it is set while it is spoken.
    widest = max((advance(text, words.font, "BOLD") for text in shown.rows), default=0.0)
    if widest > words.row_em + 1e-6:
        messages.append(f"a row of the caption is {widest:.1f} em wide, permitted are {words.row_em:g}")
    return messages


def _readable(shown: Entry, needed: float, words: Typography, limits: Limits) -> list[str]:
    messages = _set(shown, words, limits)
    seconds = _seconds(shown)
    if needed > seconds + 1e-3:
        messages.append(f"the caption takes {needed:.2f} s to read and is shown for {seconds:.2f} s")
    if seconds < limits.shortest_caption - 1e-3:
        messages.append(f"the caption is shown for {seconds:.2f} s only")
    if seconds > limits.longest_caption + 1e-3:
        messages.append(f"the caption stands for {seconds:.2f} s")
    if sentences("".join(shown.rows)) > 1:
        messages.append("the caption holds more than one sentence")
    return messages


def _faithful(film: FilmReader, shown: Entry, line: FilmLine, script: Line) -> list[str]:
    messages = []
    texts = {_bare("".join(shown.rows)), _bare(line.text), _bare(script.caption)}
    if len(texts) > 1:
        messages.append(f"the caption is not the line of the script, “{script.caption}”")
    for name, frame, milliseconds in (("begins", line.start, shown.start), ("ends", line.end, shown.end)):
        off = abs(milliseconds / 1000 * film.fps - frame)
        if off > (0.5 if name == "begins" else 2.5):
            messages.append(f"the caption {name} {off:.1f} frames off its line")
    take = _take(film, line)
    job = film.plan.scenes[0].job
    if take is not None and take != take_key(script.spoken, job.voice, job.locale):
        messages.append("the recording is not of what the script says now")
    return messages


def _take(film: FilmReader, line: FilmLine) -> str | None:
    """The key of the recording that the film was made of; None where the clips are gone."""
    job = next(scene.job for scene in film.plan.scenes if scene.name == line.scene)
    try:
        lines = read_sheet(job.folder).lines
    except ClipError:
        return None
    return next((one.take.stem for one in lines if one.id == line.id), None)


def _scene_files(film: FilmReader) -> list[Finding]:
    """Captions of single scenes say the same as the film's timeline, from the scene's start."""
    found = []
    for scene in film.scenes if film.plan.whole else ():
        path = film.plan.beside(f"{scene.name}-captions.json")
        lines = [line for line in film.lines if line.scene == scene.name]
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
            told = [(entry["text"], entry["startMs"]) for entry in entries]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"captions of a scene cannot be read ({error!r})", where=path, remedy=filming_again()
            ) from None
        right = [(line.text, round((line.start - scene.start) * 1000 / film.fps)) for line in lines]
        if told != right:
            found.append(film.finding(scene.start, f"{path.name} does not say what the timeline says"))
    return found


def _seconds(shown: Entry) -> float:
    return (shown.end - shown.start) / 1000


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
