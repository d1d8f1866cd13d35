"""A cluster: heavy jobs done by several machines, which dask.distributed keeps busy."""
