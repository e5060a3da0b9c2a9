"""Record the lines that have no take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from voiceover.engines.registry import Engine, recorder
from voiceover.engines.speech import Reading, Speech
from voiceover.errors import InputError, MissingTake, OutdatedTake, excerpt, listed
from voiceover.remedies import listing, option
from voiceover.script.lines import Line
from voiceover.script.scene_script import load_lesson_words, load_scripts, script_names
from voiceover.takes import find_take, save_take, take_key, takes_folder
from voiceover.terminal import shown


@dataclass(frozen=True)
class Session:
    """What there is to do for one locale and voice, before anything is done."""

    folder: Path
    locale: str
    voice: str
    engine: Engine
    lines: tuple[Line, ...]
    missing: tuple[Line, ...]
    unused: tuple[Path, ...]
    warnings: tuple[str, ...]


def plan(root: Path, locale: str, voice: str | None = None) -> Session:
    """Read every script of ``locale`` and compare it with the takes.

    Raises
    ------
    InputError
        If a script or a take is damaged, or the voice is not known or of another language.
    """
    voice = load_lesson_words(root, locale).voice if voice is None else voice
    engine = recorder(voice, locale)
    scripts = load_scripts(root, locale, script_names(root, locale))
    lines = tuple(line for script in scripts for line in script.lines)
    needed: dict[str, Line] = {}
    for line in lines:
        needed.setdefault(take_key(line.spoken, voice, locale), line)
    missing, warnings = [], []
    for line in needed.values():
        try:
            find_take(root, locale, line, voice)
        except MissingTake as error:
            missing.append(line)
            warnings += [str(error)] if isinstance(error, OutdatedTake) else []
    folder = takes_folder(root, locale)
    return Session(
        folder=folder,
        locale=locale,
        voice=voice,
        engine=engine,
        lines=lines,
        missing=tuple(missing),
        unused=tuple(_unused(folder, set(needed))),
        warnings=tuple(warnings),
    )


def only_locale(root: Path) -> str:
    """The locale of a folder of words that has just one.

    Raises
    ------
    InputError
        If it has none, or several.
    """
    found = sorted(path.parent.name for path in root.glob("*/lesson.toml"))
    if len(found) != 1:
        raise InputError(
            "no locale is named" if found else "no words",
            where=root,
            permitted=listed(found) or "<locale>/lesson.toml and scripts",
            remedy=f"name one with {option('locale')}" if found else None,
        )
    return found[0]


def _unused(folder: Path, needed: set[str]) -> Iterator[Path]:
    for path in sorted(folder.glob("*")):
        if path.suffix in {".flac", ".json"} and path.stem not in needed:
            yield path


def record(session: Session, console: Console, complaints: Console) -> float:
    """Record what is missing, one line after the other; returns the seconds of speech made.

    A take is written as soon as it is spoken: an interrupted run goes on where it stopped.
    """
    seconds = 0.0
    columns = (TextColumn("recording"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        for line in progress.track(session.missing):
            try:
                speech = _timed(
                    session.engine.module.speak(line.spoken, session.locale, session.voice), session
                )
            except InputError as error:
                raise error if error.where else error.at(line.where) from None
            take = save_take(
                session.folder, session.locale, line.spoken, session.voice, speech, presenter=line.presenter
            )
            seconds += take.duration
            progress.console.print(f"{take.duration:6.2f} s  {line.id}: {line.spoken}")
            if line.presenter not in line.spoken:
                progress.console.print(f"{'':10}shown: {line.caption}")
            for reading in speech.readings:
                progress.console.print(f"{'':10}{reading.word}: {_told(reading)}")
            doubtful = [reading.word for reading in speech.readings if reading.guessed or not reading.sounds]
            if doubtful:
                complaints.print(shown(f"warning: {_doubt(line, doubtful)}"))
    return seconds


def _timed(speech: Speech, session: Session) -> Speech:
    """The speech with the time of every word, which the voice tells or not."""
    if speech.words:
        return speech
    raise InputError(
        f"the voice {excerpt(session.voice)} tells no word times, without which no picture can follow it",
        remedy=f"choose one that does; `{listing()}` tells which",
    )


def _doubt(line: Line, words: Sequence[str]) -> InputError:
    return InputError(
        f"the voice does not know {listed(words)}",
        where=line.where,
        remedy="listen to the take; if it is wrong, write in `pronounce` how to say that, and record again",
    )


def _told(reading: Reading) -> str:
    if not reading.sounds:
        return "left out"
    said = f"read as /{reading.sounds}/"
    if reading.guessed:
        return f"{said}, guessed from its letters"
    return f"{said}, letter by letter" if reading.spelt else said


def prune(session: Session) -> None:
    """Delete the takes that no line uses with this voice.

    Raises
    ------
    InputError
        If one cannot be deleted.
    """
    for path in session.unused:
        try:
            path.unlink()
        except OSError as error:
            raise InputError.of_system(error, path, "cannot be deleted") from None


def carry_out(session: Session, *, dry: bool = False, pruning: bool = False) -> None:
    """Record what is missing, and print what is done.

    Parameters
    ----------
    dry
        Only print what would be done.
    pruning
        Also delete the takes that no line uses.
    """
    console = Console(markup=False, emoji=False, highlight=False, soft_wrap=True)
    complaints = Console(stderr=True, markup=False, emoji=False, highlight=False, soft_wrap=True)
    have = len(session.lines) - len(session.missing)
    console.print(
        f"{session.locale}, {session.voice}: {len(session.lines)} lines, {have} recorded, "
        f"{len(session.missing)} to record, {len(session.unused)} files unused"
    )
    for warning in session.warnings:
        complaints.print(shown(f"warning: {warning}"))
    if dry:
        for line in session.missing:
            console.print(shown(f"  missing  {line.where}: {line.spoken}"))
        for path in session.unused:
            console.print(shown(f"  unused   {path}"))
        return
    if session.missing:
        seconds = record(session, console, complaints)
        console.print(shown(f"recorded {len(session.missing)} takes, {seconds:.1f} s, in {session.folder}"))
    if pruning:
        prune(session)
        console.print(f"deleted {len(session.unused)} unused files")
