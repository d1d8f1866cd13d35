"""The search index: the files that Pagefind makes for each split of the archive, kept in the cache folder.

A split is indexed again when one of its articles has changed; a build asks only for splits whose files on the site are
not up to date. The files of a split are a bundle: one file that holds them all, and one with its contents, in a folder
named by the split's digest. An archive of 100,000 articles has more files than that, of a few kilobytes each; to
create so many takes more than twenty times as long as to write one of their size.
"""

import gzip
import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from ..articles.article import Article
from ..articles.fragment import Fragment
from ..machine import digest, shelf, workers
from ..machine.cache import CacheError
from ..machine.progress import Progress
from ..machine.shelf import Shelf
from ..machine.source_file import CachedFile
from . import pagefind, spelling
from .place_names import PlaceNames
from .records import Records
from .splits import BLOCK, SCRIPTS, TEXTS, TITLES, Split

_PUBLISHED = {
    TEXTS: re.compile(r".*\.pf_(?:meta|index|fragment)"),
    TITLES: re.compile(r".*\.pf_(?:meta|index)"),  # the TitleBlocks of the site say more than the fragments
    SCRIPTS: re.compile(r"pagefind\.js|wasm\.unknown\.pagefind"),
}
"""The files of Pagefind's that are published, by the kind of split."""
_METADATA = re.compile(r"pagefind\.\w+\.pf_meta")
_METADATA_NAME = "words.pf_meta"
"""The name of the file that leads to the others. It is always the same, so that a browser needs only the split's digest
to load it.
"""
_FILES, _MANIFEST = "files", "contents"
"""The names of the two files of a bundle."""
_VOCABULARY = "vocabulary.json"

FINDERS = frozenset({".pf_meta"})
"""Endings of files by which a browser finds the others."""


class Part(NamedTuple):
    """The place of a published file in its bundle, in bytes, and its digest."""

    start: int
    size: int
    digest: bytes


class Bundle(msgspec.Struct, frozen=True):
    """The contents of a bundle: its parts by the paths of the files, and for titles the id that Pagefind gave to each
    block, by the block's name.
    """

    parts: dict[str, Part]
    blocks: dict[str, str]


class SearchIndex:
    """The bundles in a folder. Asking for a bundle that has disappeared raises CacheError."""

    def __init__(
        self,
        folder: Path,
        splits: Sequence[Split],
        fragment_of: Callable[[Article], Fragment],
        author_slugs: Callable[[Iterable[str]], tuple[str, ...]],
        places: Sequence[tuple[str, str]] = (),
    ):
        self._folder = folder
        self._splits = splits
        self._records = Records(fragment_of, author_slugs, PlaceNames(places))
        self._manifests = Shelf(folder, "search index")

    def make(self, splits: Sequence[Split], progress: Progress) -> None:
        """Makes the missing bundles of some splits, and deletes bundles that belong to no split.

        Raises PagefindError or OSError, and CacheError if somebody deletes the folder meanwhile.
        """
        # The largest come first, so that no core is left with a large one while the others have nothing to do.
        missing = sorted([split for split in splits if not self._is_whole(split)], key=_effort, reverse=True)
        results = workers.share_few(lambda number: self._index(missing[number]), len(missing))
        try:
            for _ in progress.follow("index", results, len(missing)):
                pass
        except FileNotFoundError as error:
            raise CacheError(str(error)) from error
        current_names = {self._path(split).name for split in self._splits}
        with suppress(OSError):
            for folder in self._folder.iterdir():
                if folder.name not in current_names:
                    shutil.rmtree(folder, ignore_errors=True)

    def bundle(self, split: Split) -> Bundle:
        """The bundle of a split that was made before. Raises CacheError."""
        content = self._manifests.get(f"{self._path(split).name}/{_MANIFEST}")
        if content is None:
            raise CacheError(f"search index {split.name}")
        return msgspec.msgpack.decode(content, type=Bundle)

    def files(self, split: Split) -> Iterator[tuple[str, CachedFile]]:
        """All published files of a split, with their paths. Raises CacheError."""
        file = str(self._path(split) / _FILES)
        for path, part in self.bundle(split).parts.items():
            yield path, CachedFile(file, part.digest, part.start, part.size)

    def _path(self, split: Split) -> Path:
        return self._folder / split.digest.hex()

    def _is_whole(self, split: Split) -> bool:
        """Whether a bundle is complete and unaltered; otherwise it is made again."""
        try:
            for _, file in self.files(split):
                file.read()
        except CacheError:
            return False
        return True

    def _index(self, split: Split) -> None:
        with pagefind.index(split.file_size) as index:
            for record in self._records.of(split):
                index.add(record)
            index_files = sorted(index.files())
        published_files = [
            (_METADATA.sub(_METADATA_NAME, path), content)
            for path, content in index_files
            if _PUBLISHED[split.kind].fullmatch(path)
        ]
        if split.kind == TITLES:
            published_files.append(
                (_VOCABULARY, json.dumps(_vocabulary(split), ensure_ascii=False, separators=(",", ":")).encode())
            )
        starts = accumulate([len(content) for _, content in published_files], initial=0)
        bundle = Bundle(
            {
                path: Part(start, len(content), digest.of(content))
                for start, (path, content) in zip(starts, published_files, strict=False)
            },
            _block_ids(index_files) if split.kind == TITLES else {},
        )
        folder = self._path(split)
        shutil.rmtree(folder, ignore_errors=True)  # a build that was killed may have left something behind
        shelf.write_whole(folder / _FILES, b"".join([content for _, content in published_files]))
        # The manifest comes last: without it there is no bundle.
        self._manifests.put(f"{folder.name}/{_MANIFEST}", msgspec.msgpack.encode(bundle))


def _effort(split: Split) -> int:
    """About the work of indexing a split, compared with others."""
    articles = sum(len(month.articles) for month in split.months)
    return articles if split.kind == TEXTS else articles // BLOCK


def _vocabulary(split: Split) -> list[str]:
    """The words of titles, leads and names, the most frequent first, each in its most frequent spelling. A mistyped
    word may have been meant as one of them.
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
    """The id of each block by its name, read from the fragments that Pagefind makes of blocks."""
    ids = {}
    for path, content in files:
        if path.endswith(".pf_fragment"):
            record = json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
            ids[record["url"].partition(" ")[0]] = PurePosixPath(path).stem
    return ids
