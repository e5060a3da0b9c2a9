"""An engine for narrated lessons: what a scene says and what it shows agree to the frame.

The names that a lesson's author imports stand in ``__init__.pyi``, once. Each is loaded when it is first
used, so that ``import narrated`` alone draws in neither manim nor SciPy.
"""

import contextlib

import narrated.manim_adapter.without_sox  # noqa: F401 - before anything here imports manim

with contextlib.suppress(ModuleNotFoundError):  # nothing is installed yet where `make doctor` is asked first
    import lazy_loader

    __getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
