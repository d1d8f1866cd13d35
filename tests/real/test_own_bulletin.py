"""The tests bring their own newspaper: they pass in a bulletin that was made of the sample, whatever it publishes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, post, source

SELECTION = (
    "tests/unit/test_settings.py",
    "tests/unit/test_fixed_pages.py",
    "tests/unit/test_spelling.py",
    "tests/unit/test_plain_markdown.py",
    "tests/unit/test_legacy_text.py",
    "tests/golden/test_pages.py::test_pages_are_as_written[bare-article]",
)
"""Tests that read the sample's settings, pages and posts, and one that builds with them; without the slow ones, which
make up their texts.
"""
OPTIONS = {
    "name": 'Bản tin "Hòa Sơn": vùng cao',
    "description": "",
    "publisher": "UBND tỉnh Hòa Sơn",
    "editor-in-chief": "",
    "licence": "",
    "address": "",
    "phone": "",
    "email": "",
    "site-url": "bantin.hoason.gov.vn/tin",
    "category": "Tin trong tỉnh",
    "notices": "",
    "logo": "",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository as a clone has it, with the sample in its first place."""
    folder = tmp_path / "bulletin"
    left_out = shutil.ignore_patterns(
        ".*", "site", "node_modules", "newspaper", "posts", "docs", "mkdocs.yml", "__pycache__"
    )
    shutil.copytree(
        ROOT, folder, ignore=lambda path, names: left_out(path, names) if Path(path) in (ROOT, ROOT / "tests") else []
    )
    for name in ("posts", "docs"):
        shutil.copytree(source(name), folder / name)
    shutil.copy(source("mkdocs.yml"), folder)
    return folder


@pytest.mark.slow
def test_the_tests_pass_in_a_bulletin_of_ones_own(copy: Path) -> None:
    def run(*command: str) -> None:
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(
            [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr

    run("hooks/bulletin", "init", "--yes", *(part for name, value in OPTIONS.items() for part in (f"--{name}", value)))
    month = copy / "posts/2026/06"
    month.mkdir(parents=True)
    (month / "bai-cua-tinh.md").write_text(post(title="Bài của tỉnh", category="tin-trong-tinh"), encoding="utf-8")
    (copy / "docs/trang-rieng.md").write_text("# Trang riêng\n", encoding="utf-8")
    run("-m", "pytest", "-q", "-p", "no:xdist", "-m", "not slow", *SELECTION)
    shutil.rmtree(copy / "posts")
    shutil.rmtree(copy / "docs")
    run("-m", "pytest", "-q", "-p", "no:xdist", "-m", "not slow", *SELECTION[-2:])
