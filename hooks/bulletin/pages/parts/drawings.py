"""Puts the drawings of charts beside their tables in an article's text."""

import re
from html import escape

from markupsafe import Markup

from ...articles.fragment import Fragment
from ...pictures.chart import Chart
from ...settings.settings import Settings
from ...stylebook import addresses, words

_FIGURE = re.compile(r'<figure class="chart" data-chart="(\d+)">')


def add(body_html: str, settings: Settings, address: str, fragment: Fragment, *, on_paper: bool = False) -> str:
    """Puts the drawing of each chart above its table, and on a screen a link to its numbers. `address` is the address
    of the article.
    """

    def with_drawing(figure: re.Match[str]) -> str:
        number = int(figure[1])
        url = None if on_paper else settings.url(addresses.chart_data(address, number))
        return f'<figure class="chart">{_drawing(fragment.charts[number - 1], url)}'

    return _FIGURE.sub(with_drawing, body_html) if fragment.charts else body_html


def remove(body_html: str) -> str:
    """Leaves only the tables in a body, for feed readers without the site's styles."""
    return _FIGURE.sub("<figure>", body_html)


def _drawing(chart: Chart, data_url: str | None) -> str:
    legend = "".join(f'<li class="color-{index}">{escape(name)}</li>' for index, name in enumerate(chart.legend))
    link = (
        f'<p class="chart__data"><a href="{escape(data_url)}" download>{words.site()["chart"]["data"]}</a></p>'
        if data_url
        else ""
    )
    return Markup(f'<figcaption class="chart__name">{escape(chart.name)}</figcaption>') + Markup(
        (f'<ul class="chart__legend">{legend}</ul>' if len(chart.legend) > 1 else "") + "".join(chart.svgs) + link
    )
