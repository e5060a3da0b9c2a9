"""A lesson in a folder of its own, and the command line that films it and writes its slides."""

import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np

from narrated.encode.encoder import rgb_frame
from narrated.export.timeline_file import TimelineFile

TESTS = Path(__file__).parents[1]
TINY = TESTS / "data" / "tiny_lesson"
COMMAND = [sys.executable, str(TESTS / "build" / "tiny_command.py")]
NAMES = {"SCENES", "LOCALE", "FORMAT", "QUALITY", "VOICE", "SOUND", "WHY", "MEDIA", "LESSON"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in NAMES}
# What each would do, were it markup of a page, of Typst or of XML.
HOSTILE = {
    "lesson": "</script><script>document.title='bad'</script>&amp; #panic() $x$",
    "scene2": "</title><img src=x onerror=\"document.title='bad'\"> *a* ]]> <!--",
}
COVER = '''
from narrated import Label
from narrated.scene.still import StillScene
from tiny_lesson.lesson import LESSON


class Cover(StillScene):
    """A word in the middle."""

    lesson = LESSON

    def construct(self):
        self.add(Label("cover", 200).move_to(self.regions.body.center))
'''
BEATS = ("scene1-01", "scene1-02", "scene2-01")


class Lectern:
    def __init__(self, root):
        self.root = root
        self.film = root / "media" / "tiny" / "zh-wide-tiny" / "tiny.mp4"
        self.slides = root / "media" / "slides" / "tiny" / "zh-wide-tiny"
        self.clips = self.slides / "clips"

    def call(self, command, *options):
        return {
            "args": [*COMMAND, command, "--lesson", "tiny_lesson.lesson", *options],
            "cwd": self.root,
            "env": ENVIRONMENT | {"PYTHONPATH": f"{self.root}{os.pathsep}{TESTS.parent}"},
            "text": True,
        }

    def run(self, command, *options):
        return subprocess.run(**self.call(command, *options), capture_output=True, timeout=100, check=False)

    def start(self, command, *options):
        return subprocess.Popen(**self.call(command, *options), stdout=subprocess.PIPE)

    @property
    def timeline(self):
        return TimelineFile.read(self.film.with_name("timeline.json"))

    @property
    def lines(self):
        return [line for scene in self.timeline.scenes for line in scene.lines]

    def state(self):
        """What tells of every file whether it was written since."""
        return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in self.slides.rglob("*")}


def pictures(path):
    with av.open(str(path)) as container:
        return np.stack([rgb_frame(frame) for frame in container.decode(video=0)]).astype(int)


def sound(path):
    """The samples of a film or clip, from time 0 on."""
    with av.open(str(path)) as container:
        rate = container.streams.audio[0].rate
        blocks = []
        for frame in container.decode(audio=0):
            early = -round((frame.pts or 0) * float(frame.time_base) * rate)
            blocks.append(frame.to_ndarray()[:, max(0, early) :])
    return np.concatenate(blocks, axis=1)[0], rate
