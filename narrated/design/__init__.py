"""How a lesson looks: theme, places of the frame, fonts, outlines of text."""
