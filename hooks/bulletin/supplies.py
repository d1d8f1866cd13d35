"""Supplies: the pictures and recordings that the files of a plan are made of. They are made before the press runs."""

from collections.abc import Iterator

from .edition.edition import Edition
from .machine.cluster.workforce import Workforce
from .machine.progress import Progress
from .pages.feed import Feed
from .pages.media_files import PICTURE_ENDINGS, PictureFile
from .pages.recording_file import PublishedRecording
from .pictures import darkroom
from .pictures.darkroom import Negative
from .pictures.renditions import Rendition
from .press.plan import Plan
from .press.recipe import Recipe
from .speech.recording_shelf import Recording
from .stylebook import addresses


def pictures(plan: Plan, edition: Edition, progress: Progress, workforce: Workforce) -> None:
    """Makes the renditions that the press will need, with all hands, and measures the photos of feeds.

    Raises CacheError and PictureError.
    """
    orders = [
        (recipe.negative, recipe.rendition)
        for recipe in _recipes(plan, PICTURE_ENDINGS)
        if isinstance(recipe, PictureFile)
    ]
    unmeasured = list(_unmeasured(plan))
    # Nothing of a removed article stays, not even in the cache.
    is_any_removed = bool(edition.removed_addresses) and addresses.REMOVED_MAP in plan.paths()
    if darkroom.develop([*orders, *unmeasured], progress, workforce) or is_any_removed:
        digests = {item.digest for article in edition.catalogue.articles for item in article.facts.media}
        darkroom.clear(str(edition.settings.pictures), digests)
    for negative, rendition in unmeasured:
        edition.photo_sizes.measure(negative, rendition)


def recordings(plan: Plan, edition: Edition) -> Iterator[Recording]:
    """The recordings whose files the press will need."""
    audio = edition.settings.bulletin.audio
    for recipe in _recipes(plan, (f".{audio.format}",)) if audio else ():
        if isinstance(recipe, PublishedRecording):
            yield recipe.recording


def _unmeasured(plan: Plan) -> Iterator[tuple[Negative, Rendition]]:
    """The photos of feeds whose size no earlier build has recorded."""
    for recipe in _recipes(plan, ("rss.xml",)):
        if isinstance(recipe, Feed):
            yield from ((photo.negative, photo.rendition) for photo in recipe.photos if photo and photo.size is None)


def _recipes(plan: Plan, endings: tuple[str, ...]) -> Iterator[Recipe]:
    """The recipes of all files to be made whose paths end so."""
    numbers = [number for number, path in enumerate(plan.paths()) if path.endswith(endings)]
    return (plan.task(number).recipe for number in numbers)
