"""Continuity: an address that was published goes on to answer.

A post whose file was deleted, renamed or taken back to a draft leaves an address at which readers, search engines and
feed readers look for it. The ledger of the site knows these addresses, and so does Git.
"""

import posixpath
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from .archive.catalogue import Catalogue
from .machine import provenance
from .pictures import media
from .posts import new_post, post, walk
from .posts.post import Post
from .press.ledger import Ledger
from .problems import Problem, problem
from .settings.settings import Settings
from .stylebook import addresses, dates, old_addresses
from .typesetting import post_life

_ARTICLE = re.compile(r"(\d{4}/\d{2}/(?!(?:0[1-9]|[12]\d|3[01])/)[^/]+/)index\.html")
_MONTH = re.compile(r"\d{4}/\d{2}")
_POST = re.compile(r"posts/\d{4}/\d{2}/[^/]+\.md")
_NOTES = re.compile(rb"^(?:changes|corrections):", re.MULTILINE)
_REMOVED = re.compile(rb"^removed:", re.MULTILINE)
_SITE_URL = re.compile(rb"^site_url:.*$", re.MULTILINE)


def problems(paths: Iterable[str], deleted: Iterable[str]) -> Iterator[Problem]:
    """Yields the problems of files that the site is about to lose, by their paths. `deleted` are the addresses of posts
    that were deleted on purpose.
    """
    gone = {match[1] for path in paths if (match := _ARTICLE.fullmatch(path))}
    for address in sorted(gone.difference(deleted)):
        yield problem("page-gone", post.file(f"{address.rstrip('/')}.md"), address=f"/{address}")


def lost_since(ledger: Ledger, catalogue: Catalogue) -> Iterator[str]:
    """Yields the paths of article pages that the last build published and the next one would not."""
    answering = _answering(catalogue)
    for section in ledger.sections:
        if _MONTH.fullmatch(section):
            for path in ledger.paths(section):
                match = _ARTICLE.fullmatch(path)
                if match and match[1] not in answering:
                    yield path


def lost_in_git(settings: Settings, catalogue: Catalogue, now: datetime) -> Iterator[str]:
    """Yields the paths of pages whose posts the last commit, or work that is not yet committed, has deleted or renamed.

    A machine that has just cloned the repository has no ledger, but it has the last commits.
    """
    commit = _earlier_commit(settings.project)
    if commit is None or _site_url(settings.project, commit) != _site_url(settings.project, None):
        return  # no history, or that of another bulletin: `init` empties the archive
    answering = _answering(catalogue)
    deleted = _git(
        settings.project, "diff", "--name-only", "--no-renames", "--diff-filter=D", "-z", commit, "--", "posts"
    )
    for path in filter(None, (deleted or b"").split(b"\0")):
        name = path.decode("utf-8", "replace")
        if _POST.fullmatch(name) and (content := _git(settings.project, "show", f"{commit}:{name}")):
            old, _ = _parsed(name, content, settings)
            if (
                old
                and not old.front.draft
                and not old.is_empty
                and old.front.date <= now
                and old.address not in answering
            ):
                yield addresses.output(old.address)


def faults_of_edits(settings: Settings, catalogue: Catalogue, now: datetime) -> Iterator[Problem]:
    """Yields the problems of public posts that the last commit, or work that is not yet committed, has edited: lost
    notes, and files that a removal forgets.
    """
    for file, old, new in _edited(settings, now):
        if not new.front.removed:
            yield from _lost_notes(file, old, new)
        elif not old.front.removed:
            yield from _unnamed_files(settings.project, catalogue, file, old, new)


def _lost_notes(file: str, old: Post, new: Post) -> Iterator[Problem]:
    """The wording of changes and corrections may be mended, but readers have read them."""
    for key, _, moment in sorted(_notes(old) - _notes(new)):
        yield problem("note-lost", file, new.line(key), key, when=dates.minute(moment))


