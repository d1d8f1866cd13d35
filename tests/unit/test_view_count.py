"""Patches: some digits of a page are changed where they stand, and nobody can tell the page from one that was made
anew.
"""

import pytest
from bulletin.edition.shells import Shell
from bulletin.pages import article_page
from bulletin.pages.article_page import ArticlePage
from bulletin.press.page_patch import Patch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from project import SETTINGS, Project, post
from unit import themes
from unit.desk import prepare


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> ArticlePage:
    """The page of an article that speaks of views wherever it can."""
    project = Project(tmp_path_factory.mktemp("patch") / "bulletin")
    mark = '<span id="luot-xem">891</span>'
    project.post(
        "2026/06/a.md",
        post(
            title=f"'{mark}'",
            views="891",
            tags=f"['{mark}']",
            body=f"Lượt xem: 891.\n\n{mark}\n\n## Lượt xem {{: #luot-xem }}\n\n    {mark}",
        ),
    )
    edition, _ = prepare(project)
    theme = themes.printed(SETTINGS)
    (made,) = [recipe for month in edition.months() for _, recipe in article_page.outputs(month, theme)]
    return made


def patched(content: bytes, patch: Patch) -> bytes:
    return content[: patch.at] + patch.content + content[patch.at + len(patch.content) :]


VIEWS = st.none() | st.integers(0, 9) | st.integers(0, 10_000_000)


@settings(deadline=None, derandomize=True)
@example(999, 1000)
@example(1000, 9999)
@given(VIEWS, VIEWS)
def test_a_patched_page_is_the_page_as_it_would_be_made(
    page: ArticlePage, before: int | None, after: int | None
) -> None:
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
def test_a_template_that_shows_views_in_another_way_is_filled_again(page: ArticlePage, change: tuple[str, str]) -> None:
    other = replace(page, shell=Shell("article", page.shell.html.replace(*change)))
    assert other.shell.html != page.shell.html
    assert replace(other, views=892).patch(other.render()) is None


def test_a_page_that_is_not_as_it_was_made_is_not_patched(page: ArticlePage) -> None:
    assert page.patch(b"") is None
    assert page.patch(b'<span id="luot-xem">891</span>' * 2) is None
