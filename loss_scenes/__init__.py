"""A narrated lesson about loss functions: its scenes, the chapters they are made of, and the losses.

The names that other lessons import stand in ``__init__.pyi``, once. Each is loaded when it is first used.
"""

import contextlib

import narrated.manim_adapter.without_sox  # noqa: F401 - before anything here imports manim

with contextlib.suppress(ModuleNotFoundError):  # nothing is installed yet where `make doctor` is asked first
    import lazy_loader

    __getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
