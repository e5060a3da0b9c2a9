"""Traces: what a training left behind, as arrays that a scene draws. Drawing needs no training library."""

from narrated.traces.recipe import Recipe
from narrated.traces.trace_file import Trace, TraceFolder

__all__ = ["Recipe", "Trace", "TraceFolder"]
