"""The search index: for each split of the archive the files that Pagefind makes of it, kept in the cache folder.

A split is indexed anew when one of its articles has changed; a build asks only for splits whose files are not on the
site as they should be. The files of a split are a bundle: a folder named by what it was made of, which appears whole or
not at all.
"""

import gzip
import json
import os
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

from ..article import Article, Fragment
from ..machine import digest, workers
from ..machine.cache import CacheError
from ..machine.progress import Progress
from ..machine.shelf import Shelf
from ..machine.source_file import CachedFile
from ..markup import plain_text
from ..pictures import renditions
from ..stylebook import dates
from . import pagefind, spelling
from .pagefind import SearchRecord
from .splits import SCRIPTS, TEXTS, TITLES, Split

_PUBLISHED = {
    TEXTS: re.compile(r".*\.pf_(?:meta|index|fragment)"),
    TITLES: re.compile(r".*\.pf_(?:meta|index)"),  # blocks say more than the fragments of titles
    SCRIPTS: re.compile(r"pagefind\.js|wasm\.unknown\.pagefind"),
}
"""Which of Pagefind's files are published."""
_METADATA = re.compile(r"pagefind\.\w+\.pf_meta")
_METADATA_NAME = "words.pf_meta"
"""The file by which the others are found. Its name is always the same, so a browser that knows a split's digest needs
not ask for it.
"""
_MANIFEST = "contents"
_VOCABULARY = "vocabulary.json"
_SEPARATOR = " · "
"""Takes a place of its own, so that no phrase runs from one title or name into the next."""

FINDERS = frozenset({".pf_meta"})
"""Endings of files by which a browser finds the others."""


class Bundle(msgspec.Struct, frozen=True):
    """Digests of a bundle's files by path, and for titles the id that Pagefind gave to each block, by the
    block's name.
    """

    files: dict[str, bytes]
    blocks: dict[str, str]


