"""The ids of a text's headings: `## Kết quả` is `ket-qua`, a second one `ket-qua_1`."""

from collections.abc import Iterable

from ..stylebook import addresses


class HeadingIds:
    """Gives each heading an id that no other has; `taken` are those that the editor chose (`{#rieng}`).

    Python-Markdown's own search for a free number tries all that are taken, from the first on.
    """

    def __init__(self, taken: Iterable[str] = ()):
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def of(self, text: str) -> str:
        plain = addresses.heading_id(text)
        number = self._next.get(plain, 0)
        while (found := f"{plain}_{number}" if number else plain) in self._taken:
            number += 1
        self._next[plain] = number + 1
        self._taken.add(found)
        return found
