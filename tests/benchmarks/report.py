"""Prints the tables and writes the page. `python -m benchmarks.report` does it again from the last results."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import pictures, plot, results, table, targets
from .corpus import CLOCK
from .generators import PEERS
from .programme import FOLDER
from .results import OPERATIONS, Results
from .words import number, seconds, words

RAW = FOLDER / "results.json"
RESULTS = Path(__file__).parent / "results"


def write(measured: Results) -> None:
    print(table.text(measured))
    if measured.pictures:
        print(pictures.text(measured.pictures))
    (RESULTS / "builds.svg").write_text(plot.svg(measured), encoding="utf-8")
    (RESULTS / "builds.md").write_text(page(measured), encoding="utf-8")


def page(measured: Results) -> str:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"number": number, "seconds": seconds}
    return templates.get_template("builds.md.jinja").render(
        results=measured,
        operations=[
            operation for operation in OPERATIONS if any(sample.operation == operation for sample in measured.samples)
        ],
        outcomes=targets.outcomes(measured),
        files={(site.size, site.generator): site.files for site in measured.sites},
        feeds={(site.size, site.generator): site.feeds for site in measured.sites if site.feeds},
        largest={peer: PEERS[peer].largest for peer in PEERS},
        clock=CLOCK,
        words=words(),
    )


if __name__ == "__main__":
    write(results.load(RAW))
