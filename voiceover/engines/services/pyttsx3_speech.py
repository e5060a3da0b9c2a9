"""The voices of the operating system, by pyttsx3: NSSpeech on macOS, an installed espeak-ng elsewhere."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from voiceover.engines.services import service
from voiceover.engines.services.service import Service, Unready, finished, patiently, said, sound_of
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

    def ask() -> Speech:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "speech.wav"
            command = [sys.executable, "-m", "voiceover.engines.services.pyttsx3_process", name, str(file)]
            try:
                subprocess.run(
                    command, input=spoken.encode(), cwd=Path(__file__).parents[3], capture_output=True,
                    check=True, timeout=service.PATIENCE,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                raise Unready(f"pyttsx3 did not finish in {service.PATIENCE:g} s") from None
            except subprocess.CalledProcessError as error:
                reason = error.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
                remedy = "choose a voice that the system has; on Linux, install espeak-ng"
                raise InputError(f"pyttsx3 cannot speak ({said(SERVICE, reason)})", remedy=remedy) from None
            data = file.read_bytes() if file.is_file() else b""
        return finished(SERVICE, spoken, Speech(*sound_of(SERVICE, data), ()))

    return patiently(SERVICE, ask)
