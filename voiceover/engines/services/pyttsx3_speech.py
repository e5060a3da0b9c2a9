"""The voices of the operating system, by pyttsx3: NSSpeech on macOS, an installed espeak-ng elsewhere."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from voiceover.engines.services import service
from voiceover.engines.services.service import Service, finished, said, sound_of
from voiceover.engines.speech import ANY_LANGUAGE, Speech
from voiceover.errors import InputError

SERVICE = Service("pyttsx3", "pyttsx3", "pyttsx3")


def voices() -> list[str]:
    """None is known here: they are the system's, and a name that it does not have is told with all it has."""
    return []


def languages(_voice: str) -> tuple[str, ...]:
    """Any: what a voice reads is known to the system alone."""
    return ANY_LANGUAGE


def speak(spoken: str, _locale: str, voice: str) -> Speech:
    """Say ``spoken``, in a process of its own: the library keeps state, and may hang; no word times are told.

    Raises
    ------
    InputError
        If pyttsx3 is missing, or the system has no voices or no such voice.
    """
    SERVICE.client()
    name, _ = SERVICE.parts(voice)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "speech.wav"
        _run(name, spoken, file)
        data = file.read_bytes() if file.is_file() else b""
    return finished(SERVICE, spoken, Speech(*sound_of(SERVICE, data), ()))


def _run(name: str, spoken: str, file: Path) -> None:
    try:
        subprocess.run(
            [sys.executable, "-m", "voiceover.engines.services.pyttsx3_process", name, str(file)],
            input=spoken.encode(),
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
            timeout=service.PATIENCE,
        )
    except subprocess.TimeoutExpired:
        what = f"pyttsx3 did not finish in {service.PATIENCE:g} s"
        raise InputError(what, remedy="try again, or choose another voice") from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise InputError(
            f"pyttsx3 cannot speak ({said(SERVICE, reason)})",
            remedy="choose a voice that the system has; on Linux, install espeak-ng",
        ) from None
