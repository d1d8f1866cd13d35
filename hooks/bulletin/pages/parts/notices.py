"""The values of emergency notices on pages."""

from dataclasses import dataclass

from ...articles.extents import Headline
from ...articles.facts import Alert
from ...edition.inputs import Alerts
from ...settings.settings import Settings
from ...stylebook import dates, words
from ...typesetting import headlines


@dataclass(frozen=True)
class Notice:
    """A notice for the templates. `level` is the number of the risk, `risk` the same in words. `time` is its end for
    machines, `until` for people.
    """

    url: str
    title: str
    hazard: str
    level: int
    risk: str
    area: str
    time: str
    until: str


def notices(settings: Settings, alerts: Alerts) -> list[Notice]:
    """Makes the notices in force for a page."""
    return [notice(settings, article, alert) for article, alert in alerts.notices]


def notice(settings: Settings, article: Headline, alert: Alert) -> Notice:
    """Makes the notice of one article, whether in force or not."""
    until, texts = dates.moment(alert.until), words.site()
    return Notice(
        url=settings.url(article.address),
        title=headlines.headline(article.title),
        hazard=alert.hazard,
        level=alert.level,
        risk=texts["alert_level"].format(level=alert.level, risk=texts["alert_risks"][alert.level]),
        area=alert.area,
        time=dates.iso(until),
        until=texts["alert_until"].format(moment=dates.minute(until)),
    )
