"""The store: what earlier builds learned about the posts, kept in the cache."""

from collections.abc import Iterable, Iterator, Mapping
from weakref import WeakValueDictionary

import msgspec

from ..articles.fragment import Fragment
from ..machine.cache import Cache, CacheError
from .month import Month, MonthRecords

_NO_FRAGMENT = ("", Fragment("", "", 0, None, None, ()))
_TYPESET_BY = "typeset by"


class Store(Mapping[str, Fragment]):
    """Maps the name of a post to its Fragment, and holds the months. Every method raises CacheError if the cache is
    broken.
    """

    def __init__(self, cache: Cache):
        self.cache = cache
        self._months = cache.table("months")
        self._records = cache.table("records")
        self._fragments = cache.table("fragments")
        self._facts = cache.table("archive")
        self._last: tuple[str, Fragment] = _NO_FRAGMENT

    def forget_months_unless(self, typeset_by: bytes) -> None:
        """Forgets all months unless `typeset_by` is the digest of the settings under which their posts were typeset."""
        if self._facts.get(_TYPESET_BY) != typeset_by:
            self._months.clear()
            self._records.clear()
            self._facts.put(_TYPESET_BY, typeset_by)

    def months(self) -> Iterator[tuple[str, Month]]:
        """All stored months with their names, oldest first."""
        for name, seal in self._months.seals():
            month = _known_months.get((name, seal))
            if month is None:
                month = _decode_month(_require(self._months.get(name), f"month {name}"))
                _known_months[name, seal] = month
            yield name, month

    def records(self, month: str) -> MonthRecords:
        """The records of a stored month."""
        return _decode_records(_require(self._records.get(month), f"records {month}"))

    def put_month(self, name: str, month: Month | None, records: MonthRecords | None = None) -> None:
        """Replaces a month and its records, or forgets the month if it is None."""
        seal = self._months.put(name, msgspec.msgpack.encode(month) if month else None)
        if seal and month:
            _known_months[name, seal] = month
        self._records.put(name, msgspec.msgpack.encode(records) if month else None)

    def put_fragment(self, name: str, content: bytes) -> None:
        """Stores the fragment of a post. `content` is a Fragment in MessagePack."""
        self._last = _NO_FRAGMENT
        self._fragments.put(name, content)

    def drop_fragments(self, names: Iterable[str]) -> None:
        self._fragments.drop(names)

    def __getitem__(self, name: str) -> Fragment:
        if self._last[0] != name:  # an article's page and its print view are made one after the other
            self._last = (name, _decode_fragment(_require(self._fragments.get(name), f"fragment {name}")))
        return self._last[1]

    def __iter__(self) -> Iterator[str]:
        return self._fragments.names()

    def __len__(self) -> int:
        return len(self._fragments)


def _require(content: bytes | None, name: str) -> bytes:
    if content is None:
        raise CacheError(name)
    return content


_known_months: WeakValueDictionary[tuple[str, bytes], Month] = WeakValueDictionary()
"""The months in memory, by their names and the seals of their rows. In the preview, each build finds those of the first
one.
"""
_decode_month = msgspec.msgpack.Decoder(Month).decode
_decode_records = msgspec.msgpack.Decoder(MonthRecords).decode
_decode_fragment = msgspec.msgpack.Decoder(Fragment).decode
