"""Articles in English: the words around them, and their originals."""

import json
import re

import pytest
from bulletin.stylebook import words
from project import Project, post

SITE = "https://bantin.anbinh.example/"


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("bilingual") / "bulletin")
    project.post("2026/06/cang-ca.md", post("Cảng cá Cửa Lộng", "2026-06-18 08:00"))
    project.post(
        "2026/06/harbour.md",
        post(
            "The harbour",
            "2026-06-19 08:00",
            body="The boats come in at three.",
            lang="en",
            translation_of="cang-ca.md",
            lead="Come early.",
            corrections='[{time: 2026-06-20 09:00, wrong: three boats, right: thirty boats}]',
        ),
    )  # fmt: skip
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


def test_an_english_article_has_english_words_around_it(bilingual: Project) -> None:
    page = bilingual.page("2026/06/harbour/index.html")
    assert '<html lang="en"' in page and '<header class="masthead masthead--short" lang="vi">' in page
    article = page.partition("<article")[2].partition("</article>")[0]
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", article, flags=re.DOTALL)
    assert "Friday, 19 June 2026, 08:00 (GMT+7)" in re.sub(r"\s+", " ", text)
    assert "This article said “three boats”; it should have said “thirty boats”." in text
    assert "data-read-start" not in article, "a Vietnamese voice could not read it"
    assert not re.search("[ăâđêôơưĂÂĐÊÔƠƯ]", text.replace("Thời sự", "").replace("Bản tiếng Việt", "")), (
        "no Vietnamese word is left"
    )
    assert '<html lang="en">' in bilingual.page("2026/06/harbour/ban-in/index.html")


def test_both_pages_lead_to_each_other(bilingual: Project) -> None:
    for path, language, other in (("harbour", "en", "cang-ca"), ("cang-ca", "vi", "harbour")):
        page = bilingual.page(f"2026/06/{path}/index.html")
        found = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"', page))
        assert found == {"en": f"{SITE}2026/06/harbour/", "vi": f"{SITE}2026/06/cang-ca/"}, language
        assert f'<a href="/2026/06/{other}/" hreflang=' in page
        data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
        assert data["inLanguage"] == language


def test_a_bulletin_in_vietnamese_knows_nothing_of_it(project: Project) -> None:
    project.post("2026/06/a.md", post())
    assert project.build().returncode == 0
    page = project.page("2026/06/a/index.html")
    assert "hreflang" not in page and '<header class="masthead masthead--short">' in page


def test_the_english_list_has_no_word_that_the_vietnamese_one_lacks() -> None:
    def keys(entry: object, path: str = "") -> set[str]:
        if not isinstance(entry, dict):
            return {path}
        return {key for name, value in entry.items() for key in keys(value, f"{path}.{name}")}

    home, english = (keys(words._all(language)["site"]) for language in (words.HOME, words.ENGLISH))
    assert english <= home
