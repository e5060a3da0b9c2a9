"""Every touch of manim's inner surface: its renderer, camera and file writer."""
