"""Commands and environments of their own, for tests of what is installed and documented."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

# What would lead a command to this checkout, or change what it does.
FOREIGN = {"PYTHONPATH", "PYTHON", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
OPTIONS = {
    *("FORMAT", "QUALITY", "SCENES", "LESSON", "LOCALE", "VOICE", "JOBS", "FARM", "WHY", "WORDS", "MEDIA"),
    *("MANIFEST", "FETCH", "SCENE", "PLATFORM", "PORT", "SERVE", "SOUND", "ROUNDS", "ONLY", "WRITE"),
}


def clean(**more: str) -> dict[str, str]:
    """The environment variables of someone who has just opened a terminal."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN | OPTIONS}
    return {**kept, **more}


def run(
    *command: str | Path, cwd: Path, env: dict[str, str] | None = None, codes: tuple[int, ...] = (0,)
) -> str:
    """What a command prints; the test fails with all of it where the command ends with another code."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean() if env is None else env,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=600,
    )
    assert done.returncode in codes, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


def make_environment(folder: Path) -> None:
    """Make a virtual environment with all that is installed here, this checkout included.

    What shall win over the checkout is put on PYTHONPATH.
    """
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(folder / "bin" / "python", "-c", code, cwd=folder).strip())
    packages.rmdir()
    packages.symlink_to(sysconfig.get_path("purelib"))
    scripts = (("manim", "manim.__main__", "main"), ("narrated", "narrated.cli.start", "narrated"))
    for name, module, function in scripts:
        script = folder / "bin" / name
        script.write_text(
            f"#!{folder}/bin/python\nimport sys\nfrom {module} import {function}\nsys.exit({function}())\n"
        )
        script.chmod(0o755)
