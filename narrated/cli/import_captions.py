"""``narrated import-captions``: a scene's script from captions."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from narrated.cli.command import DONE
from narrated.cli.options import Command, options
from voiceover.script.import_captions import read_captions, script_text


@click.command(
    "import-captions", cls=Command, interrupted="stopped; nothing was written", how={"printing": True}
)
@click.argument("file", type=click.Path(path_type=Path))
@options("title")
def command(*, file: Path, title: str) -> int:
    """Print a script made from captions that Remotion reads, such as scene1-captions.json, or SubRip."""
    text = script_text(read_captions(file), title or "Untitled")
    sys.stdout.buffer.write(text.encode("utf-8"))
    return DONE
