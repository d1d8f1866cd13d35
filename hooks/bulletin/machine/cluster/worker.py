"""A worker of a cluster: dask's own, started from a checkout, for the jobs of builds of the same release."""

from .. import workers
from . import release


class NoStartError(Exception):
    """The worker has not reached its scheduler, or dask could not start a process."""


def serve(scheduler: str, processes: int | None) -> None:
    """Works for a scheduler until the process is ended. Without a number, starts as many processes as the cores and the
    memory are good for; dask replaces those that die.

    Raises ModuleNotFoundError, and NoStartError.
    """
    from distributed.cli import dask_worker

    count = processes or workers.places_for_heavy_work()
    offered = f"{release.resource(release.current())}=1"  # one job at a time, as each process has one thread
    arguments = [scheduler, "--nworkers", str(count), "--nthreads", "1", "--resources", offered, "--no-dashboard"]
    try:
        dask_worker.main(arguments, standalone_mode=False)
    except (OSError, RuntimeError) as error:
        raise NoStartError from error
