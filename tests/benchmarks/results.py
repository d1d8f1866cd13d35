"""What was measured, and the medians of it."""

import dataclasses
import json
import statistics
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .machine import Machine
from .pictures import PictureCost

START = "start"
"""The stage in which Python and MkDocs start and end."""
OPERATIONS = ("clean", "unchanged", "correct", "publish", "alert", "alert over", "views", "serve")


@dataclass(frozen=True)
class Sample:
    """One run of one operation. `megabytes` (of the largest process) and `together` (of all processes) are None for the
    preview, `written` and `stages` (seconds of each stage) where the build doesn't say them.
    """

    size: int
    generator: str
    operation: str
    seconds: float
    megabytes: float | None = None
    written: int | None = None
    together: float | None = None
    stages: dict[str, float] | None = None


@dataclass(frozen=True)
class SiteSize:
    """How many files a generator makes of a corpus, and how many of them are feeds."""

    size: int
    generator: str
    files: int
    feeds: int = 0


@dataclass(frozen=True)
class Figure:
    """An operation over all runs: the median with its extremes, the medians of the peaks of the largest process and of
    all processes together, the files that were written.
    """

    seconds: float
    fastest: float
    slowest: float
    megabytes: float | None
    together: float | None
    written: int | None


@dataclass(frozen=True)
class Results:
    """`versions` maps a generator's name to what it is; the order is the one in which they are shown."""

    date: str
    command: str
    runs: int
    machine: Machine
    python: str
    versions: dict[str, str]
    sites: tuple[SiteSize, ...]
    samples: tuple[Sample, ...]
    pictures: PictureCost | None = None

    @property
    def sizes(self) -> list[int]:
        return sorted({sample.size for sample in self.samples})

    def figure(self, size: int, generator: str, operation: str) -> Figure | None:
        """None when this was not measured."""
        found = self._samples(size, generator, operation)
        if not found:
            return None
        seconds = [sample.seconds for sample in found]
        megabytes = [sample.megabytes for sample in found if sample.megabytes is not None]
        together = [sample.together for sample in found if sample.together is not None]
        written = [sample.written for sample in found if sample.written is not None]
        return Figure(
            seconds=statistics.median(seconds),
            fastest=min(seconds),
            slowest=max(seconds),
            megabytes=statistics.median(megabytes) if megabytes else None,
            together=statistics.median(together) if together else None,
            written=statistics.median_low(written) if written else None,
        )

    def shares(self, size: int, generator: str, operation: str) -> dict[str, float]:
        """Each stage's share of the time of all runs, 1 together; empty when the build doesn't say it. `START` is what
        the stages leave over.
        """
        found = [sample for sample in self._samples(size, generator, operation) if sample.stages]
        seconds: defaultdict[str, float] = defaultdict(float)
        for sample in found:
            stages = sample.stages or {}
            for stage, spent in [(START, sample.seconds - sum(stages.values())), *stages.items()]:
                seconds[stage] += spent
        whole = sum(sample.seconds for sample in found)
        return {stage: spent / whole for stage, spent in seconds.items()}

    def _samples(self, size: int, generator: str, operation: str) -> list[Sample]:
        wanted = size, generator, operation
        return [one for one in self.samples if (one.size, one.generator, one.operation) == wanted]

    def save(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")


def load(file: Path) -> Results:
    raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Results(
        **raw
        | {
            "machine": Machine(**raw["machine"]),
            "sites": tuple(SiteSize(**site) for site in raw["sites"]),
            "samples": tuple(Sample(**sample) for sample in raw["samples"]),
            "pictures": PictureCost(**raw["pictures"]) if raw["pictures"] else None,
        }
    )
