"""Which files were saved: those that a scene is made of, in the folders where it was found to look."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

_KINDS = frozenset({".py", ".toml", ".flac", ".json", ".cfg"})
_SAVED = frozenset({"created", "modified", "moved", "deleted", "closed"})


class FileWatcher(FileSystemEventHandler):
    """Calls ``heard(path)`` for every source, script, take or setting saved in the watched folders."""

    def __init__(self, heard: Callable[[Path], None]) -> None:
        self._heard = heard
        # With each its number on the disk: another folder may have come to its name.
        self._folders: dict[Path, tuple[ObservedWatch, int]] = {}
        self._gone: set[Path] = set()
        # It calls an event that comes while it is stopped an error; unheard, that would be printed.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self._observer = Observer()
        self._observer.daemon = True
        self._observer.start()

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch these folders as well, each without those inside it."""
        for folder in set(folders) - self._folders.keys():
            if folder.is_dir():
                self._folders[folder] = self._observer.schedule(self, str(folder)), folder.stat().st_ino

    def made_again(self) -> bool:
        """Whether folders that were deleted are there again; from now on they are watched again."""
        again = [folder for folder, (_, number) in self._folders.items() if self._is_another(folder, number)]
        for folder in again:
            self._observer.unschedule(self._folders.pop(folder)[0])
            self._gone.discard(folder)
        self.watch(again)
        return bool(again)

    def _is_another(self, folder: Path, number: int) -> bool:
        try:
            return folder.stat().st_ino != number or folder in self._gone
        except OSError:
            return False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, in a thread of its own."""
        if event.is_directory and event.event_type == "deleted":
            self._gone.add(Path(str(event.src_path)))
        if event.is_directory or event.event_type not in _SAVED:
            return
        # Editors that write a new file and rename it touch two names.
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            if name and path.suffix in _KINDS:
                self._heard(path)

    def close(self) -> None:
        """Watch no longer."""
        self._observer.stop()
        self._observer.join()
