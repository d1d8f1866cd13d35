"""Who is measured doing what, in which order."""

import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from . import machine, pictures, preview
from .corpus import Corpus, articles
from .generators import PEERS, Bare, Bulletin, Generator
from .results import Results, Sample, SiteSize
from .site import Site

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "benchmark"
_PREVIEWED = 10_000
"""The size of the site that is previewed, or the largest below it."""
_PHOTOS = 20


@dataclass(frozen=True)
class Programme:
    """Every operation of every generator at every size, `runs` times."""

    sizes: Sequence[int]
    peers: Sequence[str]
    runs: int

    def carry_out(self) -> Iterator[Results]:
        """What has been measured so far, after each size and after the photos."""
        generators: list[Generator] = [Bulletin(), *(PEERS[peer]() for peer in self.peers), Bare()]
        for generator in generators:
            _say(f"installing {generator.name}")
            generator.install()
        versions = {generator.name: generator.version() for generator in generators}
        samples: list[Sample] = []
        sites: list[SiteSize] = []
        for size in self.sizes:
            measured, counted = self._size(
                size, [generator for generator in generators if size <= (generator.largest or size)]
            )
            samples += measured
            sites += counted
            results = Results(
                date=f"{date.today():%Y-%m-%d}",
                command=(
                    f'make bench SIZES="{" ".join(map(str, self.sizes))}" PEERS="{" ".join(self.peers)}" '
                    f"RUNS={self.runs}"
                ),
                runs=self.runs,
                machine=machine.this_machine(),
                python=platform.python_version(),
                versions=versions,
                sites=tuple(sites),
                samples=tuple(samples),
            )
            yield results
        _say(f"{_PHOTOS} photos of twelve megapixels")
        yield replace(results, pictures=pictures.measure(_PHOTOS))

    def _size(self, size: int, generators: list[Generator]) -> tuple[list[Sample], list[SiteSize]]:
        shutil.rmtree(FOLDER / str(size) / "cleared", ignore_errors=True)
        corpus = Corpus(size)
        _say(f"{size} articles: writing them for {', '.join(generator.name for generator in generators)}")
        sites = [Site(generator, corpus, FOLDER / str(size) / generator.name) for generator in generators]
        for article in articles(size):
            for site in sites:
                site.add(article)
        # One run of all, then the next: what slows the machine down for a while slows all of them.
        samples = [
            _sample(size, site, operation, run)
            for run in range(1, self.runs + 1)
            for site in sites
            for operation in site.generator.operations
        ]
        if size == self._previewed:
            samples += self._preview(size, sites[0])
        return samples, [SiteSize(size, site.generator.name, site.files(), site.feeds()) for site in sites]

    @property
    def _previewed(self) -> int | None:
        return max((size for size in self.sizes if size <= _PREVIEWED), default=None)

    def _preview(self, size: int, site: Site) -> list[Sample]:
        samples = []
        for run, seconds in enumerate(preview.seconds_until_shown(site, self.runs), 1):
            _say(f"{size} articles, run {run}: {site.generator.name} serve {seconds:.2f} s")
            samples.append(Sample(size, site.generator.name, "serve", seconds))
        return samples


def _sample(size: int, site: Site, operation: str, run: int) -> Sample:
    name = site.generator.name
    measurement = site.operate(operation)
    _say(f"{size} articles, run {run}: {name} {operation} {measurement.seconds:.2f} s, {measurement.megabytes:.0f} MB")
    return Sample(
        size, name, operation, measurement.seconds, measurement.megabytes, site.generator.written(measurement.output)
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
