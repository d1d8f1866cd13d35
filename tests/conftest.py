import signal
from pathlib import Path

import pytest
from project import Project

# A shell has what it starts in the background ignore Ctrl-C, and that is inherited; the programs that are tested must hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "bulletin")
