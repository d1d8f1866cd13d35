"""The search index: for each split of the archive the files that Pagefind makes of it, kept in the cache.

A split is indexed anew when one of its articles changed; a build asks for those only whose files are not on the site as they
should be. A bundle is a folder that is named by what it was made of, and appears whole or not at all.
"""

import gzip
import json
import os
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

from . import dates, digest, pagefind_service, permalinks, renditions, safe_html, seal, search_text, workers
from .article import Article
from .edition import Edition
from .pagefind_service import Entry
from .progress import Progress
from .source_file import SourceFile
from .splits import SCRIPTS, TEXTS, TITLES, Split
from .store import StoreError

_KEPT = {
    TEXTS: re.compile(r".*\.pf_(?:meta|index|fragment)"),
    TITLES: re.compile(r".*\.pf_(?:meta|index)"),  # blocks say more than the fragments of titles
    SCRIPTS: re.compile(r"pagefind\.js|wasm\.unknown\.pagefind"),
}
"""What of Pagefind's files is published."""
_FINDING = re.compile(r"pagefind\.\w+\.pf_meta")
_FINDING_NAME = "words.pf_meta"
"""The file that the others are found by. Its name is always the same, so that a browser that knows a split's digest needs not ask for it."""
_CONTENTS = "contents"
_VOCABULARY = "vocabulary.json"
_SEPARATOR = " · "
"""Takes a place of its own, so that no phrase runs from one title or name into the next."""
_BACK = "↩"
"""What leads back from a footnote."""


class Bundle(msgspec.Struct, frozen=True):
    """Digests of a bundle's files by path, and for titles the id that Pagefind gave to each block, by the block's name."""

    files: dict[str, bytes]
    blocks: dict[str, str]


class BundleFile(SourceFile):
    """A file of a bundle. It lies in the cache, which may be deleted at any moment."""

    __slots__ = ()

    def read(self) -> bytes:
        """Raises StoreError when the file is no longer what it was."""
        try:
            content = super().read()
        except OSError as error:
            raise StoreError(str(error)) from error
        if digest.of(content) != self.digest:
            raise StoreError(self.path)
        return content


