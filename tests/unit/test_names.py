"""The addresses of authors and keywords: whose they are, whatever is added, re-dated or withdrawn."""

from itertools import permutations

from bulletin.archive import catalogue, month
from bulletin.archive.month import Month
from bulletin.archive.names import Names
from bulletin.articles import article
from bulletin.articles.article import Article
from bulletin.articles.facts import Facts, Lines
from bulletin.articles.life import Life
from bulletin.edition.edition import Edition
from bulletin.edition.shells import Shell
from bulletin.edition.theme import Theme
from bulletin.machine import digest
from bulletin.pages import lists, namesakes, sitemap
from bulletin.press.recipe import Recipe
from bulletin.stylebook import addresses
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from project import Project, post
from unit.proofreading import prepare

NAMESAKES = ("Lê Hà", "Lê Hạ", "Lê Há", "Le Ha")
OTHERS = ("Thúy Hằng", "Văn Bình")
SPELLINGS = {"lê hà": "Lê Hà", "LÊ HẠ": "Lê Hạ", "Thuý Hằng": "Thúy Hằng"}
"""Other spellings of some of these names."""

THEME = Theme(
    {
        "listing": Shell(
            "listing",
            (
                "<%= title %>:<% for one in namesakes %> <%= one.name %> <%= one.url %><% endfor %>"
                "<% for card in cards %> <%= card.title %><% endfor %>"
            ),
        ),
        "alias": Shell("alias", "<%= title %> → <%= url %>"),
    },
    {},
    {},
)


def names(project: Project) -> Names:
    return prepare(project)[0].catalogue.author_names


def pages(edition: Edition) -> dict[str, str]:
    """The pages of authors and keywords, by address."""
    made: dict[str, Recipe] = {}
    of_lists = [output for section in lists.sections(edition, THEME) for output in section.outputs()]
    for path, recipe in (*of_lists, *namesakes.outputs(edition, THEME)):
        if path.startswith((addresses.AUTHORS, addresses.TAGS)):
            assert path not in made
            made[path] = recipe
    return {path.removesuffix("index.html"): recipe.render().decode() for path, recipe in made.items()}


def written(project: Project, *authors: str) -> None:
    for day, name in enumerate(authors, 1):
        project.post(f"2026/06/bai-{day}.md", post(title=f"Bài {day}", date=f"2026-06-{day:02} 08:00", author=name))


def test_a_name_without_a_namesake_has_the_plain_address(project: Project) -> None:
    written(project, "Lê Hà", "Thúy Hằng")
    found = pages(prepare(project)[0])
    assert found["tac-gia/le-ha/"] == "Lê Hà: Bài 1"
    assert found["tac-gia/thuy-hang/"] == "Thúy Hằng: Bài 2"


def test_two_people_whose_names_differ_in_a_tone_have_a_page_each_and_the_plain_address_names_both(
    project: Project,
) -> None:
    written(project, "Lê Hà", "Lê Hạ", "lê hà")
    found = pages(prepare(project)[0])
    shared = found.pop("tac-gia/le-ha/")
    assert sorted(found.values()) == ["Lê Hà: Bài 3 Bài 1", "Lê Hạ: Bài 2"]
    for address, page in found.items():
        assert f"{page.partition(':')[0]} /{address}" in shared
    assert shared.startswith("Lê H"), "the title names them"


def test_when_the_namesake_is_gone_the_list_stands_at_the_plain_address_again(project: Project) -> None:
    """And the 404 page leads there from its own one: see tests/browser/test_lists.py."""
    written(project, "Lê Hà", "Lê Hạ")
    (project.posts / "2026/06/bai-1.md").unlink()
    assert [address for address in pages(prepare(project)[0]) if address.startswith("tac-gia/")] == ["tac-gia/le-ha/"]


def test_older_pages_of_the_plain_address_lead_to_all_who_share_it(project: Project) -> None:
    for number in range(45):
        project.post(
            f"2026/06/bai-{number}.md",
            post(title=f"Bài {number}", date=f"2026-06-{number // 2 + 1:02} {8 + number % 2:02}:00", author="Lê Hà"),
        )
    before = {address for address in pages(prepare(project)[0]) if "trang" in address}
    assert before == {"tac-gia/le-ha/trang/1/"}
    project.post("2026/05/bai.md", post(date="2026-05-02 08:00", author="Lê Hạ"))
    assert pages(prepare(project)[0])["tac-gia/le-ha/trang/1/"].endswith(" → /tac-gia/le-ha/")


