"""The print view: one light page for paper, with the article's address as text and as a QR code."""

import io
from collections.abc import Iterator
from typing import Any

import segno

from .. import addresses
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import Shell
from .article import context


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    for article in edition.catalogue.articles:
        path = addresses.output(addresses.print_view(article.address))
        yield path, Recipe("print_view", _fill, (theme.shells["print_view"], context(edition, article)))


def _fill(shell: Shell, values: dict[str, Any]) -> bytes:
    return shell.fill({**values, "qr_code": qr_code(values["full_url"])})


def qr_code(text: str) -> str:
    """An inline SVG of a QR code (ISO/IEC 18004, error correction M), black whatever the page's colours are."""
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="svg", xmldecl=False, svgclass=None, lineclass=None, omitsize=True, border=2, light="#fff", nl=False)
    return buffer.getvalue().decode()