def _unnamed_files(project: Path, catalogue: Catalogue, file: str, old: Post, new: Post) -> Iterator[Problem]:
    """Nothing but `removed.files` tells whose the files were that lay beside a removed post."""
    named = {post_life.file(new, path) for path in new.front.removed.files} if new.front.removed else set()
    in_use = {item.file for article in catalogue.articles for item in article.facts.media}
    if unnamed := sorted(_files_beside(project, old).difference(named, in_use)):
        folder = posixpath.dirname(old.name)
        files = new_post.several(tuple(posixpath.relpath(name, folder) for name in unnamed))
        yield problem("gone-files-unnamed", file, new.line("removed"), "removed.files", files=files)


def _files_beside(project: Path, old: Post) -> set[str]:
    """The pictures and attachments that an earlier version of a post names and that lay in the folder of its month."""
    own, month = old.name.removesuffix(".md"), posixpath.dirname(old.name)
    commit = _earlier_commit(project) or "HEAD"
    listing = _git(project, "ls-tree", "-r", "-z", "--name-only", commit, f"posts/{month}/") or b""
    paths = {walk.spelled(path.decode("utf-8", "replace")).removeprefix("posts/") for path in listing.split(b"\0")}
    text = unquote(unicodedata.normalize("NFC", f"{old.front.model_dump()} {old.body}"))

    def is_of_post(path: str) -> bool:
        name = posixpath.relpath(path, month)
        is_beside = not path.startswith(f"{own}/") and f"{own}/{name}" not in paths
        return is_beside and media.is_media(name) and bool(re.search(rf"(?<![\w.-]){re.escape(name)}", text))

    return {path for path in paths if path and is_of_post(path)}


def _edited(settings: Settings, now: datetime) -> Iterator[tuple[str, Post, Post]]:
    """Yields the file, the post before, and the post now. Only posts with notes or a removal are parsed, which takes
    longest.
    """
    commit = _earlier_commit(settings.project)
    if commit is None:
        return
    command = ("diff", "--name-only", "--no-renames", "--diff-filter=M", "-z", commit, "--", "posts")
    for path in filter(None, (_git(settings.project, *command) or b"").split(b"\0")):
        file = path.decode("utf-8", "replace")
        old_content = _git(settings.project, "show", f"{commit}:{file}") if _POST.fullmatch(file) else None
        if old_content is None:
            continue
        new_content = (settings.project / file).read_bytes()
        if _NOTES.search(old_content) or _REMOVED.search(new_content):
            old, _ = _parsed(file, old_content, settings)
            new, _ = _parsed(file, new_content, settings)
            if old and new and not old.front.draft and old.front.date <= now:
                yield file, old, new


def _parsed(file: str, content: bytes, settings: Settings) -> tuple[Post | None, list[Problem]]:
    return post.parse(file.removeprefix("posts/"), content, settings.categories, settings.series)


def _notes(current: Post) -> set[tuple[str, str, datetime]]:
    """The key, the kind and the time of each note of a post."""
    changes = {("changes", "", change.time) for change in current.front.changes}
    return changes | {("corrections", item.kind, item.time) for item in current.front.corrections}


def _answering(catalogue: Catalogue) -> set[str]:
    """The addresses at which an article, an explanation of its removal, or a way to its new address stands."""
    everything = (*catalogue.articles, *catalogue.removed)
    aliases = {old_addresses.alias(alias) for article in everything for alias in article.aliases}
    return {article.address for article in everything} | {alias for alias in aliases if alias}


def _earlier_commit(project: Path) -> str | None:
    """The commit before the last one; the last one in a clone of depth 1. None without a repository."""
    return next((name for name in ("HEAD^", "HEAD") if _git(project, "rev-parse", "--verify", name) is not None), None)


def _site_url(project: Path, commit: str | None) -> bytes:
    """The line with the site's address in the settings, as they were in a commit, or as they are."""
    content = _git(project, "show", f"{commit}:./mkdocs.yml") if commit else (project / "mkdocs.yml").read_bytes()
    match = _SITE_URL.search(content or b"")
    return match[0] if match else b""


def _git(project: Path, *arguments: str) -> bytes | None:
    """What Git answers about a project; None if it can't."""
    try:
        result = provenance.git(project, *arguments)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return result.stdout if result.returncode == 0 else None
