import os
from pathlib import Path

import pytest
from project import Project

os.environ["BULLETIN_CACHE_KEY"] = "khóa chỉ dùng khi thử"  # what tests keep is none of this machine's business


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "bulletin")
