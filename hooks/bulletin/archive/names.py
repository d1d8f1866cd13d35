"""The names of authors and keywords: which spellings are one name, and at which address each name stands.

`Thuý` and `Thúy`, `Thủy lợi` and `thủy lợi` are one name; `Lê Hà` and `Lê Hạ` are two, though both are `le-ha` without
tones.

Every name has an address of its own, made of the name alone (`le-ha--1f0c8a2e`), which no other name can ever get. A
name without a namesake also has the plain address, and its list stands there: `/tac-gia/le-ha/`. Nobody knows its own
address yet, so no page stands there. The 404 page redirects a reader who comes back to it after a namesake has gone.

As soon as two names share a plain address, it belongs to neither: a page there names all of them, and the list of each
stands at its own address. So neither dates nor numbers of articles decide which name stands where, and a clean build,
which knows nothing of the past, finds the same addresses as any other build. It cannot know only which name once stood
alone at a plain address. Therefore a plain address may come to name others too, but a name's own address never does. A
first namesake changes the pages of older articles that bear the name, since they lead to its list; nothing else that is
published later ever changes them.

The settings may give an author a plain address that differs from the name. The address made of the name then redirects
to it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from ..articles.article import Article
from ..machine import digest
from ..stylebook import addresses, letters
from .month import Labels

_WITHOUT_LETTERS = "khac"
"""The plain slug of names that have no letter or digit."""


@dataclass(frozen=True)
class Group:
    """The articles under one heading (a category, an author, a tag, a month), oldest first."""

    name: str
    slug: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Names:
    """All authors, or all tags. `groups` and `own_slugs` are keyed by slug, `shared` by the plain slug that several
    names have.
    """

    groups: dict[str, Group]
    slug_of: dict[str, str]
    """The slug of each name, as written in posts."""
    own_slugs: dict[str, str]
    shared: dict[str, tuple[Group, ...]]
    with_namesakes: dict[str, str]
    """The part of `slug_of` that does not follow from the name alone: names that have namesakes."""
    renamed: dict[str, Group]
    """Groups to which the settings gave another slug, keyed by the plain slug that they alone would have."""

    def peculiar_of(self, labels: Labels) -> list[tuple[str, str]]:
        """The names among `labels` that have namesakes, with their slugs."""
        return sorted((name, self.with_namesakes[name]) for name in self.with_namesakes.keys() & labels.keys())


class NameList:
    """Collects names, one month after the other."""

    def __init__(self) -> None:
        self._key_of: dict[str, str] = {}
        self._labels: list[Labels] = []
        self._members: dict[str, list[Article]] = defaultdict(list)

    def add(self, labels: Labels, articles: Sequence[Article]) -> list[tuple[str, Sequence[int]]]:
        """Adds the names of a month's articles. Gives a key for each name, with the indices of the articles that bear
        the name.
        """
        self._labels.append(labels)
        keys = [self._key_of.get(name) or self._add_key(name) for name in labels]
        uses: list[tuple[str, Sequence[int]]] = list(zip(keys, labels.values(), strict=True))
        if len(set(keys)) < len(keys):  # some name has two spellings
            merged_uses: dict[str, set[int]] = defaultdict(set)
            for key, indices in uses:
                merged_uses[key].update(indices)
            uses = [(key, sorted(index_set)) for key, index_set in merged_uses.items()]
        for key, indices in uses:
            self._members[key] += [articles[index] for index in indices]
        return uses

    def names(self, slugs_by_name: Mapping[str, str] | None = None) -> Names:
        """All names collected. Each is shown in its most frequent spelling; among equals, in the first one.
        `slugs_by_name` are slugs from the settings.
        """
        slugs = {letters.name_key(name): slug for name, slug in (slugs_by_name or {}).items()}
        spellings: dict[str, list[str]] = defaultdict(list)
        for name, key in self._key_of.items():
            spellings[key].append(name)
        spelling_of = {
            key: forms[0] if len(forms) == 1 else max(forms, key=self._use_count) for key, forms in spellings.items()
        }
        namesakes: dict[str, list[str]] = defaultdict(list)
        for key in spelling_of:
            namesakes[slugs.get(key) or _plain(key)].append(key)
        slug_of_key, own_slugs = {}, {}
        for plain, keys in namesakes.items():
            for key in keys:
                own_slug = f"{plain}--{digest.of(key.encode())[:4].hex()}"
                slug = slug_of_key[key] = plain if len(keys) == 1 else own_slug
                own_slugs[slug] = own_slug
        groups = {slug: Group(spelling_of[key], slug, tuple(self._members[key])) for key, slug in slug_of_key.items()}
        slug_of = {name: slug_of_key[key] for name, key in self._key_of.items()}
        shared = {
            plain: [groups[slug_of_key[key]] for key in keys] for plain, keys in namesakes.items() if len(keys) > 1
        }
        return Names(
            groups=dict(sorted(groups.items())),
            slug_of=slug_of,
            own_slugs=own_slugs,
            shared={plain: tuple(sorted(members, key=attrgetter("name", "slug"))) for plain, members in shared.items()},
            with_namesakes={name: slug for name, slug in slug_of.items() if own_slugs[slug] == slug},
            renamed={
                plain: groups[slug_of_key[key]]
                for key in slugs.keys() & spelling_of.keys()
                if (plain := _plain(key)) not in namesakes
            },
        )

    def _add_key(self, name: str) -> str:
        key = self._key_of[name] = letters.name_key(name)
        return key

    def _use_count(self, name: str) -> int:
        return sum(len(labels.get(name, ())) for labels in self._labels)


def _plain(key: str) -> str:
    return addresses.slug(key) or _WITHOUT_LETTERS
