"""A build from beginning to end, stage by stage."""

from datetime import datetime
from pathlib import Path

from . import archive, article, catalogue, plan, press, site
from .body import Typesetter
from .edition import Edition, Theme
from .problems import Problem, has_errors
from .settings import Settings
from .site import Written


def prepare(settings: Settings, now: datetime) -> tuple[Edition, list[Problem]]:
    """Everything up to the plan: reads and checks all posts, and finds all problems of all of them."""
    files = archive.load(settings.posts)
    articles, problems = [], list(files.problems)
    for name in files.posts():
        parsed, found = article.parse(name, files, settings.categories)
        problems += found
        if parsed:
            articles.append(parsed)
    listed, found = catalogue.build(articles, settings.categories, _fixed_outputs(settings), now)
    problems += found
    typesetter = Typesetter(settings, files, listed)
    fragments = {}
    for item in articles:  # the unpublished ones too: their problems are to be found before their hour comes
        fragments[item.name], found = typesetter.set(item)
        problems += found
    return Edition(settings, files, listed, fragments), problems


def publish(edition: Edition, theme: Theme, folder: Path) -> tuple[Written | None, list[Problem]]:
    """Plans the site, makes it and writes it into `folder`. Nothing is written when the plan has problems."""
    table, problems = plan.build(edition, theme)
    if has_errors(problems):
        return None, problems
    pages = list(press.render(table))  # all of it before the first file is touched: a fault leaves the old site
    return site.write(folder, pages), problems


def _fixed_outputs(settings: Settings) -> frozenset[str]:
    """Output paths that no alias may take: the pages of `docs/`."""
    docs = settings.project / "docs"
    return frozenset(f"{path.relative_to(docs).with_suffix('').as_posix()}/index.html" for path in docs.rglob("*.md"))
