"""In which language and with which voice a scene is staged."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RenderOptions:
    """What may differ between two films of one scene.

    Parameters
    ----------
    locale
        Folder of the words, such as ``zh``; None: the lesson's own.
    voice
        Which takes to use; None: the locale's default voice.
    draft_takes
        Folder for takes that are made on demand by the draft voice.
    """

    locale: str | None = None
    voice: str | None = None
    draft_takes: Path = Path("media/takes")

    @classmethod
    def from_environment(cls) -> RenderOptions:
        """``LOCALE`` and ``VOICE``, for scenes rendered by ``manim`` itself."""
        return cls(locale=os.environ.get("LOCALE") or None, voice=os.environ.get("VOICE") or None)
