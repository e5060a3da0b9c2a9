"""Files that others wrote are read only where they are files, and no further than is sensible."""

import os
import socket
from pathlib import Path

import pytest

from voiceover.bounded import read_bounded
from voiceover.errors import InputError

LIMIT = 100


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "sheet"
    path.write_bytes(b"x" * LIMIT)
    assert read_bounded(path, LIMIT, "the sheet") == b"x" * LIMIT
    link = tmp_path / "link"
    link.symlink_to(path)
    assert read_bounded(link, LIMIT, "the sheet") == b"x" * LIMIT
    path.write_bytes(b"x" * (LIMIT + 1))
    with pytest.raises(InputError, match=r"sheet: the sheet is too long. Permitted: at most 100 bytes"):
        read_bounded(path, LIMIT, "the sheet")


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "socket", "link to nothing"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "sheet"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(str(path))
    else:
        path.symlink_to("gone")
    with pytest.raises(InputError, match=f"the sheet is a {kind}"):
        read_bounded(path, LIMIT, "the sheet")


def test_what_the_system_says_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_bounded(tmp_path / "gone", LIMIT, "the sheet")
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        read_bounded(tmp_path / "file" / "sheet", LIMIT, "the sheet")
