"""The ids of a text's headings: `## Kết quả` is `ket-qua`, a second one `ket-qua_1`."""

from collections.abc import Iterable

from ..stylebook import addresses


class HeadingIds:
    """Gives each heading a unique id; `taken` are the ids that the editor chose (`{#rieng}`).

    Python-Markdown's own search for a free number tries every number in use, from the first on.
    """

    def __init__(self, taken: Iterable[str] = ()):
        self._used_ids = set(taken)
        self._next: dict[str, int] = {}

    def of(self, text: str) -> str:
        """Returns the id of the next heading with this text."""
        plain = addresses.heading_id(text)
        number = self._next.get(plain, 0)
        while (identifier := f"{plain}_{number}" if number else plain) in self._used_ids:
            number += 1
        self._next[plain] = number + 1
        self._used_ids.add(identifier)
        return identifier
