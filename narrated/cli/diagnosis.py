"""What a machine lacks, and the command that mends it.

Runs on a machine where nothing is set up yet: on the standard library alone, until something more is there.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Iterator, List, NamedTuple, Optional, Tuple  # noqa: UP035 - an old Python must be able to read this

from narrated.cli.bare import OLDEST
from narrated.signals import defer_signals
from voiceover.remedies import DISTRIBUTION, filming, filming_again, installing

if TYPE_CHECKING:
    from narrated.build.plan import Options

# Families, the second for what the first does not have, with their packages.
_FONTS = {
    "font": ("Noto Sans CJK SC", "fonts-noto-cjk"),
    "font for other characters": ("DejaVu Sans", "fonts-dejavu-core"),
}
_FEW = 5
_ROOT = Path(__file__).resolve().parent.parent.parent
# What an extra is for; a machine without it is not ill.
_EXTRAS = {
    "espeak": ("espeakng-loader", "drafts with the voice espeak"),
    "voice": ("onnxruntime", "recording takes"),
    "check": ("faster-whisper", "the speech row of the check"),
    "farm": ("distributed", "filming on many machines"),
    "slides": ("python-pptx", "the slides of a lesson"),
    "train": ("jax", "training what a lesson draws"),
}


_LATER = "cannot be looked at before the packages are there"


class Sign(NamedTuple):
    """One thing that was looked at; ``well`` is None where it is only told."""

    name: str
    well: Optional[bool]  # noqa: UP045
    found: str
    remedy: str = ""


def diagnose(options: Optional[Options] = None, manifest: str = "") -> int:  # noqa: UP045
    """Look at everything; return 0 if the machine is well, 1 if not.

    Parameters
    ----------
    options
        Which film is meant; None where the machine is too bare to tell.
    manifest
        The manifest to be compared with; "": that of the last film.
    """
    pins = _ROOT / "requirements" / "base.txt"
    signs = [*system(), *packages(pins), *extras()]
    signs += [Sign("takes", None, _LATER)] if options is None else [*takes(options), *last_film(manifest)]
    for sign in signs:
        mark = {True: "ok     ", False: "MEND   ", None: "       "}[sign.well]
        sys.stdout.write(f"{mark}{sign.name}: {sign.found}\n")
        if sign.remedy and not sign.well:
            sys.stdout.write(f"           {sign.remedy}\n")
    ill = sum(sign.well is False for sign in signs)
    sys.stdout.write(f"{ill} to mend.\n" if ill else "Nothing to mend.\n")
    return 1 if ill else 0


def system() -> Iterator[Sign]:
    """Python, libraries and font."""
    here = ".".join(map(str, sys.version_info[:3]))
    in_clone = (_ROOT / "tools" / "setup").exists()
    then = "make PYTHON=python3.11 video" if in_clone else f"install {DISTRIBUTION} with that Python"
    yield Sign(
        "python",
        sys.version_info >= OLDEST,
        here,
        f"sudo apt-get install python3.11 python3.11-venv python3.11-dev, then {then}",
    )
    if in_clone:
        made = (_ROOT / ".venv" / "bin" / "python").exists()
        yield Sign("environment", made, ".venv" if made else "not made yet", "tools/setup base")
    compiler = next((name for name in ("cc", "gcc", "clang") if shutil.which(name)), "")
    yield Sign("C compiler", bool(compiler), compiler or "none", "sudo apt-get install build-essential")
    for library, package in (("cairo", "libcairo2-dev"), ("pangocairo", "libpango1.0-dev")):
        found = _said("pkg-config", "--modversion", library)
        yield Sign(library, bool(found), found or "not found", f"sudo apt-get install pkg-config {package}")
    sox = shutil.which("sox")
    yield Sign(
        "sox",
        True if sox else None,
        sox or "not found, nor needed; but manim prints a warning whenever it starts without it",
        "sudo apt-get install sox",
    )
    lacking = [program for program in ("latex", "dvisvgm") if not shutil.which(program)]
    yield Sign(
        "LaTeX",
        None if lacking else True,
        f"no {' nor '.join(lacking)}, nor needed: formulas are Typst; only manim's Tex and MathTex are LaTeX"
        if lacking
        else "found, though formulas are Typst; manim's Tex and MathTex use it",
        "sudo apt-get install texlive-latex-extra dvisvgm",
    )
    for name, (font, package) in _FONTS.items():
        family, _, revision = _said("fc-match", "-f", "%{family}|%{fontversion}", font).rpartition("|")
        right = font in family.split(",")
        found = f"{font} {int(revision) / 65536:.3f}" if right else f"{family or 'none'} in place of {font}"
        yield Sign(name, right, found, f"sudo apt-get install fontconfig {package}")


def packages(pins: Path) -> Iterator[Sign]:
    """The pinned packages, as they are installed where this runs."""
    if not pins.is_file():
        yield installed_with()
        return
    lacking: List[str] = []  # noqa: UP006
    count = unread = 0
    for name, pin, marker in pinned(pins.read_text(encoding="utf-8")):
        needed = _applies(marker) if marker else True
        if needed is None:
            unread += 1
        elif needed:
            count += 1
            found = installed(name)
            if found != pin:
                lacking.append(f"{name} {found or 'missing'}, pinned is {pin}")
    if unread:
        lacking.append(f"packaging missing, which tells whether {unread} more are needed here")
    yield Sign("packages", not lacking, "; ".join(lacking) or f"all {count} as pinned", "tools/setup base")


def installed_with() -> Sign:
    """What a wheel asks for, where nothing is pinned since this is not the project's folder."""
    asked = [one.partition(";") for one in requires(DISTRIBUTION) or ()] if installed(DISTRIBUTION) else []
    needed = [spec.strip() for spec, _, marker in asked if "extra" not in marker]
    lacking = [spec for spec in needed if not _satisfied(spec)]
    told = [f"{spec} ({installed(_name(spec)) or 'missing'})" for spec in lacking]
    quoted = " ".join(f"'{spec}'" for spec in lacking)
    remedy = f"{sys.executable} -m pip install {quoted}"
    return Sign("packages", not lacking, ", ".join(told) or f"all {len(needed)} that it asks for", remedy)


