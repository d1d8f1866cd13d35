"""`python -m benchmarks.lighthouse` measures five page kinds of the sample bulletin and a page of Material's blog,
prints all and writes tests/benchmarks/results/lighthouse.md.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from browser.pages import PAGE_KINDS
from browser.server import CHROMIUM, build
from project import sample
from search_quality import sites
from search_quality.server import serve

from ..corpus import articles
from ..machine import this_machine
from ..templates import environment
from .audit import CATEGORIES, HERE, Audit, audit, version

KINDS = {"front": "Front page", "article": "Article", "category": "Category", "month": "Month", "archive": "Archive"}
MATERIAL = "Material for MkDocs, an article of its blog"
_PEER_SIZE = 200
"""Articles of Material's blog. Its pages weigh the same from one article to thousands, for its navigation is pruned."""
_MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so"
_TEXTS = "text/css application/javascript application/json image/svg+xml application/rss+xml"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="of each page; the median counts")
    runs = parser.parse_args().runs
    measured: dict[str, Audit] = {}
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        site = Path(folder) / "site"
        build(sample(), site, "https://bantin.anbinh.example/")
        with _served(site) as url:
            for kind, name in KINDS.items():
                measured[name] = _audit(name, url + PAGE_KINDS[kind], runs)
    with _served(sites.material(_PEER_SIZE)) as url:
        newest = [article for article in articles(_PEER_SIZE) if article.photo][-1].place
        measured[MATERIAL] = _audit(MATERIAL, f"{url}{newest.date:%Y/%m}/{newest.slug}/", runs)
    _write(measured, runs)
    ours = [one for name, one in measured.items() if name != MATERIAL]
    sys.exit(
        0 if all(one.scores[category] == 100 for one in ours for category in CATEGORIES) else "not every score is 100"
    )


def _audit(name: str, url: str, runs: int) -> Audit:
    one = audit(url, runs)
    scores = "/".join(f"{one.scores[category]:.0f}" for category in CATEGORIES)
    print(
        (
            f"{name}: {scores}, LCP {one.lcp:.2f} s, CLS {one.cls:.3f}, TBT {one.tbt:.0f} ms, "
            f"{one.bytes / 1000:.0f} kB and {one.picture_bytes / 1000:.0f} kB of pictures, "
            f"{one.requests:.0f} requests"
        ),
        flush=True,
    )
    for fault in one.faults:
        print(f"    {fault}", flush=True)
    return one


@contextmanager
def _served(site: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        server, url, _ = serve(
            site,
            Path(folder),
            modules=f"load_module {_MODULE};",
            settings=f"brotli on; brotli_comp_level 6; brotli_types {_TEXTS}; expires 1h;",
        )
        try:
            yield url
        finally:
            server.terminate()
            server.wait()


def _write(measured: dict[str, Audit], runs: int) -> None:
    templates = environment(HERE, decimal=lambda value, places=0: f"{value:.{places}f}")
    page = templates.get_template("lighthouse.md.jinja").render(
        measured=measured,
        runs=runs,
        categories=CATEGORIES,
        peer=MATERIAL,
        lighthouse=version(),
        machine=this_machine(),
        date=f"{date.today():%Y-%m-%d}",
        load=os.getloadavg()[1],
        chromium=subprocess.run([str(CHROMIUM), "--version"], capture_output=True, text=True, check=True)
        .stdout.split(" built")[0]
        .strip(),
        system=platform.system(),
    )
    (HERE.parent / "results" / "lighthouse.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
