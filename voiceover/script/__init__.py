"""The words of a scene: read strictly, line by line, with their bookmarks."""
