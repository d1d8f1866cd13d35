"""The results as a page."""

from pathlib import Path

from . import targets
from .corpus import CLOCK
from .generators import PEERS
from .results import OPERATIONS, Results
from .templates import environment
from .words import number, seconds, words


def text(measured: Results) -> str:
    templates = environment(Path(__file__).parent, number=number, seconds=seconds)
    return templates.get_template("builds.md.jinja").render(
        results=measured,
        operations=[
            operation for operation in OPERATIONS if any(sample.operation == operation for sample in measured.samples)
        ],
        outcomes=targets.outcomes(measured),
        files={(site.size, site.generator): site.files for site in measured.sites},
        feeds={(site.size, site.generator): site.feeds for site in measured.sites if site.feeds},
        largest={peer.name: peer.largest for peers in PEERS.values() for peer in peers},
        shares=_shares(measured),
        clock=CLOCK,
        words=words(),
    )


def _shares(measured: Results) -> dict[tuple[str, str], dict[int, dict[str, float]]]:
    """By operation and generator, and by size: the share of each stage."""
    found: dict[tuple[str, str], dict[int, dict[str, float]]] = {}
    for operation in ("clean", "publish"):
        for name in measured.versions:
            of_sizes = {size: measured.shares(size, name, operation) for size in measured.sizes}
            if any(of_sizes.values()):
                found[operation, name] = {
                    size: dict.fromkeys(words()["stages"], 0.0) | shares for size, shares in of_sizes.items() if shares
                }
    return found
