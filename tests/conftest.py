import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import compiled_templates
import pytest
import shared
from hypothesis import settings
from project import Project

if TYPE_CHECKING:  # `make quick` does without
    from playwright.sync_api import Browser, Playwright

# The same examples on every machine; and no example fails because the machine was busy.
settings.register_profile("bulletin", deadline=None, derandomize=True)
settings.load_profile("bulletin")
os.environ["BULLETIN_CACHE_KEY"] = "khóa chỉ dùng khi thử"  # what tests keep is none of this machine's business
# A shell has what it starts in the background ignore Ctrl-C, and that is inherited; the programs that are tested must
# hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.getbasetemp()
    shared.folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    shared.folder.mkdir(exist_ok=True)
    compiled_templates.share(shared.folder / "templates")


@pytest.fixture(scope="session")
def playwright() -> "Iterator[Playwright]":
    """One for all tests of a process, which can't start a second one."""
    from browser.server import PATIENCE
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: "Playwright") -> "Iterator[Browser]":
    """Its pages say nothing of when they paint, so that a page that has loaded has run all of its scripts (see
    late-scripts.js). `test_first_paint.py` and the other engines see them wait.

    A test that needs the service worker asks for it.
    """
    from browser.server import FLAGS, HEADLESS, simplify

    started = playwright.chromium.launch(executable_path=HEADLESS, args=FLAGS)
    simplify(started)
    yield started
    started.close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "bulletin")
