"""Files that belong together change together: all of a set replace those before, or none does.

A set is made in a folder of its own and put on the disk. Once that is called ``.next``, it is a promise:
whoever comes first into ``parts/`` moves its files to their places, however often that is broken off. What
stood there is linked in ``.before``; where a file cannot be moved, that folder becomes ``.undo``, the
opposite promise.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from narrated.build.cache import clear
from narrated.signals import defer_signals
from voiceover.atomic_write import sync

TEMPORARY = ".tmp-"  # how names begin of what may be removed at any time
_NEXT, _BEFORE, _UNDO = ".next", ".before", ".undo"
# Stands for a file that was not there; no file of ours ends like this.
_NONE = ".none"


def exchange(home: Path, made: Path) -> None:
    """Put the files below ``made``, which are on the disk, at their places below ``home``: all or none.

    ``made`` lies on the same disk and is used up. Only the one build in ``home`` may do this.

    Raises
    ------
    OSError
        If it cannot be; all is as it was before.
    """
    parts = home / "parts"
    for path in _files(made):
        target = home / path.relative_to(made)
        if target.is_relative_to(parts):
            if target.is_dir():  # of the finished film only people make such
                clear(target)
        elif target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
    for folder in {path.parent for path in _files(made)}:
        sync(folder)
    with defer_signals():
        made.replace(parts / _NEXT)
        sync(parts)
        settle(home)


def is_settled(home: Path) -> bool:
    """Whether no exchange in ``home`` was broken off."""
    return not any((home / "parts" / name).exists() for name in (_NEXT, _UNDO))


def settle(home: Path) -> None:
    """Keep the promise of an exchange that was broken off, if there is one.

    Raises
    ------
    OSError
        If a file cannot be moved; then all is as it was before the exchange, or will be by the next call.
    """
    coming, before, undo = (home / "parts" / name for name in (_NEXT, _BEFORE, _UNDO))
    failed = None
    with defer_signals():
        if coming.is_dir() and not undo.is_dir():
            try:
                _go(coming, before, home)
            except OSError as error:
                failed = error
                if before.is_dir():
                    before.replace(undo)
                else:  # nothing was moved yet
                    coming.replace(coming.with_name(f"{TEMPORARY}refused"))
        if undo.is_dir():
            _move(undo, home)
        for left in (coming, undo, before):  # while .undo is there, .next is no promise
            clear(left)
    if failed:
        raise failed


def _go(coming: Path, before: Path, home: Path) -> None:
    if not before.is_dir():
        aside = before.with_name(f"{TEMPORARY}before")
        clear(aside)
        for path in _files(coming):
            _keep(home / path.relative_to(coming), aside / path.relative_to(coming))
        aside.replace(before)
    _move(coming, home)


def _keep(target: Path, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not os.path.lexists(target):
        kept.with_name(f"{kept.name}{_NONE}").touch()
        return
    try:
        kept.hardlink_to(target)
    except OSError:  # some file systems know no links
        shutil.copy2(target, kept, follow_symlinks=False)


def _move(source: Path, home: Path) -> None:
    folders = set()
    for path in _files(source):
        target = home / path.relative_to(source)
        if path.suffix == _NONE:
            target.with_suffix("").unlink(missing_ok=True)
            path.unlink()
        else:
            path.replace(target)
        folders.add(target.parent)
    for folder in folders:
        sync(folder)


def _files(folder: Path) -> list[Path]:
    found = []
    # A pattern of pathlib would leave out, without a word, what cannot be listed.
    for place, folders, names in os.walk(folder, onerror=_raise):
        found += [Path(place, name) for name in names]
        found += [path for path in (Path(place, name) for name in folders) if path.is_symlink()]
    return sorted(found)


def _raise(error: OSError) -> None:
    raise error
