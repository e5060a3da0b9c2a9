"""Edit beats of a scene that is watched, as its author would, and wait for the picture."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.request import urlopen

from benchmarks.bench import Bench

_PATIENCE = 300.0


def save_to_picture(bench: Bench) -> dict[str, tuple[float, float]]:
    """For each beat: seconds from saving it to a clip that shows it, and seconds that drawing it took."""
    scene = bench.scene
    file = bench.project / f"{scene.ref.partition(':')[0].replace('.', '/')}.py"
    command = [sys.executable, "-m", "loss_scenes.watch", "--scene", scene.script]
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
                text = file.read_text(encoding="utf-8")
                start = re.search(rf"^( +)def {name}\(.*\n", text, re.MULTILINE)
                if start is None:
                    continue  # a beat that another file brought
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
