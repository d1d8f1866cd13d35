"""One desk for all tests that only ask, or that write into drafts of their own."""

from collections.abc import Iterator

import pytest
from newsdesk.desk import NewsDesk
from newsdesk.gate import Gate


@pytest.fixture(scope="session")
def newsdesk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsDesk]:
    desk = NewsDesk(tmp_path_factory.mktemp("desk"))
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture(scope="session")
def gate(newsdesk: NewsDesk) -> Iterator[Gate]:
    """nginx before the desk, at `newsdesk.address`."""
    opened = Gate(newsdesk, newsdesk.folder / "gate")
    yield opened
    opened.stop()
