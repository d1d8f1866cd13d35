"""Posts that name others: their successors and originals, and the ids by which feed readers know them."""

from collections.abc import Iterator, Mapping, Sequence

from ..articles.article import Article
from ..posts import post
from ..problems import Problem, problem
from .month import Month


def problems(
    months: Mapping[str, Month], published: Sequence[Article], removed: Sequence[Article]
) -> Iterator[Problem]:
    """Yields the problems of successors that are missing or lead back, of originals that are missing, and of ids that
    two posts have.
    """
    yield from _ids_twice(months)
    yield from _translations(published)
    successor_of = {
        article.name: name
        for article in (*published, *removed)
        if article.is_replaceable and (name := article.facts.replaced_by)
    }
    if not successor_of:
        return
    pages, gone = {article.name for article in published}, {article.name for article in removed}
    known = {article.name for month in months.values() for article in month.articles}
    for article in (*published, *removed):
        if article.name not in successor_of:
            continue
        name = successor_of[article.name]
        key, line = article.facts.lines.replaced_by
        file, facts = post.file(article.name), {"value": post.file(name)}
        if name == article.name:
            yield problem("replaced-by-itself", file, line, key)
        elif name not in known:
            yield problem("replaced-by-nothing", file, line, key, **facts)
        elif article.name in (ring := _way(article.name, successor_of)):
            yield problem("replaced-in-a-ring", file, line, key, way=" → ".join(map(post.file, ring)))
        elif name in gone:
            yield problem("replaced-by-removed", file, line, key, **facts)
        elif name not in pages:
            yield problem("replaced-by-unpublished", file, line, key, **facts)


def _way(name: str, successor_of: Mapping[str, str]) -> list[str]:
    """The successors of a post, one after another, up to the first one that has none or has been met before."""
    way: list[str] = []
    while (following := successor_of.get(name)) and following not in way:
        way.append(following)
        name = following
    return way


def _translations(published: Sequence[Article]) -> Iterator[Problem]:
    translations = [article for article in published if article.translation_of]
    if not translations:
        return
    pages, owners = {article.name for article in published}, dict[str, Article]()
    for article in translations:
        file, line, original = post.file(article.name), article.facts.lines.translation_of, article.translation_of
        value = post.file(original)
        if original not in pages or original == article.name:
            yield problem("translation-of-nothing", file, line, "translation_of", value=value)
        elif (owner := owners.setdefault(original, article)) is not article:
            other = post.file(owner.name)
            yield problem("translation-twice", file, line, "translation_of", value=value, other=other)


def _ids_twice(months: Mapping[str, Month]) -> Iterator[Problem]:
    owners: dict[str, Article] = {}
    for month in months.values():
        for article in month.articles:
            if article.id is not None and (owner := owners.setdefault(article.id, article)) is not article:
                other = f"{post.file(owner.name)}:{owner.facts.lines.id}"
                line = article.facts.lines.id
                yield problem("id-twice", post.file(article.name), line, "id", value=article.id, other=other)
