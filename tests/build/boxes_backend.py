"""A studio that draws coloured boxes instead of scenes: quick, and exact to the frame."""

import os
import time
from pathlib import Path

import numpy as np

from narrated.encode.encoder import ClipEncoder
from narrated.lesson import load_ref
from narrated.scene.clip_sheet import ClipSheet, Cue, Line
from voiceover.errors import InputError
from voiceover.script.scene_script import load_script
from voiceover.takes import cue_seconds, find_take

LEAD, PAUSE = 4, 3


def film_scene(job, report):
    scene = load_ref(job.ref)
    script = load_script(scene.words, job.locale, job.name)
    if trace := os.environ.get("FILM_TRACE"):
        with Path(trace).open("a") as file:
            file.write(f"{job.name} {os.getpid()}\n")
    frame, lines = LEAD, []
    for line in script.lines:
        take = find_take(scene.words, job.locale, line, job.voice)
        end = frame + -(-take.samples * job.fps // take.sample_rate)
        cues = [
            Cue(name, frame / job.fps + at, frame + round(at * job.fps))
            for name, at in cue_seconds(line, take).items()
        ]
        lines.append(Line(line.id, line.caption, (line.caption,), frame, end, take.audio, tuple(cues)))
        frame = end + PAUSE
    starts = {line.start for line in lines}
    with ClipEncoder(job.folder / "clip.mp4", job.width, job.height, job.fps) as encoder:
        picture = np.full((job.height, job.width, 3), scene.color, np.uint8)
        for index in range(frame):
            if index in starts:
                left = 8 * sorted(starts).index(index)
                picture[10:26, left : left + 8] = 255
            encoder.write(picture)
            report(index + 1, frame)
            time.sleep(scene.seconds_a_frame)
    scene.finish()
    size = job.width, job.height
    ClipSheet(job.name, job.ref, script.title, job.fps, *size, frame, tuple(lines)).write(job.folder)


def film_cover(job):
    from PIL import Image

    Image.new("RGB", (job.width, job.height), load_ref(job.ref).color).save(job.folder / "cover.png")


def check_scene(job):
    scene = load_ref(job.ref)
    names = {cue.name for line in load_script(scene.words, job.locale, job.name).lines for cue in line.cues}
    if scene.cues - names:
        raise InputError(f"no bookmark {sorted(scene.cues - names)} in {job.name}", remedy="add it")


def tell_scene(job):
    scene = load_ref(job.ref)
    with Path(os.environ["FILM_TRACE"]).with_name("told.txt").open("a") as file:
        file.write(f"{job.name} {job.height}\n")
    if scene.text > "box":
        raise InputError(f"the text {scene.text!r} of {job.name} does not fit", remedy="shorten it")
