"""Claims: which post wants which address, and where an address is wanted twice, or is a file to one and a folder to
another.

Letters that differ in size only are no difference: the disks of Windows and macOS know none.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..article import Article
from ..posts import post
from ..problems import Problem, problem
from ..stylebook import addresses, words
from .month import Attached, Month

_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_LISTS_BY_TIME = re.compile(rf"\d{{4}}/(?:\d{{2}}/(?:{_DAY}/(?:ban-in/)?)?)?index\.html")
_DAY_PAGE = re.compile(rf"\d{{4}}/\d{{2}}/{_DAY}/")
_BELOW_A_FILE = re.compile(r"(\d{4}/\d{2}/(?:[^/]+/)?[^/]+\.(\w+))/")
"""Pictures, title cards and recordings lie beside the articles of a month; their names are not known here."""
_PRINT_VIEW = addresses.output(addresses.print_view(""))
_SITEMAP = re.compile(r"sitemap(?:-.*)?\.xml")


class _Claim(NamedTuple):
    """Where a post says that it wants the file `output` of the site; `address` is how people know it."""

    output: str
    address: str
    name: str
    line: int

    @property
    def place(self) -> str:
        return f"{post.file(self.name)}:{self.line}"


def conflicts(
    months: Mapping[str, Month], taken: frozenset[str], categories: Mapping[str, str], recording_format: str | None
) -> list[Problem]:
    """Every claim on an address that another one has. `taken` are files that are published out of `docs/`,
    `recording_format` is that of articles read aloud, if they are.
    """
    articles = [article for month in months.values() for article in month.articles]
    attached = [one for month in months.values() for one in month.attached]
    register = _Register(articles, taken, categories)
    problems = [*register.pages_twice(articles), *register.attached(attached, recording_format)]
    for article in articles:
        if article.aliases:
            problems += register.aliases(article)
    return [*problems, *register.files_that_are_folders()]


class _Register:
    """Who has which address. Of several that want one, the first has it."""

    def __init__(self, articles: list[Article], taken: frozenset[str], categories: Mapping[str, str]):
        self._pages = {article.address: article for article in reversed(articles)}
        self._taken = {path.casefold() for path in taken}
        self._taken_folders = {folder for path in self._taken for folder in _folders(path)}
        self._firsts = {*categories, *addresses.RESERVED, *addresses.FILES}
        self._files: dict[str, _Claim] = {}
        """Aliases and attachments, by their output in small letters."""
        self._aliases: list[_Claim] = []

    def pages_twice(self, articles: list[Article]) -> Iterator[Problem]:
        for article in articles:
            if _DAY_PAGE.fullmatch(article.address):
                yield problem(
                    "address-of-day",
                    post.file(article.name),
                    article.facts.lines.slug,
                    "slug",
                    address=f"/{article.address}",
                )
        if len(self._pages) == len(articles):
            return
        for article in articles:
            if (owner := self._pages[article.address]) is not article:
                facts = {"address": f"/{article.address}", "other": _page(owner).place}
                yield problem("address-twice", post.file(article.name), article.facts.lines.slug, "slug", **facts)

    def attached(self, attached: list[Attached], recording_format: str | None) -> Iterator[Problem]:
        """An attachment of several posts is published once; two that differ can't both be."""
        owners: dict[str, Attached] = {}
        for one in attached:
            owner = owners.setdefault(one.address, one)
            facts = {"value": post.file(one.file), "address": f"/{one.address}"}
            if owner is one:
                self._files.setdefault(one.address, _Claim(one.address, f"/{one.address}", one.post, one.line))
            elif owner.digest != one.digest:
                yield problem(
                    "attachment-twice",
                    post.file(one.post),
                    one.line,
                    one.key,
                    **facts,
                    other_file=post.file(owner.file),
                    other=f"{post.file(owner.post)}:{owner.line}",
                )
            folder, _, file = one.address.rpartition("/")
            page = (
                self._pages.get(f"{folder}/")
                if recording_format and file == addresses.recording("", recording_format)
                else None
            )
            if page:
                yield problem(
                    "attachment-for-recording",
                    post.file(one.post),
                    one.line,
                    one.key,
                    **facts,
                    other=post.file(page.name),
                )
            elif one.address.casefold() in self._taken:
                yield problem(
                    "attachment-taken", post.file(one.post), one.line, one.key, **facts, other=f"docs/{one.address}"
                )

    def aliases(self, article: Article) -> Iterator[Problem]:
        for alias, line in zip(article.aliases, article.facts.lines.aliases, strict=True):
            address = addresses.alias(alias)
            assert address is not None, "the schema lets no other alias through"
            claim = _Claim(addresses.output(address), f"/{address}", article.name, line)
            if holder := self._holder(claim):
                yield problem("alias-taken", post.file(article.name), line, "aliases", address=alias, other=holder)
                continue
            self._files.setdefault(claim.output.casefold(), claim)
            self._aliases.append(claim)

    def _holder(self, claim: _Claim) -> str | None:
        """Whose an address is that an alias wants."""
        output = claim.output.casefold()
        if page := self._pages.get(output.removesuffix("index.html")):
            return _page(page).place
        if page := self._pages.get(output.removesuffix(_PRINT_VIEW)):
            return words.sentence("print_view_of", file=_page(page).place)
        below = _BELOW_A_FILE.match(output)
        if self._is_site_s_own(output) or (
            below and below[2] not in addresses.PAGE_ENDINGS and below[1] not in self._files
        ):
            return words.sentence("site_itself")
        other = self._files.get(output)
        if other is None or (
            other.name == claim.name and other.output != claim.output
        ):  # of one post, both lead to the same page
            return None
        return other.place if other.output == claim.output else f"{other.place} ({other.address})"

    def _is_site_s_own(self, output: str) -> bool:
        first = output.partition("/")[0]
        if first in self._firsts or _SITEMAP.fullmatch(first) or _LISTS_BY_TIME.fullmatch(output):
            return True
        return output in self._taken or output in self._taken_folders or not self._taken.isdisjoint(_folders(output))

    def files_that_are_folders(self) -> Iterator[Problem]:
        """Where one address can only be a file and another lies below it."""
        for claim in self._aliases:
            for folder in _folders(claim.output.casefold()):
                if file := self._files.get(folder):
                    yield problem(
                        "alias-below-file",
                        post.file(claim.name),
                        claim.line,
                        "aliases",
                        address=claim.address,
                        above=file.address,
                        other=file.place,
                    )


def _page(article: Article) -> _Claim:
    return _Claim(addresses.output(article.address), f"/{article.address}", article.name, article.facts.lines.slug)


def _folders(output: str) -> list[str]:
    """All folders in which a file lies."""
    steps = output.split("/")
    return ["/".join(steps[:count]) for count in range(1, len(steps))]
