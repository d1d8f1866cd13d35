"""`python -m search_quality` asks some hundred known items of the search, measures what it costs, prints both and
writes the page.
"""

import argparse
import os
import stat
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks.programme import FOLDER
from benchmarks.templates import environment
from browser.server import CHROMIUM, FLAGS
from playwright.sync_api import Browser, Playwright, sync_playwright

from . import budgets, sites
from .interface import Found, MaterialSearch, OurSearch, Search
from .items import FORMS, Query, queries
from .server import serve

_RESULTS = Path(__file__).resolve().parent.parent / "benchmarks" / "results"

_SHARE = 0.95
_QUESTIONS = (
    ("công tác phòng chống bão", "phường điện cải cách"),
    ("hop dong nhan dan", "cong trinh duong"),
    ("bình đẳng giới", "thời tiết nguy hiểm"),
    ("uy ban nhan dan tinh an binh", "nguoi dan xa"),
    ("ky hop thu muoi", "giao thong nong thon"),
)
"""What is asked first and next when costs are measured: words that are rare in the corpus, and the most
frequent ones.
"""

Results = dict[tuple[str, str], list[tuple[Query, Found]]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m search_quality", description=__doc__)
    parser.add_argument("--size", type=int, default=20_000, metavar="ARTICLES")
    parser.add_argument(
        "--items", type=int, default=40, metavar="NUMBER", help="titles, and as many bodies, each asked in five forms"
    )
    parser.add_argument("--write", action="store_true", help="write tests/benchmarks/results/search.md")
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        large, small, material = (
            _ours(playwright, arguments.size, arguments.items),
            _ours(playwright, 1000, arguments.items),
            _material(playwright, arguments.items),
        )
        print(_table({f"{arguments.size}": large, "1000": small, "Material, 1000": material}))
        print("\n".join(_misses(large)))
        costs = _costs(playwright, arguments.size)
    for name in ("untouched", "first", "following", "whole"):
        print(
            f"{name}: {budgets.median(costs, name) / 1000:.0f} kB, at most {budgets.worst(costs, name) / 1000:.0f} kB"
        )
    for name in ("first_seconds", "whole_seconds"):
        print(f"{name}: {budgets.median(costs, name):.2f} s, at most {budgets.worst(costs, name):.2f} s")
    disk = _bytes_per_article(arguments.size)
    print(f"on disk: {disk / 1000:.1f} kB an article")
    if arguments.write:
        _write(arguments, large, small, material, costs, disk)
    missed = [form for (_, form), found in large.items() if _share(found, 5) < _SHARE]
    sys.exit(f"below {_SHARE:.0%}: {', '.join(missed)}" if missed else 0)


def _ours(playwright: Playwright, size: int, items: int) -> Results:
    site, texts = sites.bulletin(size)
    with _served(site) as (url, _), _browser(playwright) as browser:
        return _ask(OurSearch(browser.new_page(), url), queries(texts, items))


def _material(playwright: Playwright, items: int) -> Results:
    asked = queries(sites.bulletin(1000)[1][:1000], items)
    with _served(sites.material(1000)) as (url, _), _browser(playwright) as browser:
        return _ask(MaterialSearch(browser.new_page(), url), asked)


def _ask(search: Search, asked: Iterable[Query]) -> Results:
    found: Results = defaultdict(list)
    for number, query in enumerate(asked, 1):
        found[query.kind, query.form].append((query, search.find(query.words, query.address)))
        if number % 50 == 0:
            print(f"{number} queries", file=sys.stderr, flush=True)
    return found


def _costs(playwright: Playwright, size: int) -> list[budgets.Cost]:
    site, _ = sites.bulletin(size)
    with _served(site) as (url, log), budgets.Hogs(), _browser(playwright, is_slow=True) as browser:
        return [budgets.measure(browser, url, budgets.Server(log), *questions) for questions in _QUESTIONS]


def _share(found: Iterable[tuple[Query, Found]], places: int, is_at_once: bool = False) -> float:
    ranks = [one.at_once if is_at_once else one.in_the_end for _, one in found]
    return sum(1 for rank in ranks if 1 <= rank <= places) / len(ranks)


def _table(results: dict[str, Results]) -> str:
    lines = [
        f"{'':22}" + "".join(f"{name:>34}" for name in results),
        f"{'':22}" + f"{'first  first five  (at once)':>34}" * len(results),
    ]
    for kind in ("title", "body"):
        for form in FORMS:
            cells = []
            for found in results.values():
                one = found[kind, form]
                cells.append(
                    f"{_share(one, 1):.0%}  {_share(one, 5):.0%}  ({_share(one, 5, is_at_once=True):.0%})"
                    if one
                    else "-"
                )
            lines.append(f"{kind + ', ' + form:22}" + "".join(f"{cell:>34}" for cell in cells))
    return "\n".join(lines)


def _misses(results: Results) -> Iterable[str]:
    for found in results.values():
        for query, one in found:
            if not 1 <= one.in_the_end <= 5:
                yield (
                    f"missed ({query.kind}, {query.form}): «{query.words}» {query.address} place "
                    f"{one.in_the_end or 'none'}"
                )


def _bytes_per_article(size: int) -> float:
    folder = FOLDER / f"search-{size}" / "site" / "tim-kiem"
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / size


def _write(
    arguments: argparse.Namespace,
    large: Results,
    small: Results,
    material: Results,
    costs: list[budgets.Cost],
    disk: float,
) -> None:
    templates = environment(
        Path(__file__).parent,
        number=lambda value: f"{value:,.0f}",
        seconds=lambda value: f"{value:.1f}",
        percent=lambda value: f"{value:.0%}",
    )
    page = templates.get_template("search.md.jinja").render(
        date=f"{date.today():%Y-%m-%d}",
        size=arguments.size,
        items=arguments.items,
        large=large,
        small=small,
        material=material,
        forms=FORMS,
        share=_share,
        misses=[(query, one) for found in large.values() for query, one in found if not 1 <= one.in_the_end <= 5],
        costs=costs,
        median=budgets.median,
        worst=budgets.worst,
        disk=disk,
    )
    (_RESULTS / "search.md").write_text(page, encoding="utf-8")


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, Path]]:
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        server, url, log = serve(site, Path(folder))
        try:
            yield url, log
        finally:
            server.terminate()
            server.wait()


@contextmanager
def _browser(playwright: Playwright, is_slow: bool = False) -> Iterator[Browser]:
    with tempfile.TemporaryDirectory(prefix="browser-") as folder:
        program = CHROMIUM
        if is_slow:
            program = os.path.join(folder, "chromium")
            Path(program).write_text(f'#!/bin/sh\nexec taskset -c 1 {CHROMIUM} "$@"\n', encoding="utf-8")
            os.chmod(program, stat.S_IRWXU)
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, "--ignore-certificate-errors"])
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