class SearchIndex:
    """The bundles in a folder, as they are asked for. Whoever asks for one that was made and is gone gets a StoreError."""

    def __init__(self, folder: Path, edition: Edition):
        self._folder = folder
        self.edition = edition

    def make(self, wanted: Sequence[Split], progress: Progress) -> None:
        """Makes the bundles of the wanted splits, as far as they are not there; forgets those of no split.

        Raises PagefindError, OSError, and StoreError when somebody deletes the folder meanwhile.
        """
        missing = [split for split in wanted if not self._is_whole(split)]
        done = workers.share_few(lambda number: self._index(missing[number]), len(missing))
        try:
            for _ in progress.follow("index", done, len(missing)):
                pass
        except FileNotFoundError as error:
            raise StoreError(str(error)) from error
        current = {self._place(split).name for split in self.edition.splits}
        with suppress(OSError):
            for folder in self._folder.iterdir():
                if folder.name not in current:
                    shutil.rmtree(folder, ignore_errors=True)

    def bundle(self, split: Split) -> Bundle:
        """Of a split that was made."""
        try:
            sealed = (self._place(split) / _CONTENTS).read_bytes()
        except OSError as error:
            raise StoreError(f"search index {split.name}") from error
        content = sealed[seal.SIZE :]
        if sealed[: seal.SIZE] != self._seal(split, content):
            raise StoreError(f"search index {split.name}")
        return msgspec.msgpack.decode(content, type=Bundle)

    def files(self, split: Split) -> Iterator[tuple[str, BundleFile]]:
        """All files of a bundle by path, as they are published."""
        for path, known in self.bundle(split).files.items():
            yield path, BundleFile(str(self._place(split) / path), known)

    def _place(self, split: Split) -> Path:
        return self._folder / split.digest.hex()

    def _seal(self, split: Split, content: bytes) -> bytes:
        return seal.of(f"search index {self._place(split).name}", content)

    def _is_whole(self, split: Split) -> bool:
        """Whether a bundle is there as it was made; whoever has altered one of its files gets it made again."""
        try:
            for _, file in self.files(split):
                file.read()
        except StoreError:
            return False
        return True

    def _index(self, split: Split) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self._folder) as temporary:
            new = Path(temporary, "new")
            with pagefind_service.index(split.file_size) as index:
                for entry in self._entries(split):
                    index.add(entry)
                made = sorted(index.files())
            kept = [(_FINDING.sub(_FINDING_NAME, path), content) for path, content in made if _KEPT[split.kind].fullmatch(path)]
            if split.kind == TITLES:
                kept.append((_VOCABULARY, json.dumps(_vocabulary(split), ensure_ascii=False, separators=(",", ":")).encode()))
            for folder in {(new / path).parent for path, _ in kept}:
                folder.mkdir(parents=True, exist_ok=True)
            for path, content in kept:
                (new / path).write_bytes(content)
            bundle = Bundle({path: digest.of(content) for path, content in kept}, _block_ids(made) if split.kind == TITLES else {})
            contents = msgspec.msgpack.encode(bundle)
            (new / _CONTENTS).write_bytes(self._seal(split, contents) + contents)
            place = self._place(split)
            shutil.rmtree(place, ignore_errors=True)
            os.replace(new, place)

    def _entries(self, split: Split) -> Iterator[Entry]:
        if split.kind == SCRIPTS:
            yield Entry("", "không")  # without a record there is no index
        elif split.kind == TITLES:
            for block in split.blocks():
                titles = _SEPARATOR.join([search_text.spell(article.facts.title) for article in block.articles])
                # The id of a record is made of what it says: it has to be another one when the block's cards are.
                seal = digest.of(b"".join([article.digest for article in block.articles])).hex()
                yield Entry(f"{block.name} {seal}", titles)
        else:
            yield from map(self._entry, split.articles)

    def _entry(self, article: Article) -> Entry:
        facts, fragment = article.facts, self.edition.text(article).read()
        caption = fragment.photo.caption if fragment.photo else None
        texts = [safe_html.plain(fragment.lead_html), safe_html.plain(permalinks.removed(fragment.body_html)), caption, *[file.title for file in fragment.attachments]]
        marks = [("category", article.category), ("year", f"{article.date:%Y}"), *[("author", slug) for slug in self.edition.author_slugs(facts.author)]]
        text = " ".join([text for text in texts if text]).replace(_BACK, "")
        content = _SEPARATOR.join([search_text.spell(part) for part in [text, *facts.author, *facts.tags] if part])
        title = search_text.spell(facts.title)
        meta = {"title": title, "marks": " ".join([search_text.mark(*one) for one in marks]), "shown": _shown(article)}
        return Entry(article.address, content or title, meta, {"date": f"{article.date:%Y%m%d%H%M}"})


def _shown(article: Article) -> str:
    """Day, category and picture as a list shows them: one word that begins no other, since Pagefind finds the words of all that it keeps."""
    picture = article.facts.thumbnail
    small = renditions.smallest(picture.shape) if picture else None
    shown = [dates.day(article.date), article.category, [picture.address + small.suffix, small.width, small.height] if picture and small else None]
    return json.dumps(shown, separators=(",", ":")).encode().hex()


def _vocabulary(split: Split) -> list[str]:
    """The words of titles, leads and names, the most frequent first, each in its most frequent spelling: what a mistyped word may have been
    meant to be.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for article in split.articles:
        facts = article.facts
        for word in search_text.words(" ".join([facts.title, facts.lead, *facts.author, *facts.tags]).lower()):
            if word.isalpha():
                spellings[search_text.fold(word)][word] += 1
    ordered = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    return [min(forms, key=lambda form: (-forms[form], form)) for _, forms in ordered]


def _block_ids(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    ids = {}
    for path, content in files:
        if path.endswith(".pf_fragment"):
            record = json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
            ids[record["url"].partition(" ")[0]] = PurePosixPath(path).stem
    return ids
