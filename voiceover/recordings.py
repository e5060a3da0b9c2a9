"""A person's own recordings of lines: where they are kept, their sound, and what is wrong with it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voiceover.bounded import read_bounded
from voiceover.errors import InputError, listed
from voiceover.text_metrics import syllables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

FOLDER = "recordings"
SUFFIXES = (".wav", ".flac", ".mp3", ".m4a")
MAX_BYTES = 200_000_000  # ten minutes, uncompressed, in stereo and 24 bits
MAX_SECONDS = 600
UNUSABLE = ("silent", "clipped", "cut", "too short", "another length")
"""Faults of the sound that no film can use; of others a viewer hears, and the author is told."""

_STEP = 0.010  # seconds of which a level is taken
_QUIET = -45.0  # dBFS: speech below is a microphone that is off, or far away
_FULL = 0.985  # of full scale
_FLAT = 3  # samples in a row at full scale, which no wave has that fits
_CLIPPED = 5  # such rows: fewer are a click
_EDGE = 0.030  # seconds at either end in which speech may not be under way
_NEAR = 12.0  # dB below the speech that count as speech
_NOISY = 15.0  # dB between speech and the pauses in it
# Syllables a second of all the line, pauses included: a hasty reader, and one who dictates.
_FASTEST, _SLOWEST = 9.0, 1.8
_LONGEST = 60.0  # seconds beside four times the slowest reading: more is no recording of one line
_PAIR = 2  # channels of a stereo recording
_SILENCED = 0.05  # of the power of its channels, which their mean keeps at least half of where they are alike
_PAUSE = 1.5  # seconds of silence that any recording may have beside its speech


@dataclass(frozen=True)
class Fault:
    """What is wrong with the sound of a recording, in one word and in a sentence, and what to do."""

    kind: str
    message: str
    remedy: str


def recordings_folder(root: Path, locale: str) -> Path:
    """Where a person's recordings of a words root are kept: ``<script>/<line>.wav`` below it."""
    return root / FOLDER / locale


def find_recording(folder: Path, name: str) -> Path | None:
    """The recording ``name`` in a folder, whatever its format; None where there is none.

    Raises
    ------
    InputError
        If there are several, of which one would be taken by chance, or what bears the name is no file.
    """
    found = beside(folder, name, SUFFIXES)
    for path in found:
        if not path.is_file():
            raise InputError("this is no file", where=path, remedy="put the recording itself there")
    if len(found) > 1:
        raise InputError(
            f"{listed([path.name for path in found])} are recordings of one line",
            where=folder,
            remedy="keep the one that is meant",
        )
    return found[0] if found else None


def beside(folder: Path, name: str, suffixes: Sequence[str]) -> list[Path]:
    """What a folder has of a name with one of some suffixes, in capitals or not."""
    try:
        entries = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise InputError.of_system(error, folder) from None
    return [path for path in entries if path.stem == name and path.suffix.lower() in suffixes]


def recording_bytes(path: Path) -> bytes:
    """The content of a recording's file.

    Raises
    ------
    InputError
        If it cannot be read, or is larger than `MAX_BYTES`.
    """
    try:
        return read_bounded(path, MAX_BYTES, "a recording")
    except OSError as error:
        raise InputError.of_system(error, path) from None


def decode_recording(data: bytes, where: str | Path) -> tuple[Samples, int]:
    """The sound in the bytes of a recording, mono, in [-1, 1], and its samples a second: the channels' mean.

    Parameters
    ----------
    where
        The file that they are from, which an error names.

    Raises
    ------
    InputError
        If it is no sound, or lasts longer than ten minutes.
    """
    import av

    try:
        return _decoded(data)
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        told = error.strerror if isinstance(error, av.error.FFmpegError) else str(error)
        raise InputError(
            f"cannot be read as sound ({told})",
            where=where,
            permitted=f"{listed(SUFFIXES)}, at most {MAX_SECONDS} s",
            remedy="record it again, or save it anew as WAV",
        ) from None


