"""Patches: some digits of a page are changed where they stand, and nobody can tell the page from one that was made
anew.
"""

import pytest
from bulletin import view_count
from bulletin.edition import month_edition
from bulletin.edition.shells import Shell
from bulletin.pages import article_page
from bulletin.pages.article_page import ArticlePage
from bulletin.press.page_patch import Patch
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from project import SETTINGS, Project, post
from unit import themes
from unit.proofreading import prepare


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
    (made,) = [recipe for month in month_edition.months(edition) for _, recipe in article_page.outputs(month, theme)]
    return made


def patched(content: bytes, patch: Patch) -> bytes:
    return content[: patch.at] + patch.content + content[patch.at + len(patch.content) :]


VIEWS = st.none() | st.integers(0, 9) | st.integers(0, 10_000_000)


DAYS = st.sampled_from((None, "2026-06-20", "2026-11-28"))


@example(999, 1000, None, None)
@example(1000, 9999, None, None)
@example(1000, 9999, "2026-11-27", "2026-11-28")
@example(7, 7, "2026-11-27", "2026-11-28")
@given(VIEWS, VIEWS, DAYS, DAYS)
def test_a_patched_page_is_the_page_as_it_would_be_made(
    page: ArticlePage, before: int | None, after: int | None, old_day: str | None, new_day: str | None
) -> None:
    old, new = (
        replace(page, views=before, views_until=old_day).render(),
        replace(page, views=after, views_until=new_day),
    )
    patch = new.patch(old)
    if before is None or after is None or len(f"{before}") != len(f"{after}") or bool(old_day) != bool(new_day):
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
        ("</h1>", "</h1><small><%= views_until %></small>"),
        ('<time datetime="<%= views_until %>"><%= views_day %></time>', "<%= views_day %>, <%= views_until %>"),
    ],
)
def test_a_template_that_shows_views_in_another_way_is_filled_again(page: ArticlePage, change: tuple[str, str]) -> None:
    other = replace(page, shell=Shell("article", page.shell.html.replace(*change)))
    assert other.shell.html != page.shell.html
    assert replace(other, views=892).patch(other.render()) is None


def test_a_page_that_is_not_as_it_was_made_is_not_patched(page: ArticlePage) -> None:
    assert page.patch(b"") is None
    assert page.patch(b'<span id="luot-xem">891</span>' * 2) is None


def test_a_page_in_english_says_the_day_in_english(page: ArticlePage) -> None:
    shell = Shell("article", page.shell.html)
    old = replace(page, shell=shell, views=7, views_until="2026-06-20").render()
    assert '<span id="luot-xem">7</span> (tính đến&nbsp;<time datetime="2026-06-20">20/06/2026' in (old.decode())
    assert view_count.day("2026-06-20", "en") == "20 June 2026"
    assert view_count.patch(old, 8, "2026-06-21", "en", shell.html) is None, "the day is longer"
