"""The page of the public names is written from the code, and the code's docstrings are whole."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import loss_scenes
import narrated
from loss_scenes import losses

ROOT = Path(__file__).parents[1]
PUBLIC = {name: getattr(narrated, name) for name in narrated.__all__}
PUBLIC |= {name: getattr(loss_scenes, name) for name in loss_scenes.__all__}
PUBLIC |= {name: getattr(losses, name) for name in losses.__all__}
# Manim makes scenes; what an author sets of them are attributes.
SCENES = {"Excerpt", "NarratedScene"}
CALLED = sorted(name for name, value in PUBLIC.items() if callable(value) and name not in SCENES)


def test_the_page_is_what_the_code_says(tmp_path):
    tool, page = ROOT / "tools" / "api_page.py", tmp_path / "api.md"
    subprocess.run([sys.executable, str(tool), str(page)], check=True, capture_output=True, timeout=60)
    wanted = "run .venv/bin/python tools/api_page.py docs/api.md"
    assert (ROOT / "docs" / "api.md").read_text() == page.read_text(), wanted
    for name in PUBLIC:
        assert f"\n### {name}\n" in page.read_text()


@pytest.mark.parametrize("name", CALLED)
def test_every_parameter_of_a_public_name_is_described(name):
    value, told = PUBLIC[name], inspect.getdoc(PUBLIC[name])
    heads = re.findall(r"(?m)^([\w, ]+?)(?: : .*)?$", told)
    named = {word for head in heads for word in head.split(", ")}
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    asked = {one.name for one in inspect.signature(value).parameters.values() if one.kind in kinds}
    assert asked <= named
