"""More voices of Kokoro: what comes is what was asked for, or nothing is changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np
import pytest

from voiceover.engines import kokoro, kokoro_vectors
from voiceover.errors import InputError

ROOT = Path(__file__).parents[2]
VECTORS = np.linspace(-1, 1, 510 * 256, dtype="<f4").tobytes()


@pytest.fixture
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of voices, whose list of digests knows two that npm ships."""
    folder = tmp_path / "voices"
    folder.mkdir()
    digest = hashlib.sha256(VECTORS).hexdigest()
    (folder / "kokoro-js.sha256").write_text(f"{digest}  zf_one.bin\n{digest}  af_two.bin\n")
    monkeypatch.setattr(kokoro, "VOICES", folder)
    return folder


def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program called npm, the only one on PATH besides the system's own."""
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.defpath}")


def packed(tmp_path: Path, data: bytes) -> str:
    """What npm does where the package holds ``data`` as each voice."""
    inner = tmp_path / "package" / "voices"
    inner.mkdir(parents=True)
    for name in ("zf_one", "af_two"):
        (inner / f"{name}.bin").write_bytes(data)
    with tarfile.open(tmp_path / "all.tgz", "w:gz") as archive:
        archive.add(tmp_path / "package", "package")
    return f'[ "$1 $2" = "pack {kokoro_vectors.PACKAGE}" ] && cp {tmp_path}/all.tgz kokoro-js.tgz'


def test_a_voice_that_is_fetched_is_ready(
    voices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm(tmp_path, monkeypatch, packed(tmp_path, VECTORS))
    assert kokoro_vectors.fetchable() == ["af_two", "zf_one"]
    assert kokoro_vectors.fetch(["zf_one", "zf_one"]) == ["zf_one"]
    assert (kokoro.voices(), kokoro_vectors.fetchable()) == (["zf_one"], ["af_two"])
    assert kokoro._styles("zf_one").shape == (510, 256)
    monkeypatch.setenv("PATH", "")
    assert kokoro_vectors.fetch(["zf_one"]) == [], "what is here already needs no npm"
    assert sorted(path.name for path in voices.iterdir()) == ["kokoro-js.sha256", "zf_one.bin"]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("data", r"is not the voice zf_one of kokoro-js@1.2.1 \(its SHA-256 differs\)"),
        ("echo no archive > kokoro-js.tgz", r"is not the voice zf_one .* SHA-256 differs"),
        (
            "echo 'npm error network: no way' >&2; exit 1",
            r"cannot fetch kokoro-js@1.2.1 \(npm error network: no",
        ),
        ("", r"a voice is fetched by npm, which is not installed. .* `npm pack kokoro-js@1.2.1`, unpack"),
    ],
)
def test_what_does_not_come_changes_nothing(
    voices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, told: str
) -> None:
    if script:
        other = VECTORS[:-1] + b"\0"
        npm(tmp_path, monkeypatch, packed(tmp_path, other) if script == "data" else script)
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=told):
        kokoro_vectors.fetch(["zf_one"])
    assert [path.name for path in voices.iterdir()] == ["kokoro-js.sha256"]


def test_the_voices_that_are_committed_are_those_that_npm_ships() -> None:
    digests = kokoro_vectors.digests()
    assert len(digests) == 36
    for name in ("zm_yunjian", "af_heart"):
        assert hashlib.sha256((kokoro.VOICES / f"{name}.bin").read_bytes()).hexdigest() == digests[name]


def listing(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "narrated", "voices", *options], cwd=ROOT, env=os.environ | environment,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_list_says_who_is_ready_and_what_the_others_need() -> None:
    key = "sk-not-to-be-shown"
    done = listing("--locale", "zh", OPENAI_API_KEY=key, AZURE_SUBSCRIPTION_KEY="")
    assert (done.returncode, done.stderr) == (0, "")
    assert key not in done.stdout
    rows = done.stdout.splitlines()
    (of_azure,) = [row for row in rows if row.startswith("Azure: needs ")]
    (of_openai,) = [row for row in rows if row.startswith("OpenAI: ")]
    assert "AZURE_SUBSCRIPTION_KEY" in of_azure
    assert "OPENAI_API_KEY" not in of_openai
    assert of_openai.endswith("word times: by alignment")
    assert "zm_yunjian" in done.stdout
    assert "af_heart" not in done.stdout
    assert "en-US-AriaNeural" not in done.stdout


def test_a_voice_that_npm_does_not_ship_is_told() -> None:
    done = listing("--fetch", "zf_xiaoy")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "(did you mean zf_xiaoyi?)" in done.stderr
