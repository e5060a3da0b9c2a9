"""Slicing, bundles and identities: what can be said of them without a farm."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrated.build.farm_address import parse
from narrated.build.shards import SET_UP, TOLD, split
from narrated.build.tasks import Task
from narrated.farm.bundle import Bundle, unpack
from narrated.farm.identity import differences, identity
from narrated.scene.scene_job import SceneJob
from voiceover.errors import InputError


def task(name, lines):
    job = SceneJob("a.b:C", name, "zh", "v", 80, 46, 15, Path("out") / name, Path("drafts"))
    return Task("film_scene", job, sum(lines), Path("log") / name, tuple(lines))


lessons = st.lists(st.lists(st.integers(1, 400), min_size=1, max_size=9), min_size=1, max_size=5)


@given(lessons, st.integers(1, 20))
def test_slices_hold_every_line_once_and_in_order(lesson, workers):
    tasks = [task(f"s{number}", lines) for number, lines in enumerate(lesson)]
    pieces = split(tasks, workers)
    assert len(pieces) <= max(workers, len(tasks))
    assert [piece.weight for piece in pieces] == sorted((piece.weight for piece in pieces), reverse=True)
    for one in tasks:
        own = [piece for piece in pieces if piece.job.name == one.job.name]
        if len(own) == 1:
            assert own == [one]
            continue
        parts = sorted((piece.part for piece in own), key=lambda part: part.start)
        assert [line for part in parts for line in part] == list(range(len(one.lines)))
        assert len({piece.job.folder for piece in own}) == len(own)
    if workers <= len(tasks):
        assert all(piece.part is None for piece in pieces)


def test_the_longest_scene_is_sliced_where_it_saves_most():
    short, long = task("short", [100]), task("long", [100, 100, 400])
    pieces = split([short, long], 3)
    assert [piece.part for piece in pieces] == [range(2, 3), range(2), None]
    assert pieces[0].weight == round(SET_UP + TOLD * 200 + 400)


def test_a_slice_that_saves_nothing_is_not_made():
    assert split([task("one", [3, 500])], 8) == [task("one", [3, 500])]
    assert split([], 8) == []


def bundle_of(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_a_bundle_with_other_files_than_were_sent_is_refused(tmp_path):
    with pytest.raises(ValueError, match="other files than were sent"):
        unpack(bundle_of({"a.py": b"1"}), "0" * 64, tmp_path / "tree")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../a.py", "/etc/a.py", "a/../../b.py"])
def test_a_name_that_leads_out_of_a_bundle_is_refused(tmp_path, name):
    from narrated.farm import bundle

    with pytest.raises(ValueError, match="leads out"):
        unpack(bundle_of({name: b"1"}), bundle._digest({name: b"1"}), tmp_path / "tree" / "deep")
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
    with pytest.raises(ValueError, match="leads out"):
        Bundle(tmp_path, "", b"", ".", (), ()).home(name)


def test_a_machine_is_like_itself_and_every_difference_is_named():
    here = identity(["Noto Sans CJK SC"])
    assert here["manim"].startswith("0.22")
    assert here["x264"].startswith("core ")
    assert len(here["font Noto Sans CJK SC"]) == 16
    assert differences(here, identity(["Noto Sans CJK SC"])) == []
    there = {**here, "font Noto Sans CJK SC": "missing"}
    del there["cairo"]
    assert differences(here, there) == [
        f"cairo is unknown there and {here['cairo']} here",
        f"font Noto Sans CJK SC is missing there and {here['font Noto Sans CJK SC']} here",
    ]
    assert identity(["No Such Font"])["font No Such Font"] == "missing"


@given(st.text(max_size=40))
def test_an_address_is_read_or_refused(text):
    try:
        host, port = parse(text)
    except InputError:
        return
    assert host
    assert 0 < port < 65536
