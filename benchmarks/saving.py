"""Edit beats of a scene that is watched, as its author would, and wait for the picture."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.bench import Bench

_PATIENCE = 300.0


def save_to_picture(bench: Bench) -> dict[str, tuple[float, float]]:
    """For each beat: seconds from saving it to a clip that shows it, and seconds that drawing it took."""
    scene = bench.scene
    files = _files(bench)
    command = [sys.executable, "-m", "narrated", "watch", "--lesson", "loss_scenes", "--scene", scene.script]
    found: dict[str, tuple[float, float]] = {}
    with subprocess.Popen(
        command, cwd=bench.project, env=bench.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address
            page = _Page(address[0])
            beats = page.until(lambda state: state["phase"] == "ready")["beats"]
            for name in [beat["name"] for beat in beats if beat["name"]]:
                file, text, start = _place(files, name)
                version = page.state["version"]
                line = f"{start[1]}    _ = {len(found)}\n"
                began = time.perf_counter()
                file.write_text(text[: start.end()] + line + text[start.end() :], encoding="utf-8")
                state = page.until(partial(_is_newer, version))
                after = time.perf_counter() - began
                drawn = next(beat["seconds"] for beat in state["beats"] if beat["name"] == name)
                found[name] = (after, drawn)
                page.until(lambda state: state["phase"] == "ready")
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()
    return found


def _files(bench: Bench) -> list[Path]:
    """The scene's file, and those of the project that it imports: where its beats are."""
    names = [bench.scene.ref.partition(":")[0]]
    scene = bench.project / f"{names[0].replace('.', '/')}.py"
    names += re.findall(
        r"^from (loss_scenes\.[\w.]+) import", scene.read_text(encoding="utf-8"), re.MULTILINE
    )
    return [bench.project / f"{name.replace('.', '/')}.py" for name in names]


def _place(files: Iterable[Path], beat: str) -> tuple[Path, str, re.Match[str]]:
    """The file of a beat, its text, and the line that begins the beat."""
    for file in files:
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if start := re.search(rf"^( +)def {beat}\(.*:\n", text, re.MULTILINE):
            return file, text, start
    raise RuntimeError(f"no source of beat {beat}")


def _is_newer(version: int, state: dict[str, Any]) -> bool:
    return bool(state["version"] != version)


class _Page:
    """The page, as its script reads it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.state: dict[str, Any] = {"serial": "", "phase": ""}

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        end = time.monotonic() + _PATIENCE
        while not wanted(self.state):
            if self.state["phase"] == "error" or time.monotonic() > end:
                raise RuntimeError(f"the page shows {self.state}")
            with urlopen(f"{self._address}state?after={self.state['serial']}") as answer:
                self.state = json.load(answer)
        return self.state
