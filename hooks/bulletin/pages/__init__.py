"""The page kinds. Each says which files it puts on the site, from which inputs, and how they are made.

A page kind is a module with a Recipe class, whose fields are the page's inputs and whose `render` makes its bytes,
and a function `outputs(edition, theme)` that yields pairs of output path and recipe.
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
