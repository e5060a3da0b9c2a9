"""What strangers may write, and a watch on what reading it does."""

from __future__ import annotations

import os
import string
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

LESSON = 'language = "zh"\nvoice = "v"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
NASTY = [
    "../../etc/passwd",
    "/etc/passwd",
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    "file 'x'\nfile 'y'",
    "%s%n%d{0}{presenter.__class__}",
    "\u202eevil",
    "שלום עולם",
    "مرحبا",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f41d",
    "e\u0301" * 20,
    "\ufeffx",
    "损\u3164失",
    "\u2800",
    "a\u200db",
    "x\x00y",
    "\ud800",
    "<b>x</b>",
    "<bookmark mark='a'/>" * 3,
    "<bookmark mark='a'/><bookmark mark='b'/>",
    "{presenter}",
    "{",
    "a --> b",
    "00:00:01,000 --> 00:00:02,000",
    "\\N{\\an8}",
    "nan",
    "1e999",
    "x" * 10_000,
    "长" * 10_000,
    "好，" * 5_000,
    "שלום " * 2_000,
    "<" + " " * 10_000,
]
# Characters that no font shows: fillers, joiners where they join nothing, selectors, tags, private ones.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u202e\u2060\u2064\u2065\u2800\u3164"
    "\ufe00\ufe0f\ufeff\uffa0\ufff0\U000e0001\U000e0041\U000e0100\ue000\x1b\x7f\u2028"
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=string.ascii_letters + "<>/'=\"{}\\ 损，。bookmark", max_size=60),
    st.sampled_from(NASTY),
)
QUICK = settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def root_of_words(folder: Path) -> Path:
    """A root of words in a folder, with a scene of one line."""
    (folder / "zh").mkdir()
    (folder / "zh/lesson.toml").write_text(LESSON, encoding="utf-8")
    (folder / "zh/scene1.toml").write_text('title = "x"\n[lines.a]\nsay = "好"\n', encoding="utf-8")
    return folder


_events: list[tuple[str, tuple[object, ...]]] | None = None


def _note(event: str, details: tuple[object, ...]) -> None:
    if _events is not None and event.partition(".")[0] in {
        "open",
        "os",
        "subprocess",
        "socket",
        "shutil",
        "exec",
    }:
        _events.append((event, details))


sys.addaudithook(_note)


@contextmanager
def only_reading_below(*folders: Path) -> Iterator[None]:
    """Fail if anything is run, sent, written, or read from elsewhere."""
    global _events  # noqa: PLW0603 - a hook for audits stays for good, so it is told when to listen
    _events = seen = []
    try:
        yield
    finally:
        _events = None
    for event, details in seen:
        if event in {"os.scandir", "os.listdir"}:
            assert any(Path(str(details[0])).is_relative_to(folder) for folder in folders), (event, details)
            continue
        assert event == "open", (event, details)
        path, _, flags = details
        assert not int(flags or 0) & (os.O_WRONLY | os.O_RDWR), details
        if isinstance(path, str | bytes) and not str(path).endswith((".py", ".pyc")):
            assert any(Path(os.fsdecode(path)).is_relative_to(folder) for folder in folders), details


def quoted(text: str) -> str:
    """A text as a TOML string, whatever is in it."""
    return '"' + "".join(f"\\U{ord(c):08X}" if not 31 < ord(c) < 127 or c in '"\\' else c for c in text) + '"'
