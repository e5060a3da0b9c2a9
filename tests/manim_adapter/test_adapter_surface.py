"""The inner names are there, and only the adapter uses them."""

import ast
import importlib
import inspect
import pkgutil
from importlib.metadata import version
from pathlib import Path

import pytest
from inner_surface import NAMES, gone, unimportable

import narrated.manim_adapter

ROOT = Path(__file__).parents[2]
INSTALLED = f"manim {version('manim')}, manim-voiceover {version('manim-voiceover')}"
# Public, though in a module of their own.
PERMITTED = {"manim.typing"}
# Inner names that are no name of ours, by which a touch is told.
INNER = {
    "_file_writer_class", "_original_skipping_status", "_setup_scene", "begin_animations", "bookmark_times",
    "capture_mobjects", "clean_up_from_scene", "compile_animation_data", "extract_mobject_family_members",
    "file_writer", "fill_rgbas", "get_time_progression", "path_obj", "pixel_array", "play_internal",
    "prepare_animation", "static_image", "stroke_rgbas", "update_frame", "update_mobjects",
    "updating_suspended",
}  # fmt: skip


@pytest.mark.parametrize("module", sorted(NAMES))
def test_the_inner_names_that_a_module_uses_are_there(module):
    missing = [name for where, names in NAMES[module].items() for name in gone(where, names)]
    if missing:
        told = (
            f"narrated/manim_adapter/{module}.py uses {', '.join(missing)}, which {INSTALLED} does not have"
        )
        pytest.fail(f"{told}; docs/manim.md says what for", pytrace=False)


def test_the_adapter_can_be_imported():
    if unimportable():
        told = f"not all guards were run: with {INSTALLED} these cannot be imported:"
        pytest.fail("\n".join([told, *unimportable()]), pytrace=False)


def overrides():
    """Every method of the adapter that stands in for one of manim's, with that one."""
    for module in pkgutil.iter_modules(narrated.manim_adapter.__path__, "narrated.manim_adapter."):
        if any(problem.startswith(f"{module.name}:") for problem in unimportable()):
            continue
        for cls in vars(importlib.import_module(module.name)).values():
            if not (inspect.isclass(cls) and cls.__module__ == module.name):
                continue
            for name, method in vars(cls).items():
                theirs = [base for base in cls.__mro__ if base.__module__.startswith("manim")]
                owner = next((base for base in theirs if name in vars(base)), None)
                if inspect.isfunction(method) and owner is not None and not name.startswith("__"):
                    yield pytest.param(method, getattr(owner, name), id=f"{cls.__name__}.{name}")


@pytest.mark.parametrize(("ours", "theirs"), list(overrides()))
def test_what_stands_in_for_a_method_takes_its_arguments(ours, theirs):
    mine, wanted = (inspect.signature(method).parameters for method in (ours, theirs))
    kinds = {parameter.kind for parameter in mine.values()}
    for place, (name, parameter) in enumerate(wanted.items()):
        if parameter.kind is parameter.VAR_POSITIONAL or parameter.kind is parameter.VAR_KEYWORD:
            assert parameter.kind in kinds
        else:
            swallowed = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD} & kinds
            same = name in mine and (
                parameter.kind is parameter.KEYWORD_ONLY or list(mine).index(name) == place
            )
            assert same or swallowed, f"{INSTALLED}: {theirs.__qualname__} takes {name!r}, ours does not"


def sources():
    for room in ("narrated", "voiceover", "loss_scenes", "lessons"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if not path.is_relative_to(Path(narrated.manim_adapter.__file__).parent):
                yield path


def inner_touches(path: Path) -> list[str]:
    """The lines of a file that use an inner module, or an inner name, of manim or manim-voiceover."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules, names = [], []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules, names = [node.module or ""], [alias.name for alias in node.names]
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
        elif isinstance(node, ast.FunctionDef):
            names = [node.name]
        for module in modules:
            if module.partition(".")[0] in {"manim", "manim_voiceover"} and "." in module:
                found += [module] if module not in PERMITTED else []
        found += [name for name in names if name in INNER]
    return found


@pytest.mark.skipif(not (ROOT / "loss_scenes").is_dir(), reason="the sources are not here")
def test_nothing_but_the_adapter_touches_what_is_inside():
    found = {str(path.relative_to(ROOT)): inner_touches(path) for path in sources()}
    assert len(found) > 100
    assert {path: names for path, names in found.items() if names} == {}


def test_an_inner_touch_would_be_seen(tmp_path):
    source = "from manim.manager import Manager\nimport manim.typing\nx = scene.renderer.file_writer\n"
    (tmp_path / "touching.py").write_text(source)
    assert inner_touches(tmp_path / "touching.py") == ["manim.manager", "file_writer"]


def test_a_name_that_is_gone_would_be_told():
    assert gone("manim:Scene", "play no_such_name") == ["manim:Scene.no_such_name"]
    assert gone("manim:NoSuchThing", "x") == ["manim:NoSuchThing"]
    assert gone("manim.no_such_module:X", "") == ["manim.no_such_module:X"]
