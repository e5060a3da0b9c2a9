"""Parts that are kept between builds, each with a record of all that it was made of."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from narrated.build import versions
from narrated.json_files import load
from voiceover.atomic_write import write_whole
from voiceover.errors import InputError

_SCHEMA = 2
# A file changed so shortly before it was recorded may change again without its time moving on.
_SETTLED_NS = 2_000_000_000
# Words that are published beside the film, never drawn in it.
_PUBLISHED = ("description", "hashtags", "publish")
# What stands on the page beside a scene's picture.
_BESIDE = ("explore",)

Input = tuple[Path, str]  # a file and its kind: "bytes", "words", "lesson" or "take"


@dataclass(frozen=True)
class Moment:
    """A moment by the clock on the wall, which may be set while we work, and by one that is never set."""

    wall: int
    steady: int

    @classmethod
    def now(cls) -> Self:
        """What both clocks say."""
        return cls(time.time_ns(), time.monotonic_ns())

    def on_the_wall(self, now: Moment) -> int:
        """The earliest time (ns) that a file changed since then may bear."""
        return min(self.wall, now.wall - (now.steady - self.steady))


class Part:
    """Files that are made of others, and the record that says of what.

    Parameters
    ----------
    name
        How people know it.
    record
        The JSON file that vouches for the products; without it they count as not made.
    products
        The files.

    Attributes
    ----------
    facts, digests
        What making it found out, and the SHA-256 of each product by name: known once the part was found
        fresh, or sealed.
    """

    def __init__(self, name: str, record: Path, products: Sequence[Path]) -> None:
        self.name, self.record, self.products = name, record, tuple(products)
        self.facts: dict[str, Any] = {}
        self.digests: dict[str, str] = {}

    def stale(self, values: Mapping[str, Any]) -> str | None:
        """Why the part must be made (again), or None if it was made of just this.

        ``values`` is all that it is made of besides files, as JSON.
        """
        try:
            record = load(self.record, "the record")
            return self._compare(record, values)
        except FileNotFoundError:
            return "it was not made yet"
        except (InputError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return f"its record {self.record.name} is damaged"

    def _compare(self, record: dict[str, Any], values: Mapping[str, Any]) -> str | None:
        if record["schema"] != _SCHEMA:
            return "it was recorded by another version"
        wanted, known = _plain(values), record["values"]
        changed = [key for key in {**known, **wanted} if known.get(key) != wanted.get(key)]
        if changed:
            return f"changed: {', '.join(changed)}"
        now = versions.of(record["packages"])
        for name, before in record["packages"].items():
            if now[name] != before:
                return f"{name} was {before}, and is {now[name]}"
        for path in self.products:
            if not path.is_file():
                return f"{path.name} is missing"
            stored = record["products"][path.name]
            if stored["stat"] != _stat(path) and stored["digest"] != digest(path):
                return f"{path.name} is damaged"
        for name, stored in record["inputs"].items():
            path = Path(name)
            if not path.is_file():
                if stored is not None:
                    return f"{_near(path)} is gone"
            elif stored is None:
                return f"{_near(path)} is new"
            elif not _untouched(path, stored) and digest(path, stored["kind"]) != stored["digest"]:
                return f"{_near(path)} changed"
        self._keep(record)
        return None

    def forget(self) -> None:
        """Remove the record, so that products which are about to change are not trusted."""
        clear(self.record)

    def clear_places(self, home: Path) -> None:
        """Remove folders that stand where a product goes; of the finished film only people make such."""
        for path in self.products:
            if path.is_dir() and path.is_relative_to(home):
                clear(path)

    def seal(
        self,
        values: Mapping[str, Any],
        *,
        inputs: Iterable[Input] = (),
        packages: Mapping[str, str] | None = None,
        facts: Mapping[str, Any] | None = None,
        since: Moment | None = None,
    ) -> None:
        """Record what the products were made of.

        Parameters
        ----------
        inputs
            Files; one that does not exist is recorded as missing, and makes the part stale when it appears.
        packages
            Versions of the packages that made them, as `versions.of` tells them.
        facts
            What later steps want to know of the products.
        since
            When making them began: an input that changed later may have been read before or after it
            changed, so the part is used now and made again next time.
        """
        now = Moment.now()
        record = {
            "schema": _SCHEMA,
            "values": _plain(values),
            "inputs": {
                str(path): _input(path, kind, since, now) if path.is_file() else None for path, kind in inputs
            },
            "packages": dict(packages or {}),
            "products": {path.name: {"digest": digest(path), "stat": _stat(path)} for path in self.products},
            "facts": _plain(facts or {}),
        }
        write_whole(self.record, json.dumps(record, ensure_ascii=False, indent=1))
        self._keep(record)

    def at(self, made: Path, home: Path) -> Part:
        """The same part below ``made``, where it stands before it comes to its place below ``home``."""
        record, *products = (made / path.relative_to(home) for path in (self.record, *self.products))
        return type(self)(self.name, record, products)

    def placed(self) -> None:
        """Note that the products have come to their places, record and all."""
        record = json.loads(self.record.read_text(encoding="utf-8"))
        for path in self.products:
            record["products"][path.name]["stat"] = _stat(path)  # a file that is moved changes its time
        write_whole(self.record, json.dumps(record, ensure_ascii=False, indent=1))
        self._keep(record)

    def _keep(self, record: dict[str, Any]) -> None:
        self.facts = record["facts"]
        self.digests = {name: stored["digest"] for name, stored in record["products"].items()}


def digest(path: Path, kind: str = "bytes") -> str:
    """SHA-256 of what a file says.

    A file of ``words`` counts by its content, not its layout, and without what is only published beside the
    film. Of the ``lesson`` module all counts but the lesson itself: a part names what it takes of its data.
    """
    data = path.read_bytes()
    if kind == "words":
        data = _words(path.name, data)
    elif kind == "lesson":
        data = _lesson(data)
    return hashlib.sha256(data).hexdigest()


def _words(name: str, data: bytes) -> bytes:
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8"))
    except ValueError:
        return data
    for key in _PUBLISHED if name == "lesson.toml" else _BESIDE:
        table.pop(key, None)
    return json.dumps(table, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _lesson(data: bytes) -> bytes:
    import ast

    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError):
        return data
    rest = [
        node
        for node in module.body
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        and not (isinstance(node, ast.Assign) and [ast.unparse(name) for name in node.targets] == ["LESSON"])
    ]
    return "\n".join(ast.dump(node) for node in rest).encode()


def clear(path: Path) -> None:
    """Remove what stands at a path of ours, whatever it is."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder that can be written to.

    Raises
    ------
    InputError
        If that cannot be.
    """
    probe = path / ".writable"
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError.of_system(error, path, "cannot write here") from error


def _input(path: Path, kind: str, since: Moment | None, now: Moment) -> dict[str, Any]:
    stat = _stat(path)
    # The change time: no tool can set it. One in the future is from before the clock was set back.
    touched = stat[2]
    # A take may be made on demand while its scene is filmed; it never changes under its name.
    if since is not None and since.on_the_wall(now) < touched <= now.wall and kind != "take":
        return {"kind": kind, "digest": "changed while the part was made", "stat": None}
    settled = touched < now.wall - _SETTLED_NS
    return {"kind": kind, "digest": digest(path, kind), "stat": stat if settled else None}


def _untouched(path: Path, stored: Mapping[str, Any]) -> bool:
    return bool(stored["stat"] == _stat(path))


def _stat(path: Path) -> list[int]:
    # The change time and the inode catch what keeps size and modification time: cp -p, touch -r.
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(values, ensure_ascii=False, default=str))
    return plain


def _near(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
