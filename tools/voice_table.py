"""What each voice of Kokoro sounds like, and how well Whisper understands it: the table of docs/voices.md.

    .venv/bin/python tools/voice_table.py [--vectors FOLDER] [--lines 10] [--write]

Every Chinese and English voice in FOLDER reads the same lines, spread over the narration of the film, and
Whisper base listens to them as in `make check`. What was measured is kept in media/voices/, so that a run
that was ended goes on where it stopped. Needs the extras `voice` and `check` in one environment.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voiceover.atomic_write import write_whole
from voiceover.audio import resampled
from voiceover.engines import kokoro
from voiceover.errors import InputError
from voiceover.listening.whisper import RATE, Listener
from voiceover.listening.word_errors import misheard
from voiceover.script.scene_script import load_scripts, script_names

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "voices.md"
BEGIN, END = "<!-- voices: begin -->\n", "<!-- voices: end -->\n"
_ACCENTS = {"a": "American", "b": "British", "z": "Mandarin"}
_SEX = {"f": "woman", "m": "man"}
_PITCHES = (60, 420)  # Hz, from a deep man's to a child's
_FRAME, _HOP = 0.04, 0.02  # seconds: two periods of the deepest pitch, and half of that
_VOICED = 0.6  # of the frame's own energy, at the lag of one period
_LOUD = 0.2  # of the root mean square of the whole
_HEAD = (
    "| voice | who | pitch, Hz | speed | misheard | of |",
    "|---|---|--:|--:|--:|--:|",
)


def pitch(sound: NDArray[np.float32], rate: int) -> float:
    """The median fundamental frequency of what is voiced, in Hz, by autocorrelation; 0 where nothing is."""
    size, hop = round(_FRAME * rate), round(_HOP * rate)
    least, most = rate // _PITCHES[1], rate // _PITCHES[0]
    loud = _LOUD * float(np.sqrt(np.mean(sound**2)))
    found = []
    for first in range(0, len(sound) - size - most, hop):
        frame = sound[first : first + size]
        energy = float(frame @ frame)
        if energy < size * loud**2:
            continue
        ahead = np.lib.stride_tricks.sliding_window_view(sound[first + least : first + size + most], size)
        alike = ahead @ frame / np.sqrt(energy * np.sum(ahead**2, axis=1) + 1e-12)
        best = float(alike.max())
        if best > _VOICED:
            # The first lag that is nearly as good: twice the period is as alike.
            found.append(rate / (least + int(np.argmax(alike > 0.9 * best))))
    return float(np.median(found)) if found else 0.0


def narration(language: str, count: int) -> list[str]:
    """That many lines of the film's narration, spread evenly over it, as they are spoken."""
    words = ROOT / "voiceover"
    scripts = load_scripts(words, language, script_names(words, language))
    lines = [line.spoken for script in scripts for line in script.lines]
    return [lines[index * len(lines) // count] for index in range(min(count, len(lines)))]


def measure(voice: str, lines: list[str], listener: Listener) -> dict[str, float]:
    """What a voice makes of the lines, and what is understood of it."""
    (language,) = kokoro.languages(voice)
    wrong = units = 0
    seconds, pitches = 0.0, []
    for text in lines:
        speech = kokoro.speak(text, language, voice)
        heard = listener.transcribe(resampled(speech.audio, speech.sample_rate, RATE), language)
        errors, count = misheard(text, heard, language)
        wrong, units = wrong + errors, units + count
        seconds += len(speech.audio) / speech.sample_rate
        pitches.append(pitch(speech.audio, speech.sample_rate))
    return {
        "wrong": wrong,
        "units": units,
        "speed": round(units / seconds, 2),
        "pitch": round(float(np.median(pitches))),
    }


def table(found: dict[str, dict[str, float]]) -> str:
    """The rows, a language after the other, what is understood best first."""
    rows = []
    for language, unit in (("zh", "syllables"), ("en", "words")):
        of = {voice: one for voice, one in found.items() if kokoro.languages(voice) == [language]}
        for voice, one in sorted(of.items(), key=lambda item: (item[1]["wrong"], item[0])):
            who = f"{_ACCENTS[voice[0]]}, a {_SEX[voice[1]]}"
            share = 100 * one["wrong"] / one["units"]
            rows.append(
                f"| `{voice}` | {who} | {one['pitch']:.0f} | {one['speed']:.1f} {unit}/s "
                f"| {share:.1f} % | {one['units']:.0f} |"
            )
    return "\n".join([*_HEAD, *rows]) + "\n"


def main() -> int:
    """Measure what was not measured yet, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--vectors", type=Path, default=kokoro.VOICES, help="folder of <voice>.bin")
    parser.add_argument("--lines", type=int, default=10, help="lines that each voice reads")
    parser.add_argument("--write", action="store_true", help="put the table into docs/voices.md")
    given = parser.parse_args()
    kokoro.VOICES = given.vectors
    kept = ROOT / "media" / "voices" / f"{given.lines}-lines.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    found = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    voices = [voice for voice in kokoro.voices() if kokoro.languages(voice)]
    listener = Listener()
    for number, voice in enumerate(voices, 1):
        if voice not in found:
            found[voice] = measure(voice, narration(kokoro.languages(voice)[0], given.lines), listener)
            write_whole(kept, json.dumps(found, indent=1))
        sys.stderr.write(f"{number} of {len(voices)}: {voice} {found[voice]}\n")
    rows = table(found)
    sys.stdout.write(rows)
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        before, begin, rest = text.partition(BEGIN)
        _, end, after = rest.partition(END)
        if not (begin and end):
            raise InputError(
                "no place for the table", where=PAGE, permitted=f"{BEGIN.strip()} and {END.strip()}"
            )
        write_whole(PAGE, f"{before}{BEGIN}{rows}{END}{after}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except InputError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(error.exit_code)
