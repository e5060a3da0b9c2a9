"""What of the lessons has no doctests to collect: what trains, where its library is not installed."""

from importlib.util import find_spec

collect_ignore = ["conftest.py"]
collect_ignore_glob = [] if find_spec("jax") else ["*/training/*"]
