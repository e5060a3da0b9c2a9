"""The lines of a lesson as one who records them needs them, and what is recorded of each."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from narrated.recorder.said_otherwise import hints_of
from voiceover.errors import InputError
from voiceover.recording_store import Recorded, find_recorded, keep_recording
from voiceover.recordings import MAX_SECONDS, recordings_folder
from voiceover.script.lines import Line
from voiceover.script.scene_script import LessonWords, Script, load_lesson_words, load_scripts
from voiceover.takes import find_take, take_key
from voiceover.text_metrics import seconds_needed, syllables

# How the narrators of the film's takes speak, in Chinese and in English, short pauses included.
_SYLLABLES_PER_SECOND = 4.8


class OutdatedText(InputError):
    """A line that is written otherwise now than when it was shown."""


class Prompter:
    """The lines of some scripts in one locale; may be asked by several threads.

    Parameters
    ----------
    names
        Of the scripts, in order.
    tell
        Is called with a sentence for each recording that comes.
    """

    def __init__(self, root: Path, locale: str, names: Sequence[str], tell: Callable[[str], None]) -> None:
        self._root, self._locale, self._names, self._tell = root, locale, names, tell
        self._folder = recordings_folder(root, locale)
        self._lines: dict[tuple[str, str], Line] = {}
        # What is being written is not read, nor cut off by the end of the process.
        self._alone = threading.Lock()

    def __enter__(self) -> Prompter:
        return self

    def __exit__(self, *_: object) -> None:
        self._alone.acquire()

    def open_folder(self) -> None:
        """Make the folder of the recordings: that it cannot be written is told before anyone has spoken."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError.of_system(error, self._folder, "cannot be written") from None

    def read(self) -> dict[str, Any]:
        """All that the page shows; the words are read anew, as they may have been edited.

        Raises
        ------
        InputError
            If words or recordings cannot be read.
        """
        lesson = load_lesson_words(self._root, self._locale)
        scripts = load_scripts(self._root, self._locale, self._names)
        with self._alone:
            self._lines = _by_name(scripts)
            lines = [
                {**self._prompt(script.name, line, lesson), "scene": script.title}
                for script in scripts
                for line in script.lines
            ]
        return {
            "title": lesson.title,
            "language": lesson.language,
            "folder": str(self._folder),
            "longest": MAX_SECONDS,
            "lines": lines,
        }

    def sound(self, script: str, name: str) -> Path | None:
        """The file that is recorded of a line."""
        with self._alone:
            found = find_recorded(self._folder / script, name) if (script, name) in self._lines else None
        return found.path if found else None

    def keep(self, script: str, name: str, text: str, wav: bytes) -> dict[str, Any]:
        """Keep what was recorded of a line, if it can be used; what is wrong with it, and what is kept now.

        Parameters
        ----------
        text
            The key of the text that was shown while it was said.

        Raises
        ------
        KeyError
            If there is no such line.
        OutdatedText
            If the line is written otherwise by now.
        InputError
            If it is no WAV file, or cannot be written.
        """
        with self._alone:
            with contextlib.suppress(InputError):  # words amid an edit: what was shown last is what counts
                self._lines = _by_name(load_scripts(self._root, self._locale, self._names))
            line = self._lines[script, name]
            if text != self._text(line):
                raise OutdatedText("this line was edited since it was shown", remedy="load the page again")
            recorded, faults = keep_recording(self._folder / script, name, wav, line.spoken)
            told = "; ".join(f"{fault.kind}: {fault.message}" for fault in faults)
            self._tell(
                f"{script}/{name}: {f'{recorded.seconds:.1f} s, kept' if recorded else 'not kept'}"
                + (f" ({told})" if told else "")
            )
            kept = recorded or find_recorded(self._folder / script, name)
        return {
            "kept": recorded is not None,
            "faults": [asdict(fault) for fault in faults],
            "recorded": self._recorded(kept, line),
        }

    def _prompt(self, script: str, line: Line, lesson: LessonWords) -> dict[str, Any]:
        seconds, taken = self._expected(line, lesson.voice)
        return {
            "script": script,
            "name": line.id,
            "text": self._text(line),
            "spoken": line.spoken,
            "caption": line.caption,
            "hints": [asdict(hint) for hint in hints_of(line, self._locale, lesson.voice)],
            "seconds": seconds,
            "taken": taken,
            "readable": round(seconds_needed(line.caption, language=lesson.language), 2),
            "recorded": self._recorded(find_recorded(self._folder / script, line.id), line),
        }

    def _expected(self, line: Line, voice: str) -> tuple[float, bool]:
        """How long a line will take, and whether that is how long the narrator took."""
        try:
            return round(find_take(self._root, self._locale, line, voice).duration, 2), True
        except InputError:
            return round(max(1.0, syllables(line.spoken) / _SYLLABLES_PER_SECOND), 2), False

    def _text(self, line: Line) -> str:
        return take_key(line.spoken, "", self._locale)

    @staticmethod
    def _recorded(found: Recorded | None, line: Line) -> dict[str, Any] | None:
        if found is None:
            return None
        old = found.spoken if found.spoken not in (None, line.spoken) else None
        return {"seconds": found.seconds, "faults": found.faults, "old": old}


def _by_name(scripts: Sequence[Script]) -> dict[tuple[str, str], Line]:
    return {(script.name, line.id): line for script in scripts for line in script.lines}
