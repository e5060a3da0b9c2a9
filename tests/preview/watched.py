"""The page of a copy of the tiny lesson, and a browser of sorts; for the tests of watching."""

import http.client
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "data" / "tiny_lesson"
PATIENCE = 60.0
WATCH = (sys.executable, "-m", "narrated", "watch")


def environment(project: Path) -> dict[str, str]:
    path = os.pathsep.join([str(project), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def ends(pid: int) -> bool:
    """Whether a process is gone, or as good as gone, within two seconds."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


class Watched:
    """A copy of the tiny lesson, one scene of it watched, and a browser of sorts."""

    def __init__(self, folder: Path, scene: str, **more: str) -> None:
        shutil.copytree(TINY, folder / "tiny_lesson", ignore=shutil.ignore_patterns("__pycache__"))
        self.scenes = folder / "tiny_lesson" / "scenes.py"
        self.script = folder / "tiny_lesson" / "words" / "zh" / "scene1.toml"
        self.clean = self.scenes.read_text(encoding="utf-8")
        self._stderr = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed below
        self.process = subprocess.Popen(
            [*WATCH, "--lesson", "tiny_lesson.lesson", "--scene", scene],
            cwd=folder,
            env={**environment(folder), "TMPDIR": str(folder), **more},
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
        )
        said = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:([0-9]+)/", said)[1])

    def close(self) -> int:
        self.process.kill()
        self.process.stdout.close()
        self._stderr.close()
        return self.process.wait(PATIENCE)

    def complaints(self) -> str:
        """What it has said on stderr."""
        self._stderr.seek(0)
        return self._stderr.read()

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest("GET", path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def state(self, after: int | str = "") -> dict:
        return json.loads(self.ask(f"/state?after={after}")[2])

    def settled(self, after: int = 0) -> dict:
        """The state when drawing has ended that began after the state numbered `after`."""
        until = time.monotonic() + PATIENCE
        state = self.state()
        while state["phase"] == "drawing" or state["serial"] <= after:
            assert time.monotonic() < until, state
            state = self.state(state["serial"])
        return state

    def save(self, path: Path, text: str) -> dict:
        before = self.settled()["serial"]
        path.write_text(text, encoding="utf-8")
        return self.settled(before)

    def frames(self) -> list[np.ndarray]:
        _, _, clip = self.ask(f"/clip/{self.state()['version']}.mp4")
        with av.open(io.BytesIO(clip)) as container:
            return [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
