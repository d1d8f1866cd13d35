"""The names of authors and keywords: which spellings are one name, and at which address each name stands.

`Thuý` and `Thúy`, `Thủy lợi` and `thủy lợi` are one name; `Lê Hà` and `Lê Hạ` are two, though both are `le-ha` without
tones.

Every name has an address of its own, made of the name alone (`le-ha--1f0c8a2e`), which no other name can ever get. A
name without a namesake also has the plain address, and its list stands there: `/tac-gia/le-ha/`. Nobody knows its own
address yet, so no page stands there; who comes back to it after a namesake has gone is led on by the 404 page. As soon
as two names share a plain address, it belongs to neither: a page there names all of them, and the list of each stands
at its own address. So no date and no number of articles decides who stands where, and a clean build, which knows
nothing of the past, finds the same addresses as any other. The one thing it cannot know is who stood alone at a plain
address before; therefore that address may come to name others too, but an address of a name's own never does. A first
namesake changes the pages of older articles that bear the name, since they lead to its list; nothing else that is
published later ever does.

The settings may give an author another plain address than the one that the name would have; that one leads on then.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from ..article import Article
from ..machine import digest
from ..stylebook import addresses, letters
from .month import Labels

_WITHOUT_LETTERS = "khac"
"""The plain slug of names in which no letter or digit is left."""


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
    """By name as written."""
    own_slugs: dict[str, str]
    shared: dict[str, tuple[Group, ...]]
    peculiar: dict[str, str]
    """The part of `slug_of` that does not follow from the name alone: the names that have namesakes."""
    moved: dict[str, Group]
    """Of the names that the settings gave another slug, by the plain slug that they would have and nobody else has."""

    def peculiar_of(self, labels: Labels) -> list[tuple[str, str]]:
        """Those among some names that have namesakes, with their slugs."""
        return sorted((name, self.peculiar[name]) for name in self.peculiar.keys() & labels.keys())


class NameList:
    """Takes the names of one month after the other."""

    def __init__(self) -> None:
        self._key_of: dict[str, str] = {}
        self._labels: list[Labels] = []
        self._members: dict[str, list[Article]] = defaultdict(list)

    def add(self, labels: Labels, articles: Sequence[Article]) -> list[tuple[str, Sequence[int]]]:
        """Takes the names of a month's articles; gives a key of each name, with the places of the articles that bear
        it.
        """
        self._labels.append(labels)
        keys = [self._key_of.get(name) or self._new(name) for name in labels]
        places: list[tuple[str, Sequence[int]]] = list(zip(keys, labels.values(), strict=True))
        if len(set(keys)) < len(keys):  # two spellings of one name
            together: dict[str, set[int]] = defaultdict(set)
            for key, at in places:
                together[key].update(at)
            places = [(key, sorted(all_of_them)) for key, all_of_them in together.items()]
        for key, at in places:
            self._members[key] += [articles[place] for place in at]
        return places

    def names(self, given: Mapping[str, str] | None = None) -> Names:
        """Shown is the spelling that is used most; among equals, the one used first. `given` are slugs by name, from
        the settings.
        """
        slugs = {letters.same_name(name): slug for name, slug in (given or {}).items()}
        spellings: dict[str, list[str]] = defaultdict(list)
        for name, key in self._key_of.items():
            spellings[key].append(name)
        shown = {key: found[0] if len(found) == 1 else max(found, key=self._uses) for key, found in spellings.items()}
        namesakes: dict[str, list[str]] = defaultdict(list)
        for key in shown:
            namesakes[slugs.get(key) or _plain(key)].append(key)
        slug_of_key, own_slugs = {}, {}
        for plain, keys in namesakes.items():
            for key in keys:
                own = f"{plain}--{digest.of(key.encode())[:4].hex()}"
                slug = slug_of_key[key] = plain if len(keys) == 1 else own
                own_slugs[slug] = own
        groups = {slug: Group(shown[key], slug, tuple(self._members[key])) for key, slug in slug_of_key.items()}
        slug_of = {name: slug_of_key[key] for name, key in self._key_of.items()}
        shared = {
            plain: [groups[slug_of_key[key]] for key in keys] for plain, keys in namesakes.items() if len(keys) > 1
        }
        return Names(
            groups=dict(sorted(groups.items())),
            slug_of=slug_of,
            own_slugs=own_slugs,
            shared={plain: tuple(sorted(found, key=attrgetter("name", "slug"))) for plain, found in shared.items()},
            peculiar={name: slug for name, slug in slug_of.items() if own_slugs[slug] == slug},
            moved={
                plain: groups[slug_of_key[key]]
                for key in slugs.keys() & shown.keys()
                if (plain := _plain(key)) not in namesakes
            },
        )

    def _new(self, name: str) -> str:
        key = self._key_of[name] = letters.same_name(name)
        return key

    def _uses(self, name: str) -> int:
        return sum(len(labels.get(name, ())) for labels in self._labels)


def _plain(key: str) -> str:
    return addresses.slug(key) or _WITHOUT_LETTERS
