"""The ten articles of the same category before each one. Sought in a template, each page would go through the whole
category.
"""

from pelican import signals
from pelican.generators import ArticlesGenerator


def find_earlier(generator: ArticlesGenerator) -> None:
    for _, articles in generator.categories:
        for position, article in enumerate(articles, 1):
            article.earlier = articles[position : position + 10]


def register() -> None:
    signals.article_generator_finalized.connect(find_earlier)
