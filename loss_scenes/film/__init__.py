"""From scenes to a film: plan, render, join. Knows no lesson; imports manim only where something is drawn."""
