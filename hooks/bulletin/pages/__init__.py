"""The page kinds. Each module says which files it puts on the site, from which inputs, and how they are made.

A page kind is a module with one function, `outputs(edition, theme)`, that yields pairs of output path and Recipe.
"""

from . import (
    alias,
    archive_index,
    article,
    author,
    category,
    feed,
    files,
    fixed,
    front,
    month,
    print_view,
    search,
    sitemap,
    tag,
    year,
)

PAGE_KINDS = (front, article, print_view, category, author, tag, month, year, archive_index, fixed, search, feed, sitemap, alias, files)
