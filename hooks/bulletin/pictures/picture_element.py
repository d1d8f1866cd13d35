"""The `<picture>` element: lets a browser take the smallest file that is good enough for its screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from . import renditions
from .renditions import CENTRE

BODY_SIZES = "(min-width: 46rem) 43rem, calc(100vw - 1.8rem)"
"""How wide a picture stands in a text, for a browser that has to choose before it has seen the style sheet."""
GALLERY_SIZES = "(min-width: 46rem) 21rem, (min-width: 30rem) 45vw, calc(100vw - 1.8rem)"
_HASTE = {"first": "", "soon": 'fetchpriority="low" ', "lazy": 'loading="lazy" '}
"""The attribute of each haste. On a slow line a picture that overtakes the style sheet and the typeface delays the words
and gains nothing: with `fetchpriority="high"` the front page's largest paint came a tenth of a second later.
"""
_FALLBACK = 1080
"""What a browser gets that knows nothing of `srcset`."""
_NOTHING: Mapping[str, str] = {}
_ENLARGED_FROM = 480
"""Pixels."""
FOCUS_STEP = 25
"""Percent. `picture_classes.py` writes a class for each step."""


@dataclass(frozen=True)
class PictureElement:
    """A picture to be shown. `url` is that of its renditions, without ending; `width` and `height` are those of the
    picture itself, in pixels.
    """

    url: str
    width: int
    height: int
    alt: str
    tone: str
    focus: tuple[int, int] = CENTRE

    def html(
        self, sizes: str, haste: str = "lazy", is_decoration: bool = False, further: Mapping[str, str] = _NOTHING
    ) -> Markup:
        """As the page prints it; `sizes` is as in HTML, `further` are more attributes of the `<img>`.

        `haste` says when a browser loads the picture: "first" with the page, "soon" after the style sheet and typeface
        of the words above it, "lazy" when the reader comes near.
        """
        widths = renditions.widths(self.width)
        sources = "".join(
            f'<source type="{kind}" srcset="{self._srcset(widths, ending)}" sizes="{sizes}">'
            for ending, kind in renditions.TYPES.items()
            if ending != "jpg"
        )
        more = "".join(f' {name}="{escape(value)}"' for name, value in further.items())
        alt = "" if is_decoration else escape(self.alt)
        return Markup(
            f'<picture>{sources}<img class="{self._classes()}" src="{self.jpeg(_FALLBACK)}" srcset="{self._srcset(widths, "jpg")}" sizes="{sizes}"'
            f' alt="{alt}" width="{self.width}" height="{self.height}" {_HASTE[haste]}decoding="async"{more}></picture>'
        )

    @property
    def large(self) -> str | None:
        """The URL of the largest JPEG; None of a picture that has nothing more to show than the page shows of it."""
        return self.jpeg(self.width) if self.width >= _ENLARGED_FROM else None

    def enlarging(self, element: Markup) -> Markup:
        """The element as a link to the largest rendition, which `picture-viewer.js` opens in the page."""
        return (
            Markup(f'<a class="enlarge" href="{self.large}">{element}</a>')
            if self.large and self.alt.strip()
            else element
        )

    def jpeg(self, width: int) -> str:
        """The URL of the JPEG that comes next to a width from below, or the smallest one."""
        widths = renditions.widths(self.width)
        return escape(
            self.url + renditions.suffix(max((one for one in widths if one <= width), default=widths[0]), "jpg")
        )

    def _srcset(self, widths: tuple[int, ...], ending: str) -> str:
        return ", ".join([f"{escape(self.url)}{renditions.suffix(width, ending)} {width}w" for width in widths])

    def _classes(self) -> str:
        across, down = (round(part / FOCUS_STEP) * FOCUS_STEP for part in self.focus)
        return self.tone if (across, down) == CENTRE else f"{self.tone} focus-{across}-{down}"
