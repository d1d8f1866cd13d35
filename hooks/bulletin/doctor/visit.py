"""A visit to the site as any reader would make it, and what the site says in its answers."""

import re
import time
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from ..edition.edition import Edition
from ..machine.web import Answer, NoAnswerError, Web
from ..stylebook import addresses

_PATIENCE, _WHOLE_PATIENCE = 10.0, 90.0
"""Seconds for one answer, and for the whole visit."""
_MOST = 16 << 20
"""Bytes of one answer. The largest files that a visit reads are feeds with thirty whole texts."""
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age=\"?(\d+)")


class Visit:
    """A visit to the site at `root`, a URL with a slash at its end, which should be that of `edition`.

    Each address is asked for once. Raises NoAnswerError wherever it asks, and for everything once its time is over.
    """

    def __init__(self, root: str, edition: Edition, web: Web):
        self.root = root
        self.edition = edition
        self.settings = edition.settings
        self._web = web
        self._end = time.monotonic() + _WHOLE_PATIENCE
        self._answers: dict[tuple[str, str], Answer] = {}

    def get(self, address: str, packing: str = "identity") -> Answer:
        """The answer for an address of the site. `packing` are the codings that the visitor says to understand."""
        if (address, packing) not in self._answers:
            self._answers[address, packing] = self.get_url(self.url(address), packing)
        return self._answers[address, packing]

    def get_url(self, url: str, packing: str = "identity") -> Answer:
        left = self._end - time.monotonic()
        if left <= 0:
            raise NoAnswerError("late")
        return self._web.ask(url, min(_PATIENCE, left), _MOST, headers={"Accept-Encoding": packing})

    def url(self, address: str) -> str:
        path, mark, version = address.partition("?")
        return addresses.url(self.root, path) + mark + version

    def here(self, full_url: str) -> str | None:
        """The URL on the visited site that a full URL of the bulletin's texts means; None if it leads elsewhere."""
        own = self.settings.site_url
        return self.root + full_url.removeprefix(own) if full_url.startswith(own) else None

    def target(self, answer: Answer, address: str) -> str:
        """The URL to which an answer for an address leads on; empty if it leads nowhere."""
        location = answer.headers.get("Location", "")
        try:
            target = urljoin(self.url(address), location) if location and 300 <= answer.status < 400 else ""
        except ValueError:
            return ""
        return self.here(target) or target

    def text(self, address: str) -> str:
        return self.get(address).body.decode("utf-8", "replace")


def lifetime(answer: Answer) -> int | None:
    """Seconds for which a browser keeps an answer without asking again; None if the server leaves that to guesses."""
    control = ", ".join(answer.headers.getlist("Cache-Control")).lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    found = _MAX_AGE.search(control)
    return int(found[1][:12]) if found else None


def media_type(answer: Answer) -> str:
    return answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def said_time(answer: Answer) -> float | None:
    """The time by the server's own clock when the answer came, in seconds since 1970. A cache on the way says how old
    its copy is (RFC 9111, section 5.1).
    """
    age = answer.headers.get("Age", "0")
    try:
        moment: datetime = parsedate_to_datetime(answer.headers.get("Date", ""))
        return moment.timestamp() + (int(age[:9]) if age.isascii() and age.isdecimal() else 0)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
