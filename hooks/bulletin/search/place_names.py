"""Names of places that have changed: a text with one name is found by the other, too."""

import re
from collections.abc import Iterable


class PlaceNames:
    """Pairs of old and new names."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()):
        self._patterns = [
            (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), other)
            for old, new in pairs
            for name, other in ((old, new), (new, old))
        ]

    def others(self, *texts: str) -> list[str]:
        """The other names of the places that some texts name."""
        if not self._patterns:
            return []
        others = [other for pattern, other in self._patterns if any(pattern.search(text) for text in texts)]
        return list(dict.fromkeys(others))
