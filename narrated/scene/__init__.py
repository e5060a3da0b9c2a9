"""The narrated scene: words, cues and pictures on one frame clock."""
