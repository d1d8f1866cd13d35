"""A real browser before a real web server, which serves the sample bulletin."""

from collections.abc import Iterator

import pytest
from browser.sample import Sample
from browser.server import PATIENCE, build, free_port, serve
from playwright.sync_api import Browser, Page
from project import sample as sample_folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    built = Sample(tmp_path_factory.mktemp("sample") / "site", free_port())
    build(sample_folder(), built.folder, built.url)
    return built


@pytest.fixture(scope="session")
def site(sample: Sample) -> Iterator[str]:
    """The address of the sample bulletin, with its last slash."""
    server = serve(sample.folder, sample.folder.parent / "nginx", sample.port)
    yield sample.url
    server.terminate()
    server.wait()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has never been here. A script error or a missing file fails the test."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "response",
        lambda response: (
            faults.append(f"{response.status} {response.url}")
            if response.status >= 400 and not response.url.endswith("/khong-co/")
            else None
        ),
    )
    yield opened
    context.close()
    assert faults == []
