"""The bulletin's own files: settings, fixed pages and an empty `posts/`, made of the templates in `templates/`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..settings.entries import MAIL
from . import gaps, logo
from .facts import Facts

SETTINGS, FOLDERS = "mkdocs.yml", ("posts", "docs")
_TEMPLATES = Path(__file__).parent / "templates"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~])")


def pages() -> dict[str, str]:
    """The fixed pages that there will be, by their addresses."""
    return {file.stem: f"docs/{file.name}" for file in sorted((_TEMPLATES / "docs").glob("*.md"))}


def write(folder: Path, facts: Facts, year: int) -> None:
    """All of them into a folder, and the pictures of the logo below `overrides/`. `year` is that of the first ids."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"yaml": _yaml, "md": _markdown, "tel": _tel, "mail": _mail}
    values = {**_values(facts), "authority": f"{facts.host},{year}"}
    for template in sorted(file for file in _TEMPLATES.rglob("*") if file.is_file()):
        name = template.relative_to(_TEMPLATES).as_posix()
        content = environment.get_template(name).render(values)
        _write(folder / name, content.encode())
    for name, picture in pictures(facts).items():
        _write(folder / "overrides" / name, picture)


def pictures(facts: Facts) -> Mapping[str, bytes]:
    """Those that can be made, by their places below `overrides/`."""
    publisher = "" if gaps.is_marked(facts.bulletin.publisher) else facts.bulletin.publisher
    made = (facts.logo or logo.NONE).files
    return made if logo.SHARED in made else {**made, logo.SHARED: logo.shared(facts.name, publisher, facts.host)}


def _values(facts: Facts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "description": facts.description,
        "url": facts.url,
        "bulletin": facts.bulletin,
        "by_hand": (facts.logo or logo.NONE).by_hand,
    }


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _yaml(value: str) -> str:
    """A value on one line, in quotes only where YAML needs them."""
    return yaml.safe_dump(value, allow_unicode=True, width=2**20).removesuffix("\n...\n").rstrip("\n")


def _markdown(text: str) -> str:
    """A text that Markdown takes for nothing but text; a gap stays as it is, to be found again."""
    if gaps.is_marked(text):
        return text
    return _MARKDOWN.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def _tel(text: str) -> str:
    """A link to call, where the text is one number of Vietnam or of abroad."""
    digits = re.sub(r"[\s.()-]", "", text)
    if not re.fullmatch(r"\+\d{8,15}|0\d{8,11}", digits):
        return _markdown(text)
    return f"[{_markdown(text)}](tel:{'+84' + digits[1:] if digits[0] == '0' else digits})"


def _mail(text: str) -> str:
    return f"[{_markdown(text)}](mailto:{text})" if MAIL.fullmatch(text) else _markdown(text)
