"""The lists of all authors, keywords and series, `/tac-gia/`, `/tu-khoa/`, `/loat-bai/`, in alphabetical order."""

from collections.abc import Iterator
from heapq import nlargest
from itertools import groupby
from typing import NamedTuple

from ..archive.names import Group, Names
from ..edition.edition import Edition
from ..edition.inputs import Alerts
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, letters, words
from .parts.head import head
from .parts.notices import notices

SHELLS = ("name_index",)

_MOST = 500
"""The most names on the page, which then lists those with the most articles: it must open on a cheap phone, however
large the archive is.
"""
_FREQUENT = 12


class _Entry(NamedTuple):
    name: str
    address: str
    articles: int


class NameIndex(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    kind: str
    """`author`, `tag` or `series`."""
    address: str
    entries: tuple[tuple[str, str, int], ...]
    """Names, addresses of their lists and numbers of their articles, in alphabetical order."""
    count: int
    """The number of all names, including those that are not listed."""
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()["name_index"][self.kind]
        entries = [_Entry(*entry) for entry in self.entries]
        return self.shell.fill(
            {
                "head": head(
                    settings,
                    texts["title"],
                    texts["description"].format(site=settings.site_name),
                    self.address,
                    trail=[(words.site()["archive"], addresses.ARCHIVE), (texts["title"], self.address)],
                ),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": texts["title"],
                "count": self.count,
                "unit": texts["unit"],
                "left_out": texts["left_out"].format(count=len(entries)) if len(entries) < self.count else None,
                "frequent": [self._values(entry) for entry in _frequent(entries)],
                "groups": [
                    {"initial": initial, "id": _anchor(initial), "entries": [self._values(entry) for entry in members]}
                    for initial, members in groupby(entries, key=lambda entry: letters.initial(entry.name))
                ],
            }
        )

    def _values(self, entry: _Entry) -> dict[str, object]:
        author = self.settings.author(entry.name) if self.kind == "author" else None
        return {
            "name": entry.name,
            "url": self.settings.url(entry.address),
            "count": entry.articles,
            "role": author.role if author else None,
        }


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, NameIndex]]:
    catalogue = edition.catalogue
    for kind, address, address_of, names in (
        ("author", addresses.AUTHORS, addresses.author, catalogue.author_names),
        ("tag", addresses.TAGS, addresses.tag, catalogue.tag_names),
    ):
        groups = sorted(_most_used(names), key=lambda group: (letters.sort_key(group.name), group.slug))
        entries = tuple([(group.name, address_of(group.slug), len(group.articles)) for group in groups])
        page = NameIndex(
            shell=theme.shells["name_index"],
            settings=edition.settings,
            kind=kind,
            address=address,
            entries=entries,
            count=len(names.groups),
            alerts=edition.alerts,
        )
        yield addresses.output(address), page
    if catalogue.series:
        groups = sorted(catalogue.series.values(), key=lambda group: (letters.sort_key(group.name), group.slug))
        page = NameIndex(
            shell=theme.shells["name_index"],
            settings=edition.settings,
            kind="series",
            address=addresses.SERIES,
            entries=tuple([(group.name, addresses.series(group.slug), len(group.articles)) for group in groups]),
            count=len(groups),
            alerts=edition.alerts,
        )
        yield addresses.output(addresses.SERIES), page


def _frequent(entries: list[_Entry]) -> list[_Entry]:
    """Returns the names with the most articles; none if the list itself is short."""
    if len(entries) <= 3 * _FREQUENT:
        return []
    return nlargest(_FREQUENT, [entry for entry in entries if entry.articles > 1], key=lambda entry: entry.articles)


def _anchor(initial: str) -> str:
    """Returns the id of a letter's heading. Đ needs an id of its own, since its slug equals that of D."""
    return f"chu-{'dd' if initial == 'Đ' else addresses.slug(initial)}"


def _most_used(names: Names) -> list[Group]:
    groups = list(names.groups.values())
    return groups if len(groups) <= _MOST else nlargest(_MOST, groups, key=lambda group: len(group.articles))
