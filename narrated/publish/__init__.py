"""A folder for each site: film, covers, captions and texts, held against what the site permits."""
