"""The link from a feed to the style sheet with which a browser shows it."""

from ....settings.settings import Settings
from ....stylebook import addresses


def linked(settings: Settings, document: bytes) -> bytes:
    """Returns an XML document with the processing instruction of https://www.w3.org/TR/xml-stylesheet/ after its
    declaration.
    """
    declaration, end, rest = document.partition(b"?>")
    link = f'\n<?xml-stylesheet type="text/xsl" href="{settings.url(addresses.FEED_STYLE)}"?>\n'
    return declaration + end + link.encode() + rest.lstrip()
