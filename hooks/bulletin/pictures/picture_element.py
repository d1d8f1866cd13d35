"""The `<picture>` element: lets a browser take the smallest file that is good enough for its screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from . import renditions
from .renditions import CENTRE

BODY_SIZES = "(min-width: 46rem) 43rem, calc(100vw - 1.8rem)"
"""The width of a picture in a text, for a browser that must choose a file before it has the style sheet."""
GALLERY_SIZES = "(min-width: 46rem) 21rem, (min-width: 30rem) 45vw, calc(100vw - 1.8rem)"
_HASTE = {"first": "", "soon": 'fetchpriority="low" ', "lazy": 'loading="lazy" '}
"""The attribute of each haste. On a slow line a picture that overtakes the style sheet and the typeface delays the
words and gains nothing: with `fetchpriority="high"` the front page's largest paint came a tenth of a second later.
"""
_FALLBACK = 1080
"""The width in pixels for a browser that doesn't know `srcset`."""
_NO_ATTRIBUTES: Mapping[str, str] = {}
_ENLARGED_FROM = 480
"""The width in pixels from which a picture can be enlarged."""
FOCUS_STEP = 25
"""Percent. `picture_classes.py` writes a class for each step of the focus."""


@dataclass(frozen=True)
class PictureElement:
    """A picture to be shown. `url` is the URL of its renditions without their suffix; `width` and `height` are the size
    of the original in pixels.
    """

    url: str
    width: int
    height: int
    alt: str
    tone: str
    focus: tuple[int, int] = CENTRE

    def html(
        self, sizes: str, haste: str = "lazy", is_decoration: bool = False, further: Mapping[str, str] = _NO_ATTRIBUTES
    ) -> Markup:
        """The HTML of the element. `sizes` is as in HTML, `further` are more attributes of the `<img>`.

        `haste` says when a browser loads the picture: "first" with the page, "soon" after the style sheet and typeface
        of the words above it, "lazy" when the reader comes near.
        """
        widths = renditions.widths(self.width)
        sources = "".join(
            f'<source type="{media_type}" srcset="{self._srcset(widths, ending)}" sizes="{sizes}">'
            for ending, media_type in renditions.TYPES.items()
            if ending != "jpg"
        )
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in further.items())
        alt = "" if is_decoration else escape(self.alt)
        return Markup(
            f'<picture>{sources}<img class="{self._classes()}" src="{self.jpeg(_FALLBACK)}"'
            f' srcset="{self._srcset(widths, "jpg")}" sizes="{sizes}"'
            f' alt="{alt}" width="{self.width}" height="{self.height}" {_HASTE[haste]}decoding="async"{attributes}>'
            "</picture>"
        )

    @property
    def large(self) -> str | None:
        """The URL of the largest JPEG. None for a picture that has nothing more to show than the page shows."""
        return self.jpeg(self.width) if self.width >= _ENLARGED_FROM else None

    def enlarging(self, element: Markup) -> Markup:
        """The element as a link to the largest JPEG, which `picture-viewer.js` opens within the page.

        The element stays as it is when the picture is small or has no alternative text.
        """
        return (
            Markup(f'<a class="enlarge" href="{self.large}">{element}</a>')
            if self.large and self.alt.strip()
            else element
        )

    def jpeg(self, width: int) -> str:
        """The URL of the largest JPEG that is not wider than `width`, or else of the smallest one."""
        widths = renditions.widths(self.width)
        return escape(
            self.url
            + renditions.suffix(
                max((candidate for candidate in widths if candidate <= width), default=widths[0]), "jpg"
            )
        )

    def _srcset(self, widths: tuple[int, ...], ending: str) -> str:
        url = escape(self.url)
        return ", ".join([f"{url}{renditions.suffix(width, ending)} {width}w" for width in widths])

    def _classes(self) -> str:
        across, down = (round(part / FOCUS_STEP) * FOCUS_STEP for part in self.focus)
        return self.tone if (across, down) == CENTRE else f"{self.tone} focus-{across}-{down}"
