"""Files for devices that keep the bulletin among their apps: the web app manifest (W3C), and the icon at its old
address.
"""

import json
from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses
from .published_files import PublishedFile

_PAPER, _RED = "#fdfcf9", "#861a1d"
"""The colours of 15-colours.css."""
_ICONS = (
    ("assets/icon-192.png", "192x192", "any"),
    ("assets/icon-512.png", "512x512", "any"),
    ("assets/icon-maskable-512.png", "512x512", "maskable"),
)


class AppManifest(Recipe, frozen=True, gc=False):
    settings: Settings

    def render(self) -> bytes:
        settings = self.settings
        manifest = {
            "id": settings.root,
            "name": settings.site_name,
            "description": settings.site_description,
            "lang": "vi",
            "start_url": settings.root,
            "scope": settings.root,
            "display": "minimal-ui",
            "background_color": _PAPER,
            "theme_color": _RED,
            "icons": [
                {"src": settings.url(path), "sizes": size, "type": "image/png", "purpose": purpose}
                for path, size, purpose in _ICONS
            ],
        }
        return json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, AppManifest | PublishedFile]]:
    yield addresses.APP_MANIFEST, AppManifest(edition.settings)
    if icon := theme.files.get("assets/favicon.ico"):
        yield addresses.OLD_ICON, PublishedFile(icon)
