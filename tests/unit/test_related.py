"""Related articles: by shared keywords, and never a later one."""

import pytest
from bulletin.archive import related
from project import Project, post
from unit.proofreading import prepare


def chosen(project: Project, name: str, but: tuple[str, ...] = ()) -> list[str]:
    """The slugs of the articles related to a post, the best first."""
    catalogue = prepare(project)[0].catalogue
    (article,) = [one for one in catalogue.articles if one.name == f"2026/06/{name}.md"]
    tags = [catalogue.tag_names.slug_of[tag] for tag in article.facts.tags]
    told = [one for one in catalogue.articles if one.address.split("/")[2] in but]
    return [one.address.split("/")[2] for one in related.to(article, tags, catalogue, told)]


def write(project: Project, day: int, slug: str, tags: str, category: str = "thoi-su") -> None:
    project.post(f"2026/06/{slug}.md", post(f"Bài {slug}", f"2026-06-{day:02} 08:00", category, tags=f"[{tags}]"))


def test_more_and_rarer_shared_keywords_come_first(project: Project) -> None:
    for day in range(1, 6):
        write(project, day, f"thuong-{day}", "nông nghiệp")
    write(project, 6, "hiem", "dồn điền")
    write(project, 7, "ca-hai", "nông nghiệp, Gò Lau")
    write(project, 20, "bai", "nông nghiệp, dồn điền, Gò Lau")
    assert chosen(project, "bai") == ["ca-hai", "hiem", "thuong-5", "thuong-4"]


def test_equals_of_its_own_category_come_first_then_the_newest(project: Project) -> None:
    write(project, 1, "cu-cung-muc", "sông Thu")
    write(project, 2, "cu", "sông Thu", "y-te")
    write(project, 3, "moi", "sông Thu", "kinh-te")
    write(project, 20, "bai", "sông Thu")
    assert chosen(project, "bai") == ["cu-cung-muc", "moi", "cu"]


def test_a_later_article_and_one_without_a_shared_keyword_are_none(project: Project) -> None:
    write(project, 1, "khac", "y tế")
    write(project, 20, "bai", "sông Thu")
    write(project, 21, "sau", "sông Thu")
    assert chosen(project, "bai") == []
    assert chosen(project, "sau") == ["bai"]


def test_what_the_page_names_anyway_is_not_named_twice(project: Project) -> None:
    for day in range(1, 8):
        write(project, day, f"bai-{day}", "sông Thu")
    assert chosen(project, "bai-7", but=("bai-6", "bai-5")) == ["bai-4", "bai-3", "bai-2", "bai-1"]


def test_two_spellings_of_a_keyword_are_one(project: Project) -> None:
    write(project, 1, "mot", "Thuỷ lợi")
    write(project, 2, "hai", "thủy lợi, Thuỷ lợi")
    write(project, 20, "bai", "thủy lợi")
    assert chosen(project, "bai") == ["hai", "mot"]


@pytest.mark.slow
def test_the_page_names_up_to_four_with_their_days_and_no_script_is_needed(project: Project) -> None:
    for day in range(1, 8):
        write(project, day, f"bai-{day}", "sông Thu", "y-te")
    write(project, 20, "bai", "sông Thu")
    assert project.build().returncode == 0
    page = project.page("2026/06/bai/index.html")
    section = page[page.index('<section class="related"') :]
    section = section[: section.index("</section>")]
    assert (
        section.count("<li ") == 4
        and '<a href="/2026/06/bai-7/">Bài bai-7</a> <time datetime="2026-06-07T08:00:00+07:00">07/06/2026</time>'
        in section
    )
    assert page.index('<section class="related"') > page.index("</article>")
