"""The site's full address: what `site_url` may say, and the one form in which the bulletin writes it."""

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

import idna

from ..stylebook import old_addresses, words

_PAGE = re.compile(rf"\.(?:{'|'.join(sorted(old_addresses.PAGE_ENDINGS))}|xml|txt|json)$", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_EXAMPLE = "https://bantin.example/"


class SiteUrlError(ValueError):
    """A text is not the address of a site. The message says why and what to write, in Vietnamese."""


def normal(text: str) -> str:
    """The address with a slash at the end, its host in the letters of the DNS (RFC 5891), its path as browsers send it.
    Raises SiteUrlError.
    """
    # MkDocs adds a slash to the value in the file, even after blanks.
    value = re.sub(r"\s+/?$", "", text.lstrip())
    if not value:
        raise _error("missing", text)
    if re.search(r"[\s\\\x00-\x1f\x7f]", value) or not value.isprintable():
        raise _error("blank", value)
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise _error("host", value) from None
    if parts.scheme not in ("http", "https"):
        candidate = f"https://{value.rpartition('//')[2].strip('/')}/"
        raise _error("scheme", value, candidate if _HOST.fullmatch(candidate[8:-1]) and "." in candidate else _EXAMPLE)
    if "@" in parts.netloc:
        raise _error("user", re.sub("//.*@", "//…@", value))  # keeps a password off the screen and out of logs
    host = _host(parts)
    if host is None:
        raise _error("host", value)
    root = f"{parts.scheme}://{host}{f':{port}' if port is not None else ''}"
    steps = unquote(parts.path).strip("/").split("/")
    for code, is_wrong in (
        ("query", "?" in value),
        ("fragment", "#" in value),
        ("page", _PAGE.search(steps[-1]) is not None),
        ("step", "//" in parts.path or not {".", ".."}.isdisjoint(steps)),
    ):
        if is_wrong:
            valid_steps = [step for step in steps if step and step not in (".", "..") and not _PAGE.search(step)]
            raise _error(code, value, _address(root, valid_steps))
    return _address(root, [step for step in steps if step])


def _address(root: str, steps: list[str]) -> str:
    return "/".join([root, *(quote(step) for step in steps), ""])


def _host(parts: SplitResult) -> str | None:
    """The host in the letters of the DNS; None if it is not one."""
    host = parts.hostname or ""
    if ":" in host:  # an IPv6 address, which urlsplit has checked
        return f"[{host}]" if parts.netloc.startswith("[") else None
    try:
        dns_name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return None
    return dns_name if _HOST.fullmatch(dns_name) else None


def _error(code: str, value: str, example: str = _EXAMPLE) -> SiteUrlError:
    text = words.terminal()["site_url"]
    return SiteUrlError(
        text["wrong"].format(value=value, fault=text["faults"][code], example=example)
        if code != "missing"
        else text["missing"].format(example=_EXAMPLE)
    )
