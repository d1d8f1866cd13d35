"""One desk for all tests that only ask, or that write into drafts of their own."""

from collections.abc import Iterator

import pytest
from gate import Gate
from served_desk import ServedDesk


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    desk = ServedDesk(tmp_path_factory.mktemp("desk"))
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture(scope="session")
def gate(served: ServedDesk) -> Iterator[Gate]:
    """nginx before the desk, at `served.address`."""
    opened = Gate(served, served.folder / "gate")
    yield opened
    opened.stop()
