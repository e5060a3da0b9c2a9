"""What a person has recorded of each line: kept whole, with the text that was said."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from voiceover.atomic_write import remove_abandoned, replacing, write_whole
from voiceover.bounded import read_bounded
from voiceover.errors import InputError, excerpt
from voiceover.recordings import (
    MAX_BYTES,
    SUFFIXES,
    UNUSABLE,
    Fault,
    decode_recording,
    find_recording,
    sound_faults,
)
from voiceover.strict import is_number, load_json

WAV = ".wav"
_MAX_SHEET = 100_000


@dataclass(frozen=True)
class Recorded:
    """The recording of a line on disk.

    Parameters
    ----------
    spoken
        The text that was said; None where it was not noted, as of a file that was put there by hand.
    seconds
        Its length, where that was noted.
    faults
        What was wrong with its sound and did not keep it from being used, in one word each.
    """

    path: Path
    spoken: str | None = None
    seconds: float | None = None
    faults: tuple[str, ...] = ()


def find_recorded(folder: Path, name: str) -> Recorded | None:
    """What is recorded of the line ``name`` in a folder; None where nothing is.

    Raises
    ------
    InputError
        If it has several recordings, or one that cannot be read.
    """
    path = find_recording(folder, name)
    if path is None:
        return None
    try:
        sound = read_bounded(path, MAX_BYTES, "a recording")
        sheet = read_bounded(path.with_suffix(".json"), _MAX_SHEET, "the text of a recording")
    except FileNotFoundError:
        return Recorded(path)
    except OSError as error:
        raise InputError.of_system(error, path) from None
    return _described(path, sheet, hashlib.sha256(sound).hexdigest())


def _described(path: Path, sheet: bytes, digest: str) -> Recorded:
    """The recording as its sheet tells of it, if that is of this sound and not of one before it."""
    try:
        table = load_json(sheet)
    except (ValueError, RecursionError):
        return Recorded(path)
    if not isinstance(table, dict) or table.get("sha256") != digest:
        return Recorded(path)
    spoken, seconds, faults = (table.get(key) for key in ("spoken", "seconds", "faults"))
    return Recorded(
        path,
        spoken if isinstance(spoken, str) else None,
        float(seconds) if is_number(seconds, 0, 1e6) else None,
        tuple(map(str, faults)) if isinstance(faults, list) else (),
    )


def keep_recording(
    folder: Path, name: str, wav: bytes, spoken: str
) -> tuple[Recorded | None, tuple[Fault, ...]]:
    """Keep a line's recording in place of what there was, if it can be used; and what is wrong with it.

    A recording that no film can use is not kept, so that one which was good stays.

    Parameters
    ----------
    wav
        The bytes of a WAV file.
    spoken
        The text that is said in it.

    Raises
    ------
    InputError
        If it is no WAV file, or cannot be written.
    """
    target = folder / f"{name}{WAV}"
    if wav[:4] != b"RIFF" or wav[8:12] != b"WAVE":
        raise InputError(
            f"begins with {excerpt(wav[:12])}", where=target, permitted="the bytes of a WAV file"
        )
    audio, rate = decode_recording(wav, target)
    faults = sound_faults(audio, rate, spoken)
    if any(fault.kind in UNUSABLE for fault in faults):
        return None, faults
    seconds, kinds = round(len(audio) / rate, 3), [fault.kind for fault in faults]
    sheet = {
        "spoken": spoken,
        "sha256": hashlib.sha256(wav).hexdigest(),
        "seconds": seconds,
        "faults": kinds,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_abandoned(target)
        with replacing(target) as aside:
            aside.write_bytes(wav)
        write_whole(target.with_suffix(".json"), f"{json.dumps(sheet, ensure_ascii=False, indent=1)}\n")
        for suffix in SUFFIXES:
            if suffix != WAV:  # of which the line must have one alone
                target.with_suffix(suffix).unlink(missing_ok=True)
    except OSError as error:
        raise InputError.of_system(error, target, "cannot be written") from None
    return Recorded(target, spoken, seconds, tuple(kinds)), faults
