"""Which files were saved: those that a scene is made of, in the folders where it was found to look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_KINDS = frozenset({".py", ".toml", ".flac", ".json", ".cfg"})
_SAVED = frozenset({"created", "modified", "moved", "deleted", "closed"})


class Saves(FileSystemEventHandler):
    """Calls ``heard(path)`` for every source, script, take or setting saved in the watched folders."""

    def __init__(self, heard: Callable[[Path], None]) -> None:
        self._heard = heard
        self._folders: set[Path] = set()
        self._observer = Observer()
        self._observer.daemon = True
        self._observer.start()

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch these folders as well, each without those inside it."""
        for folder in set(folders) - self._folders:
            if folder.is_dir():
                self._observer.schedule(self, str(folder))
                self._folders.add(folder)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, in a thread of its own."""
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
