"""Measure the aligners on voices whose word times are known, and print the table of docs/voices.md.

    python tools/alignment_table.py FOLDER [--every N]

FOLDER holds vectors of Kokoro's voices (``zf_xiaoyi.bin`` and so on; see docs/voices.md). Needs the extras
[voice], [espeak] and [check]. Each Nth line of the film is said by voices that are no reference, made noisy,
echoing, slower or faster, aligned with the takes of the film, and compared with the times that the engine
that spoke gives itself.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.signal import fftconvolve

from voiceover.alignment.aligner import align
from voiceover.engines import espeak, kokoro
from voiceover.engines.speech import Speech
from voiceover.listening.whisper import Listener
from voiceover.remedies import FILM
from voiceover.script.scene_script import load_lesson_words, load_scripts, script_names
from voiceover.takes import find_take, read_audio, seconds_at

VOICES = {
    "zh": ["zf_xiaobei", "zf_xiaoxiao", "zf_xiaoyi", "zm_yunxi"],
    "en": ["af_bella", "am_michael", "bf_emma", "bm_george"],
}
ROWS = ("Kokoro, other voices", "noise 10 dB below", "room, 0.4 s", "speed 0.8", "speed 1.25", "espeak-ng")


def noisy(sound: np.ndarray) -> np.ndarray:
    """Pink noise, 10 dB below the speech."""
    rng = np.random.default_rng(5)
    spectrum = np.fft.rfft(rng.standard_normal(len(sound)))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    noise = np.fft.irfft(spectrum, len(sound))
    return sound + np.sqrt(np.mean(sound**2) / np.mean(noise**2) / 10) * noise


def echoing(sound: np.ndarray) -> np.ndarray:
    """A room in which sound falls by 60 dB in 0.4 s."""
    count = round(0.4 * kokoro.SAMPLE_RATE)
    echo = np.random.default_rng(6).standard_normal(count) * np.exp(-6.9 * np.arange(count) / count) * 0.04
    echo[0] = 1
    return fftconvolve(sound, echo)[: len(sound)]


def said(spoken: str, locale: str) -> Iterator[tuple[str, Speech]]:
    """The line in each of the ways of `ROWS`, by each voice."""
    for voice in VOICES[locale]:
        plain = kokoro.speak(spoken, locale, voice)
        yield ROWS[0], plain
        for row, change in ((ROWS[1], noisy), (ROWS[2], echoing)):
            yield row, Speech(change(plain.audio).astype(np.float32), plain.sample_rate, plain.words)
        for row, speed in ((ROWS[3], 0.8), (ROWS[4], 1.25)):
            yield row, kokoro.speak(spoken, locale, voice, speed=speed)
    yield ROWS[5], espeak.speak(spoken, locale)


def main() -> None:
    """Measure, and print a row of the table for each language and way of speaking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=3)
    given = parser.parse_args()
    kokoro.VOICES = given.folder
    listener = Listener()
    lines = [
        "| language | speech | words | median | 90 % | within 50 ms | "
        "second aligner: median | 90 % | doubted |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for locale in VOICES:
        own = load_lesson_words(FILM, locale).voice
        first: dict[str, list[float]] = {row: [] for row in (*ROWS, "all")}
        second: dict[str, list[float]] = {row: [] for row in (*ROWS, "all")}
        doubted: dict[str, int] = dict.fromkeys((*ROWS, "all"), 0)
        scripts = load_scripts(FILM, locale, script_names(FILM, locale))
        chosen = [line for script in scripts for line in script.lines][:: given.every]
        for number, line in enumerate(chosen, 1):
            sys.stderr.write(f"{locale}: line {number} of {len(chosen)}\n")
            take = find_take(FILM, locale, line, own)
            reference = Speech(read_audio(take), take.sample_rate, take.words)
            for row, speech in said(line.spoken, locale):
                found = align(
                    speech.audio,
                    speech.sample_rate,
                    line.spoken,
                    locale,
                    reference=reference,
                    listener=listener,
                )
                true = np.array([seconds_at(word.offset, speech.words) for word in found.words])
                # Words are counted where the voice that spoke tells their begin; the first is the sound's.
                told = {word.offset for word in speech.words[1:]}
                here = [number for number, word in enumerate(found.words) if word.offset in told]
                starts = np.array([word.start for word in found.words])
                for name in (row, "all"):
                    first[name] += [abs(starts - true)[number] for number in here]
                    doubted[name] += sum(doubt.kind == "unsure" for doubt in found.doubts)
                    if found.apart:
                        second[name] += [found.attended[number] - true[number] for number in here]
        for name in (*ROWS, "all"):
            one, two = 1000 * np.array(first[name]), 1000 * np.abs(second[name])
            figures = [
                *(f"{np.quantile(one, share):.0f} ms" for share in (0.5, 0.9)),
                f"{100 * np.mean(one <= 50):.0f} %",
                *(f"{np.quantile(two, share):.0f} ms" for share in (0.5, 0.9)),
                f"{100 * doubted[name] / len(one):.0f} %",
            ]
            lines.append(f"| {' | '.join((locale, name, str(len(one)), *figures))} |")
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main()
