"""The scripts of one scene in two locales: one scene draws both, so their bookmarks come in one order."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from voiceover.errors import InputError, Mistakes, listed
from voiceover.script.lines import Line
from voiceover.script.scene_script import Script, load_scripts


def check_order(scripts: Iterable[Script], root: Path, own: str) -> None:
    """Compare the bookmarks of each line with those that it has in the lesson's own locale.

    A bookmark that only one of them has is not told here: the scene's code knows which of them is wrong.

    Raises
    ------
    InputError
        Naming the lines whose bookmarks come in another order.
    """
    others = {script.name: script for script in scripts if script.locale != own}
    there = [name for name in others if (root / own / f"{name}.toml").is_file()]
    mistakes = Mistakes()
    for original in load_scripts(root, own, there) if there else ():
        lines = {line.id: line for line in original.lines}
        for line in others[original.name].lines:
            if line.id in lines:
                with mistakes.gathered():
                    _compare(line, lines[line.id])
    mistakes.tell()


def _compare(line: Line, original: Line) -> None:
    names, wanted = ([cue.name for cue in one.cues] for one in (line, original))
    names, wanted = [name for name in names if name in wanted], [name for name in wanted if name in names]
    if names != wanted:
        raise InputError(
            f"the bookmarks come in the order {listed(names)}",
            where=line.where,
            permitted=f"{listed(wanted)}, as in {original.where}",
            remedy="reword the sentence to have them in this order, or change the scene and every locale",
        )
