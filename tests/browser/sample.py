"""The sample bulletin, built once for all browser tests."""

from pathlib import Path
from typing import NamedTuple


class Sample(NamedTuple):
    """The sample bulletin, built to be served at a port."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"
