"""A survey of all external links: what the texts name, asked, judged by what was known, and kept for the next time."""

import os
from datetime import datetime

from ..edition.edition import Edition
from ..machine import version
from ..machine.web import Web
from ..settings.settings import Settings
from . import citations, inquiry
from .inquiry import SKIPPED
from .memory import Memory
from .report import Finding, Report

_INSIDE = "BULLETIN_LINKS_INSIDE"
"""The environment variable that lets an inquiry ask addresses of private networks as well. A post could name them, and
would have the server ask what only the server can reach; so it is for tests and closed networks alone.
"""


def agent(settings: Settings) -> str:
    """By which name the bulletin asks other sites, with an address for those who want to know who asks."""
    return f"BanTin/{version.NUMBER} (+{settings.site_url})"


def take(edition: Edition, now: datetime, is_hasty: bool) -> Report:
    """Takes the survey. Raises OSError and CacheError."""
    settings = edition.settings
    places = citations.find(edition)
    memory = Memory(settings, now)
    web = Web(agent(settings), may_ask_inside=bool(os.environ.get(_INSIDE)))
    outcomes = dict(inquiry.ask_all(places, web))
    failures = {
        address: failure
        for address in places
        if (failure := memory.judge(address, outcomes[address], is_hasty)) is not None
    }
    memory.keep(failures)
    skipped = tuple(address for address in places if outcomes[address].state == SKIPPED)
    findings = tuple(Finding(address, failure, places[address]) for address, failure in failures.items())
    return Report(findings, len(places) - len(skipped), skipped)
