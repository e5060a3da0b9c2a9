"""Numbers that stay true while an animation suspends their updaters."""

from __future__ import annotations

from manim import Scene


class StaysTrue:
    """Of a mobject: :meth:`refresh` is called in every frame of an animation that suspends its updaters."""

    def refresh(self) -> object:
        """Show what is true now."""
        raise NotImplementedError


class RefreshesSuspended(Scene):
    """A scene that calls :meth:`StaysTrue.refresh`.

    Notes
    -----
    Manim suspends the updaters of what fades or moves: a live number that fades in while its value changes
    would show the value from before.
    """

    def update_mobjects(self, dt: float) -> None:
        """Update what is on the screen."""
        super().update_mobjects(dt)
        for animation in self.animations or ():
            for part in animation.mobject.get_family() if animation.mobject else ():
                if isinstance(part, StaysTrue) and part.updating_suspended:
                    part.refresh()
