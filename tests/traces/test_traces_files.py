"""The file of a trace: what is written is read, and nothing else is taken for it."""

import io
import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from narrated.traces import TraceFolder
from voiceover.errors import InputError

MADE = {"recipe": "training:train", "seed": 1, "steps": 2}
ARRAYS = {
    "step": np.array([0, 1, 2]),
    "loss": np.array([1.5, 0.5, 0.25], np.float32),
    "shown": np.array([[[0, 255]], [[1, 2]], [[3, 4]]], np.uint8),
}


@pytest.fixture
def traces(tmp_path):
    folder = TraceFolder(tmp_path, lesson="lessons.mine")
    folder.write("line", ARRAYS, MADE)
    return folder


def refused(folder, name="line"):
    """What is said of a trace that cannot be read, after its path."""
    with pytest.raises(InputError) as told:
        folder.read(name)
    assert str(folder.path(name)) in str(told.value)
    assert f"LESSON=lessons.mine ONLY={name}" in str(told.value)
    return told.value.what


def rewritten(folder, change):
    """The file with its members changed, as another program would write it."""
    with zipfile.ZipFile(folder.path("line")) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(folder.path("line"), "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def npy(array, **how):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, **how)
    return file.getvalue()


@given(
    arrays_of.arrays(
        st.sampled_from(["<f2", "<f4", ">f8", "|u1", "<i8", "|b1"]),
        arrays_of.array_shapes(min_dims=0, max_dims=3, max_side=4),
        elements={"allow_nan": False, "allow_infinity": False},
    )
)
def test_an_array_comes_back_as_it_was(tmp_path_factory, array):
    folder = TraceFolder(tmp_path_factory.getbasetemp() / "any", "lessons.mine")
    folder.write("any", {"step": np.array([0]), "a": array}, MADE)
    back = folder.read("any")["a"]
    np.testing.assert_array_equal(back, array)
    assert back.dtype == array.dtype.newbyteorder("<")
    assert back.shape == array.shape


def test_nothing_that_was_read_can_be_written_to(traces):
    trace = traces.read("line")
    assert trace.note["seed"] == 1
    assert sorted(trace) == sorted(ARRAYS)
    with pytest.raises(ValueError, match="read-only"):
        trace["loss"][0] = 2
    with pytest.raises(TypeError):
        trace["loss"] = trace["step"]
    assert trace.get("lost") is None
    with pytest.raises(InputError, match=r"no array 'lost'.*did you mean loss"):
        trace["lost"]


def test_numpy_reads_the_arrays_as_well(traces):
    with np.load(traces.path("line")) as file:
        np.testing.assert_array_equal(file["shown"], ARRAYS["shown"])
        assert json.loads(file["trace.json"])["steps"] == 2


def test_equal_traces_are_equal_files_in_whatever_order_the_arrays_come(traces, tmp_path):
    other = TraceFolder(tmp_path / "other", "lessons.mine")
    other.write("line", {name: ARRAYS[name] for name in reversed(ARRAYS)}, MADE)
    assert other.path("line").read_bytes() == traces.path("line").read_bytes()


def test_a_missing_trace_is_told_with_those_there_are(traces):
    assert refused(traces, "lines") == "there is no trace 'lines'"
    with pytest.raises(InputError, match=r"Permitted: line\."):
        traces.read("lines")


def test_every_cut_and_every_flipped_byte_of_a_file_is_noticed(traces):
    whole = traces.path("line").read_bytes()
    unnoticed = []
    for place in range(0, len(whole), 7):
        for what, data in (
            ("cut", whole[:place]),
            ("flip", bytes([*whole[:place], whole[place] ^ 0x10, *whole[place + 1 :]])),
        ):
            traces.path("line").write_bytes(data)
            try:
                trace = traces.read("line")
            except InputError:
                continue
            # Of a zip file some bytes say nothing: dates, systems, permissions. Then all is as it was.
            same = all(np.array_equal(trace[name], array) for name, array in ARRAYS.items())
            if what == "cut" or not same or trace.note["seed"] != 1:
                unnoticed.append((what, place))
    assert unnoticed == []


def test_an_array_that_was_altered_is_named(traces):
    rewritten(traces, lambda members: members.update({"loss.npy": npy(np.float32([1.5, 0.5, 0.2]))}))
    assert refused(traces) == "array loss is not as it was trained (its digest does not fit)"


def test_a_note_that_was_altered_is_noticed(traces):
    def older(members):
        members["trace.json"] = members["trace.json"].replace(b'"seed": 1', b'"seed": 2')

    rewritten(traces, older)
    assert refused(traces) == "the note of the trace is not as it was written (its digest does not fit)"


def test_another_version_is_told(traces):
    rewritten(traces, lambda members: members.update({"trace.json": b'{"format": 2}'}))
    assert refused(traces) == "the trace is of version 2 of the format, not 1"


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members.pop("trace.json"),
        lambda members: members.update({"trace.json": b"[1]"}),
        lambda members: members.pop("loss.npy"),
        lambda members: members.update({"more.npy": npy(np.ones(1))}),
        lambda members: members.update({"loss.npy": b"\x93NUMPY"}),
        lambda members: members.update({"loss.npy": npy(np.array([{}]), allow_pickle=True)}),
        lambda members: members.update({"loss.npy": npy(np.ones(3))[:-1]}),
        # A header that promises more than any memory holds.
        lambda members: members.update(
            {"loss.npy": npy(np.ones(3)).replace(b"(3,), }  ", b"(3000000000000,), }")}
        ),
    ],
)
def test_what_is_no_trace_is_refused(traces, change):
    rewritten(traces, change)
    assert refused(traces)


def test_the_trace_of_another_name_is_refused(traces):
    traces.path("line").rename(traces.path("curve"))
    assert refused(traces, "curve") == "the file holds the trace 'line'"


def test_what_diverged_is_refused_whoever_wrote_it(traces):
    traces.write("line", {**ARRAYS, "loss": np.array([1.0, np.inf, np.nan])}, MADE)
    assert refused(traces) == "array loss has values that are no finite numbers: the training diverged"


def test_a_pipe_in_its_place_is_not_waited_for(traces):
    import os

    traces.path("line").unlink()
    os.mkfifo(traces.path("line"))
    with pytest.raises(InputError, match="the trace is a pipe"):
        traces.read("line")


WITHOUT = """
import sys
for name in ("jax", "jaxlib", "optax"):
    sys.modules[name] = None  # as where it is not installed
import numpy as np
from lessons.adversarial.traces import read
print(read("one_dimension")["q"].shape[1], "manim" in sys.modules)
"""


def test_reading_needs_no_training_library_and_no_manim():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False)
    assert done.stdout == "131 False\n", done.stderr
