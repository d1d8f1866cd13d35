"""`python -m benchmarks` measures, prints the tables and writes the page; `make bench` calls it."""

import argparse
import sys

from . import report
from .generators import PEERS
from .measurement import CommandFailed
from .preview import PreviewFailed
from .programme import DiskTooSmall, Programme
from .site import WrongSite

_SIZES = (1000, 5000, 10_000, 20_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, metavar="ARTICLES")
    parser.add_argument("--peers", choices=PEERS, nargs="+", default=tuple(PEERS))
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    try:
        for results in Programme(sorted(arguments.sizes), arguments.peers, arguments.runs).carry_out():
            results.save(report.RAW)  # what was measured in an hour should outlive what may go wrong in the next
    except (CommandFailed, DiskTooSmall, WrongSite, PreviewFailed) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    report.write(results)


if __name__ == "__main__":
    main()
