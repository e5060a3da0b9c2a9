"""Record the lines that have no take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from voiceover.aligned_speech import SpeechAligner, unheard
from voiceover.engines.registry import recorder
from voiceover.engines.speech import Reading, Speech
from voiceover.errors import InputError, MissingTake, Mistakes, OutdatedTake, listed
from voiceover.recorded import Recordings, Unrecorded
from voiceover.remedies import RECORDED, option
from voiceover.script.lines import Line
from voiceover.script.scene_script import load_lesson_words, load_scripts, script_names
from voiceover.takes import find_take, save_take, take_key, takes_folder
from voiceover.terminal import shown


class Source(Protocol):
    """Where the speech of a line comes from."""

    def speak(self, line: Line) -> Speech:
        """The line, with the times of its words."""

    def digest(self, line: Line) -> str:
        """What tells the recording of a line from any other; nothing where none is kept beside the takes."""

    def readings(self, line: Line) -> Sequence[Reading]:
        """How words will be read of which one may doubt it, where that is known beforehand."""


class Synthesis:
    """A voice that an engine makes; what it does not tell of its words is found by alignment."""

    def __init__(self, root: Path, locale: str, voice: str) -> None:
        self._engine = recorder(voice, locale)
        self._locale = locale
        self._voice = voice
        self._aligner = SpeechAligner(root, locale)

    def speak(self, line: Line) -> Speech:
        """Say the line."""
        speech = self._engine.module.speak(line.spoken, self._locale, self._voice)
        if speech.words:
            return speech
        return self._aligner.speech(speech.audio, speech.sample_rate, line)

    def digest(self, line: Line) -> str:
        """Nothing: what it says can be said again."""
        return ""

    def readings(self, line: Line) -> Sequence[Reading]:
        """What the engine knows before it speaks; nothing where what it needs is not installed."""
        if self._engine.readings is None:
            return ()
        try:
            return self._engine.readings(line.spoken, self._locale)
        except InputError:
            return ()


@dataclass(frozen=True)
class Session:
    """What there is to do for one locale and voice, before anything is done."""

    folder: Path
    locale: str
    voice: str
    source: Source
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
    own = load_lesson_words(root, locale).voice
    voice = own if voice is None else voice
    person = voice == RECORDED
    synthesis = None if person else Synthesis(root, locale, voice)
    scripts = load_scripts(root, locale, script_names(root, locale))
    source = synthesis or Recordings(root, locale, scripts)
    lines = tuple(line for script in scripts for line in script.lines)
    needed: dict[str, Line] = {}
    # What a person said cannot be made again, and what the lesson's own voice says is compared with.
    kept = {take_key(line.spoken, other, locale) for line in lines for other in (voice, own, RECORDED)}
    for line in lines:
        key = take_key(line.spoken, voice, locale)
        # Of lines that say the same, any recording will do.
        if key not in needed or (not _digest(source, needed[key]) and _digest(source, line)):
            needed[key] = line
    missing, warnings = [], []
    for line in needed.values():
        try:
            take = find_take(root, locale, line, voice)
        except MissingTake as error:
            missing.append(line)
            warnings += [str(error)] if isinstance(error, OutdatedTake) else []
        else:
            # A take outlives its recording, which may be kept elsewhere; another recording replaces it.
            if _digest(source, line) not in ("", take.source):
                missing.append(line)
    if missing and person and (told := unheard()):
        warnings.append(told)
    folder = takes_folder(root, locale)
    return Session(
        folder=folder,
        locale=locale,
        voice=voice,
        source=source,
        lines=lines,
        missing=tuple(missing),
        unused=tuple(_unused(folder, kept)),
        warnings=tuple(warnings),
    )


def _digest(source: Source, line: Line) -> str:
    """As the source tells it; what cannot be read is another one, which is told when it is to be spoken."""
    try:
        return source.digest(line)
    except InputError:
        return "unreadable"


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

    A take is written as soon as it is spoken: an interrupted run goes on where it stopped.  What is wrong
    with one person's recording does not keep the others from being made, and is told at the end.

    Raises
    ------
    InputError
        If a line cannot be recorded.
    """
    seconds = 0.0
    mistakes = Mistakes()
    source = session.source
    absent: list[Line] = []
    columns = (TextColumn("recording"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        for line in progress.track(session.missing):
            try:
                speech = source.speak(line)
            except Unrecorded:
                absent.append(line)
                continue
            except InputError as error:
                placed = error if error.where else error.at(line.where)
                if not isinstance(source, Recordings):
                    raise placed from None
                mistakes.add(placed)
                continue
            take = save_take(
                session.folder,
                session.locale,
                line.spoken,
                session.voice,
                speech,
                presenter=line.presenter,
                source=speech.source,
            )
            seconds += take.duration
            progress.console.print(f"{take.duration:6.2f} s  {line.id}: {line.spoken}")
            if line.presenter not in line.spoken:
                progress.console.print(f"{'':10}shown: {line.caption}")
            for told in (*map(_told, speech.readings), *speech.notes):
                progress.console.print(f"{'':10}{told}")
            doubtful = [reading.word for reading in speech.readings if reading.guessed or not reading.sounds]
            if doubtful:
                complaints.print(shown(f"warning: {_doubt(line, doubtful)}"))
            for told in speech.doubts:
                complaints.print(shown(f"warning: {line.where}: {told}"))
    if isinstance(source, Recordings) and absent:
        mistakes.add(source.absent(absent))
    mistakes.tell()
    return seconds


def _doubt(line: Line, words: Sequence[str]) -> InputError:
    return InputError(
        f"the voice does not know {listed(words)}",
        where=line.where,
        remedy="listen to the take; if it is wrong, write in `pronounce` how to say that, and record again",
    )


def _told(reading: Reading) -> str:
    return f"{reading.word}: {_sounds(reading)}"


def _sounds(reading: Reading) -> str:
    if not reading.sounds:
        return "left out"
    if reading.in_words:
        return f"read as {reading.sounds}"
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
            if line.presenter not in line.spoken:
                console.print(shown(f"{'':11}shown: {line.caption}"))
            for reading in session.source.readings(line):
                console.print(shown(f"{'':11}{_told(reading)}"))
        for path in session.unused:
            console.print(shown(f"  unused   {path}"))
        return
    if session.missing:
        seconds = record(session, console, complaints)
        console.print(shown(f"recorded {len(session.missing)} takes, {seconds:.1f} s, in {session.folder}"))
    if pruning:
        prune(session)
        console.print(f"deleted {len(session.unused)} unused files")
