"""When each word of a recording is said: by its likeness to a take whose times are known, and by Whisper."""
