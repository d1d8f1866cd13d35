"""Emergency notices: the slot that every page has for them, their own page, and the script for pages made before them."""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import addresses, dates, headlines, words
from ..article import Alert, Article
from ..edition import Alerts, Cards, Edition
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from .head import shorten

_LONGEST_LEAD = 400
"""Characters; the page of all notices is to be small on the worst of networks."""


@dataclass(frozen=True)
class Notice:
    """`level` is its number, `risk` the same in words; `time` is for machines, `until` for people."""

    url: str
    title: str
    hazard: str
    level: int
    risk: str
    area: str
    time: str
    until: str


def notices(settings: Settings, alerts: Alerts) -> list[Notice]:
    """What a page shows of them."""
    return [notice(settings, article, alert) for article, alert in alerts.notices]


def notice(settings: Settings, article: Article, alert: Alert) -> Notice:
    """The notice of one article, in force or not."""
    until, texts = dates.moment(alert.until), words.site()
    return Notice(
        url=settings.url(article.address),
        title=headlines.headline(article.facts.title),
        hazard=alert.hazard,
        level=alert.level,
        risk=texts["alert_level"].format(level=alert.level, risk=texts["alert_risks"][alert.level]),
        area=alert.area,
        time=dates.iso(until),
        until=texts["alert_until"].format(moment=dates.minute(until)),
    )


class AlertPage(Recipe, frozen=True, gc=False):
    """All notices in full. It asks for one small style and nothing else."""

    shell: Shell
    settings: Settings
    alerts: Alerts
    cards: Cards
    """The same articles, for their leads."""
    changed: int | None
    """When one of them was last written, in seconds since 1970."""

    def render(self) -> bytes:
        changed = dates.moment(self.changed) if self.changed is not None else None
        return self.shell.fill(
            {
                "full_url": self.settings.full_url(addresses.ALERTS),
                "alerts": [
                    {"notice": notice, "lead": shorten(article.facts.lead, _LONGEST_LEAD)}
                    for notice, article in zip(notices(self.settings, self.alerts), self.cards, strict=True)
                ],
                "changed": {"time": dates.iso(changed), "date": dates.minute(changed)} if changed else None,
            }
        )


class AlertScript(Recipe, frozen=True, gc=False):
    """Puts the notices of today onto a page of any day, and takes them off at their minute."""

    shell: Shell
    settings: Settings
    alerts: Alerts

    def render(self) -> bytes:
        return self.shell.fill({"alerts": [vars(notice) for notice in notices(self.settings, self.alerts)]})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, AlertPage | AlertScript]]:
    settings, alerts = edition.settings, edition.alerts
    changed = max((article.changed for article in alerts), default=None)
    yield addresses.output(addresses.ALERTS), AlertPage(theme.shells["alert"], settings, alerts, Cards(alerts), changed)
    yield addresses.ALERT_SCRIPT, AlertScript(theme.shells["alert.js"], settings, alerts)
