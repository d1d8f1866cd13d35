"""The templates of `overrides/`: what they may call, and where their links lead."""

import hashlib
from typing import TYPE_CHECKING, Any

from bulletin.edition.kept_code import KeptCode
from bulletin.settings.settings import Settings
from bulletin.stylebook import addresses, words
from jinja2 import pass_context
from mkdocs.structure.files import File, Files

if TYPE_CHECKING:  # a build does not need it, and it takes long to load
    from jinja2 import Environment


def set_up(env: "Environment", settings: Settings, files: Files, kept_code: KeptCode | None) -> None:
    """Makes links begin at the site's root: a shell is filled for pages at any depth."""
    env.bytecode_cache = kept_code
    env.autoescape = True  # settings and titles may hold quotes, `&` and `<`
    # Jinja works what other filters make of a constant into the code, which outlives the settings.
    env.filters["url"] = pass_context(lambda context, path: addresses.from_root(path, settings.root))
    env.filters["asset"] = pass_context(
        lambda context, path: f"{addresses.from_root(path, settings.root)}?v={_version(files.get_file_from_path(path))}"
    )
    env.globals |= {
        "words": words.site(),
        "home_words": words.site(),
        "language": words.HOME,
        "bulletin": settings.bulletin,
        "root": settings.root,
    }


def language(page_name: str, declared: Any) -> str | None:
    """The language of a page with words of its own; None for all others. `page_name` is the name of a shell, and
    empty for a fixed page, which may declare its language.
    """
    own = page_name.partition("@")[2] if page_name else declared
    return own if own in (words.HOME, words.ENGLISH) else None


def _version(file: File | None) -> str:
    return hashlib.sha256(file.content_bytes).hexdigest()[:8] if file else ""
