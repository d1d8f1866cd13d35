"""Old addresses: where the articles of an earlier site stood, and where browsers still ask for them."""

import re
from urllib.parse import quote, unquote

from . import letters

PAGE_ENDINGS = frozenset({"html", "htm", "shtml", "asp", "aspx", "php", "jsp"})
"""Endings of old addresses where a page can stand: the server must send them as text/html."""

_LONGEST_STEP, _LONGEST_PATH = 250, 1000
"""Bytes. File systems allow 255 for a name, and 4096 for a whole path with the folders above the site."""
_UNFIT = re.compile(f"{letters.INVISIBLE.pattern}|{letters.BREAK.pattern}|[\ufffc\ufffd]|%[0-9A-Fa-f]{{2}}")
"""Characters that no address may contain once it is percent-decoded: they are invisible, could not be decoded, or were
encoded twice.
"""

_UNFIT_IN_QUERY = re.compile(r"[#\\`{}]")
"""Characters of a query that would end it, or mean something to a web server."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SENT_AS_THEY_ARE = "!$%&()*+,-./:;=?@[]^_|~"
"""What browsers do not encode in a query (https://url.spec.whatwg.org/#special-query-percent-encode-set). A `%` stands
for itself, since what is copied from a browser is encoded already.
"""


def alias(text: str) -> str | None:
    """The address of an old page, or None when no static file can stand there.

    `/tin-tuc/123.html` becomes `tin-tuc/123.html`, and `/tin-tuc/123` becomes `tin-tuc/123/`.
    """
    text = letters.spelled(unquote(text))  # as copied from a browser: /tin-t%E1%BB%A9c/
    if (
        _UNFIT.search(text)
        or len(text.encode()) > _LONGEST_PATH
        or any(len(part.encode()) > _LONGEST_STEP for part in text.split("/"))
    ):
        return None
    if not re.fullmatch(r"/[^\s?#\\<>\"'|*:]+", text) or any(
        not part or part.startswith(".") for part in text[1:].removesuffix("/").split("/")
    ):
        return None
    path = text[1:]
    ending = re.search(r"\.([A-Za-z0-9]{2,5})$", path)
    if ending:
        return path if ending[1].lower() in PAGE_ENDINGS else None
    return path if path.endswith("/") else f"{path}/"


def alias_with_query(text: str) -> str | None:
    """The address of an old page with its query, as browsers send that: `Default.aspx?tabid=104&NID=20203`. None for
    any other text. No file can stand there, so it is for servers only.
    """
    path, _, query = letters.spelled(text).partition("?")
    page = "" if path == "/" else alias(path)
    decoded = unquote(query)
    if not query or page is None or any(unfit.search(decoded) for unfit in (_UNFIT, _CONTROL)):
        return None
    if _UNFIT_IN_QUERY.search(query):
        return None
    sent = quote(query, safe=_SENT_AS_THEY_ARE)
    return f"{page}?{sent}" if len(sent) <= _LONGEST_PATH else None


def requests_for(text: str) -> tuple[str, ...]:
    """The addresses at which an alias is asked for, as a server compares them: the path decoded, with and without its
    last slash; a query as it is sent, by browsers and by programs that encode no letters.
    """
    address = None if "?" in text else alias(text)
    if address is not None:
        return tuple(dict.fromkeys((address, address.removesuffix("/"))))
    page, _, query = (alias_with_query(text) or "").partition("?")
    written = letters.spelled(text).partition("?")[2]
    queries = [query] if " " in written or any(sign in written for sign in "\"'<>") else [query, written]
    return tuple(dict.fromkeys(f"{path}?{one}" for path in (page, page.removesuffix("/")) for one in queries))
