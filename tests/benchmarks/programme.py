"""Who is measured doing what, in which order."""

import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from . import machine, pictures, preview
from .corpus import Corpus, articles
from .generators import PEERS, AsShipped, Bare, Bulletin, Generator
from .results import OPERATIONS, Results, Sample, SiteSize
from .site import Site

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "benchmark"
_PHOTOS = 20
_ARTICLE = 180_000
"""Bytes on the disk for an article and all that a generator makes of it: 194,000 as shipped, 124,000 by Hugo."""
_INODES_REST = 361
"""Seconds for which ext4 gives out no inode of a deleted file again. A build in this time searches past all of them for
each new file, which takes several times as long as making it.
"""


class DiskTooSmall(Exception):
    """The sites would not fit."""


@dataclass(frozen=True)
class Programme:
    """Every operation of every generator at every size, `runs` times. A run goes through all sizes and all generators
    before the next one begins, and through all generators before the next operation: what slows the machine down for a
    while slows all of them.
    """

    sizes: Sequence[int]
    peers: Sequence[str]
    runs: int

    def carry_out(self) -> Iterator[Results]:
        """What has been measured so far, after each run, after the preview, and after the photos."""
        generators = [Bulletin(), AsShipped(), *(one() for peer in self.peers for one in PEERS[peer]), Bare()]
        for generator in generators:
            _say(f"installing {generator.name}")
            generator.install()
        sites = list(self._prepare(generators))
        results = Results(
            date=f"{date.today():%Y-%m-%d}",
            command=f'make bench SIZES="{" ".join(map(str, self.sizes))}" PEERS="{" ".join(self.peers)}" '
            f"RUNS={self.runs}",
            runs=self.runs,
            machine=machine.this_machine(),
            python=platform.python_version(),
            versions={generator.name: generator.version() for generator in generators},
            sites=(),
            samples=(),
        )
        for run in range(1, self.runs + 1):
            if run > 1:
                _clear([site for _, site in sites])
            results = replace(results, samples=(*results.samples, *self._run(run, sites)))
            yield results
        counts = tuple(SiteSize(size, site.generator.name, site.files(), site.feeds()) for size, site in sites)
        results = replace(results, samples=(*results.samples, *self._preview(sites)), sites=counts)
        yield results
        _say(f"{_PHOTOS} photos of twelve megapixels")
        yield replace(results, pictures=pictures.measure(_PHOTOS))

    def _prepare(self, generators: Sequence[Generator]) -> Iterator[tuple[int, Site]]:
        """The sites of all sizes with their articles, and the size of each."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        for size in self.sizes:
            shutil.rmtree(FOLDER / str(size), ignore_errors=True)
        taking_part = {size: [one for one in generators if size <= (one.largest or size)] for size in self.sizes}
        projects = [size for size, some in taking_part.items() for one in some if not isinstance(one, Bare)]
        needed, free = sum(projects) * _ARTICLE, shutil.disk_usage(FOLDER).free
        if needed > free:
            raise DiskTooSmall(f"{needed / 1e9:.0f} GB are needed in {FOLDER}, {free / 1e9:.0f} GB are free")
        for size, some in taking_part.items():
            _say(f"{size} articles: writing them for {', '.join(generator.name for generator in some)}")
            corpus = Corpus(size)
            sites = [Site(generator, corpus, FOLDER / str(size) / generator.name) for generator in some]
            for article in articles(size):
                for site in sites:
                    site.add(article)
            yield from ((size, site) for site in sites)

    def _run(self, run: int, sites: Sequence[tuple[int, Site]]) -> Iterator[Sample]:
        for wanted in self.sizes:
            for operation in OPERATIONS:
                for size, site in sites:
                    if size == wanted and operation in site.generator.operations:
                        yield _sample(size, site, operation, run)

    def _preview(self, sites: Sequence[tuple[int, Site]]) -> Iterator[Sample]:
        """Of the largest bulletin. The preview makes a site of its own, for which the others make room."""
        size, site = [(size, site) for size, site in sites if site.generator.name == Bulletin.name][-1]
        for _, other in sites:
            if other is not site:
                other.clear()
        for run, seconds in enumerate(preview.seconds_until_shown(site, self.runs), 1):
            _say(f"run {run}, {size} articles: {site.generator.name} serve {seconds:.2f} s")
            yield Sample(size, site.generator.name, "serve", seconds)


def _clear(sites: Sequence[Site]) -> None:
    """Deletes all sites and caches, and waits until no build can notice it. (Keeping them would need no waiting, but a
    disk for all runs.)
    """
    _say("deleting all sites")
    for site in sites:
        site.clear()
    os.sync()
    time.sleep(_INODES_REST)


def _sample(size: int, site: Site, operation: str, run: int) -> Sample:
    generator, measurement = site.generator, site.operate(operation)
    _say(
        f"run {run}, {size} articles: {generator.name} {operation} {measurement.seconds:.2f} s, "
        f"{measurement.together:.0f} MB"
    )
    return Sample(
        size=size,
        generator=generator.name,
        operation=operation,
        seconds=measurement.seconds,
        megabytes=measurement.megabytes,
        written=generator.written(measurement.output),
        together=measurement.together,
        stages=generator.stages(site.folder),
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
