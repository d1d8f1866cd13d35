"""Which articles the search index holds together: what a new article changes, and what it leaves alone."""

from dataclasses import replace

import pytest
from bulletin.archive.catalogue import Catalogue
from bulletin.archive.month import page_digest_of
from bulletin.archive.names import Group
from bulletin.search import splits
from bulletin.search.splits import SCRIPTS, TEXTS, TITLES, Split
from project import Project, post
from unit.proofreading import prepare


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """One article, of which archives of any size are made."""
    made = Project(tmp_path_factory.mktemp("ban-tin"))
    made.post("2026/06/a.md", post())
    return prepare(made)[0].catalogue


def archive(catalogue: Catalogue, **years: int) -> Catalogue:
    """So many articles in each month of some years; `y2026` has six months."""
    article = catalogue.articles[0]
    months = {}
    for year, count in years.items():
        for month in range(1, 7 if year == "y2026" else 13):
            name = f"{year[1:]}/{month:02}"
            months[name] = Group(name, name, tuple([article] * count))
    page_digests = {name: page_digest_of(month.articles) for name, month in months.items()}
    return replace(catalogue, months=months, page_digests=page_digests)


def names(found: list[Split], kind: str) -> list[str]:
    return [split.name for split in found if split.kind == kind]


def test_a_closed_year_is_a_split_and_the_running_one_has_smaller_ones(catalogue: Catalogue) -> None:
    found = splits.divide(archive(catalogue, y2024=60, y2025=60, y2026=100))
    assert names(found, TEXTS) == ["2024-01", "2025-01", "2026-01", "2026-03", "2026-05"]
    assert names(found, TITLES) == ["tieu-de-2024", "tieu-de-2026"]
    assert names(found, SCRIPTS) == ["pagefind"]


def test_a_year_with_many_articles_is_divided(catalogue: Catalogue) -> None:
    assert names(splits.divide(archive(catalogue, y2025=213, y2026=1)), TEXTS) == ["2025-01", "2025-07", "2026-01"]
    assert names(splits.divide(archive(catalogue, y2025=400, y2026=1)), TEXTS) == [
        "2025-01",
        "2025-04",
        "2025-07",
        "2025-10",
        "2026-01",
    ]


def test_years_with_few_articles_are_put_together(catalogue: Catalogue) -> None:
    assert names(splits.divide(archive(catalogue, y2022=10, y2023=10, y2024=30, y2025=10, y2026=1)), TEXTS) == [
        "2022-01",
        "2025-01",
        "2026-01",
    ]


def test_a_small_rest_is_not_put_to_as_many_as_a_split_may_have(catalogue: Catalogue) -> None:
    made = archive(catalogue, y2024=30, y2025=120, y2026=1)
    assert names(splits.divide(made), TEXTS) == ["2024-01", "2025-01", "2026-01"]


def test_the_titles_of_many_years_are_divided(catalogue: Catalogue) -> None:
    found = splits.divide(archive(catalogue, y2022=1300, y2023=900, y2024=1300, y2025=10, y2026=1))
    assert names(found, TITLES) == ["tieu-de-2022", "tieu-de-2024", "tieu-de-2026"]


def test_the_running_year_changes_no_split_of_closed_years(catalogue: Catalogue) -> None:
    before = {split.name: split.digest for split in splits.divide(archive(catalogue, y2024=60, y2025=60, y2026=20))}
    after = {split.name: split.digest for split in splits.divide(archive(catalogue, y2024=60, y2025=60, y2026=21))}
    assert {name for name in before if before[name] != after[name]} == {"2026-01", "tieu-de-2026"}


def test_all_articles_are_in_one_split_of_texts_and_one_of_titles(catalogue: Catalogue) -> None:
    made = archive(catalogue, y2023=10, y2024=213, y2025=400, y2026=90)
    for kind in (TEXTS, TITLES):
        months = [month.name for split in splits.divide(made) if split.kind == kind for month in split.months]
        assert months == list(made.months)


def test_titles_of_a_month_are_in_blocks_so_that_a_new_one_changes_the_last_only(catalogue: Catalogue) -> None:
    (titles,) = [split for split in splits.divide(archive(catalogue, y2026=45)) if split.kind == TITLES]
    assert [(block.name, len(block.articles)) for block in titles.blocks()][:4] == [
        ("2026/01/000", 20),
        ("2026/01/001", 20),
        ("2026/01/002", 5),
        ("2026/02/000", 20),
    ]


def test_an_archive_without_articles_has_no_split_but_the_scripts(catalogue: Catalogue) -> None:
    assert [split.kind for split in splits.divide(replace(catalogue, months={}))] == [SCRIPTS]
