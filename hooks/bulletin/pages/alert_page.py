"""The page of all emergency notices, and the script that shows them on older pages."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.inputs import Alerts, Cards
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates
from .parts.head import shorten
from .parts.javascript import literal
from .parts.notices import notices

SHELLS = ("alert",)

_LONGEST_LEAD = 400
"""Characters; the page of all notices must be small for the worst networks."""


class AlertPage(Recipe, frozen=True, gc=False):
    """All notices in full. The page loads one small style and nothing else."""

    shell: Shell
    settings: Settings
    alerts: Alerts
    cards: Cards
    """The same articles, for their leads."""
    changed: int | None
    """The time of the newest change to one of them, in seconds since 1970."""

    def render(self) -> bytes:
        changed = dates.moment(self.changed) if self.changed is not None else None
        return self.shell.fill(
            {
                "full_url": self.settings.full_url(addresses.ALERTS),
                "alerts": [
                    {"notice": notice, "lead": shorten(card.lead, _LONGEST_LEAD)}
                    for notice, card in zip(notices(self.settings, self.alerts), self.cards, strict=True)
                ],
                "changed": {"time": dates.iso(changed), "date": dates.minute(changed)} if changed else None,
            }
        )


class AlertScript(Recipe, frozen=True, gc=False):
    """Shows today's notices on a page of any day, and removes each at its minute.

    The file holds the program and its data, because pages wait for it.
    """

    program: str
    """A JavaScript function that takes the notices."""
    settings: Settings
    alerts: Alerts

    def render(self) -> bytes:
        alerts = [vars(notice) for notice in notices(self.settings, self.alerts)]
        return f"({self.program})({literal(alerts)});\n".encode()


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, AlertPage | AlertScript]]:
    settings, alerts = edition.settings, edition.alerts
    page = AlertPage(
        shell=theme.shells["alert"],
        settings=settings,
        alerts=alerts,
        cards=Cards(alerts.articles),
        changed=max((article.changed for article in alerts.articles), default=None),
    )
    yield addresses.output(addresses.ALERTS), page
    yield addresses.ALERT_SCRIPT, AlertScript(theme.programs["alert"], settings, alerts)
