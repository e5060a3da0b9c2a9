"""What cannot work with a broken adapter is not run: `test_adapter_surface.py` says what is gone."""

from pathlib import Path

from inner_surface import unimportable

_broken = [problem.partition(":")[0] for problem in unimportable()]
collect_ignore = [
    path.name
    for path in Path(__file__).parent.glob("*.py")
    if any(module in path.read_text(encoding="utf-8") for module in _broken)
]
if _broken:
    collect_ignore.append("test_adapter_renders.py")  # whole scenes, which need all of it
