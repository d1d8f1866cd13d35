"""The facts of a bulletin: what `init` has been answered, looked at by the rules that hold for the settings."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import ValidationError

from ..settings import settings, site_url
from ..settings.bulletin import Bulletin
from ..settings.entries import MAIL, Category
from ..settings.site_url import SiteUrlError
from ..stylebook import addresses, letters, words
from . import gaps, logo
from .logo import Logo, LogoError

QUESTIONS = tuple(words.terminal()["init"]["questions"])
"""By the names of their options, in the order in which they are asked."""
_NOT_IN_BULLETIN = ("name", "description", "site_url", "category", "notices", "logo")
IN_BULLETIN = tuple(question for question in QUESTIONS if question not in _NOT_IN_BULLETIN)
"""Those that `extra.bulletin` has under the same name."""

Answers = dict[str, Any]
"""By question: a text, or the names of the categories."""


class Facts(NamedTuple):
    """`logo` is None where there is none yet."""

    name: str
    description: str
    url: str
    bulletin: Bulletin
    logo: Logo | None

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


def of(answers: Answers, pages: Mapping[str, str]) -> tuple[Facts | None, dict[str, list[str]]]:
    """The facts, or all that is wrong with the answers, by question. `pages` are the fixed pages by their addresses."""
    faults: dict[str, list[str]] = {}
    lines = [question for question in QUESTIONS if question not in ("category", "logo")]
    texts = {question: _text(question, answers[question], faults) for question in lines}
    names = [_clean(name) for name in answers["category"]]
    usable = _usable(names, pages, faults)
    url = _url(texts["site_url"], faults)
    if not gaps.is_marked(texts["email"]) and not MAIL.fullmatch(texts["email"]):
        faults.setdefault("email", []).append(words.sentence("init.faults.mail", value=texts["email"]))
    found = _logo(answers["logo"].strip(), faults)
    bulletin = _bulletin(texts, names, usable, faults)
    if faults or bulletin is None:
        return None, {question: faults[question] for question in QUESTIONS if question in faults}
    return Facts(texts["name"], texts["description"], url, bulletin, found), {}


def _text(question: str, answer: str, faults: dict[str, list[str]]) -> str:
    text = _clean(answer)
    if "\ufffd" in text or re.search("[\ud800-\udfff]", answer):
        faults.setdefault(question, []).append(words.sentence("init.faults.letters"))
    if not text and (gap := words.terminal()["init"]["questions"][question].get("gap")):
        return gaps.marked(gap)
    if not text and question == "name":
        faults.setdefault(question, []).append(words.sentence("init.faults.empty"))
    return text


def _clean(text: str) -> str:
    """As the pages will print it."""
    return letters.visible(" ".join(letters.spaced(text).split()))


def _url(text: str, faults: dict[str, list[str]]) -> str:
    try:
        return site_url.normal(text if "//" in text or not text else f"https://{text}")
    except SiteUrlError as error:
        faults.setdefault("site_url", []).append(str(error))
        return ""


def _usable(names: list[str], pages: Mapping[str, str], faults: dict[str, list[str]]) -> dict[str, str]:
    """The names of categories that can be taken, by their slugs."""
    usable: dict[str, str] = {}
    found = [] if names else [words.sentence("init.faults.empty")]
    for name in names:
        slug = addresses.slug(name)
        if fault := _fault_of_category(name, slug, pages, usable):
            found.append(words.sentence(f"init.faults.{fault}", name=name, slug=slug, page=pages.get(slug)))
        else:
            usable[slug] = name
    if found:
        faults["category"] = found
    return usable


def _fault_of_category(name: str, slug: str, pages: Mapping[str, str], others: Mapping[str, str]) -> str:
    """Which fault a name has; empty where it has none."""
    if not slug:
        return "no_slug"
    try:
        Category(slug=slug, name=name)
    except ValidationError:
        return "reserved"
    return "page" if slug in pages else "twice" if slug in others else ""


def _logo(text: str, faults: dict[str, list[str]]) -> Logo | None:
    try:
        return logo.read(Path(text).expanduser()) if text else None
    except LogoError as error:
        faults.setdefault("logo", []).append(str(error))
        return None


def _bulletin(
    texts: dict[str, str], names: list[str], usable: dict[str, str], faults: dict[str, list[str]]
) -> Bulletin | None:
    """`extra.bulletin`; what its model says of the categories has been said better before."""
    keys: dict[str, Any] = {question: texts[question] for question in IN_BULLETIN}
    keys["categories"] = [{"slug": slug, "name": name} for slug, name in usable.items()]
    notices = addresses.slug(texts["notices"]) or texts["notices"]
    if notices in usable or notices not in map(addresses.slug, names):
        keys["notices"] = notices or None
    try:
        return Bulletin.model_validate(keys)
    except ValidationError as error:
        for item in error.errors():
            question = str(item["loc"][0])
            if question != "categories":
                faults.setdefault(question, []).append(settings.fault(dict(item)))
        return None
