"""Errands: what a build asks of a cluster, and what it may hear in the place of a result."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import msgspec

Outcome = Literal["done", "version", "system", "refused"]


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """How a job ended: `done`, and `detail` is the digest of its result in the exchange; or not.

    `version`: the worker is of another release, which `detail` names. `system`: something is amiss with the worker's
    machine; `detail` is the operating system's code, or the text of the error. `refused`: the function can't do it.
    """

    outcome: Outcome
    detail: str
    worker: str


class Place(NamedTuple):
    """Where a cluster is: the address of its scheduler, and its exchange."""

    scheduler: str
    exchange: str


class Errand(NamedTuple):
    """A job whose input is not in the exchange yet. `read` gives the input, and raises OSError when it is gone."""

    function: str
    order: bytes
    read: Callable[[], bytes]


class TroubleError(Exception):
    """The cluster can't go on. `code` says why: `package`, `scheduler`, `lost`, `none`, `version`, `exchange`, `jobs`.

    `detail` is the name of the package, the releases of the workers, or what an Answer says.
    """

    def __init__(self, code: str, detail: str = ""):
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
