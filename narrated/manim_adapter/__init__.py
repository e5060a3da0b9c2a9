"""Every touch of the inner surface of manim and manim-voiceover, as ``docs/manim.md`` lists them.

What stands above draws by manim's public names and by what is here; ``tests/manim_adapter`` guards it.
"""
