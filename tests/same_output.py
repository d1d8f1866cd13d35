"""Whether two versions of the software make the same site: every file of the sample and of a made-up archive, compared.

`make same-output BASE=<commit>` builds both sites with the software as it was at a commit and as it is in this folder,
and names what differs. Two things are left out of the comparison: marks of a version (`?v=…`, the digests in the table
of the search), which follow from every change of the software, and what a version changes on purpose, each with its
reason in `agreed_differences.yml`.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from os import environ
from pathlib import Path

import yaml
from benchmarks import corpus, post_file
from project import ROOT, source

_NEWSPAPER = ("mkdocs.yml", "docs", "posts")
_PARTS = ("hooks", "overrides", *_NEWSPAPER)
_MARKS = (
    (re.compile(rb"\?v=[0-9a-f]{8,16}"), b"?v="),
    (re.compile(rb'^// [0-9a-f]{16}$|(?<="version":")[^"]*|(?<=const VERSION = ")[0-9a-f]{16}', re.MULTILINE), b""),
    (re.compile(rb'(?<=")[0-9a-f]{16}(?=")'), b""),
)
_AGREED = yaml.safe_load((ROOT / "tests" / "agreed_differences.yml").read_text(encoding="utf-8"))
_AGREED_TEXTS = [
    (re.compile(entry["text"].encode()), entry["becomes"].encode()) for entry in _AGREED if "text" in entry
]
_AGREED_FILES = [re.compile(entry["files"]) for entry in _AGREED if "files" in entry]
_TEXT = frozenset({".html", ".xml", ".json", ".js", ".css", ".txt", ".svg", ".csv", ".webmanifest"})
_SHOWN_LINES, _SHOWN_FILES = 12, 40
_OF_THE_SAMPLE = datetime(2026, 11, 22, 6, tzinfo=corpus.HOME)
"""A moment after the newest article of the sample, while its emergency notice is in force."""


@dataclass(frozen=True)
class Difference:
    """`sort` is `only before`, `only now`, `renamed` (the same bytes under another name), `marks` (of a version) or
    `other`.
    """

    path: str
    sort: str
    lines: tuple[str, ...] = ()


def checkout(commit: str, folder: Path) -> None:
    """The software and the sample's posts as they were at a commit."""
    folder.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    for kept in (folder / "tests" / "newspaper" / name for name in _NEWSPAPER):  # `init` had moved the sample
        if kept.exists():
            shutil.rmtree(folder / kept.name) if kept.is_dir() else (folder / kept.name).unlink()
            kept.rename(folder / kept.name)


def copy(folder: Path) -> None:
    """The software and the sample's posts as they are here."""
    folder.mkdir(parents=True)
    for name in _PARTS:
        if source(name).is_dir():
            shutil.copytree(source(name), folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source(name), folder)


def build(folder: Path, posts: Path | None) -> dict[str, bytes]:
    """The site of a folder, with its own posts or with others."""
    clock = corpus.CLOCK if posts else _OF_THE_SAMPLE
    if posts:
        shutil.rmtree(folder / "posts")
        shutil.copytree(posts, folder / "posts")
    for name in ("site", ".cache"):  # the cache knows which addresses the posts before these had
        shutil.rmtree(folder / name, ignore_errors=True)
    environment = environ | {
        "SOURCE_DATE_EPOCH": str(int(clock.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"], cwd=folder, env=environment, check=True
    )
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def compare(before: dict[str, bytes], now: dict[str, bytes]) -> Iterator[Difference]:
    gone = Counter(before[path] for path in before.keys() - now.keys())
    added = Counter(now[path] for path in now.keys() - before.keys())
    for path in sorted(before.keys() | now.keys()):
        if path not in now:
            yield Difference(path, "renamed" if before[path] in added else "only before")
        elif path not in before:
            yield Difference(path, "renamed" if now[path] in gone else "only now")
        elif before[path] != now[path]:
            old, new = without_marks(before[path]), without_marks(now[path])
            yield (
                Difference(path, "marks")
                if old == new
                else Difference(path, "other", tuple(_changed_lines(path, old, new)))
            )


def without_marks(content: bytes) -> bytes:
    for pattern, mark in (*_MARKS, *_AGREED_TEXTS):
        content = pattern.sub(mark, content)
    return content


def is_agreed(difference: Difference) -> bool:
    return any(pattern.search(difference.path) for pattern in _AGREED_FILES)


def _changed_lines(path: str, old: bytes, new: bytes) -> Iterator[str]:
    if Path(path).suffix not in _TEXT:
        yield f"{len(old)} bytes before, {len(new)} now"
        return
    lines = unified_diff(
        old.decode(errors="replace").splitlines(), new.decode(errors="replace").splitlines(), lineterm="", n=0
    )
    yield from (line for line in lines if line[:3] not in ("---", "+++") and line[:2] != "@@")


def report(name: str, before: dict[str, bytes], now: dict[str, bytes]) -> bool:
    """Prints what differs; says whether nothing does but marks of a version."""
    found = list(compare(before, now))
    differences = [difference for difference in found if not is_agreed(difference)]
    counts = Counter(one.sort for one in differences)
    same = sum(before[path] == now[path] for path in now.keys() & before.keys())
    print(
        f"{name}: {len(now)} files, {same} the same, {counts['marks']} but for marks of a version, "
        f"{counts['renamed'] // 2} under another name, {len(found) - len(differences)} agreed"
    )
    real = [one for one in differences if one.sort not in ("marks", "renamed")]
    for one in real[:_SHOWN_FILES]:
        print(f"  {one.sort}: {one.path}")
        for line in one.lines[:_SHOWN_LINES]:
            print(f"      {line[:240]}")
    if len(real) > _SHOWN_FILES:
        print(f"  … and {len(real) - _SHOWN_FILES} more")
    return not real


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="a commit")
    parser.add_argument("--size", type=int, default=1000, help="articles of the made-up archive")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="same-output-") as temporary:
        folder = Path(temporary)
        checkout(arguments.base, folder / "before")
        copy(folder / "now")
        post_file.write_all(corpus.articles(arguments.size), folder / "archive")
        answers = []
        for name, posts in (("sample", None), (f"archive of {arguments.size}", folder / "archive")):
            answers.append(report(name, *(build(folder / version, posts) for version in ("before", "now"))))
    return 0 if all(answers) else 1


if __name__ == "__main__":
    sys.exit(main())
