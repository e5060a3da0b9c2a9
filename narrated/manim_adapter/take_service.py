"""Committed takes and their word times, as manim-voiceover's speech service and tracker."""

from __future__ import annotations

import os
import shutil
import tempfile
import wave
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from manim_voiceover.services.base import SpeechService
from manim_voiceover.tracker import AUDIO_OFFSET_RESOLUTION, VoiceoverTracker

from voiceover.errors import InputError
from voiceover.script.lines import Line
from voiceover.script.scene_script import Script
from voiceover.takes import Take, cue_seconds, read_pcm

if TYPE_CHECKING:
    from manim_voiceover._typing import VoiceoverData, WordBoundary
    from manim_voiceover.services.base import PathLike


class TakeService(SpeechService):
    """Answers with the take of the line whose marked text is asked for.

    Parameters
    ----------
    script
        The scene's lines; a text that is none of them is refused.
    take_of
        Gives a line's take, for example `voiceover.takes.find_take` with its root and voice bound.

    Notes
    -----
    manim-voiceover keeps a ``cache.json`` in its cache folder that several processes must not share and
    that answers with bookmarks from before an edit.  Each service has a folder of its own and asks no
    cache; call `close` when the scene is done.
    """

    def __init__(self, script: Script, take_of: Callable[[Line], Take]) -> None:
        self._script = script
        self._take_of = take_of
        folder = tempfile.mkdtemp(prefix="takes-")
        # A scene that fails never comes to its end: then the folder goes with the service.
        self._remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        super().__init__(cache_dir=folder)

    def close(self) -> None:
        """Delete the sound files made for manim."""
        self._remove()

    def generate_from_text(
        self, text: str, cache_dir: PathLike | None = None, path: PathLike | None = None, **kwargs: object
    ) -> VoiceoverData:
        """The take of the line whose marked text is ``text``; raises `InputError` where there is none."""
        line = self._line(text)
        take = self._take_of(line)
        name = f"{take.key}.wav" if path is None else os.fspath(path)
        _write_wav(Path(self.cache_dir if cache_dir is None else cache_dir) / str(name), take)
        return {
            "input_text": line.marked,
            "input_data": {"input_text": line.marked, "service": "takes", "take": take.key},
            "original_audio": str(name),
            "word_boundaries": word_boundaries(line, take),
        }

    def _line(self, text: str) -> Line:
        for line in self._script.lines:
            if line.marked == text:
                return line
        raise InputError(
            f"{text!r} is no line of the script",
            where=self._script.path,
            permitted="the marked text of one of its lines",
            remedy="give the voiceover `line.marked` of a line there",
        )


def spoken_at(tracker: VoiceoverTracker) -> dict[str, float]:
    """Seconds from the scene's start at which each bookmark of the line is met."""
    return dict(getattr(tracker, "bookmark_times", {}))  # a line without word times has none


def word_boundaries(line: Line, take: Take) -> list[WordBoundary]:
    """Word times as manim-voiceover's tracker wants them.

    The tracker interpolates between boundaries over character offsets.  So every bookmark gets a
    boundary of its own, snapped to the word that follows; both ends of the text get one, or bookmarks
    there would be out of its range; and no offset is given twice, or it would choose between them.
    """
    cues = cue_seconds(line, take)
    seconds = {0: 0.0, len(line.spoken): take.duration}
    lengths = {word.offset: word.length for word in take.words}
    seconds.update({word.offset: word.start for word in take.words})
    seconds.update({cue.spoken_offset: cues[cue.name] for cue in line.cues})
    return [
        {
            "audio_offset": round(seconds[offset] * AUDIO_OFFSET_RESOLUTION),
            "text_offset": offset,
            "word_length": lengths.get(offset, 0),
            "text": line.spoken[offset : offset + lengths.get(offset, 0)],
            "boundary_type": "Word",
        }
        for offset in sorted(seconds)
    ]


def _write_wav(path: Path, take: Take) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(take.sample_rate)
        file.writeframes(read_pcm(take).astype("<i2").tobytes())
