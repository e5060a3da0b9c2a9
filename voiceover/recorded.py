"""The voice ``recorded``: a person's files, one a line or one a scene, made into takes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from voiceover.aligned_speech import SpeechAligner
from voiceover.engines.speech import Reading, Speech
from voiceover.errors import InputError, excerpt, listed
from voiceover.recording_store import find_recorded
from voiceover.recordings import (
    SUFFIXES,
    UNUSABLE,
    beside,
    decode_recording,
    find_recording,
    recording_bytes,
    recordings_folder,
    sound_faults,
)
from voiceover.remedies import recording_oneself
from voiceover.script.import_captions import Caption, read_captions
from voiceover.script.lines import Line
from voiceover.script.scene_script import Script
from voiceover.sound_editing import levelled, trimmed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CAPTIONS = (".srt", ".json")
_AROUND = 0.6  # seconds before and after a caption in which its sentence may begin and end


@dataclass(frozen=True)
class _Place:
    """Where a line is recorded: a file, and the seconds of it that are the line's; all of it without.

    ``said_until`` is when its caption ends, by the file of ``captions``.
    """

    file: Path
    start: float = 0.0
    end: float | None = None
    said_until: float = 0.0
    captions: Path | None = None

    def digest(self, data: bytes) -> str:
        """What tells what is recorded here from anything else."""
        found = hashlib.sha256(data).hexdigest()
        return found if self.end is None else f"{found}:{self.start:.3f}-{self.end:.3f}"


class Unrecorded(InputError):
    """There is no recording of a line."""


class Recordings:
    """A person's recordings of the lines of one locale."""

    def __init__(self, root: Path, locale: str, scripts: Sequence[Script]) -> None:
        self._root = root
        self._locale = locale
        self._aligner = SpeechAligner(root, locale)
        self._script = {line.where: script for script in scripts for line in script.lines}

    def digest(self, line: Line) -> str:
        """What tells one recording of a line from another; nothing where there is none."""
        place = self._place(line)
        if place is None:
            return ""
        return place.digest(recording_bytes(place.file))

    def speak(self, line: Line) -> Speech:
        """The recording of a line: trimmed, as loud as every other, and aligned.

        Raises
        ------
        InputError
            If there is none, its sound cannot be used, or it is not this line.
        """
        place = self._place(line)
        if place is None:
            raise self.absent([line])
        # What is told apart later is what is heard now, whatever takes its place meanwhile.
        data = recording_bytes(place.file)
        self._check_text(place, line)
        sound, rate = decode_recording(data, place.file)
        sound = _cut(sound, rate, place)
        faults = sound_faults(sound, rate, line.spoken)
        for fault in faults:
            if fault.kind in UNUSABLE:
                what = f"the recording of {line.id} is {fault.kind}: {fault.message}"
                raise InputError(what, where=place.file, remedy=fault.remedy)
        try:
            speech = self._aligner.speech(_ready(sound, rate), rate, line)
        except InputError as error:
            raise InputError(
                error.what, where=place.file, permitted=error.permitted, remedy=error.remedy
            ) from None
        told = tuple(f"{fault.kind}: {fault.message}; {fault.remedy}" for fault in faults)
        return replace(speech, doubts=told + speech.doubts, source=place.digest(data))

    def _check_text(self, place: _Place, line: Line) -> None:
        """Refuse what was said on the page before the line was edited."""
        kept = find_recorded(place.file.parent, line.id) if place.end is None else None
        if kept and kept.spoken not in (None, line.spoken):
            raise InputError(
                f"{line.id} was edited since it was recorded; what was said is {excerpt(kept.spoken, 200)}",
                where=place.file,
                permitted=excerpt(line.spoken, 200),
                remedy=f"record it again with `{recording_oneself(self._root, self._locale)}`",
            )

    def absent(self, lines: Sequence[Line]) -> Unrecorded:
        """What to tell of lines that have no recording."""
        paths = [f"{self._script[line.where].name}/{line.id}" for line in lines]
        return Unrecorded(
            f"no recording of {listed(paths, 5)}",
            where=self._folder,
            permitted=f"a file of each, such as {paths[0]}{SUFFIXES[0]} ({listed(SUFFIXES)})",
            remedy=f"put them there, or run `{recording_oneself(self._root, self._locale)}`",
        )

    def readings(self, line: Line) -> Sequence[Reading]:
        """Nothing: a person knows how to read."""
        return ()

    @property
    def _folder(self) -> Path:
        return recordings_folder(self._root, self._locale)

    def _place(self, line: Line) -> _Place | None:
        script = self._script[line.where]
        if alone := find_recording(self._folder / script.name, line.id):
            return _Place(alone)
        whole = find_recording(self._folder, script.name)
        return self._part(whole, script, line) if whole else None

    def _part(self, whole: Path, script: Script, line: Line) -> _Place:
        """The part of a scene's recording in which a line is said, by the captions beside it."""
        found = beside(whole.parent, whole.stem, _CAPTIONS)
        if len(found) != 1:
            raise InputError(
                f"{len(found)} files of captions beside the recording of {script.name}",
                where=whole,
                permitted=f"one, {script.name} with {listed(_CAPTIONS)}",
                remedy="put there when each line is said, or record each line by itself",
            )
        captions = read_captions(found[0])
        if len(captions) != len(script.lines):
            raise InputError(
                f"{len(captions)} captions",
                where=found[0],
                permitted=f"{len(script.lines)}, one for each line of {script.path}",
                remedy="give each line its caption, in the order of the script",
            )
        return _between(captions, script.lines.index(line), whole, found[0])


def _cut(sound: NDArray[np.float32], rate: int, place: _Place) -> NDArray[np.float32]:
    """The part of a sound that is the line's."""
    seconds = len(sound) / rate
    if place.said_until > seconds + 0.1:
        raise InputError(
            f"a caption ends at {place.said_until:.1f} s, and {place.file.name} lasts {seconds:.1f} s",
            where=place.captions,
            remedy="give the seconds at which each line is said in that file",
        )
    return sound[round(place.start * rate) : None if place.end is None else round(place.end * rate)]


def _between(captions: Sequence[Caption], index: int, whole: Path, source: Path) -> _Place:
    """A caption with half of the silence on either side, which may hold a sentence's first or last sound."""
    start, end = captions[index].start / 1000, captions[index].end / 1000
    before = captions[index - 1].end / 1000 if index else 0.0
    after = captions[index + 1].start / 1000 if index + 1 < len(captions) else end + 2 * _AROUND
    first = max(start - _AROUND, (before + start) / 2 if index else 0.0)
    return _Place(whole, first, min(end + _AROUND, (end + after) / 2), end, source)


def _ready(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    return levelled(trimmed(sound, rate), rate)
