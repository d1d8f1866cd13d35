"""In the preview, the search waits until the pages can be looked at."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from bulletin.build import Build
from bulletin.machine.cache import Cache
from project import SETTINGS, Project, post
from real.soundness import files_of
from unit import themes
from unit.proofreading import NOW, QUIET, VERSION, settings_of

pytestmark = pytest.mark.slow

THEME = themes.printed(SETTINGS)


@contextmanager
def building(project: Project, folder: Path | None = None) -> Iterator[Build]:
    """A build that has read everything, with the project's cache, or with an empty one and a site in another folder."""
    current = settings_of(project.folder)
    with closing(Cache(folder / "cache" if folder else current.cache, VERSION)) as cache:
        build = Build(current, NOW, cache, folder / "site" if folder else project.site, QUIET)
        assert build.read() == []
        yield build


def indexed(files: dict[str, bytes]) -> set[tuple[str, bytes]]:
    """The files of the splits."""
    return {(path, content) for path, content in files.items() if path.startswith("tim-kiem/") and path.count("/") > 1}


def clean(project: Project, folder: Path) -> dict[str, bytes]:
    with building(project, folder) as build:
        assert build.publish(THEME)[1] == []
    return files_of(folder / "site")


@pytest.fixture
def published(project: Project) -> Project:
    project.post("2025/03/cu.md", post(title="Mùa màng năm ngoái", date="2025-03-02 08:00"))
    project.post("2026/06/a.md", post(title="Đê sông Hồng", date="2026-06-01 08:00"))
    with building(project) as build:
        assert build.publish(THEME)[1] == []
    return project


EDITS: dict[str, tuple[Callable[[Project], object], bool]] = {
    "a title of an earlier year": (
        lambda project: project.post("2025/03/cu.md", post(title="Vụ mùa năm ngoái", date="2025-03-02 08:00")),
        True,
    ),
    "a text": (
        lambda project: project.post("2026/06/a.md", post(title="Đê sông Hồng", date="2026-06-01 08:00", body="Vỡ.")),
        True,
    ),
    "an article less": (lambda project: project.delete("2025/03/cu.md"), False),
    "an earlier article": (
        lambda project: project.post("2024/01/som.md", post(title="Đón năm mới", date="2024-01-02 08:00")),
        False,
    ),
}
"""Edits, and whether an index that is there already has to follow."""


@pytest.mark.parametrize("name", EDITS)
def test_pages_are_shown_first_and_the_search_follows(published: Project, tmp_path: Path, name: str) -> None:
    edit, follows = EDITS[name]
    before = published.files()
    edit(published)
    after = clean(published, tmp_path / "clean")
    with building(published) as build:
        assert build.publish(THEME, search_waits=True)[1] == []
        shown = published.files()
        assert {path: shown[path] for path in shown if not path.startswith("tim-kiem/")} == {
            path: after[path] for path in after if not path.startswith("tim-kiem/")
        }
        assert indexed(shown) <= indexed(before) | indexed(after), "nothing is indexed but what has no index at all"
        assert (indexed(shown) != indexed(after)) == follows
        assert build.publish(THEME)[1] == []
    assert published.files() == after


def test_an_index_that_is_lost_does_not_wait(published: Project) -> None:
    """What is made of the new texts must not be taken for that of the old ones."""
    before = published.files()
    for path in (published.site / "tim-kiem").rglob("*.pf_meta"):
        path.write_bytes(b"hong")
    shutil.rmtree(published.folder / ".cache" / "search")
    published.post("2025/03/cu.md", post(title="Vụ mùa năm ngoái", date="2025-03-02 08:00"))
    with building(published) as build:
        assert build.publish(THEME, search_waits=True)[1] == []
    assert b"hong" not in published.files().values()
    published.post("2025/03/cu.md", post(title="Mùa màng năm ngoái", date="2025-03-02 08:00"))
    with building(published) as build:
        assert build.publish(THEME)[1] == []
    assert published.files() == before
