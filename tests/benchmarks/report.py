"""Prints the tables and writes the page. `python -m benchmarks.report` does it again from the last results."""

from pathlib import Path

from . import page, pictures, plot, results, table
from .programme import FOLDER
from .results import Results

RAW = FOLDER / "results.json"
RESULTS = Path(__file__).parent / "results"


def write(measured: Results) -> None:
    print(table.text(measured))
    if measured.pictures:
        print(pictures.text(measured.pictures))
    (RESULTS / "builds.svg").write_text(plot.svg(measured), encoding="utf-8")
    (RESULTS / "builds.md").write_text(page.text(measured), encoding="utf-8")


if __name__ == "__main__":
    write(results.load(RAW))