class SearchIndex:
    """The bundles in a folder. Whoever asks for one that was made and is gone gets a CacheError."""

    def __init__(
        self,
        folder: Path,
        splits: Sequence[Split],
        fragment_of: Callable[[Article], Fragment],
        author_slugs: Callable[[Iterable[str]], tuple[str, ...]],
    ):
        self._folder = folder
        self._splits = splits
        self._fragment_of = fragment_of
        self._author_slugs = author_slugs
        self._manifests = Shelf(folder, "search index")

    def make(self, wanted: Sequence[Split], progress: Progress) -> None:
        """Makes the bundles of the wanted splits that are not there yet; forgets bundles of no split.

        Raises PagefindError, OSError, and CacheError when somebody deletes the folder meanwhile.
        """
        missing = [split for split in wanted if not self._is_whole(split)]
        done = workers.share_few(lambda number: self._index(missing[number]), len(missing))
        try:
            for _ in progress.follow("index", done, len(missing)):
                pass
        except FileNotFoundError as error:
            raise CacheError(str(error)) from error
        current = {self._path(split).name for split in self._splits}
        with suppress(OSError):
            for folder in self._folder.iterdir():
                if folder.name not in current:
                    shutil.rmtree(folder, ignore_errors=True)

    def bundle(self, split: Split) -> Bundle:
        """The bundle of a split that was made."""
        content = self._manifests.get(f"{self._path(split).name}/{_MANIFEST}")
        if content is None:
            raise CacheError(f"search index {split.name}")
        return msgspec.msgpack.decode(content, type=Bundle)

    def files(self, split: Split) -> Iterator[tuple[str, CachedFile]]:
        """All files of a bundle by path, as they are published."""
        for path, known in self.bundle(split).files.items():
            yield path, CachedFile(str(self._path(split) / path), known)

    def _path(self, split: Split) -> Path:
        return self._folder / split.digest.hex()

    def _is_whole(self, split: Split) -> bool:
        """Whether a bundle is there as it was made; when somebody has altered one of its files, it is made again."""
        try:
            for _, file in self.files(split):
                file.read()
        except CacheError:
            return False
        return True

    def _index(self, split: Split) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self._folder) as temporary:
            new = Path(temporary, "new")
            with pagefind.index(split.file_size) as index:
                for record in self._records(split):
                    index.add(record)
                made = sorted(index.files())
            kept = [
                (_METADATA.sub(_METADATA_NAME, path), content)
                for path, content in made
                if _PUBLISHED[split.kind].fullmatch(path)
            ]
            if split.kind == TITLES:
                kept.append(
                    (_VOCABULARY, json.dumps(_vocabulary(split), ensure_ascii=False, separators=(",", ":")).encode())
                )
            for folder in {(new / path).parent for path, _ in kept}:
                folder.mkdir(parents=True, exist_ok=True)
            for path, content in kept:
                (new / path).write_bytes(content)
            target = self._path(split)
            shutil.rmtree(target, ignore_errors=True)
            os.replace(new, target)
            bundle = Bundle(
                {path: digest.of(content) for path, content in kept}, _block_ids(made) if split.kind == TITLES else {}
            )
            self._manifests.put(
                f"{target.name}/{_MANIFEST}", msgspec.msgpack.encode(bundle)
            )  # the last: without it there is no bundle

    def _records(self, split: Split) -> Iterator[SearchRecord]:
        if split.kind == SCRIPTS:
            yield SearchRecord("", "không")  # without a record there is no index
        elif split.kind == TITLES:
            for block in split.blocks():
                titles = _SEPARATOR.join([spelling.spell(article.facts.title) for article in block.articles])
                # The id of a record is made of what it says: it has to be another one when the block's cards are.
                cards = digest.of(b"".join([article.page_digest for article in block.articles])).hex()
                yield SearchRecord(f"{block.name} {cards}", titles)
        else:
            yield from map(self._record, split.articles)

    def _record(self, article: Article) -> SearchRecord:
        facts, fragment = article.facts, self._fragment_of(article)
        caption = fragment.photo.caption if fragment.photo else None
        texts = [
            plain_text.for_search(fragment.lead_html),
            plain_text.for_search(fragment.body_html),
            caption,
            *[file.title for file in fragment.attachments],
        ]
        authors = [("author", slug) for slug in self._author_slugs(facts.author)]
        marks = [("category", article.category), ("year", f"{article.date:%Y}"), *authors]
        text = " ".join([text for text in texts if text])
        content = _SEPARATOR.join([spelling.spell(part) for part in [text, *facts.author, *facts.tags] if part])
        title = spelling.spell(facts.title)
        meta = {"title": title, "marks": " ".join([spelling.mark(*one) for one in marks]), "shown": _shown(article)}
        return SearchRecord(article.address, content or title, meta, {"date": f"{article.date:%Y%m%d%H%M}"})


def _shown(article: Article) -> str:
    """Day, category and picture as a list shows them: one word that begins no other, since Pagefind finds the words of
    all that it keeps.
    """
    picture = article.facts.thumbnail
    small = renditions.smallest(picture.shape) if picture else None
    shown = [
        dates.day(article.date),
        article.category,
        [picture.address + small.suffix, small.width, small.height] if picture and small else None,
    ]
    return json.dumps(shown, separators=(",", ":")).encode().hex()


def _vocabulary(split: Split) -> list[str]:
    """The words of titles, leads and names, the most frequent first, each in its most frequent spelling: what a
    mistyped word may have been meant to be.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for article in split.articles:
        facts = article.facts
        for word in spelling.words(" ".join([facts.title, facts.lead, *facts.author, *facts.tags]).lower()):
            if word.isalpha():
                spellings[spelling.fold(word)][word] += 1
    ordered = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    return [min(forms, key=lambda form: (-forms[form], form)) for _, forms in ordered]


def _block_ids(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    ids = {}
    for path, content in files:
        if path.endswith(".pf_fragment"):
            record = json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
            ids[record["url"].partition(" ")[0]] = PurePosixPath(path).stem
    return ids
