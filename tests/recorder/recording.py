"""The recorder of a copy of some words, asked over HTTP; for the tests of recording."""

import http.client
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import wave
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from voiceover.script.scene_script import load_script
from voiceover.takes import find_take, read_pcm

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "voiceover"
PATIENCE = 60.0
RECORD = (sys.executable, "-m", "narrated", "record")


def environment(folder: Path, **more: str) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name not in {"LESSON", "WORDS", "LOCALE"}}
    return {**known, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]), "PYTHONUNBUFFERED": "1", **more}


def take_of(locale: str, script: str, line: str, voice: str) -> tuple[np.ndarray, int]:
    """The samples of a committed take, and how many make a second."""
    take = find_take(WORDS, locale, load_script(WORDS, locale, script).line(line), voice)
    return read_pcm(take), take.sample_rate


def wav_of(samples: np.ndarray, rate: int, around: float = 0.4) -> bytes:
    """A WAV file with silence, in seconds, on either side."""
    silence = np.zeros(round(around * rate), "<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(rate)
        written.writeframes(np.concatenate([silence, samples.astype("<i2"), silence]).tobytes())
    return file.getvalue()


class Recorder:
    """A copy of the words of two scenes, and the command that serves them."""

    def __init__(self, folder: Path, locale: str, *words: str) -> None:
        self.root = folder / "words"
        if not self.root.exists():
            for name in ("zh", "en"):
                (self.root / name).mkdir(parents=True)
                for script in ("lesson", "scene1", "scene5"):
                    shutil.copy(WORDS / name / f"{script}.toml", self.root / name)
        self.recordings = self.root / "recordings" / locale
        self.ended: tuple[int, str, str] | None = None
        self.process = subprocess.Popen(
            [*RECORD, "--words", str(self.root), "--locale", locale, *words],
            cwd=folder,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.greeting = self.process.stdout.readline()
        self.address = self.process.stdout.readline().split()[0]
        self.port = urlsplit(self.address).port
        self.key = self.address.rpartition("=")[2]

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str | None
    ) -> tuple[int, dict, bytes]:
        """Ask as the page does; a header that is None is left out."""
        given = {"X_Key": self.key, **headers}
        named = {name.replace("_", "-"): text for name, text in given.items() if text is not None}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def lines(self) -> dict[str, dict]:
        status, _, body = self.ask("GET", "/lines")
        assert status == 200, body
        return {f"{line['script']}/{line['name']}": line for line in json.loads(body)["lines"]}

    def put(self, name: str, wav: bytes, **headers: str | None) -> tuple[int, dict]:
        """Send a recording of a line; what is answered."""
        given = {"X_Text": self.lines()[name]["text"], **headers}
        status, _, body = self.ask("PUT", f"/sound/{name}", wav, **given)
        return status, json.loads(body)

    def files(self) -> list[str]:
        found = (path.relative_to(self.recordings) for path in self.recordings.rglob("*") if path.is_file())
        return sorted(map(str, found))

    def stop(self) -> tuple[int, str, str]:
        """End it as Ctrl-C does; its exit code and what it said."""
        if self.ended is None:
            self.process.send_signal(signal.SIGINT)
            said = self.process.communicate(timeout=PATIENCE)
            self.ended = (self.process.returncode, *said)
        return self.ended
