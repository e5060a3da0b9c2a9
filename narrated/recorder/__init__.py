"""One's own voice: a page that prompts line after line, and keeps what is said."""
