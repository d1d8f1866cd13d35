"""An article of the corpus, in no generator's format."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Reference:
    """What a link to an article is made of."""

    date: datetime
    category: str
    slug: str


@dataclass(frozen=True)
class Picture:
    """`file` is the name in the article's own folder, `plate` says which of the plates it shows."""

    file: str
    plate: int
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Article:
    """`body` is Markdown in which `post:2` is the address of `links[2]` and `picture:anh-2.jpg` that of a picture."""

    place: Reference
    title: str
    lead: str | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    views: int
    photo: Picture | None
    pictures: tuple[Picture, ...]
    """Those in the body."""
    links: tuple[Reference, ...]
    """Earlier articles that the body links to."""
    body: str

    @property
    def all_pictures(self) -> tuple[Picture, ...]:
        return (self.photo, *self.pictures) if self.photo else self.pictures

    def markdown(self, post: Callable[[Reference], str], picture: Callable[[str], str]) -> str:
        """The body with the addresses as a generator wants them written."""
        body = re.sub(r"\]\(post:(\d+)\)", lambda found: f"]({post(self.links[int(found[1])])})", self.body)
        return re.sub(r"\]\(picture:([\w.-]+)", lambda found: f"]({picture(found[1])}", body)