def _name(spec: str) -> str:
    return re.split(r"[^\w.-]", spec, maxsplit=1)[0]


def _satisfied(spec: str) -> bool:
    found = installed(_name(spec))
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return bool(found)
    return bool(found) and Requirement(spec).specifier.contains(found, prereleases=True)


def pinned(text: str) -> List[Tuple[str, str, str]]:  # noqa: UP006
    """Name and version of every requirement, and its marker, which says where it is needed."""
    return re.findall(r"^([\w.-]+)==([^\s;\\]+)\s*(?:;\s*([^\\\n]+))?", text, re.MULTILINE)


def installed(name: str) -> str:
    """The version of a package, or nothing."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def extras() -> Iterator[Sign]:
    """What optional work this machine can do."""
    for extra, (package, purpose) in _EXTRAS.items():
        found = installed(package)
        yield Sign(
            f"extra {extra}",
            True if found else None,
            f"{package} {found}" if found else f"not installed; needed for {purpose}",
            installing(extra),
        )


def takes(options: Options) -> Iterator[Sign]:
    """Whether every line of the lesson was recorded."""
    try:
        from narrated.build.lesson_plan import plan_of
        from voiceover.engines.registry import speaks_on_demand
        from voiceover.errors import InputError
        from voiceover.takes import find_take
    except (ImportError, SyntaxError) as error:
        yield Sign("takes", None, f"{_LATER} ({error})")
        return
    if not options.lesson:
        yield Sign("takes", None, "not looked at, since no lesson is named")
        return
    missing, lines, remedy = [], 0, ""
    try:
        plan = plan_of(options)
        voice = plan.scenes[0].job.voice
        if speaks_on_demand(voice):
            yield Sign("takes", None, f"made on demand by {voice}")
            return
        for scene in plan.scenes:
            for line in scene.script.lines:
                lines += 1
                try:
                    find_take(plan.lesson.words, scene.job.locale, line, scene.job.voice)
                except InputError as error:
                    missing.append(f"{scene.name}.{line.id}")
                    remedy = error.remedy or ""
    except InputError as error:
        yield Sign("takes", False, str(error))
        return
    job = plan.scenes[0].job
    some = ", ".join(missing[:_FEW]) + (", ..." if len(missing) > _FEW else "")
    found = (
        f"{len(missing)} of {lines} by voice {job.voice} missing ({some})"
        if missing
        else f"all {lines} lines"
    )
    yield Sign("takes", not missing, found, remedy)


def last_film(asked: str) -> Iterator[Sign]:
    """What differs from the machine of a manifest: of the one asked for, or of the last film here."""
    try:
        from narrated.build.manifest import made_with
        from narrated.cli.reproduce import differences, read_manifest
        from voiceover.errors import InputError

        found = sorted(Path("media").glob("*/*/manifest.json"), key=lambda path: path.stat().st_mtime)
        if not asked and not found:
            return
        path = Path(asked) if asked else found[-1]
        now = made_with()
    except (ImportError, SyntaxError, OSError) as error:
        yield Sign("manifest", None, f"cannot be compared before the packages are there ({error})")
        return
    try:
        then = read_manifest(path)
    except InputError as error:
        yield Sign("manifest", False, str(error), filming_again())
        return
    changed = differences(then, json.loads(json.dumps(now)))
    found_text = "; ".join(changed) or f"made with what is here ({path})"
    remedy = f"{installing()}, or {filming(then['lesson'])} to film with what is here now"
    yield Sign("manifest", not changed, found_text, remedy)


def _applies(marker: str) -> Optional[bool]:  # noqa: UP045
    """Whether this Python needs what has such a marker; None where nobody can tell."""
    try:
        from packaging.markers import Marker
    except ImportError:
        return None
    return Marker(marker).evaluate()


def _said(*command: str) -> str:
    program = None
    try:
        # An interrupt between its start and its name here would leave it running.
        with defer_signals():
            program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said, _ = program.communicate()
    except OSError:
        return ""
    except BaseException:
        if program:
            program.kill()
            program.wait()
        raise
    return "" if program.returncode else said.strip()
