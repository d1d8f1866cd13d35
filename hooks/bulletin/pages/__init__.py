"""The page kinds: the files that each kind puts on the site, their inputs, and their making.

A page kind is a module with two parts. A Recipe class has the page's inputs as fields and makes its bytes in `render`.
A function `outputs(edition, theme)` yields pairs of output path and recipe. `SHELLS` names the templates that the kind
fills. The files of single articles, by far the most, come from `outputs(month, theme)`, so that an unchanged month can
be skipped. For the same reason the lists come from `sections(edition, theme)`.
"""

from . import (
    alert_page,
    alias,
    app_manifest,
    archive_page,
    article_page,
    calendar_file,
    chart_data,
    corrections_page,
    day_page,
    event_file,
    feed,
    feed_archive,
    feed_list,
    feed_style,
    fixed_page,
    front_page,
    history_page,
    lists,
    media_files,
    month_page,
    name_index,
    namesakes,
    news_sitemap,
    offline,
    print_view,
    published_files,
    recording_file,
    redirect_map,
    removed_page,
    search_page,
    sitemap,
    title_card_file,
    year_page,
)

ARTICLE_KINDS = (
    article_page,
    print_view,
    media_files,
    title_card_file,
    recording_file,
    chart_data,
    event_file,
    history_page,
    day_page,
)
PAGE_KINDS = (
    front_page,
    namesakes,
    name_index,
    month_page,
    year_page,
    archive_page,
    fixed_page,
    search_page,
    feed,
    feed_archive,
    feed_list,
    feed_style,
    sitemap,
    news_sitemap,
    alias,
    redirect_map,
    removed_page,
    corrections_page,
    calendar_file,
    alert_page,
    offline,
    app_manifest,
    published_files,
)

SHELLS = sorted({shell for kind in (*ARTICLE_KINDS, lists, *PAGE_KINDS) for shell in getattr(kind, "SHELLS", ())})
"""The names of the templates in `overrides/` that page kinds fill, without `.html`."""
