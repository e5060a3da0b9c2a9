"""Captions, titles and names from strangers: the film says what they say, and nothing else happens."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import av
import pytest
from boxes_project import HERE, Project
from hypothesis import given, settings
from hypothesis import strategies as st

from narrated.export.caption_entry import Entry
from narrated.export.caption_files import (
    for_mux,
    read_srt,
    read_vtt,
    srt_text,
    vtt_text,
    write_srt,
    write_vtt,
)
from narrated.export.ffmpeg import ffmpeg
from narrated.export.join import metadata_text

pytestmark = pytest.mark.slow

# What a caption may hold: the script loader lets no control character, tag or brace through.
ROWS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"), exclude_characters="{}<"),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()))
TEXTS = ROWS.filter(bool) | st.sampled_from(
    [
        *("a --> b", "00:00:01,000 --> 00:00:02,000", "7", "-", "WEBVTT", "NOTE x", "STYLE", "&lt; &lrm;"),
        *("\\N \\h \\n", "*_[v]_*", "'\"'", "$(touch pwned) `touch pwned`", "file 'x'", "%d %s %n"),
        *("שלום עולם", "مرحبا", "🐝🐝", "x" * 42),
    ]
)
MANY = st.lists(st.lists(TEXTS, min_size=1, max_size=2), min_size=1, max_size=25)
QUICK = settings(max_examples=100)


def laid(texts):
    return [Entry(1000 * n, 1000 * n + 900, tuple(rows)) for n, rows in enumerate(texts)]


@QUICK
@given(MANY)
def test_every_subrip_caption_is_one_block_with_one_time(texts):
    blocks = srt_text(laid(texts)).strip("\n").split("\n\n")
    assert len(blocks) == len(texts)
    for number, (block, rows) in enumerate(zip(blocks, texts, strict=True), 1):
        first, time, *found = block.split("\n")
        assert first == str(number)
        assert re.fullmatch(r"\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}", time)
        assert found == [row.replace("-->", "→") for row in rows]
        assert block.count("-->") == 1


@QUICK
@given(MANY)
def test_no_webvtt_caption_holds_markup_or_a_time(texts):
    blocks = vtt_text(laid(texts)).strip("\n").split("\n\n")
    assert blocks[0] == "WEBVTT"
    assert len(blocks) == len(texts) + 1
    for block, rows in zip(blocks[1:], texts, strict=True):
        time, *found = block.split("\n")
        assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}", time)
        assert not set("".join(found)) & set("<>")
        plain = [row.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for row in found]
        assert plain == list(rows)


@QUICK
@given(MANY)
def test_what_is_written_is_read_again(tmp_path_factory, texts):
    folder, entries = tmp_path_factory.mktemp("files"), laid(texts)
    write_srt(entries, folder / "a.srt")
    write_vtt(entries, folder / "a.vtt")
    arrows = [replace(one, rows=tuple(row.replace("-->", "→") for row in one.rows)) for one in entries]
    assert read_srt(folder / "a.srt") == arrows
    assert read_vtt(folder / "a.vtt") == entries


@settings(max_examples=12)
@given(MANY)
def test_soft_captions_in_the_film_say_what_was_written(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("soft")
    (folder / "a.vtt").write_text(for_mux(laid(texts)), encoding="utf-8")
    command = [ffmpeg(), "-v", "error", "-i", folder / "a.vtt", "-c:s", "mov_text", folder / "a.mp4"]
    subprocess.run(command, check=True, capture_output=True)
    with av.open(str(folder / "a.mp4")) as film:
        samples = [bytes(packet) for packet in film.demux(subtitles=0) if packet.size > 2]
    # A sample is its length and the text; styles, which none of these has, would follow.
    found = [sample[2 : 2 + int.from_bytes(sample[:2])].decode() for sample in samples]
    assert found == ["\n".join(rows).replace("\\", "＼") for rows in texts]


@settings(max_examples=12)
@given(
    st.dictionaries(
        st.sampled_from(["title", "description"]),
        TEXTS | st.sampled_from(["a\nb\\\n[CHAPTER]", "a\\"]),
        min_size=2,
    )
)
def test_titles_in_the_film_are_those_that_were_written(tmp_path_factory, tags):
    folder = tmp_path_factory.mktemp("tags")
    (folder / "a.vtt").write_text(vtt_text(laid([["x"]])), encoding="utf-8")
    chapter = tags["title"]
    (folder / "a.txt").write_text(metadata_text(tags, [(0, 30, chapter)], 30), encoding="utf-8")
    inputs = ["-i", folder / "a.vtt", "-f", "ffmetadata", "-i", folder / "a.txt", "-map", "0"]
    command = [
        ffmpeg(),
        "-v",
        "error",
        *inputs,
        "-map_metadata",
        "1",
        "-map_chapters",
        "1",
        "-c:s",
        "mov_text",
        folder / "a.mp4",
    ]
    subprocess.run(command, check=True, capture_output=True)
    with av.open(str(folder / "a.mp4")) as film:
        assert {name: film.metadata[name] for name in tags} == {
            name: ended(text) for name, text in tags.items()
        }
        assert [found["metadata"]["title"] for found in film.chapters()] == [ended(chapter)]


def ended(text):
    """ffmpeg's format cannot end in a backslash: a space follows it."""
    return f"{text} " if text.endswith("\\") else text


