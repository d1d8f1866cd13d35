"""The page kinds: which files they put on the site, from which inputs, and how those are made.

A page kind is a module with a Recipe class, whose fields are the page's inputs and whose `render` makes its bytes, and
a function `outputs(edition, theme)` that yields pairs of output path and recipe. `SHELLS` names the templates that it
fills. The pages and files of single articles, by far the most, come from `outputs(month, theme)`: month by month, so
that a month in which nothing has changed need not be asked for them.
"""

from . import (
    alert_page,
    alias,
    app_manifest,
    archive_page,
    article_page,
    chart_data,
    day_page,
    feed,
    fixed_page,
    front_page,
    lists,
    media_files,
    month_page,
    name_index,
    namesakes,
    offline,
    print_view,
    published_files,
    recording_file,
    search_page,
    sitemap,
    title_card_file,
    year_page,
)

ARTICLE_KINDS = (article_page, print_view, media_files, title_card_file, recording_file, chart_data, day_page)
PAGE_KINDS = (
    front_page,
    lists,
    namesakes,
    name_index,
    month_page,
    year_page,
    archive_page,
    fixed_page,
    search_page,
    feed,
    sitemap,
    alias,
    alert_page,
    offline,
    app_manifest,
    published_files,
)

SHELLS = sorted({shell for kind in (*ARTICLE_KINDS, *PAGE_KINDS) for shell in getattr(kind, "SHELLS", ())})
"""The templates of `overrides/` that page kinds fill, as they name them, without `.html`."""
