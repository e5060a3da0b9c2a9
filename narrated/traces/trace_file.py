"""The file of a trace: arrays in NumPy's ``.npz``, with a note that says what made them and vouches for them.

Beside the arrays, the archive holds ``trace.json``: the format's version, the recipe, the versions of what
trained, and a SHA-256 of every array, sealed with a digest of the note itself. ``numpy.load`` reads the
arrays as well. Members bear a fixed date and come in a fixed order, so that equal traces are equal files.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from narrated.json_files import seal_holds, sealed
from voiceover.atomic_write import remove_abandoned, replacing
from voiceover.bounded import read_bounded
from voiceover.errors import InputError, names_for
from voiceover.remedies import training

FORMAT = 1
"""Version of the format; it changes when a file that was written before would be read wrongly."""
_NOTE = "trace.json"
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold
_LIMIT = 16_000_000  # bytes of a file: a trace is a picture's worth of numbers, not a data set
_UNPACKED = 128_000_000
_KINDS = "biuf"  # truth values, whole numbers and fractions: what can be drawn, and never runs code

Array = np.ndarray[Any, np.dtype[Any]]


class NoSuchArray(InputError, KeyError):
    """A trace has no array of that name."""

    __str__ = Exception.__str__  # a KeyError would put quotation marks around the message


class Trace(Mapping[str, Array]):
    """The arrays of a trace by their names, none of which can be written to, and what made them.

    Parameters
    ----------
    arrays
        The arrays; those with as many rows as ``step`` has tell how something went.
    note
        What made them: ``recipe``, ``seed``, ``steps``, ``versions``, ``command`` and more.
    where
        The file.

    Raises
    ------
    InputError
        For an array that is not there; the message names those that are.

    Examples
    --------
    >>> trace = Trace({"step": np.array([0, 10])}, {"seed": 1}, Path("line.npz"))
    >>> trace["step"].tolist(), trace.note["seed"]
    ([0, 10], 1)
    >>> trace["stop"]
    Traceback (most recent call last):
        ...
    narrated.traces.trace_file.NoSuchArray: line.npz: there is no array 'stop'. Permitted: step.
    """

    def __init__(self, arrays: Mapping[str, Array], note: Mapping[str, Any], where: Path) -> None:
        self._arrays, self.note, self._where = arrays, MappingProxyType(dict(note)), where

    def __getitem__(self, name: str) -> Array:
        try:
            return self._arrays[name]
        except KeyError:
            raise NoSuchArray(
                f"there is no array {name!r}", where=self._where, permitted=names_for(name, self._arrays)
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)


@dataclass(frozen=True)
class TraceFolder:
    """A folder of traces.

    Parameters
    ----------
    folder
        Where the files are.
    lesson
        The module of the lesson, for the command that trains them anew.

    Examples
    --------
    In the package that holds a lesson's traces, for its scenes::

        read = TraceFolder(Path(__file__).parent, lesson="my_lesson").read
    """

    folder: Path
    lesson: str

    def path(self, name: str) -> Path:
        """The file of a trace, whether it is there or not."""
        return self.folder / f"{name}.npz"

    def read(self, name: str) -> Trace:
        """The trace of that name, whole and as it was trained.

        It is opened each time, so that whoever drew with it is known to depend on it; what was read before is
        not unpacked again.

        Raises
        ------
        InputError
            If it is missing, cut off or no trace at all, of another version of the format, or not as it was
            trained; or if an array has values that are no finite numbers. The message names the command.
        """
        path = self.path(name)
        remedy = f"run `{training(self.lesson, name)}`"
        try:
            data = read_bounded(path, _LIMIT, "the trace")
        except FileNotFoundError:
            there = sorted(each.stem for each in self.folder.glob("*.npz"))
            raise InputError(
                f"there is no trace {name!r}",
                where=path,
                permitted=names_for(name, there),
                remedy=f"check the name, or {remedy}",
            ) from None
        except OSError as error:
            raise InputError.of_system(error, path) from error
        try:
            arrays, note = _unpacked(data)
            if note.get("trace") != name:
                raise ValueError(f"the file holds the trace {note.get('trace')!r}")
        except ValueError as error:
            raise InputError(
                str(error), where=path, remedy=f"put back the file that belongs there, or {remedy}"
            ) from error
        return Trace(arrays, note, path)

    def write(self, name: str, arrays: Mapping[str, Array], made_by: Mapping[str, Any]) -> None:
        """Write a trace, whole or not at all.

        Parameters
        ----------
        arrays
            What it holds: finite numbers or truth values.
        made_by
            What is said of its making, beside the version and the digests.
        """
        path = self.path(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        remove_abandoned(path)
        with replacing(path) as aside:
            aside.write_bytes(_packed(name, arrays, made_by))


def _packed(name: str, arrays: Mapping[str, Array], made_by: Mapping[str, Any]) -> bytes:
    plain = {key: _plain(arrays[key]) for key in sorted(arrays)}
    note = sealed(
        {"format": FORMAT, "trace": name, **made_by, "arrays": {k: _digest(v) for k, v in plain.items()}}
    )
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        _add(archive, _NOTE, f"{json.dumps(note, indent=1)}\n".encode())
        for key, array in plain.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, version=(1, 0), allow_pickle=False)
            _add(archive, f"{key}.npy", member.getvalue())
    return whole.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _DATE)
    member.create_system = 3  # as on Linux, wherever it is written
    member.external_attr = 0o644 << 16
    archive.writestr(member, data, zipfile.ZIP_DEFLATED, 9)


def _plain(array: Array) -> Array:
    """The array in C order, its numbers little-endian."""
    array = np.asarray(array)
    return np.require(array, array.dtype.newbyteorder("<"), "C")


def _digest(array: Array) -> str:
    told = hashlib.sha256(f"{array.dtype.str} {array.shape}\n".encode())
    told.update(array.tobytes())
    return told.hexdigest()


@functools.lru_cache(maxsize=32)
def _unpacked(data: bytes) -> tuple[Mapping[str, Array], Mapping[str, Any]]:
    """The arrays and the note of a file's content; a ValueError says why it is no trace."""
    members = _members(data)
    try:
        note = json.loads(members.pop(_NOTE))
    except (KeyError, ValueError, RecursionError):
        raise ValueError(f"this is no trace ({_NOTE} is missing in it, or no JSON)") from None
    if not isinstance(note, dict) or note.get("format") != FORMAT:
        version = note.get("format") if isinstance(note, dict) else None
        raise ValueError(f"the trace is of version {version!r:.20} of the format, not {FORMAT}")
    if not seal_holds(note):
        raise ValueError("the note of the trace is not as it was written (its digest does not fit)")
    arrays = {name.removesuffix(".npy"): _array(name, member) for name, member in members.items()}
    kept = note.get("arrays")
    if not isinstance(kept, dict) or kept.keys() != arrays.keys():
        raise ValueError("the trace does not hold the arrays that its note tells of")
    for name, array in arrays.items():
        if kept[name] != _digest(array):
            raise ValueError(f"array {name} is not as it was trained (its digest does not fit)")
        if not np.isfinite(array).all():
            raise ValueError(f"array {name} has values that are no finite numbers: the training diverged")
    return MappingProxyType(arrays), note


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if sum(member.file_size for member in listed) > _UNPACKED:
                raise ValueError(f"the trace is too long, unpacked (permitted: {_UNPACKED:,} bytes)")
            return {member.filename: archive.read(member) for member in listed}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"this is no trace, or a part of one ({error})") from None


def _array(name: str, member: bytes) -> Array:
    """A member as an array upon its own bytes, which cannot be written to."""
    file = io.BytesIO(member)
    try:
        if np.lib.format.read_magic(file) != (1, 0):
            raise ValueError("of another version")
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
        if fortran or dtype.kind not in _KINDS:
            raise ValueError(f"of type {dtype}")
        return np.frombuffer(member, dtype, offset=file.tell()).reshape(shape)
    except (ValueError, TypeError, OverflowError) as error:
        raise ValueError(f"{name} in the trace is no array of numbers ({error})") from None
