import os
import signal
from pathlib import Path

import pytest
import shared
from project import Project

os.environ["BULLETIN_CACHE_KEY"] = "khóa chỉ dùng khi thử"  # what tests keep is none of this machine's business
# A shell has what it starts in the background ignore Ctrl-C, and that is inherited; the programs that are tested must
# hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.getbasetemp()
    shared.folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    shared.folder.mkdir(exist_ok=True)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "bulletin")
