"""Where the adapter cannot be imported, `test_adapter_surface.py` alone is run: it says what is gone."""

from inner_surface import unimportable

collect_ignore_glob = ["test_adapter_[!s]*.py", "film_hashes.py"] if unimportable() else []
