"""The page kinds. Each says which files it puts on the site, from which inputs, and how they are made.

A page kind is a module with a Recipe class, whose fields are the page's inputs and whose `render` makes its bytes,
and a function `outputs(edition, theme)` that yields pairs of output path and recipe. The pages and files of single
articles, by far the most, come from `outputs(volume, theme)`: month by month, so that a month in which nothing has
changed need not be asked for them.
"""

from . import (
    alert,
    alias,
    app_manifest,
    archive_index,
    article,
    author,
    category,
    chart_data,
    day,
    feed,
    files,
    fixed,
    front,
    media,
    month,
    name_index,
    namesakes,
    offline,
    print_view,
    recording,
    search,
    sitemap,
    tag,
    title_card,
    year,
)

ARTICLE_KINDS = (article, print_view, media, title_card, recording, chart_data, day)
PAGE_KINDS = (front, category, author, tag, namesakes, name_index, month, year, archive_index, fixed, search, feed, sitemap, alias, alert, offline, app_manifest, files)