def _decoded(data: bytes) -> tuple[Samples, int]:
    import av
    import numpy as np

    blocks: list[Samples] = []
    count = 0
    with av.open(io.BytesIO(data), "r") as container:
        if not container.streams.audio:
            raise ValueError("it has no sound")
        rate = container.streams.audio[0].rate
        resampler = av.AudioResampler(format="fltp", rate=rate)
        for frame in (*container.decode(audio=0), None):
            for block in resampler.resample(frame):
                channels = np.asarray(block.to_ndarray(), np.float32)
                blocks.append(channels if len(channels) == _PAIR else channels.mean(axis=0, keepdims=True))
                count += channels.shape[1]
            if count > MAX_SECONDS * rate:
                raise ValueError(f"it lasts longer than {MAX_SECONDS} s")
    if not count:
        raise ValueError("it holds no sample")
    channels = np.concatenate(blocks, axis=1)
    if not np.isfinite(channels).all():
        raise ValueError("some of its samples are no numbers")
    sound = channels.mean(axis=0)
    # A plug of which two wires are swapped gives two channels that silence each other.
    if np.dot(sound, sound) * len(channels) < _SILENCED * np.vdot(channels, channels):
        sound = channels[0]
    return sound, rate


def sound_faults(audio: Samples, sample_rate: int, spoken: str) -> tuple[Fault, ...]:
    """What is wrong with a recording by its sound alone, the worst first; nothing where it can be used.

    Parameters
    ----------
    audio
        Mono samples in [-1, 1], shape (n,).
    spoken
        What is said in it, of which its length is expected.
    """
    return tuple(_faults(audio, sample_rate, spoken))


def _faults(audio: Samples, sample_rate: int, spoken: str) -> Iterator[Fault]:
    import numpy as np

    level = levels(audio, sample_rate)
    speech = float(np.quantile(level, 0.95)) if len(level) else -np.inf
    if speech < _QUIET:
        told = "nothing" if speech < -90 else f"speech at {speech:.0f} dB of full scale"
        yield Fault("silent", f"there is {told}", "choose the right microphone, or turn it up")
        return
    flat = int(_rows_at_full_scale(audio))
    if flat >= _CLIPPED:
        yield Fault(
            "clipped", f"the sound is cut off at full scale in {flat} places", "turn the microphone down"
        )
    loud = level > speech - _NEAR
    edge = max(1, round(_EDGE / _STEP))
    ends = [end for end, part in (("begins", loud[:edge]), ("ends", loud[-edge:])) if part.all()]
    for end in ends:
        yield Fault(
            "cut", f"the recording {end} amid speech", "leave half a second before and after the line"
        )
    floor = float(np.quantile(level, 0.05))
    if not ends and speech - floor < _NOISY:
        yield Fault(
            "noisy",
            f"what is heard in pauses is only {speech - floor:.0f} dB below the speech",
            "record in a quieter room, or nearer to the microphone",
        )
    seconds = len(audio) / sample_rate
    if seconds > _LONGEST + 4 * syllables(spoken) / _SLOWEST:
        yield Fault(
            "another length",
            f"{seconds:.0f} s of sound for {syllables(spoken)} syllables",
            "record this line alone, or put the file beside its scene, with captions",
        )
    talking = float(np.count_nonzero(level > max(speech - 25, floor + 6))) * _STEP
    count = syllables(spoken)
    if seconds < count / _FASTEST:
        yield Fault(
            "too short", f"{seconds:.1f} s for {count} syllables", "say the whole line, and not so fast"
        )
    elif talking > count / _SLOWEST + _PAUSE:
        yield Fault(
            "too long",
            f"{talking:.1f} s of sound for {count} syllables",
            "say this line alone, and not slowly",
        )


def step_samples(sample_rate: int) -> int:
    """The samples of which `levels` gives one: those of 10 ms, to the nearest whole one."""
    return max(1, round(_STEP * sample_rate))


def levels(audio: Samples, sample_rate: int) -> NDArray[np.float64]:
    """The level of each 10 ms in dB of full scale, shape (n,); what is left over at the end has none."""
    import numpy as np

    step = step_samples(sample_rate)
    count = len(audio) // step
    power = np.mean(audio[: count * step].astype(np.float64).reshape(count, step) ** 2, axis=1)
    return np.asarray(10 * np.log10(power + 1e-12))


def _rows_at_full_scale(audio: Samples) -> int:
    """How often the wave stays at full scale for several samples, above or below."""
    import numpy as np

    places = 0
    for side in (audio, -audio):
        full = np.convolve(side >= _FULL, np.ones(_FLAT), "valid") == _FLAT
        places += int(np.count_nonzero(full[1:] & ~full[:-1])) + int(full[:1].sum())
    return places
