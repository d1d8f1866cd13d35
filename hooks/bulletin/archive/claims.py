"""Claims: which post claims which address, and which claims conflict. Two claims conflict if they are for the same
address, or if one needs a file where the other needs a folder.

Capital and small letters count as equal, since the disks of Windows and macOS do not tell them apart.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..articles.article import Article
from ..posts import post
from ..problems import Problem, problem
from ..stylebook import addresses, old_addresses, words
from .month import Attachment, Month

_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_LISTS_BY_TIME = re.compile(rf"\d{{4}}/(?:\d{{2}}/(?:{_DAY}/(?:ban-in/)?)?)?index\.html|\d{{4}}/\d{{2}}/atom\.xml")
_DAY_PAGE = re.compile(rf"\d{{4}}/\d{{2}}/{_DAY}/")
_BELOW_A_FILE = re.compile(r"(\d{4}/\d{2}/(?:[^/]+/)?[^/]+\.(\w+))/")
"""An output below a file of a month, such as a picture, title card or recording. The names of these files are not known
here.
"""
_PRINT_VIEW = addresses.output(addresses.print_view(""))
_SITEMAP = re.compile(r"sitemap(?:-.*)?\.xml")


class _Claim(NamedTuple):
    """A post's claim to the file `output` of the site, made at a line of the post. `address` is the address that people
    know.
    """

    output: str
    address: str
    name: str
    line: int

    @property
    def location(self) -> str:
        """Where the claim is made, as messages show it."""
        return f"{post.file(self.name)}:{self.line}"


def conflicts(
    months: Mapping[str, Month], taken: frozenset[str], categories: Mapping[str, str], recording_format: str | None
) -> list[Problem]:
    """The problems of all claims that conflict with an earlier one or with the site itself.

    `taken` are files published from `docs/`. `recording_format` is that of recordings, None if articles are not read
    aloud.
    """
    articles = [article for month in months.values() for article in month.articles]
    attachments = [attachment for month in months.values() for attachment in month.attachments]
    register = _Register(articles, taken, categories)
    problems = [*register.pages_twice(articles), *register.attached(attachments, recording_format)]
    for article in articles:
        if article.aliases:
            problems += register.aliases(article)
    return [*problems, *register.files_that_are_folders()]


class _Register:
    """The owner of each address. Of several claims to an address, the first counts."""

    def __init__(self, articles: list[Article], taken: frozenset[str], categories: Mapping[str, str]):
        self._pages = {article.address: article for article in reversed(articles)}
        self._taken = {path.casefold() for path in taken}
        self._taken_folders = {folder for path in self._taken for folder in _folders(path)}
        self._first_steps = {*categories, *addresses.RESERVED, *addresses.FILES}
        self._files: dict[str, _Claim] = {}
        """Claims of aliases and attachments, by their output in small letters."""
        self._aliases: list[_Claim] = []

    def pages_twice(self, articles: list[Article]) -> Iterator[Problem]:
        """Reports articles whose address belongs to the page of a day, or to an earlier article."""
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
                facts = {"address": f"/{article.address}", "other": _page(owner).location}
                yield problem("address-twice", post.file(article.name), article.facts.lines.slug, "slug", **facts)

    def attached(self, attached: list[Attachment], recording_format: str | None) -> Iterator[Problem]:
        """Reports conflicts of attachments. The same file is published once for several posts; two files that differ
        conflict.
        """
        owners: dict[str, Attachment] = {}
        for attachment in attached:
            owner = owners.setdefault(attachment.address, attachment)
            facts = {"value": post.file(attachment.file), "address": f"/{attachment.address}"}
            if owner is attachment:
                self._files.setdefault(
                    attachment.address,
                    _Claim(attachment.address, f"/{attachment.address}", attachment.post, attachment.line),
                )
            elif owner.digest != attachment.digest:
                yield problem(
                    "attachment-twice",
                    post.file(attachment.post),
                    attachment.line,
                    attachment.key,
                    **facts,
                    other_file=post.file(owner.file),
                    other=f"{post.file(owner.post)}:{owner.line}",
                )
            folder, _, file = attachment.address.rpartition("/")
            page = (
                self._pages.get(f"{folder}/")
                if recording_format and file == addresses.recording("", recording_format)
                else None
            )
            if page:
                yield problem(
                    "attachment-for-recording",
                    post.file(attachment.post),
                    attachment.line,
                    attachment.key,
                    **facts,
                    other=post.file(page.name),
                )
            elif attachment.address.casefold() in self._taken:
                yield problem(
                    "attachment-taken",
                    post.file(attachment.post),
                    attachment.line,
                    attachment.key,
                    **facts,
                    other=f"docs/{attachment.address}",
                )

    def aliases(self, article: Article) -> Iterator[Problem]:
        """Registers an article's old addresses, and reports those that belong to something else."""
        for alias, line in zip(article.aliases, article.facts.lines.aliases, strict=True):
            address = old_addresses.alias(alias) or old_addresses.alias_with_query(alias)
            assert address is not None, "the schema lets no other alias through"
            claim = _Claim(addresses.output(address), f"/{address}", article.name, line)
            if holder := self._holder(claim):
                yield problem("alias-taken", post.file(article.name), line, "aliases", address=alias, other=holder)
                continue
            self._files.setdefault(claim.output.casefold(), claim)
            if "?" not in claim.output:
                self._aliases.append(claim)

    def _holder(self, claim: _Claim) -> str | None:
        """Who already has the address that an alias claims, as messages say it; None if it is free."""
        output = claim.output.casefold()
        if page := self._pages.get(output.removesuffix("index.html")):
            return _page(page).location
        if page := self._pages.get(output.removesuffix(_PRINT_VIEW)):
            return words.sentence("print_view_of", file=_page(page).location)
        if self._belongs_to_site(output):
            return words.sentence("site_itself")
        holder = self._files.get(output)
        # Two old addresses of one post that differ only in case lead to the same page.
        if holder is None or (holder.name == claim.name and holder.output != claim.output):
            return None
        return holder.location if holder.output == claim.output else f"{holder.location} ({holder.address})"

    def _belongs_to_site(self, output: str) -> bool:
        first = output.partition("/")[0]
        if (
            "?" in output
        ):  # a server tells it from the page without a query; the scripts of the site's own pages ask some
            return first in addresses.RESERVED
        file_match = _BELOW_A_FILE.match(output)
        if file_match and file_match[2] not in old_addresses.PAGE_ENDINGS and file_match[1] not in self._files:
            return True
        if first in self._first_steps or _SITEMAP.fullmatch(first) or _LISTS_BY_TIME.fullmatch(output):
            return True
        return output in self._taken or output in self._taken_folders or not self._taken.isdisjoint(_folders(output))

    def files_that_are_folders(self) -> Iterator[Problem]:
        """Reports aliases below an address that can only be a file."""
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
                        other=file.location,
                    )


def _page(article: Article) -> _Claim:
    """An article's claim to its own page."""
    return _Claim(addresses.output(article.address), f"/{article.address}", article.name, article.facts.lines.slug)


def _folders(output: str) -> list[str]:
    """All folders above a file, the outermost first."""
    steps = output.split("/")
    return ["/".join(steps[:count]) for count in range(1, len(steps))]
