"""What a machine understands of speech: Whisper, offline, and how its mistakes are counted."""
