"""manim-voiceover, imported without the complaint of its dependency pysox.

pysox looks for the program ``sox`` when it is imported, and lets both the shell and its logger complain where
there is none. Only a change of speed needs it, which a take never asks for.
"""

from __future__ import annotations

import logging
import os
import sys

sys.stderr.flush()
_kept = os.dup(2)
_nowhere = os.open(os.devnull, os.O_WRONLY)
try:
    os.dup2(_nowhere, 2)
    logging.disable(logging.WARNING)
    from manim_voiceover import VoiceoverScene
finally:
    logging.disable(logging.NOTSET)
    os.dup2(_kept, 2)
    os.close(_kept)
    os.close(_nowhere)

__all__ = ["VoiceoverScene"]
