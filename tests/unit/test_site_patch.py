"""Patches: some digits of a page are changed where they stand, and nobody can tell the page from one that was made anew."""

import os
from pathlib import Path

import pytest
import themes
from bulletin.press import page_patch
from bulletin.pages import article_page
from bulletin.pages.article_page import ArticlePage
from bulletin.edition.shells import Shell
from bulletin.press.page_patch import Patch
from bulletin.press.site_survey import stamp
from desk import prepare
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from project import ROOT, Project, post


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> ArticlePage:
    """The page of an article that speaks of views wherever it can."""
    project = Project(tmp_path_factory.mktemp("patch") / "bulletin")
    mark = '<span id="luot-xem">891</span>'
    project.post("2026/06/a.md", post(title=f"'{mark}'", views="891", tags=f"['{mark}']", body=f"Lượt xem: 891.\n\n{mark}\n\n## Lượt xem {{: #luot-xem }}\n\n    {mark}"))
    edition, _ = prepare(project)
    theme = themes.printed((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    (made,) = [recipe for volume in edition.volumes() for _, recipe in article_page.outputs(volume, theme)]
    return made


def patched(content: bytes, patch: Patch) -> bytes:
    return content[: patch.at] + patch.content + content[patch.at + len(patch.content) :]


VIEWS = st.none() | st.integers(0, 9) | st.integers(0, 10_000_000)


@settings(deadline=None, derandomize=True)
@example(999, 1000)
@example(1000, 9999)
@given(VIEWS, VIEWS)
def test_a_patched_page_is_the_page_as_it_would_be_made(page: ArticlePage, before: int | None, after: int | None):
    old, new = replace(page, views=before).render(), replace(page, views=after)
    patch = new.patch(old)
    if before is None or after is None or len(f"{before}") != len(f"{after}"):
        assert patch is None
    else:
        assert patch and patched(old, patch) == new.render()


@pytest.mark.parametrize(
    "change",
    [
        ("<% if views is not none %>", "<% if views %>"),
        ('<span id="luot-xem"><%= views %></span>', '<b id="luot-xem"><%= views %></b>'),
        ("</h1>", "</h1><small><%= views %></small>"),
        ("</h1>", "</h1><% if views == '891' %>Nhiều<% endif %>"),
    ],
)
def test_a_template_that_shows_views_in_another_way_is_filled_again(page: ArticlePage, change: tuple[str, str]):
    other = replace(page, shell=Shell("article", page.shell.html.replace(*change)))
    assert other.shell.html != page.shell.html
    assert replace(other, views=892).patch(other.render()) is None


def test_a_page_that_is_not_as_it_was_made_is_not_patched(page: ArticlePage):
    assert page.patch(b"") is None
    assert page.patch(b'<span id="luot-xem">891</span>' * 2) is None


# --- on the disk


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").write_bytes(b"<p>891</p>")
    return tmp_path


def test_what_may_be_patched_is_a_file_of_one_name(site: Path):
    assert page_patch.page(f"{site}/a.html") == b"<p>891</p>"
    os.link(site / "a.html", site / "ban-sao.html")
    assert page_patch.page(f"{site}/a.html") is None, "a copy made of links must keep what it has"
    os.symlink(site / "b.html", site / "c.html")
    assert page_patch.page(f"{site}/c.html") is None
    assert page_patch.page(f"{site}") is None and page_patch.page(f"{site}/khong-co.html") is None


def test_patches_are_written_into_the_pages(site: Path, monkeypatch: pytest.MonkeyPatch):
    inode = (site / "a.html").stat().st_ino
    os.utime(site / "a.html", (1_000_000_000, 1_000_000_000))
    sent: list[int] = []
    monkeypatch.setattr(os, "fsync", sent.append)
    stamps = page_patch.apply(site, [("a.html", Patch(3, b"892")), ("b.html", Patch(3, b"900"))])
    assert ((site / "a.html").read_bytes(), (site / "b.html").read_bytes()) == (b"<p>892</p>", b"<p>900</p>")
    assert stamps == [stamp((site / name).lstat()) for name in ("a.html", "b.html")]
    assert (site / "a.html").stat().st_ino == inode and (site / "a.html").stat().st_mtime > 1_000_000_000, "so that browsers ask for it again"
    assert len(sent) == 2


def test_many_patches_are_sent_to_the_disk_by_one_call(site: Path, monkeypatch: pytest.MonkeyPatch):
    done: list[str] = []
    for name in ("sync", "pwrite"):
        monkeypatch.setattr(os, name, lambda *_, name=name: done.append(name))
    page_patch.apply(site, [("a.html", Patch(3, b"892"))] * 200)
    assert done == ["pwrite"] * 200 + ["sync"], "before anybody learns of the new stamps"