def test_the_sitemap_names_the_lists_and_the_page_of_namesakes_and_no_signpost(project: Project) -> None:
    written(project, "Lê Hà", "Lê Hạ", "Thúy Hằng")
    edition, _ = prepare(project)
    (lists,) = [recipe for path, recipe in sitemap.outputs(edition, THEME) if path == addresses.SITEMAP_OF_LISTS]
    assert isinstance(lists, sitemap.Sitemap) and isinstance(lists.addresses, tuple)
    named = {address for address, _ in lists.addresses if address.startswith("tac-gia/")}
    assert named - {addresses.AUTHORS} == {address for address, page in pages(edition).items() if " → " not in page}


def test_keywords_that_differ_in_tones_or_signs_only_are_kept_apart(project: Project) -> None:
    tags = ("bão", "báo", "bảo", "R&D", "R-D", "🌾", "🐟")
    project.post("2026/06/a.md", post(tags=f"[{', '.join(tags)}]"))
    found = prepare(project)[0].catalogue.tag_names
    assert len({found.slug_of[name] for name in tags}) == len(tags)
    assert sorted(found.shared) == ["bao", "khac", "r-d"]


def test_no_order_of_articles_decides_about_addresses(project: Project) -> None:
    found = []
    for order in permutations(NAMESAKES[:3]):
        written(project, *order)
        found.append(names(project).slug_of)
    assert all(one == found[0] for one in found)


def test_the_spelling_that_is_used_most_is_shown(project: Project) -> None:
    written(project, "THÚY HẰNG", "Thúy Hằng", "Thuý Hằng", "Thúy Hằng")
    assert names(project).groups["thuy-hang"].name == "Thúy Hằng"


# --- any history

FRAGMENT = b"sapo"


def one(number: int, published: int, name: str, is_draft: bool) -> Article:
    facts = Facts(
        f"Bài {number}",
        "",
        None,
        (name,),
        (name,),
        False,
        None,
        None,
        (),
        (),
        (),
        (),
        0,
        Lines(1, 1, 1, (), (), 5, (), 1, 1, ("", 1), 1, ()),
        FRAGMENT,
        None,
        Life(),
        None,
        "vi",
        "",
        None,
        None,
        (),
        None,
    )
    return article.with_digests(
        name=f"2026/06/bai-{number}.md",
        address=f"2026/06/bai-{number}/",
        published=published,
        category="thoi-su",
        views=None,
        draft=is_draft,
        empty=False,
        aliases=(),
        facts=facts,
    )


def month_of(articles: list[Article]) -> Month:
    ordered = tuple(sorted(articles, key=lambda article: (article.published, article.address)))
    authors, tags = month.labels(ordered)
    return Month(b"", ordered, authors, tags, (), (), (), (), (), (), (), digest.of_values(ordered), b"")


class History(RuleBasedStateMachine):
    """Articles by namesakes come, go, and get other dates. After each step the catalogue is made of what there is, as a
    clean build makes it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.articles: dict[int, tuple[int, str, bool]] = {}
        self.own: dict[str, str] = {}
        """The address of each name's own, as it was when the name was first seen."""
        self.of_a_state: dict[frozenset[str], dict[str, str]] = {}

    @rule(
        number=st.integers(0, 6), published=st.integers(1, 50), name=st.sampled_from((*NAMESAKES, *OTHERS, *SPELLINGS))
    )
    def write(self, number: int, published: int, name: str) -> None:
        self.articles[number] = (published, name, False)

    @rule(number=st.integers(0, 6), published=st.integers(1, 150))
    def date_anew(self, number: int, published: int) -> None:
        """After 100 it waits for its hour."""
        if number in self.articles:
            self.articles[number] = (published, *self.articles[number][1:])

    @rule(number=st.integers(0, 6), for_good=st.booleans())
    def withdraw(self, number: int, for_good: bool) -> None:
        if number in self.articles:
            published, name, _ = self.articles.pop(number)
            if not for_good:
                self.articles[number] = (published, name, True)

    @invariant()
    def every_address_keeps_its_owner(self) -> None:
        made, _ = catalogue.build(
            {"2026/06": month_of([one(number, *what) for number, what in self.articles.items()])},
            {"thoi-su": "Thời sự"},
            frozenset(),
            now=100,
        )
        for found in (made.author_names, made.tag_names):
            addresses_of = {SPELLINGS.get(name, name): slug for name, slug in found.slug_of.items()}
            assert len(set(addresses_of.values())) == len(addresses_of), "two names never share one"
            for name, slug in addresses_of.items():
                plain, alone = (
                    addresses.slug(name),
                    not (name in NAMESAKES and len(addresses_of.keys() & NAMESAKES) > 1),
                )
                assert slug == (plain if alone else found.own_slugs[slug])
                assert self.own.setdefault(name, found.own_slugs[slug]) == found.own_slugs[slug], "always the same"
            assert len(set(self.own.values())) == len(self.own), "and never that of another"
            assert self.of_a_state.setdefault(frozenset(addresses_of), addresses_of) == addresses_of, (
                "dates and numbers don't matter"
            )


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=40, stateful_step_count=25)