PATHS = ['it\'s 100% "x" a:b', "new\nline", "%d $(touch pwned) ;`touch pwned`", "中文 *?[a] שלום"]


@pytest.mark.parametrize("name", PATHS)
def test_a_project_may_stand_in_a_folder_of_any_name(tmp_path, name):
    (tmp_path / name).mkdir()
    project = Project(tmp_path / name).write()
    project.edit("lesson.py", '    cover="boxes.two:Two",\n', "")
    done = project.make("--scenes", "1-2", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project.home / "parts/boxes-scenes-1-2.mp4").stat().st_size > 10_000
    assert project.make("--scenes", "1-2", "--why").stdout.count("made, for") == 0
    assert list(tmp_path.rglob("pwned*")) == []


@pytest.mark.parametrize("name", ["{a}", "a$x {b", "}a{0}%(x)s"])
def test_manim_draws_in_a_folder_of_any_name(tmp_path, name):
    folder = tmp_path / name
    shutil.copytree(HERE.parent / "data" / "tiny_lesson", folder / "tiny_lesson")
    paths = os.pathsep.join([str(HERE.parent.parent), str(HERE)])
    options = ["--lesson", "tiny_lesson", "--voice", "espeak", "--scenes", "1", "--jobs", "1"]

    def film(*more):
        return subprocess.run(
            [sys.executable, str(HERE / "stamp_command.py"), *options, *more],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths, "x": "pwned"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    done = film()
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "media/tiny").is_dir()
    done = film("--media", "{media}")
    assert done.returncode == 2
    assert "name another with --media" in done.stderr


def test_a_folder_whose_name_is_no_text_is_told(tmp_path):
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    project = Project(folder).write()
    done = subprocess.run(
        project.command(), cwd=folder, env=project.environment(), capture_output=True, timeout=60, check=False
    )
    told = done.stderr.decode()
    assert done.returncode == 2, told
    assert "Traceback" not in told
    assert "not UTF-8" in told


WATCHED = """
import sys
seen = []
def note(event, details):
    if event == "open" and isinstance(details[0], (str, bytes)) and (details[2] or 0) & 3:
        seen.append(str(details[0]))
    if event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "shutil.rmtree"}:
        seen.append(str(details[0]))
    if event in {"os.system", "os.posix_spawn", "subprocess.Popen", "os.exec"}:
        sys.stdout.write(f"RUN {details[0]}\\n")
sys.addaudithook(note)
import runpy
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    for path in seen:
        sys.stdout.write(f"WRITE {path!r}\\n")
"""
EVIL = ["去../../../tmp/pwned吧", "$(touch pwned)；`touch pwned`", "file 'x'，%s%n", "--media /tmp -y"]


def test_what_a_script_says_is_neither_run_nor_taken_for_a_path(project):
    project.edit("lesson.py", '    cover="boxes.two:Two",\n', "")
    project.write_script("two", EVIL, title="../../$(touch pwned)'; %s")
    project.edit("words/zh/lesson.toml", "关于盒子", "$(touch pwned)\\\\n[CHAPTER]\\\\ntitle=x")
    command = project.command()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *command[1:]],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    programs = {Path(line[4:]).name for line in done.stdout.splitlines() if line.startswith("RUN ")}
    assert all(re.fullmatch(r"ffmpeg[\w.-]*|fc-\w+", name) for name in programs), programs
    written = [line[6:].strip("'") for line in done.stdout.splitlines() if line.startswith("WRITE ")]
    inside = (str(project.root / "media"), str(project.root / "trace.txt"))
    strangers = [
        path for path in written if path.startswith("/") and not path.startswith((*inside, "/dev/null"))
    ]
    assert [path for path in strangers if "__pycache__" not in path] == []
    assert list(project.root.rglob("pwned*")) == []
