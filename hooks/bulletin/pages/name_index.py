"""The lists of all authors and of all keywords, `/tac-gia/` and `/tu-khoa/`, in the order of the alphabet."""

from collections.abc import Iterator
from heapq import nlargest
from itertools import groupby
from typing import NamedTuple

from .. import addresses, letters, words
from ..edition import Alerts, Edition
from ..names import Group, Names
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from . import json_ld
from .alert import notices
from .head import head

_MOST = 500
"""Of more names the page lists those with the most articles: it has to open on a cheap phone, however large the archive is."""
_FREQUENT = 12


class _Entry(NamedTuple):
    name: str
    address: str
    articles: int


class NameIndex(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    kind: str
    """`author` or `tag`."""
    address: str
    entries: tuple[tuple[str, str, int], ...]
    """Names, addresses of their lists, numbers of their articles; in the order of the alphabet."""
    count: int
    """Of all names, also of those that are not listed."""
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()["name_index"][self.kind]
        entries = [_Entry(*entry) for entry in self.entries]
        frequent = nlargest(_FREQUENT, [entry for entry in entries if entry.articles > 1], key=lambda entry: entry.articles) if len(entries) > 3 * _FREQUENT else []
        return self.shell.fill(
            {
                "head": head(settings, texts["title"], texts["description"].format(site=settings.site_name), self.address, json_ld=(json_ld.breadcrumbs(settings, [(words.site()["archive"], addresses.ARCHIVE), (texts["title"], self.address)]),)),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": texts["title"],
                "count": self.count,
                "unit": texts["unit"],
                "left_out": texts["left_out"].format(count=len(entries)) if len(entries) < self.count else None,
                "frequent": [self._shown(entry) for entry in frequent],
                "groups": [
                    {"initial": initial, "id": f"chu-{addresses.slug(initial) if initial != 'Đ' else 'dd'}", "entries": [self._shown(entry) for entry in found]}
                    for initial, found in groupby(entries, key=lambda entry: letters.initial(entry.name))
                ],
            }
        )

    def _shown(self, entry: _Entry) -> dict[str, object]:
        author = self.settings.author(entry.name) if self.kind == "author" else None
        return {"name": entry.name, "url": self.settings.url(entry.address), "count": entry.articles, "role": author.role if author else None}


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, NameIndex]]:
    catalogue = edition.catalogue
    for kind, address, address_of, names in (
        ("author", addresses.AUTHORS, addresses.author, catalogue.author_names),
        ("tag", addresses.TAGS, addresses.tag, catalogue.tag_names),
    ):
        listed = sorted(_most_used(names), key=lambda group: (letters.in_order(group.name), group.slug))
        entries = tuple([(group.name, address_of(group.slug), len(group.articles)) for group in listed])
        yield addresses.output(address), NameIndex(theme.shells["name_index"], edition.settings, kind, address, entries, len(names.groups), edition.alerts)


def _most_used(names: Names) -> list[Group]:
    groups = list(names.groups.values())
    return groups if len(groups) <= _MOST else nlargest(_MOST, groups, key=lambda group: len(group.articles))
