"""The same jobs on many machines: a Dask cluster draws, without a shared disk."""
