"""The hosts for pages, and how much of a site they take."""

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

_READ = date(2026, 11, 29)


class Size(NamedTuple):
    """What a site amounts to. `space` is in bytes."""

    files: int
    folders: int
    space: int


class Host(NamedTuple):
    """A service for pages. A limit that it does not have, or does not tell, is None; `space` is in bytes."""

    name: str
    files: int | None
    counts_folders: bool
    """Whether folders count among its files."""
    space: int | None
    read: date
    """The day on which its limits were read."""
    source: str


HOSTS = (
    Host(
        "GitHub Pages",
        None,
        False,
        10**9,
        _READ,
        "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
    ),
    Host("GitLab.com", 200_000, True, 10**9, _READ, "https://gitlab.com/gitlab-org/gitlab/-/issues/405048"),
    Host(
        "Cloudflare Pages (miễn phí)",
        20_000,
        False,
        None,
        _READ,
        "https://developers.cloudflare.com/changelog/post/2026-01-23-pages-file-limit-increase/",
    ),
    Host(
        "Cloudflare Pages (trả phí)",
        100_000,
        False,
        None,
        _READ,
        "https://developers.cloudflare.com/changelog/post/2026-01-23-pages-file-limit-increase/",
    ),
)


def size(folder: Path) -> Size:
    """The size of a site in its folder; nothing where there is none yet."""
    files = folders = space = 0
    for place, inner, names in os.walk(folder):
        folders += len(inner)
        files += len(names)
        space += sum(os.lstat(os.path.join(place, name)).st_size for name in names)
    return Size(files, folders, space)


def too_small(site: Size) -> list[Host]:
    """The hosts that would not take a site of this size."""
    return [host for host in HOSTS if not _takes(host, site)]


def _takes(host: Host, site: Size) -> bool:
    files = site.files + site.folders if host.counts_folders else site.files
    return (host.files is None or files <= host.files) and (host.space is None or site.space <= host.space)
