"""How heavy the site is, in words: its files and bytes, and the hosts for pages that would not take it."""

from collections.abc import Iterator
from pathlib import Path

from ..stylebook import numbers, words
from . import hosts


def told(folder: Path) -> Iterator[str]:
    """The sentences about the site in a folder."""
    site = hosts.size(folder)
    if not site.files:
        yield words.sentence("web_server.no_site")
        return
    yield words.sentence("web_server.size", files=numbers.in_thousands(site.files), space=numbers.file_size(site.space))
    for host in hosts.too_small(site):
        facts = {"host": host.name, "day": f"{host.read:%d/%m/%Y}", "source": host.source}
        limits = [
            words.sentence("web_server.limit_of_files", count=numbers.in_thousands(host.files)) if host.files else "",
            words.sentence("web_server.limit_of_space", space=numbers.file_size(host.space)) if host.space else "",
        ]
        yield words.sentence("web_server.too_small", limits=", ".join(filter(None, limits)), **facts)
