"""A job as it travels to a worker, and what the worker does with it.

A job names a function of the engine, which the worker imports from its own checkout: no code is sent.
"""

from pkgutil import resolve_name

import msgspec

from . import exchange, release
from .errand import Answer, Outcome


class Job(msgspec.Struct, frozen=True):
    """One job: a function of some bytes and of an order, which is packed data. Both make its name.

    `function` is written as `module:function`; `source` is the digest of the bytes in the exchange.
    """

    function: str
    order: bytes
    source: str
    exchange: str
    release: str


def run(packed: bytes) -> bytes:
    """Does a packed Job on a worker, and returns a packed Answer, whatever happens."""
    from distributed import get_worker

    outcome, detail = _run(msgspec.msgpack.decode(packed, type=Job))
    return msgspec.msgpack.encode(Answer(outcome, detail, get_worker().address))


def _run(job: Job) -> tuple[Outcome, str]:
    if job.release != release.current():  # a worker goes on with old sources when its checkout has been renewed
        return "version", release.current()
    try:
        store = exchange.at(job.exchange)
        return "done", store.put(resolve_name(job.function)(store.get(job.source), job.order))
    except exchange.DamagedError as error:
        return "refused", str(error)
    except OSError as error:
        return "system", reason(error)
    except ModuleNotFoundError as error:
        return "system", f"{error.name}: ModuleNotFoundError"
    except Exception as error:
        return "refused", f"{type(error).__name__}: {error}"


def reason(error: OSError) -> str:
    """An error of the operating system as text that travels: its number, a space, and the file or its own words."""
    return f"{error.errno or 0} {error.filename or error.strerror or error}"
